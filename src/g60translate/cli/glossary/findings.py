"""How hits, remarks and changes are shown: to a person or to a program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from g60translate.cli.console import print_json, print_table

if TYPE_CHECKING:
    from g60translate.glossary.concept import TermHit
    from g60translate.glossary.diff import Change
    from g60translate.glossary.lint.remark import Remark
    from g60translate.glossary.matching.match import Straddle


def print_hits(
    hits: Sequence[tuple[TermHit, str]],
    straddles: Sequence[Straddle],
    *,
    as_json: bool,
) -> None:
    """Terms found in a text, each with the wording to use; then the terms that were given up."""
    if as_json:
        from g60translate.cli.outputs.glossary import Hit, Hits

        found = tuple(Hit(h.start, h.end, h.concept_id, h.surface, use) for h, use in hits)
        print_json(Hits(found, tuple(straddles)))
        return
    rows = [(f"{h.start}-{h.end}", h.surface, use, h.concept_id) for h, use in hits]
    print_table(("Place", "Found", "To use", "Concept"), rows)
    for straddle in straddles:
        print(straddle)


def print_remarks(
    remarks: Sequence[Remark],
    *,
    places: Mapping[str, Sequence[str]] = MappingProxyType({}),
    mended: int = 0,
    as_json: bool,
) -> None:
    """Lint's remarks, errors first; `places` tells where each term of a concept stands."""

    def place(remark: Remark) -> str:
        return places[remark.concept_id][remark.number] if places else ""

    if as_json:
        from g60translate.cli.outputs.glossary import Linted, PlacedRemark

        placed = tuple(PlacedRemark(**asdict(remark), place=place(remark)) for remark in remarks)
        print_json(Linted(mended, placed))
        return
    rows = [
        (
            remark.severity.value,
            remark.rule,
            place(remark),
            remark.concept_id,
            remark.lang,
            remark.message + (" (--fix mends it)" if remark.fixable else ""),
        )
        for remark in remarks
    ]
    if rows:
        print_table(("Severity", "Rule", "Place", "Concept", "Language", "Remark"), rows)
    if mended:
        print(f"Mended: {mended}.")
    if not rows and not mended:
        print("Nothing to remark.")


def print_changes(changes: Sequence[Change], *, as_json: bool) -> None:
    """What a diff found."""
    if as_json:
        print_json([*changes])
        return
    print("\n".join(map(str, changes)) if changes else "No difference.")
