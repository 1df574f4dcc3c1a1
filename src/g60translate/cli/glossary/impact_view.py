"""How the impact of a change of glossary is shown: to a person or to a program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from g60translate.cli.console import print_json

if TYPE_CHECKING:
    from g60translate.cli.outputs.glossary import Affected
    from g60translate.glossary.impact.documents import DocumentImpact, SegmentImpact


@dataclass(frozen=True, slots=True)
class Examined:
    """A release, the record of its translation if one was found, and what is touched."""

    path: Path
    record: Path | None
    impact: DocumentImpact


def print_impact(
    examined: Sequence[Examined], *, compared: bool, with_records: bool, as_json: bool
) -> None:
    """Touched sentences, each with what happens to it, and their number at the end.

    `compared`, `with_records`: whether there are two glossaries, and translations, to speak of.
    """
    if as_json:
        print_json([_output(each) for each in examined])
        return
    for each in examined:
        for segment in each.impact.segments:
            _print_segment(each.path, segment)
        if with_records and each.record is None:
            print(f"{each.path}: no record of a translation found.\n")
    total = sum(each.impact.total for each in examined)
    touched = [segment for each in examined for segment in each.impact.segments]
    changed = sum(segment.would_change for segment in touched)
    if compared:
        print(f"Sentences that would change: {changed} of {total}.")
    if with_records:
        broken = sum(bool(segment.breaches) for segment in touched)
        print(f"Recorded sentences that do not keep the glossary: {broken}.")


def _print_segment(path: Path, segment: SegmentImpact) -> None:
    print(f"{path}, {segment.segment_id}: {' '.join(segment.text.split())}")
    if segment.recut:
        print("  cut elsewhere, because a term reaches over the end of a sentence")
    for line in (*segment.changes, *segment.straddles, *segment.breaches):
        print(f"  {line}")
    print()


def _output(each: Examined) -> Affected:
    from g60translate.cli.outputs.glossary import Affected, Touched

    return Affected(
        document=str(each.path),
        record=None if each.record is None else str(each.record),
        sentences=each.impact.total,
        touched=tuple(
            Touched(
                segment_id=segment.segment_id,
                text=segment.text,
                recut=segment.recut,
                changes=segment.changes,
                straddles=segment.straddles,
                breaches=segment.breaches,
                would_change=segment.would_change,
            )
            for segment in each.impact.segments
        ),
    )
