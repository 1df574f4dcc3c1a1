"""Takes a block apart into sentences to translate, and puts the translated sentences together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from g60translate.documents.model import Block, Inline, InlineKind
from g60translate.documents.raised import SYMBOL
from g60translate.glossary.concept import TermHit
from g60translate.glossary.matching.match import TermMatcher
from g60translate.protection.spans import protected_spans
from g60translate.segmentation.segmenter import Segment, Segmenter
from g60translate.translation.codes.restore import Restored
from g60translate.translation.engines.subwords import Span
from g60translate.translation.request import Request

_UNSPACED = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment, ready for the ladder.

    `lead` and `trail` are the white space around the request's text, `codes` the inline codes
    relative to that text, `owned` the text of standing-alone codes that was lifted out of it.
    `edge_codes` lie in the white space, relative to the segment.
    """

    segment: Segment
    lead: str
    request: Request
    trail: str
    codes: tuple[Inline, ...] = ()
    owned: Mapping[str, str] = field(default_factory=dict)
    edge_codes: tuple[Inline, ...] = ()

    @property
    def speaks(self) -> bool:
        """Whether there is anything to translate: a letter outside protected stretches."""
        text = self.request.text
        for start, end in reversed(self.request.protected):
            text = text[:start] + text[end:]
        return any(character.isalpha() for character in text)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A block with its sentences."""

    block: Block
    sentences: tuple[Sentence, ...]


class Preparation:
    """Finds what binds a block's translation (terms, protected text, codes) and cuts it."""

    def __init__(self, segmenter: Segmenter, matcher: TermMatcher) -> None:
        self._segmenter = segmenter
        self._matcher = matcher

    def take_apart(self, block: Block) -> Prepared:
        """Cut a block into sentences; no cut falls into a term or a protected stretch."""
        symbols = [(i.start, i.end) for i in block.inlines if i.tag.startswith(SYMBOL)]
        protected = protected_spans(block)
        hits = tuple(
            hit
            for hit in self._matcher.find(block.text)
            if not any(
                hit.start < end and start < hit.end
                for start, end in protected
                if (start, end) not in symbols
            )
        )
        # The glossary knows better what becomes of the CO₂ in a term.
        protected = tuple(
            span
            for span in protected
            if span not in symbols or not any(h.start < span[1] and span[0] < h.end for h in hits)
        )
        together = [*protected, *((hit.start, hit.end) for hit in hits)]
        segments = self._segmenter.segment(
            block, lang=self._matcher.source_lang, keep_together=together
        )
        cores = [_core(segment) for segment in segments]
        codes = _deal_out(block, cores)
        edge_codes = _edge_codes(block, segments, cores)
        sentences = []
        for index, (segment, core) in enumerate(zip(segments, cores, strict=True)):
            text, owned = _lift_owned(block.text[slice(*core)], codes[index])
            request = self._request(segment.id, text, core[0], hits, protected)
            lead = block.text[segment.start : core[0]]
            trail = block.text[core[1] : segment.end]
            sentences.append(
                Sentence(segment, lead, request, trail, codes[index], owned, edge_codes[index])
            )
        return Prepared(block, tuple(sentences))

    def _request(
        self, name: str, text: str, start: int, hits: Sequence[TermHit], protected: Sequence[Span]
    ) -> Request:
        end = start + len(text)
        return Request(
            name,
            text,
            self._matcher.source_lang,
            self._matcher.target_lang,
            hits=tuple(
                replace(hit, start=hit.start - start, end=hit.end - start)
                for hit in hits
                if start <= hit.start and hit.end <= end
            ),
            protected=tuple(
                (a - start, b - start) for a, b in protected if start <= a and b <= end
            ),
        )


def put_together(prepared: Prepared, restored: Sequence[Restored], *, target_lang: str) -> Block:
    """The block in the target language, codes of several sentences whole again."""
    if not prepared.sentences:
        return prepared.block
    parts: list[str] = []
    length = 0
    found: dict[str, Inline] = {}

    def put(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    for sentence, result in zip(prepared.sentences, restored, strict=True):
        core_length = len(sentence.segment.text) - len(sentence.lead) - len(sentence.trail)
        for code in sentence.edge_codes:
            after = code.start >= len(sentence.lead)
            moved = len(result.text) - core_length if after else 0
            found[code.tag] = code.shift(length + moved)
        put(sentence.lead)
        for code in result.inlines:
            here = code.shift(length)
            seen = found.get(code.tag)
            found[code.tag] = here if seen is None else replace(seen, end=here.end)
        put(result.text)
        last = sentence is prepared.sentences[-1]
        keep = last or bool(sentence.edge_codes)
        put(sentence.trail if keep else _gap(sentence.trail, target_lang))
    order = {code.tag: index for index, code in enumerate(prepared.block.inlines)}
    inlines = sorted(found.values(), key=lambda code: order[code.tag])
    return replace(prepared.block, text="".join(parts), inlines=tuple(inlines))


def _gap(trail: str, target_lang: str) -> str:
    """White space between two sentences, as the target language writes it."""
    if target_lang in _UNSPACED:
        return "" if trail == " " else trail
    return trail or " "


def _core(segment: Segment) -> Span:
    """The segment without white space at its edges; an empty span at its start if it has none."""
    stripped = segment.text.strip()
    if not stripped:
        return (segment.start, segment.start)
    start = segment.start + segment.text.index(stripped[0])
    return (start, start + len(stripped))


def _lift_owned(text: str, codes: Sequence[Inline]) -> tuple[str, dict[str, str]]:
    """Put spaces where standing-alone codes own text; also give what they own, by tag."""
    owned = {}
    for code in codes:
        if code.kind is InlineKind.STANDALONE and code.start < code.end:
            owned[code.tag] = text[code.start : code.end]
            # As many spaces leave every offset where it was.
            text = text[: code.start] + " " * (code.end - code.start) + text[code.end :]
    return text, owned


def _deal_out(block: Block, cores: Sequence[Span]) -> list[tuple[Inline, ...]]:
    """Give each sentence its codes, relative to its core.

    A code over several sentences is given to each of them, one without extent to the sentence
    that it touches, else to the next.
    """
    dealt: list[list[Inline]] = [[] for _ in cores]
    for code in block.inlines:
        touched = _touched(code, cores)
        if not touched and cores and code.start == code.end:
            touched = [_nearest(code, cores)]
        for index in touched[:1] if code.kind is InlineKind.STANDALONE else touched:
            start, end = cores[index]
            a, b = (min(max(place, start), end) - start for place in (code.start, code.end))
            dealt[index].append(replace(code, start=a, end=b))
    return [tuple(codes) for codes in dealt]


def _edge_codes(
    block: Block, segments: Sequence[Segment], cores: Sequence[Span]
) -> list[tuple[Inline, ...]]:
    """Codes over nothing but white space, relative to the segment in which they begin."""
    outside = [c for c in block.inlines if c.start < c.end and not _touched(c, cores)]
    return [
        tuple(c.shift(-s.start) for c in outside if s.start <= c.start < s.end) for s in segments
    ]


def _touched(code: Inline, cores: Sequence[Span]) -> list[int]:
    return [i for i, (start, end) in enumerate(cores) if code.start < end and start < code.end]


def _nearest(code: Inline, cores: Sequence[Span]) -> int:
    for index, (start, end) in enumerate(cores):
        if start <= code.start <= end:
            return index
    following = (index for index, (start, _) in enumerate(cores) if start >= code.start)
    return next(following, len(cores) - 1)
