"""What a house makes of findings: graver, lighter, or not worth telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from g60translate.checks.check import Finding, Severity
from g60translate.checks.run import CHECKS

# What the walk itself finds, besides the checks.
_WALK = ("protected", "coverage", "codes", "markers", "doubt", "format", "document", "memory")
# Every name that a finding can carry.
FINDINGS: Final = (*CHECKS, *_WALK)

Severities = Mapping[str, Severity | None]
"""The severity of all findings of a name; None leaves them out."""


def regraded(findings: Iterable[Finding], severities: Severities) -> tuple[Finding, ...]:
    """The findings as the house sees them; those of names that it does not mention stay."""
    if not severities:
        return tuple(findings)
    graded = []
    for finding in findings:
        severity = severities.get(finding.check, finding.severity)
        if severity is not None:
            graded.append(replace(finding, severity=severity))
    return tuple(graded)
