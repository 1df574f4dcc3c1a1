"""Short ways to make units and look at findings."""

from __future__ import annotations

from g60translate.checks.check import Check, Finding, Severity, Unit


def unit(source: str, target: str, pair: str = "de-en", **rest: object) -> Unit:
    source_lang, _, target_lang = pair.partition("-")
    return Unit("s1", source, target, source_lang, target_lang, **rest)  # type: ignore[arg-type]


def examine(check: Check, source: str, target: str, pair: str = "de-en") -> list[Finding]:
    return list(check.examine(unit(source, target, pair)))


def worst(findings: list[Finding]) -> Severity | None:
    order = [Severity.ERROR, Severity.WARNING, Severity.INFO]
    return min((finding.severity for finding in findings), key=order.index, default=None)
