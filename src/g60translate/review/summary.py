"""What a review changed: how many segments, by how much, and what it says about the glossary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from g60translate.memory.entry import Entry, Origin, State
from g60translate.reports.record.model import Record
from g60translate.review.apply import Edited


@dataclass(frozen=True, slots=True)
class EditRate:
    """`segments` of `of` were changed; `ter` edits per 100 words, `chrf` likeness, of these.

    Both by sacreBLEU, the edited text as the reference of the old one, as HTER has it (Snover et
    al. 2006).
    """

    segments: int
    of: int
    ter: float
    chrf: float
    terms: tuple[tuple[str, str, int], ...]


def edit_rate(edits: Sequence[Edited], record: Record) -> EditRate:
    """How far a person went; `terms` are (source, glossary's wording, how often it was changed)."""
    changed = [e for e in edits if e.new.target != e.old.target]
    old, new = [e.old.target for e in changed], [e.new.target for e in changed]
    terms = Counter(term for edit in edits for term in edit.terms)
    return EditRate(
        len(changed),
        len(record.segments),
        round(TER().corpus_score(old, [new]).score, 2) if changed else 0.0,
        round(CHRF().corpus_score(old, [new]).score, 2) if changed else 100.0,
        tuple((source, wording, count) for (source, wording), count in terms.most_common()),
    )


def decisions(
    edits: Sequence[Edited], record: Record, *, author: str, now: datetime
) -> list[Entry]:
    """The edits as entries of a memory, each between its neighbours.

    What was edited comes as well, as a draft of the model: `review learn` compares both.
    """
    entries = []
    for edit in edits:
        if edit.new.target.strip() and edit.new.target != edit.old.target:
            decided = Entry(
                record.source.lang.split("-")[0],
                record.target.lang.split("-")[0],
                edit.new.source,
                edit.new.target,
                Origin.HUMAN,
                now,
                before=edit.before,
                after=edit.after,
                document=record.source.name,
                author=author,
            )
            entries.append(decided)
            if edit.old.recalled is None and not edit.old.edited:
                entries.append(
                    replace(
                        decided,
                        target=edit.old.target,
                        origin=Origin.MACHINE,
                        state=State.DRAFT,
                        changed=record.created,
                        author="",
                    )
                )
    return [entry for entry in entries if entry.target.strip()]
