"""Runs a job of `translate --lines`: a text of any size, written as it is translated."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from g60translate import __version__
from g60translate.cli.console import print_bytes
from g60translate.cli.streams import input_stream
from g60translate.cli.translate.outcomes import Done
from g60translate.cli.translate.places import PIPE
from g60translate.cli.translate.plan import Job, make_folders
from g60translate.cli.translate.workbench import Workbench
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.saving import explained, opened_together
from g60translate.errors import EmptyDocument, InputError
from g60translate.lines import decode_lines, translate_lines
from g60translate.pipeline import Progress
from g60translate.reports.record.model import FileInfo, ToolInfo
from g60translate.reports.record.stream import RecordStream
from g60translate.reports.record.writing import options_info, segment_record
from g60translate.reports.worst import Worst

# Lines of text by which the language is told.
_SAMPLE = 200


@dataclass
class _Side:
    """One side of the translation on its way by: its digest, and how many bytes have passed."""

    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    size: int = 0

    def count(self, data: bytes) -> bytes:
        self.digest.update(data)
        self.size += len(data)
        return data

    def info(self, name: str, lang: str) -> FileInfo:
        return FileInfo(name=name, format="lines", sha256=self.digest.hexdigest(), lang=lang)


def run_lines(job: Job, workbench: Workbench, progress: Progress | None) -> Done:
    """Translate a text line by line.

    Files appear whole at the end; a pipe gets each window of lines as soon as it is translated.
    Raises InputError, EmptyDocument, EncodingFault, EngineError.
    """
    if job.report is not None:
        raise InputError(
            "--report shows a document whole, which --lines never holds. Leave it out."
        )
    started = time.monotonic()
    settings = workbench.settings
    read, written, worst = _Side(), _Side(), Worst(settings.findings_shown)
    name = "standard input" if job.source == PIPE else Path(job.source).name
    with ExitStack() as stack:
        coming = stack.enter_context(_opened(job.source))
        lines, sample = _peeked(decode_lines(map(read.count, coming), name=name), name=name)
        translator = workbench.translator(workbench.source_language(sample, name=name))
        make_folders(job)
        streams = stack.enter_context(opened_together(job.files(), replace=settings.force))
        record = RecordStream(streams.get(job.record) if job.record else None)
        target = streams.get(Path(job.target))
        size = 0 if job.source == PIPE else Path(job.source).stat().st_size
        for line in translate_lines(translator, lines):
            data = written.count(line.text.encode())
            if target is None and not print_bytes(data):
                break
            records = tuple(map(segment_record, line.segments))
            worst.add(records)
            with explained(Path(job.target)):
                if target is not None:
                    target.write(data)
                record.add(records)
            if progress is not None and size:
                progress(read.size, size)
        summary = record.close(
            seconds=time.monotonic() - started,
            tool=ToolInfo(name="g60translate", version=__version__),
            created=datetime.now(UTC).replace(microsecond=0).isoformat(),
            source=read.info(
                PIPE if job.source == PIPE else name, settings.source_tag or translator.source_lang
            ),
            target=written.info(
                PIPE if job.target == PIPE else Path(job.target).name, settings.target.tag
            ),
            options=options_info(translator),
        )
        return Done(summary, worst)


def _opened(source: str) -> BinaryIO:
    if source == PIPE:
        return input_stream()
    try:
        return Path(source).open("rb")
    except FileNotFoundError:
        raise InputError(f"There is no file {source}. Check the name and the folder.") from None
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror or error}.") from None


def _peeked(lines: Iterator[str], *, name: str) -> tuple[Iterable[str], Document]:
    """All the lines again, and a document of the first that have text, to tell the language."""
    first: list[str] = []
    spoken: list[str] = []
    for line in lines:
        first.append(line)
        if line.strip():
            spoken.append(line)
        if len(spoken) >= _SAMPLE:
            break
    if not spoken:
        raise EmptyDocument(f"{name} holds no text to translate. Check that it is the right file.")
    block = Block("sample", BlockKind.PARAGRAPH, "".join(spoken))
    return chain(first, lines), Document("lines", (block,), skeleton=None)
