"""Lint: every rule over a glossary, and the repair of what needs no decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from g60translate.glossary.book import Glossary
from g60translate.glossary.lint import consistency, coverage, encoding, nesting, wording
from g60translate.glossary.lint.remark import Remark

_FAMILIES: tuple[Callable[[Glossary], Iterable[Remark]], ...] = (
    encoding.examine,
    wording.examine,
    consistency.examine,
    nesting.examine,
    coverage.examine,
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended glossary and the remarks that no longer hold."""

    glossary: Glossary
    mended: tuple[Remark, ...]


def lint(glossary: Glossary) -> tuple[Remark, ...]:
    """All remarks, errors first; the same glossary always gives the same remarks."""
    remarks = {remark for family in _FAMILIES for remark in family(glossary)}
    return tuple(sorted(remarks, key=lambda remark: remark.order))


def repair(glossary: Glossary) -> Repaired:
    """Mend what is fixable.

    Mending one fault may show another (two terms that differed in a soft hyphen are duplicates
    then), so it is repeated until nothing changes.
    """
    before = lint(glossary)
    mended = glossary
    while True:
        read = map(encoding.repair_concept, mended)
        concepts = tuple(
            consistency.repair_concept(
                replace(concept, terms=tuple(map(wording.repair_term, concept.terms)))
            )
            for concept in read
        )
        if concepts == mended.concepts:
            break
        mended = replace(mended, concepts=concepts)
    left = {replace(remark, number=0) for remark in lint(mended)}
    return Repaired(
        mended, tuple(r for r in before if r.fixable and replace(r, number=0) not in left)
    )
