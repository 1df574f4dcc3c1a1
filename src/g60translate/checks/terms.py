"""Terms the glossary demands or forbids, after enforcement has done what it could."""

from __future__ import annotations

from collections.abc import Iterable

from g60translate.checks.check import Finding, Severity, Unit


class TermsCheck:
    """The glossary's term is missing, or a wording the glossary forbids is still there.

    The linguists decided these terms: put the expected wording in, or ask them.
    """

    name = "terms"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """One error per missed term and per forbidden wording."""
        for surface, expected in unit.missed_terms:
            yield Finding(
                self.name,
                Severity.ERROR,
                unit.segment_id,
                f"“{surface}” has to be “{expected}” here; the translation says something else.",
            )
        for wording in unit.forbidden_terms:
            start = unit.target.casefold().find(wording.casefold())
            # Casefolding can change lengths (ß), so the place counts only if it reads the same.
            found = unit.target[start : start + len(wording)] if start >= 0 else ""
            there = found.casefold() == wording.casefold()
            yield Finding(
                self.name,
                Severity.ERROR,
                unit.segment_id,
                f"The glossary forbids “{wording}”.",
                (start, start + len(wording)) if there else None,
            )
