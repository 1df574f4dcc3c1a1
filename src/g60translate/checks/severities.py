"""What a house makes of findings: graver, lighter, or not worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from g60translate.checks.check import Finding, Severity
from g60translate.checks.run import check_names

# What the walk itself finds, besides the checks.
_WALK: Final = (
    "protected",
    "coverage",
    "codes",
    "markers",
    "doubt",
    "format",
    "document",
    "memory",
)

Severities = Mapping[str, Severity | None]
"""The severity of all findings of a name; None leaves them out."""


def finding_names() -> tuple[str, ...]:
    """Every name that a finding can carry, those of other packages' checks included.

    Raises PluginError as `check_names`.
    """
    return (*check_names(), *_WALK)


def regraded(findings: Iterable[Finding], severities: Severities) -> tuple[Finding, ...]:
    """The findings as the house sees them; those of names that it does not mention stay."""
    graded = []
    for finding in findings:
        severity = severities.get(finding.check, finding.severity)
        if severity is not None:
            graded.append(replace(finding, severity=severity))
    return tuple(graded)
