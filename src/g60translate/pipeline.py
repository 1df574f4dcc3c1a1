"""The walk: document → segments → terms → translations → checks → translated document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from itertools import islice

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.run import run_checks
from g60translate.documents.files import require_text
from g60translate.documents.model import Block, Document, Remark
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.models.doubt import default_weights
from g60translate.models.store import Model
from g60translate.segmentation.segmenter import Segmenter
from g60translate.translation.codes.restore import Restored, carried_over, restore
from g60translate.translation.engines.engine import Engine
from g60translate.translation.ladder.constraints import ALL_RUNGS, Ladder
from g60translate.translation.ladder.marking import Placing, in_question
from g60translate.translation.preparation import Preparation, Prepared, Sentence, put_together
from g60translate.translation.request import Request, RequestTranslator, Rung, Translation
from g60translate.translation.trust.doubt import FLAG_BELOW, Doubt

# Blocks that are read at a time where they come as a stream: enough to fill batches with.
WINDOW = 1024

# Sentences between two reports of progress, at most: a second or so of work.
_CHUNK = 64

Progress = Callable[[int, int], None]
"""Called with the sentences done and the sentences in all."""


@dataclass(frozen=True, slots=True)
class TranslatedSegment:
    """One sentence with everything that is known about its translation.

    `translation` is None where there was nothing to translate and the text was carried over, and so
    is `confidence`, the chance from 0 to 1 that the translation is good.
    """

    block: Block
    sentence: Sentence
    restored: Restored
    translation: Translation | None
    findings: tuple[Finding, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class TranslatedDocument:
    """The document in the target language and the segments it was made from."""

    document: Document
    segments: tuple[TranslatedSegment, ...] = field(default=())

    @property
    def missed_terms(self) -> int:
        """Term occurrences that no rung of the ladder settled."""
        return sum(
            not outcome.result.met
            for segment in self.segments
            if segment.translation is not None
            for outcome in segment.translation.outcomes
        )


class Translator:
    """A loaded engine, a glossary and a segmenter for one language pair."""

    def __init__(
        self,
        engine: Engine,
        glossary: Glossary,
        segmenter: Segmenter,
        *,
        beam: int = 4,
        rungs: Collection[Rung] = ALL_RUNGS,
        checks: Sequence[str] | None = None,
        codes: Placing = Placing.AUTO,
        flag_below: float = FLAG_BELOW,
        source_lang: str | None = None,
        ladder: RequestTranslator | None = None,
    ) -> None:
        """Prepare for the pair on the model's card; `checks` are names, None for all.

        `codes` says what places inline codes; a model without placeholders cannot be asked.
        Sentences of a confidence below `flag_below` are marked.
        A chain of models comes with its own `source_lang` and `ladder`.
        """
        card = engine.model.card
        self.engine = engine
        self.models: tuple[Model, ...] = (engine.model,)
        self.glossary = glossary
        self.segmenter = segmenter
        self.beam = beam
        self.source_lang, self.target_lang = source_lang or card.source_lang, card.target_lang
        self._checks = checks
        self.asks_for_codes = codes.asks(card.markers)
        self.flag_below = flag_below
        self._doubt = Doubt(card.doubt or default_weights(), flag_below=flag_below)
        matcher = TermMatcher(glossary, source_lang=self.source_lang, target_lang=self.target_lang)
        self._preparation = Preparation(segmenter, matcher)
        verifier = TermVerifier(glossary, target_lang=self.target_lang)
        self.ladder: RequestTranslator = ladder or Ladder(engine, verifier, beam=beam, rungs=rungs)

    def translate(
        self, document: Document, *, progress: Progress | None = None
    ) -> TranslatedDocument:
        """Translate every block. Raises EmptyDocument, EngineError."""
        require_text(document, name="The document")
        blocks: dict[str, Block] = {}
        segments: list[TranslatedSegment] = []
        for block, mine in self._walk(document.blocks, progress):
            blocks[block.id] = block
            segments += mine
        return TranslatedDocument(
            document.with_blocks(blocks, lang=self.target_lang),
            _with_remarks(segments, document.remarks),
        )

    def stream(
        self, blocks: Iterable[Block], *, window: int = WINDOW
    ) -> Iterator[tuple[Block, tuple[TranslatedSegment, ...]]]:
        """Translate blocks as they come; each is handed back with its segments, in its order.

        `window` blocks are read at a time, which is all that is ever held. Raises EngineError.
        """
        coming = iter(blocks)
        while some := tuple(islice(coming, window)):
            yield from self._walk(some, None)

    def _walk(
        self, blocks: Sequence[Block], progress: Progress | None
    ) -> Iterator[tuple[Block, tuple[TranslatedSegment, ...]]]:
        prepared = [self._preparation.take_apart(block) for block in blocks]
        segments = self._segments([(b, s) for b in prepared for s in b.sentences], progress)
        for block in prepared:
            mine = tuple(islice(segments, len(block.sentences)))
            restored = [segment.restored for segment in mine]
            yield put_together(block, restored, target_lang=self.target_lang), mine

    def _asked(self, sentence: Sentence) -> Request:
        request = sentence.request
        if not self.asks_for_codes:
            return request
        return replace(request, codes=in_question(sentence.codes, request.text))

    def _segments(
        self, places: Sequence[tuple[Prepared, Sentence]], progress: Progress | None
    ) -> Iterator[TranslatedSegment]:
        """The segments of these sentences, in their order; equal ones are translated once."""
        found: dict[int, TranslatedSegment] = {}
        alike: dict[Request, list[int]] = {}
        for at, (prepared, sentence) in enumerate(places):
            if sentence.speaks:
                alike.setdefault(_content(self._asked(sentence)), []).append(at)
            else:
                found[at] = self._finish(prepared, sentence, None)
        # Sentences of one length make the fullest batches, so they go together; the longest first,
        # so that nothing long is left for the end.
        waiting = sorted(alike, key=lambda request: self.engine.count(request.text), reverse=True)
        # A short text is dealt out to all lanes too, for some of it is asked for again and again.
        size = min(_CHUNK, -(-len(waiting) // (4 * self.engine.lanes))) or 1
        chunks = [waiting[at : at + size] for at in range(0, len(waiting), size)]
        translated = 0
        # While the engine decodes some chunks, another is judged and a finished one is checked.
        with ThreadPoolExecutor(max_workers=self.engine.lanes) as lanes:
            asked = {lanes.submit(self.ladder.translate, chunk): chunk for chunk in chunks}
            try:
                for answers in as_completed(asked):
                    chunk = asked[answers]
                    ready = {
                        at: self._finish(*places[at], answer)
                        for request, answer in zip(chunk, answers.result(), strict=True)
                        for at in alike[request]
                    }
                    found.update(zip(ready, self._examine([*ready.values()]), strict=True))
                    translated += len(chunk)
                    if progress is not None:
                        progress(translated, len(waiting))
            finally:
                # After a fault or an interrupt no other chunk is begun.
                lanes.shutdown(wait=False, cancel_futures=True)
        return (found[at] for at in range(len(places)))

    def _finish(
        self, prepared: Prepared, sentence: Sentence, translation: Translation | None
    ) -> TranslatedSegment:
        if translation is None:
            restored = carried_over(sentence.segment.text.strip(), sentence.codes)
        else:
            translation = replace(translation, id=sentence.request.id)
            restored = restore(
                sentence.codes,
                translation.alignment,
                owned=sentence.owned,
                places=translation.places,
            )
        return TranslatedSegment(prepared.block, sentence, restored, translation)

    def _examine(self, segments: Sequence[TranslatedSegment]) -> Iterator[TranslatedSegment]:
        """Attach findings: the checks', and what the walk itself knows to be in doubt."""
        found: dict[str, list[Finding]] = {}
        units = [self._unit(segment) for segment in segments if segment.translation is not None]
        for finding in run_checks(units, names=self._checks):
            found.setdefault(finding.segment_id, []).append(finding)
        for segment in segments:
            name = segment.sentence.segment.id
            yield self._weigh(segment, (*_walk_findings(segment), *found.get(name, ())))

    def _weigh(
        self, segment: TranslatedSegment, findings: tuple[Finding, ...]
    ) -> TranslatedSegment:
        """The segment with its findings, and how sure one may be of it in their light."""
        if segment.translation is None:
            return replace(segment, findings=findings)
        confidence = self._doubt.confidence(segment.translation, findings)
        marks = self._doubt.mark(segment.sentence.segment.id, confidence)
        return replace(segment, findings=(*findings, *marks), confidence=confidence)

    def _unit(self, segment: TranslatedSegment) -> Unit:
        assert segment.translation is not None
        return Unit(
            segment.sentence.segment.id,
            segment.sentence.request.text,
            segment.restored.text,
            self.source_lang,
            self.target_lang,
            source_inlines=segment.sentence.codes,
            target_inlines=segment.restored.inlines,
            missed_terms=tuple(
                (outcome.result.hit.surface, outcome.result.expected)
                for outcome in segment.translation.outcomes
                if not outcome.result.met
            ),
            forbidden_terms=tuple(hit.surface for hit in segment.translation.forbidden),
        )


