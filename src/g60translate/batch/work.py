"""Does the tasks of a batch, in whatever process."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from g60translate.batch.journal.row import Made
from g60translate.batch.rows.translating import translate_texts
from g60translate.batch.task import (
    Answer,
    Bench,
    Blame,
    Failure,
    Join,
    Setup,
    Stretch,
    Task,
    Texts,
    Whole,
)
from g60translate.documents.files import (
    read_document,
    require_content,
    require_text,
    write_document,
)
from g60translate.documents.model import Document
from g60translate.documents.options import read_for
from g60translate.errors import (
    EmptyDocument,
    EngineError,
    ExitCode,
    G60Error,
    InputError,
    UnsupportedFormat,
)
from g60translate.pipeline import TranslatedBlock, Translator
from g60translate.reports.record.model import dump_record
from g60translate.reports.record.writing import FileContent, make_record
from g60translate.translation.translated import TranslatedDocument


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch as it is kept: how long it took, and its blocks."""

    seconds: float
    blocks: list[TranslatedBlock]


@cache
def _part() -> TypeAdapter[_Part]:
    return TypeAdapter(_Part)


class Worker:
    """A process's own translators, loaded when they are first needed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._bench: Bench | None = None

    def perform(self, task: Task) -> Answer:
        """Do a task; whatever goes wrong with it is in the answer."""
        started = time.monotonic()
        try:
            if self._bench is None:
                self._bench = self._setup.bench()
            return self._done(task, self._bench, started)
        except Exception as error:  # one file's fault must not be all the others'
            return Answer(task, failure=failure_of(error))

    def _done(self, task: Task, bench: Bench, started: float) -> Answer:
        def seconds() -> float:
            return time.monotonic() - started

        match task:
            case Whole():
                document = self._read(task)
                lang = bench.source_language(document, name=task.name)
                translator = self._translator(bench, lang)
                translated = translator.translate(document)
                made = self._made(task, translated, translator, seconds())
                return Answer(task, made=made, segments=len(translated.segments), seconds=seconds())
            case Join():
                parts = [_part().validate_json(content) for content in task.contents]
                translator = self._translator(bench, task.lang)
                document = self._read(task)
                blocks = (block for part in parts for block in part.blocks)
                translated = translator.assemble(document, blocks)
                took = sum(part.seconds for part in parts) + seconds()
                return Answer(task, made=self._made(task, translated, translator, took))
            case Stretch():
                blocks_made = self._translator(bench, task.lang).stretch(
                    task.blocks, before=task.before, after=task.after
                )
                content = _part().dump_json(_Part(round(seconds(), 3), blocks_made))
                segments = sum(len(mine) for _, mine in blocks_made)
                return Answer(task, content=content, segments=segments, seconds=seconds())
            case Texts():
                translator = self._translator(bench, task.lang)
                content, segments = translate_texts(translator, task.texts, first=task.first)
                return Answer(task, content=content, segments=segments, seconds=seconds())

    def _read(self, task: Whole | Join) -> Document:
        require_content(task.data, name=task.name)
        options = read_for(task.target, self._setup.reading)
        document = read_document(
            task.data, name=task.name, format=self._setup.format, options=options
        )
        require_text(document, name=task.name)
        return document

    def _translator(self, bench: Bench, lang: str) -> Translator:
        translator = bench.translator(lang)
        if self._setup.one_lane:
            # Judging beside decoding would want a second core, which another worker has.
            translator.engine.lanes = 1
        return translator

    def _made(
        self,
        task: Whole | Join,
        translated: TranslatedDocument,
        translator: Translator,
        seconds: float,
    ) -> Made:
        output = write_document(translated.document)
        record = make_record(
            translated,
            translator,
            source=FileContent(task.name, task.data, self._setup.source_tag),
            target=FileContent(task.target, output, self._setup.target_tag),
            seconds=seconds,
            reading=self._setup.reading,
        )
        report = b""
        if self._setup.reports:
            from g60translate.reports.html import render_html  # noqa: PLC0415

            report = render_html(record).encode()
        return Made(
            lang=translator.source_lang,
            form=translated.document.format,
            summary=record.summary.model_dump_json(),
            output=output,
            record=dump_record(record),
            report=report,
        )


def failure_of(error: Exception) -> Failure:
    """What is to be said of an error, and what it lies in."""
    if isinstance(error, UnsupportedFormat | EmptyDocument):
        blame = Blame.KIND if isinstance(error, UnsupportedFormat) else Blame.EMPTY
        return Failure(str(error), error.exit_code, blame)
    if isinstance(error, G60Error):
        own = isinstance(error, InputError | EngineError)
        return Failure(str(error), error.exit_code, Blame.FILE if own else Blame.AROUND)
    reason = f"Internal error: {type(error).__name__}: {error}. This is a fault of g60translate."
    return Failure(reason, ExitCode.INTERNAL, Blame.FILE)
