"""Which sentences of a document a change of glossary would touch; nothing is translated."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from g60translate.documents.model import Block, Document
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import TermHit
from g60translate.glossary.impact.breaches import Breach, breaches
from g60translate.glossary.impact.effects import TermChange, effects
from g60translate.glossary.matching.match import Straddle, TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.segmentation.segmenter import Segmenter
from g60translate.translation.preparation import Preparation, Sentence

if TYPE_CHECKING:
    from g60translate.reports.record.model import Record, SegmentRecord


@dataclass(frozen=True, slots=True)
class SegmentImpact:
    """A sentence that is touched; `segment_id` is its name under the new glossary.

    `recut`: its ends differ from those under the old glossary, so it may be several sentences.
    `straddles` are choices between terms that the old glossary did not have to make. Places in
    hits are code points of `text`.
    """

    segment_id: str
    text: str
    recut: bool = False
    changes: tuple[TermChange, ...] = ()
    straddles: tuple[Straddle, ...] = ()
    breaches: tuple[Breach, ...] = ()

    @property
    def would_change(self) -> bool:
        """Whether the sentence would be translated under other terms than before."""
        return self.recut or bool(self.changes)


@dataclass(frozen=True, slots=True)
class DocumentImpact:
    """The touched sentences of a document in reading order, and how many it has in all."""

    segments: tuple[SegmentImpact, ...]
    total: int


class ImpactAssessor:
    """Compares what two glossaries demand of the same document."""

    def __init__(
        self,
        old: Glossary,
        new: Glossary,
        segmenter: Segmenter,
        *,
        source_lang: str,
        target_lang: str,
    ) -> None:
        self._old = _Side(old, segmenter, source_lang, target_lang)
        self._new = _Side(new, segmenter, source_lang, target_lang)

    def assess(self, document: Document, *, record: Record | None = None) -> DocumentImpact:
        """What of a document is touched; `record` is that of its translation.

        What a wording means for a sentence is known only where the sentence holds its concept:
        a wording newly forbidden elsewhere shows in no other way than as a breach.
        """
        recorded: dict[str, list[SegmentRecord]] = {}
        for segment in record.segments if record is not None else ():
            recorded.setdefault(segment.block_id, []).append(segment)
        touched: list[SegmentImpact] = []
        total = 0
        for block in document.blocks:
            impacts, count = self._block(block, recorded.get(block.id, ()))
            touched += impacts
            total += count
        return DocumentImpact(tuple(touched), total)

    def _block(
        self, block: Block, recorded: Sequence[SegmentRecord]
    ) -> tuple[list[SegmentImpact], int]:
        old, new = self._old.sentences(block), self._new.sentences(block)
        broken = breaches(new, recorded, verifier=self._new.verifier)
        known = set(self._old.straddles(block))
        straddles = [s for s in self._new.straddles(block) if s not in known]
        impacts = []
        for stretch in _stretches(old, new):
            impact = self._compare(
                block,
                stretch,
                [s for s in straddles if stretch.start <= s.kept.start < stretch.end],
                [b for sentence in stretch.new for b in broken.get(sentence.segment.id, ())],
            )
            if impact.would_change or impact.straddles or impact.breaches:
                impacts.append(impact)
        return impacts, len(new)

    def _compare(
        self,
        block: Block,
        stretch: _Stretch,
        straddles: Collection[Straddle],
        broken: Collection[Breach],
    ) -> SegmentImpact:
        text = block.text[stretch.start : stretch.end]
        origin = stretch.start + len(text) - len(text.lstrip())
        before, after = _hits(stretch.old, origin), _hits(stretch.new, origin)
        changes = [
            change
            for span in sorted(before.keys() | after.keys())
            for change in effects(
                before.get(span),
                after.get(span),
                old=self._old.verifier,
                new=self._new.verifier,
            )
        ]
        return SegmentImpact(
            segment_id=stretch.new[0].segment.id,
            text=text.strip(),
            recut=len(stretch.old) != 1 or len(stretch.new) != 1,
            changes=tuple(changes),
            straddles=tuple(
                Straddle(_shift(s.kept, -origin), _shift(s.given_up, -origin)) for s in straddles
            ),
            breaches=tuple(broken),
        )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The sentences between two cuts that both glossaries make, under either of them."""

    start: int
    end: int
    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]


class _Side:
    """One of the two glossaries at work."""

    def __init__(self, glossary: Glossary, segmenter: Segmenter, source: str, target: str) -> None:
        self._matcher = TermMatcher(glossary, source_lang=source, target_lang=target)
        self._preparation = Preparation(segmenter, self._matcher)
        self.verifier = TermVerifier(glossary, target_lang=target)

    def sentences(self, block: Block) -> tuple[Sentence, ...]:
        return self._preparation.take_apart(block).sentences

    def straddles(self, block: Block) -> tuple[Straddle, ...]:
        return self._matcher.straddles(block.text)


def _stretches(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[_Stretch]:
    start = 0
    for end in sorted({s.segment.end for s in old} & {s.segment.end for s in new}):
        yield _Stretch(
            start,
            end,
            tuple(s for s in old if start <= s.segment.start < end),
            tuple(s for s in new if start <= s.segment.start < end),
        )
        start = end


def _hits(sentences: Sequence[Sentence], origin: int) -> dict[tuple[int, int], TermHit]:
    """The sentences' hits by their place, in code points from `origin` of the block."""
    moved = [
        _shift(hit, s.segment.start + len(s.lead) - origin)
        for s in sentences
        for hit in s.request.hits
    ]
    return {(hit.start, hit.end): hit for hit in moved}


def _shift(hit: TermHit, offset: int) -> TermHit:
    return replace(hit, start=hit.start + offset, end=hit.end + offset)
