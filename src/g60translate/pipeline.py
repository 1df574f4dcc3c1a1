"""The walk: document → segments → terms → translations → checks → translated document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from g60translate.checks.severities import Severities
from g60translate.documents.files import require_text
from g60translate.documents.model import Block, Document
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.memory.lookup import Remembers
from g60translate.models.doubt import default_weights
from g60translate.models.store import Model
from g60translate.protection.writing import Writing
from g60translate.segmentation.segmenter import Segmenter
from g60translate.translation.arriving import Arriving
from g60translate.translation.casing import Casing, in_capitals
from g60translate.translation.codes.restore import carried_over, restore
from g60translate.translation.dealing import dealt
from g60translate.translation.engines.engine import Engine
from g60translate.translation.ladder.constraints import ALL_RUNGS, Ladder
from g60translate.translation.ladder.marking import Placing, in_question
from g60translate.translation.mending import Mending
from g60translate.translation.preparation import (
    Preparation,
    Prepared,
    Sentence,
    in_context,
    put_together,
)
from g60translate.translation.request import Request, RequestTranslator, Rung, Translation
from g60translate.translation.translated import TranslatedDocument, TranslatedSegment
from g60translate.translation.trust.doubt import FLAG_BELOW, Doubt
from g60translate.translation.trust.examining import Examiner
from g60translate.translation.trust.remarks import with_remarks

if TYPE_CHECKING:
    from g60translate.translation.remembered import RememberingTranslator

# Blocks that are read at a time where they come as a stream: enough to fill batches with.
WINDOW = 1024

Progress = Callable[[int, int], None]
"""Called with the sentences done and the sentences in all."""

Seen = Callable[[Mapping[int, TranslatedSegment]], None]
"""Called with segments as they are finished, by their place among all; of the whole document
nothing has been said by then, such as that one name is rendered in two ways."""

TranslatedBlock = tuple[Block, tuple[TranslatedSegment, ...]]
"""A block in the target language and the segments that it was made from."""


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
        severities: Severities = MappingProxyType({}),
        codes: Placing = Placing.AUTO,
        flag_below: float = FLAG_BELOW,
        source_lang: str | None = None,
        ladder: RequestTranslator | None = None,
        memories: Sequence[Remembers] = (),
        engines: Sequence[Engine] = (),
    ) -> None:
        """Prepare for the pair on the model's card; `checks` are names, None for all.

        `severities` are the house's, for findings by their names; confidence knows nothing of them.
        `codes` says what places inline codes; a model without placeholders cannot be asked.
        Sentences of a confidence below `flag_below` are marked.
        A chain of models comes with its own `source_lang` and `ladder`, and names its `engines`.
        `memories` are asked before the model, the first one first.
        """
        card = engine.model.card
        self.engine = engine
        self.models: tuple[Model, ...] = (engine.model,)
        self.glossary = glossary
        self.segmenter = segmenter
        self.beam = beam
        self.source_lang, self.target_lang = source_lang or card.source_lang, card.target_lang
        self.severities = severities
        self.asks_for_codes = codes.asks(card.markers)
        self.flag_below = flag_below
        self._examiner = Examiner(
            Doubt(card.doubt or default_weights(), flag_below=flag_below),
            source_lang=self.source_lang,
            target_lang=self.target_lang,
            checks=checks,
            severities=severities,
        )
        matcher = TermMatcher(glossary, source_lang=self.source_lang, target_lang=self.target_lang)
        legs = [one.subwords for one in engines or [engine]]
        # All signs that mean something to one of the models.
        signs = [one.model.card.markers.symbols for one in engines or [engine]]
        self._preparation = Preparation(
            segmenter,
            matcher,
            writing=Writing(legs, markers="".join(chain(*signs))),
            casing=Casing(legs[0], lang=self.source_lang),
        )
        self._mending = Mending(self.source_lang, self.target_lang)
        verifier = TermVerifier(glossary, target_lang=self.target_lang)
        self.ladder: RequestTranslator = ladder or Ladder(engine, verifier, beam=beam, rungs=rungs)
        self.memories = tuple(memories)
        self._remembering: RememberingTranslator | None = None
        if memories:
            # Imported only where there is a memory: a run without one need not wait for it.
            from g60translate.translation.remembered import RememberingTranslator  # noqa: PLC0415

            self.ladder = self._remembering = RememberingTranslator(
                self.ladder,
                memories,
                glossary,
                source_lang=self.source_lang,
                target_lang=self.target_lang,
            )

    def translate(
        self, document: Document, *, progress: Progress | None = None, seen: Seen | None = None
    ) -> TranslatedDocument:
        """Translate every block. Raises EmptyDocument, EngineError."""
        require_text(document, name="The document")
        return self.assemble(document, self._walk(document.blocks, progress, seen=seen))

    def stretch(
        self, blocks: Sequence[Block], *, before: Block | None = None, after: Block | None = None
    ) -> list[TranslatedBlock]:
        """Translate some of a document's blocks, to be put together by `assemble`.

        `before` and `after` are the nearest blocks around that have text: memories look at what
        stands there. Raises EngineError.
        """
        return [*self._walk(blocks, None, before=before, after=after)]

    def assemble(
        self, document: Document, translated: Iterable[TranslatedBlock]
    ) -> TranslatedDocument:
        """The document with its blocks as they were translated, in their order.

        In whatever stretches that was done, it comes to the same.
        """
        blocks: dict[str, Block] = {}
        segments: list[TranslatedSegment] = []
        for block, mine in translated:
            blocks[block.id] = block
            segments += mine
        written = document.with_blocks(blocks, lang=self.target_lang)
        remarks = (*document.remarks, *written.left_over())
        return TranslatedDocument(
            written,
            self._examiner.graded(with_remarks(self._examiner.together(segments), remarks)),
        )

    def stream(self, blocks: Iterable[Block], *, window: int = WINDOW) -> Iterator[TranslatedBlock]:
        """Translate blocks as they come; each is handed back with its segments, in its order.

        `window` blocks are read at a time, which is all that is ever held. Raises EngineError.
        """
        coming = iter(blocks)
        while some := tuple(islice(coming, window)):
            for block, mine in self._walk(some, None):
                yield block, self._examiner.graded(mine)

    def _walk(
        self,
        blocks: Sequence[Block],
        progress: Progress | None,
        *,
        seen: Seen | None = None,
        before: Block | None = None,
        after: Block | None = None,
    ) -> Iterator[TranslatedBlock]:
        prepared = self._prepared(blocks, before, after)
        places = [(b, s) for b in prepared for s in b.sentences]
        found: dict[int, TranslatedSegment] = {}
        for fresh in self._segments(places, progress):
            found |= fresh
            if seen is not None:
                seen(fresh)
        yield from self._together(prepared, (found[at] for at in range(len(places))))

    def apart(
        self, texts: Sequence[Sequence[Block]]
    ) -> Iterator[tuple[int, list[TranslatedBlock]]]:
        """Translate texts that have nothing to do with each other together, each as if alone.

        Each comes with its place as soon as it is finished. The ids of all blocks differ. Raises
        EngineError.
        """
        prepared = [self._prepared(text) for text in texts]
        places = [(b, s) for text in prepared for b in text for s in b.sentences]
        arriving: Arriving[TranslatedSegment] = Arriving(
            [sum(len(block.sentences) for block in text) for text in prepared]
        )
        for fresh in chain([{}], self._segments(places, None)):
            for at, segments in arriving.add(fresh):
                whole = self._together(prepared[at], iter(segments))
                yield at, [(block, self._examiner.graded(mine)) for block, mine in whole]

    def _prepared(
        self, blocks: Sequence[Block], before: Block | None = None, after: Block | None = None
    ) -> list[Prepared]:
        """The blocks taken apart; with memories, in the context of those around them."""
        prepared = [self._preparation.take_apart(block) for block in blocks]
        if not self.memories:
            return prepared
        around = [[] if b is None else [self._preparation.take_apart(b)] for b in (before, after)]
        seen = in_context([*around[0], *prepared, *around[1]])
        return [*seen[len(around[0]) : len(seen) - len(around[1])]]

    def _together(
        self, prepared: Sequence[Prepared], segments: Iterator[TranslatedSegment]
    ) -> Iterator[TranslatedBlock]:
        for block in prepared:
            mine = tuple(islice(segments, len(block.sentences)))
            restored = [segment.restored for segment in mine]
            yield put_together(block, restored, target_lang=self.target_lang), mine

    def _asked(self, sentence: Sentence) -> Request:
        request = sentence.request
        if not self.asks_for_codes:
            return request
        return replace(request, codes=in_question(sentence.codes, request.text))

    def _recalls(self, request: Request) -> bool:
        """Whether somebody has decided what becomes of this text, which outranks any rule."""
        return self._remembering is not None and self._remembering.recall(request) is not None

    def _segments(
        self, places: Sequence[tuple[Prepared, Sentence]], progress: Progress | None
    ) -> Iterator[Mapping[int, TranslatedSegment]]:
        """The segments of these sentences by their places, as they are finished.

        Equal ones are translated once.
        """
        found: dict[int, TranslatedSegment] = {}
        alike: dict[Request, list[int]] = {}
        for at, (prepared, sentence) in enumerate(places):
            cell = self._mending.cell(sentence)
            if sentence.speaks and (cell is None or self._recalls(sentence.request)):
                # Its name is no part of what is asked.
                alike.setdefault(replace(self._asked(sentence), id=""), []).append(at)
            else:
                text = sentence.segment.text.strip()
                restored = cell or carried_over(text, sentence.codes)
                carried = TranslatedSegment(prepared.block, sentence, restored, None)
                (found[at],) = self._examiner.each([carried])
        if found:
            yield found
        chunks = dealt([*alike], self.engine)
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
                    yield dict(zip(ready, self._examiner.each([*ready.values()]), strict=True))
                    translated += len(chunk)
                    if progress is not None:
                        progress(translated, len(alike))
            finally:
                # After a fault or an interrupt no other chunk is begun.
                lanes.shutdown(wait=False, cancel_futures=True)

    def _finish(
        self, prepared: Prepared, sentence: Sentence, translation: Translation
    ) -> TranslatedSegment:
        translation = replace(translation, id=sentence.request.id)
        restored = restore(
            sentence.codes,
            translation.alignment,
            owned=sentence.owned,
            places=translation.places,
        )
        if sentence.request.recased:
            restored = in_capitals(restored, translation, sentence.request)
        if translation.recalled is None:
            restored = self._mending.sentence(restored, translation, sentence.request)
        return TranslatedSegment(prepared.block, sentence, restored, translation)
