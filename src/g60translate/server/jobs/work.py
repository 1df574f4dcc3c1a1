"""One document from its file to the files that are made of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from g60translate.errors import AlreadyInLanguage, UnknownLanguage
from g60translate.server.jobs.model import Job, JobFile
from g60translate.server.jobs.store import JobStore
from g60translate.server.refusals import no_model
from g60translate.server.shelf import Shelf
from g60translate.server.translating.letter import to_the_letter, wordings
from g60translate.server.wishes import HOUSE, Wish

if TYPE_CHECKING:
    from g60translate.pipeline import Seen
    from g60translate.server.translating.translators import Translators


@dataclass(frozen=True, slots=True)
class Finished:
    """What there is to say of a document that is done."""

    source_lang: str
    characters: int
    segments: int


class Stopped(Exception):
    """Somebody has stopped the work."""


Told = Callable[[int, int], None]


def translate_job(
    job: Job,
    *,
    store: JobStore,
    translators: Translators,
    shelf: Shelf,
    read: Callable[[str, int], None],
    progress: Told,
    seen: Seen,
) -> Finished:
    """Write the document, its record and its report, all or none.

    `read(source_lang, characters)` is called once the document is read, `seen` with segments as
    they are finished; `progress` may raise Stopped. Raises whatever the library raises, Refusal for
    a glossary that is not there and for languages that no model is of.
    """
    from g60translate.documents.files import (  # noqa: PLC0415
        read_document,
        require_text,
        write_document,
    )
    from g60translate.documents.options import ReadingOptions  # noqa: PLC0415
    from g60translate.documents.saving import write_together  # noqa: PLC0415
    from g60translate.glossary.store import dump_csv  # noqa: PLC0415
    from g60translate.language.detection import document_language  # noqa: PLC0415
    from g60translate.language.telling import told  # noqa: PLC0415
    from g60translate.reports.html import render_html  # noqa: PLC0415
    from g60translate.reports.record.model import dump_record  # noqa: PLC0415
    from g60translate.reports.record.writing import FileContent, make_record  # noqa: PLC0415

    started = time.monotonic()
    wish = job.wish
    data = store.path(job.id, JobFile.SOURCE).read_bytes()
    options = ReadingOptions(source_lang=wish.source_lang, convert=False)
    document = read_document(data, name=job.name, format=wish.format, options=options)
    require_text(document, name=job.name)
    try:
        spoken = wish.source_lang or document_language(
            document.text, declared=document.lang, form=document.format, name=job.name
        )
    except UnknownLanguage:
        # Nobody can be asked: of a few words the likeliest language that can be translated counts.
        sources = {source for source, target in translators.pairs() if target == wish.target_lang}
        known = sources | {wish.target_lang}
        spoken = told(document.text, known=known, target=wish.target_lang)[0][0]
    if spoken == wish.target_lang:
        raise AlreadyInLanguage(
            f"Source and target language are equal: {job.name} is in the language {spoken} already."
        )
    pairs = translators.pairs()
    if (spoken, wish.target_lang) not in pairs:
        raise no_model(pairs, spoken, wish.target_lang)
    characters = sum(len(block.text) for block in document.blocks)
    read(spoken, characters)
    glossary = shelf.found(
        wish.glossaries, owner=job.owner, source_lang=spoken, target_lang=wish.target_lang
    )
    translator = translators.for_wish(Wish(spoken, wish.target_lang, glossary, wish.memory))
    translated = translator.translate(document, progress=progress, seen=seen)
    if wish.glossaries != (HOUSE,):
        terms = wordings(glossary, spoken, wish.target_lang)
        translated = to_the_letter(translated, terms)
    content = write_document(translated.document)
    record = make_record(
        translated,
        translator,
        source=FileContent(job.name, data),
        target=FileContent(job.target_name, content, wish.target_tag),
        seconds=time.monotonic() - started,
        reading=options,
    )
    files: dict[Path, bytes] = {
        store.path(job.id, JobFile.TARGET): content,
        store.path(job.id, JobFile.RECORD): dump_record(record),
        store.path(job.id, JobFile.REPORT): render_html(record).encode(),
        store.path(job.id, JobFile.GLOSSARY): dump_csv(glossary).encode(),
    }
    write_together(files, replace=True)
    return Finished(spoken, characters, len(record.segments))
