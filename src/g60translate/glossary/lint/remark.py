"""What lint says about one place of a glossary."""

from __future__ import annotations

from dataclasses import dataclass

from g60translate.checks.check import Severity
from g60translate.glossary.concept import Concept, Term


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark; `lang` and `term` are empty where it concerns the whole concept.

    `fixable`: `repair` mends it without a decision that only a linguist can take. `number` is the
    term's index in its concept, 0 for the whole concept, so that its place in a file can be told.
    """

    rule: str
    severity: Severity
    concept_id: str
    lang: str
    term: str
    message: str
    fixable: bool = False
    number: int = 0

    @property
    def order(self) -> tuple[int, str, str, str, str, str, int]:
        """Sort key: errors first, then by concept, language, term and rule."""
        rank = list(Severity).index(self.severity)
        return (
            rank, self.concept_id, self.lang, self.term, self.rule, self.message, self.number,
        )  # fmt: skip


def about_term(
    rule: str,
    severity: Severity,
    concept: Concept,
    term: Term,
    message: str,
    *,
    fixable: bool = False,
) -> Remark:
    """A remark on one term."""
    number = next(index for index, other in enumerate(concept.terms) if other is term)
    return Remark(rule, severity, concept.id, term.lang, term.text, message, fixable, number)


def about_concept(rule: str, severity: Severity, concept: Concept, message: str) -> Remark:
    """A remark on a whole concept."""
    return Remark(rule, severity, concept.id, "", "", message)
