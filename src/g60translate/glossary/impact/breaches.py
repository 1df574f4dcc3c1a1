"""Where a recorded translation does not keep a glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from g60translate.glossary.matching.verify import TermVerifier
from g60translate.translation.preparation import Sentence

if TYPE_CHECKING:
    from g60translate.reports.record.model import SegmentRecord


@dataclass(frozen=True, slots=True)
class Breach:
    """One wording that is missing, or a forbidden one that stands there."""

    concept_id: str
    wording: str
    forbidden: bool

    def __str__(self) -> str:
        what = "has the forbidden" if self.forbidden else "lacks"
        return f"the recorded translation {what} {self.wording!r} ({self.concept_id})"


def breaches(
    sentences: Sequence[Sentence], recorded: Sequence[SegmentRecord], *, verifier: TermVerifier
) -> Mapping[str, tuple[Breach, ...]]:
    """The breaches of one block by sentence id.

    `sentences` are the block's under the verifier's glossary. Those that the record has as they
    are, are proven one by one; where it was cut differently, the sentences are proven together and
    their breaches stand at the first.
    """
    found: dict[str, tuple[Breach, ...]] = {}
    cuts = SequenceMatcher(
        a=[s.request.text for s in sentences], b=[r.source for r in recorded], autojunk=False
    )
    for tag, a, a_end, b, b_end in cuts.get_opcodes():
        step = 1 if tag == "equal" else max(a_end - a, b_end - b)
        for at in range(0, a_end - a if b_end > b else 0, step):
            mine = sentences[a + at : a_end][:step]
            target = " ".join(r.target for r in recorded[b + at : b_end][:step])
            found[mine[0].segment.id] = tuple(_examine(mine, target, verifier))
    return found


def _examine(
    sentences: Sequence[Sentence], target: str, verifier: TermVerifier
) -> Iterator[Breach]:
    spoken = [s for s in sentences if s.speaks]
    for result in verifier.verify([hit for s in spoken for hit in s.request.hits], target):
        if not result.met:
            yield Breach(result.hit.concept_id, result.expected, forbidden=False)
    for banned in verifier.forbidden(target) if spoken else ():
        yield Breach(banned.concept_id, banned.surface, forbidden=True)
