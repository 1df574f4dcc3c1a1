"""Looks into the files of a plan without translating them: formats, languages, segments."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from g60translate.batch.feeding import Feeder, Job
from g60translate.batch.outcome import Outcome, failed
from g60translate.batch.plan.item import Item
from g60translate.batch.work import failure_of
from g60translate.documents.files import read_document, require_text
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.options import read_for
from g60translate.errors import G60Error
from g60translate.segmentation.segmenter import Segmenter
from g60translate.segmentation.srx import SrxSegmenter

# Blocks that are translated to see how long it takes: a second's work or so.
_SAMPLE: Final = 16


@dataclass(frozen=True, slots=True)
class Seen:
    """A file that would be translated, or how it has ended already."""

    item: Item
    outcome: Outcome | None = None
    lang: str = ""
    form: str = ""
    segments: int = 0


@dataclass(slots=True)
class Survey:
    """Goes through a plan; blocks of some files are kept to measure with."""

    feeder: Feeder
    segmenter: Segmenter = field(default_factory=SrxSegmenter)
    _sample: dict[str, list[Block]] = field(default_factory=dict)

    def files(self) -> Iterator[Seen]:
        """Every file, in the plan's order."""
        for _, step in self.feeder.steps():
            if isinstance(step, Outcome):
                yield Seen(step.item, step)
                continue
            try:
                yield self._seen(step)
            except G60Error as error:
                yield Seen(step.item, failed(step.item, failure_of(error)))

    def seconds_a_segment(self) -> float | None:
        """What a segment takes one worker, measured on some of the files; None without any."""
        seconds = segments = 0.0
        for lang, blocks in self._sample.items():
            translator = self.feeder.bench.translator(lang)
            started = time.monotonic()
            for _, mine in translator.stream(blocks):
                segments += len(mine)
            seconds += time.monotonic() - started
        return seconds / segments if segments else None

    def _seen(self, job: Job) -> Seen:
        item, feeder = job.item, self.feeder
        if job.table is not None:
            count, lang = 0, ""
            for chunk in job.chunks():
                texts = [text for text in chunk.texts if text]
                if not lang and texts:
                    lang = feeder.language(texts, name=item.name)
                count += sum(self._segments(self._rows(texts), lang))
            return Seen(item, lang=lang, form=job.table.name, segments=count)
        assert job.data is not None
        shared = feeder.shared
        options = read_for(item.target_name, shared.reading)
        document = read_document(job.data, name=item.name, format=shared.format, options=options)
        require_text(document, name=item.name)
        lang = feeder.bench.source_language(document, name=item.name)
        return Seen(
            item,
            lang=lang,
            form=document.format,
            segments=sum(self._segments(document.blocks, lang)),
        )

    def _segments(self, blocks: Sequence[Block], lang: str) -> Iterator[int]:
        kept = self._sample.setdefault(lang, [])
        kept += [block for block in blocks if block.text.strip()][: _SAMPLE - len(kept)]
        for block in blocks:
            yield len(self.segmenter.segment(block, lang=lang))

    def _rows(self, texts: Sequence[str]) -> list[Block]:
        lines = (line for text in texts for line in text.split("\n"))
        return [Block(f"line{n}", BlockKind.PARAGRAPH, line) for n, line in enumerate(lines)]
