"""Whole translations in one call: a text, a file.

Either call loads a model when it is given a language, and uses what is loaded already when it is
given a translator, which many texts should share.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Self, overload

from g60translate.checks.check import Finding
from g60translate.documents.codec import load_codec
from g60translate.documents.files import (
    read_bytes,
    read_document,
    require_own_suffix,
    require_text,
    write_document,
)
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions, read_for
from g60translate.documents.saving import explained, opened_together
from g60translate.errors import InputError, UnknownLanguage
from g60translate.facade import load_translator
from g60translate.glossary.book import Glossary
from g60translate.language.detection import CANDIDATES, detect
from g60translate.pipeline import Translator
from g60translate.translation.translated import TranslatedDocument


class TranslatedText(str):
    """A translation: a string that knows how it was made.

    Whatever is done with it, slicing included, gives a plain `str`.
    """

    __slots__ = ("translated",)

    translated: TranslatedDocument
    """The sentences that it was made from, each with its terms and what is in doubt."""

    def __new__(cls, text: str, translated: TranslatedDocument) -> Self:
        """Join the text with what it was made from."""
        self = super().__new__(cls, text)
        self.translated = translated
        return self

    def __getnewargs__(self) -> tuple[str, TranslatedDocument]:  # type: ignore[override]
        """What a copy is made from."""
        return str(self), self.translated

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks and the walk have to say, sentence by sentence."""
        return tuple(found for each in self.translated.segments for found in each.findings)

    @property
    def missed_terms(self) -> int:
        """Terms of the glossary that the translation lacks, each as often as it occurs."""
        return self.translated.missed_terms


@overload
def translate_text(text: str, to: Translator) -> TranslatedText: ...
@overload
def translate_text(
    text: str,
    to: str,
    *,
    source_lang: str | None = None,
    glossary: Glossary | str | Path | None = None,
    model: str | Path | None = None,
) -> TranslatedText: ...
def translate_text(
    text: str,
    to: str | Translator,
    *,
    source_lang: str | None = None,
    glossary: Glossary | str | Path | None = None,
    model: str | Path | None = None,
) -> TranslatedText:
    """Translate plain text into a language (`"en"`), or with a translator that is loaded already.

    Line ends, blank lines and list markers stay as they are. The source language is told from the
    text where it is not given; `glossary` and `model` are those of `load_translator`. Raises
    EmptyDocument, UnknownLanguage, and whatever `load_translator` raises.
    """
    document = load_codec("text").read(text.encode(), name="The text")
    require_text(document, name="The text")
    translator = _ready(
        to,
        document,
        name="the text",
        source_lang=source_lang,
        glossary=glossary,
        model=model,
    )
    translated = translator.translate(document)
    return TranslatedText(write_document(translated.document).decode(), translated)


@overload
def translate_document(
    path: str | Path,
    to: Translator,
    *,
    output: str | Path | None = None,
    record: str | Path | None = None,
    replace: bool = False,
    format: str | None = None,
    options: ReadingOptions | None = None,
) -> TranslatedDocument: ...
@overload
def translate_document(
    path: str | Path,
    to: str,
    *,
    output: str | Path | None = None,
    record: str | Path | None = None,
    replace: bool = False,
    format: str | None = None,
    options: ReadingOptions | None = None,
    source_lang: str | None = None,
    glossary: Glossary | str | Path | None = None,
    model: str | Path | None = None,
) -> TranslatedDocument: ...
def translate_document(
    path: str | Path,
    to: str | Translator,
    *,
    output: str | Path | None = None,
    record: str | Path | None = None,
    replace: bool = False,
    format: str | None = None,  # noqa: A002
    options: ReadingOptions | None = None,
    source_lang: str | None = None,
    glossary: Glossary | str | Path | None = None,
    model: str | Path | None = None,
) -> TranslatedDocument:
    """Translate a file into a language (`"en"`), or with a translator that is loaded already.

    The translation is written to `output` and its record to `record`, each where it is given; they
    appear together, and a file that is there is kept unless `replace` is true. `format` and
    `options` are those of `read_document`, the rest is that of `translate_text`. Raises InputError
    where the file cannot be read or written, OutputExists, UnsupportedFormat, BrokenDocument,
    EncodingFault, EmptyDocument, UnknownLanguage, and whatever `load_translator` raises.
    """
    started = time.monotonic()
    source = Path(path)
    data = read_bytes(source)
    if output is not None:
        options = read_for(str(output), options)
    document = read_document(
        data, name=source.name, format=format, options=options, place=str(source.absolute())
    )
    require_text(document, name=source.name)
    if output is not None:
        require_own_suffix(Path(output), document, source=source.name)
    translator = _ready(
        to,
        document,
        name=source.name,
        source_lang=source_lang,
        glossary=glossary,
        model=model,
    )
    places = [Path(each) for each in (output, record) if each is not None]
    # A place that is taken is found out before the work, not after it.
    with opened_together(places, replace=replace) as streams:
        translated = translator.translate(document)
        content = write_document(translated.document)
        if output is not None:
            with explained(Path(output)):
                streams[Path(output)].write(content)
        if record is not None:
            from g60translate.reports.record.model import dump_record  # noqa: PLC0415
            from g60translate.reports.record.writing import FileContent, make_record  # noqa: PLC0415

            made = make_record(
                translated,
                translator,
                source=FileContent(source.name, data),
                target=FileContent("-" if output is None else Path(output).name, content),
                seconds=time.monotonic() - started,
                reading=options,
            )
            with explained(Path(record)):
                streams[Path(record)].write(dump_record(made))
    return translated


def _ready(
    to: str | Translator,
    document: Document,
    *,
    name: str,
    source_lang: str | None,
    glossary: Glossary | str | Path | None,
    model: str | Path | None,
) -> Translator:
    if isinstance(to, Translator):
        if (source_lang, glossary, model) != (None, None, None):
            raise InputError(
                "A translator has its source language, glossary and model already: give those to "
                "load_translator."
            )
        return to
    spoken = source_lang or _spoken(document, name=name)
    return load_translator(spoken, to, glossary=glossary, model=model)


def _spoken(document: Document, *, name: str) -> str:
    """The language of the text, else the one that the file declares; raises UnknownLanguage."""
    try:
        return detect(document.text, name=name)
    except UnknownLanguage:
        declared = (document.lang or "").lower().partition("-")[0]
        if declared in CANDIDATES:
            return declared
        raise