def _content(request: Request) -> Request:
    """The request without its name: requests of equal content have equal translations."""
    return replace(request, id="")


def _with_remarks(
    segments: Sequence[TranslatedSegment], remarks: Sequence[Remark]
) -> tuple[TranslatedSegment, ...]:
    """The segments with what is to be said about the document, each remark where it belongs."""
    result = list(segments)
    for remark in remarks if result else ():
        at = next((n for n, each in enumerate(result) if each.block.id == remark.block_id), 0)
        name = result[at].sentence.segment.id
        finding = Finding("document", Severity.WARNING, name, remark.message)
        result[at] = replace(result[at], findings=(*result[at].findings, finding))
    return tuple(result)


def _walk_findings(segment: TranslatedSegment) -> Iterator[Finding]:
    translation = segment.translation
    if translation is None:
        return
    name = segment.sentence.segment.id
    for stretch in translation.lost:
        message = f"“{stretch}” must stay as it is, but the translation has lost it."
        yield Finding("protected", Severity.ERROR, name, message)
    for stretch in translation.dropped:
        message = f"Nothing in the translation seems to stand for “{stretch}”. Compare the two."
        yield Finding("coverage", Severity.WARNING, name, message)
    for wording in translation.put_in:
        message = f"“{wording}” was put where it seems to belong. Read the sentence."
        yield Finding("terms", Severity.WARNING, name, message)
    if segment.restored.misplaced:
        message = "The place of some formatting is a guess: its words seem missing, or are one."
        yield Finding("codes", Severity.WARNING, name, message)
    if translation.stray:
        message = "The model left a marker in its answer, which was cut out. Read the sentence."
        yield Finding("markers", Severity.WARNING, name, message)
    if translation.parts > 1:
        message = f"Translated in {translation.parts} parts, cut at its clauses: read the joints."
        yield Finding("length", Severity.WARNING, name, message)
