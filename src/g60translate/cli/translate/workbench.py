"""What the jobs of one `translate` run share: options, glossary, loaded models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.errors import InputError
from g60translate.facade import load_translator
from g60translate.glossary.book import Glossary
from g60translate.languages import document_language
from g60translate.pipeline import Translator
from g60translate.resources import resource_folder
from g60translate.translation.ladder.marking import Placing
from g60translate.translation.request import Rung
from g60translate.translation.trust.doubt import FLAG_BELOW


@dataclass(frozen=True, slots=True)
class Settings:
    """What the options of `translate` ask for."""

    target_lang: str
    source_lang: str | None = None
    glossary: Path | None = None
    no_glossary: bool = False
    model: str | None = None
    engine: str = "ctranslate2"
    format: str | None = None
    by_line: bool = False
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    device: str = "cpu"
    compute_type: str | None = None
    threads: int | None = None
    beam: int = 4
    skipped_rungs: tuple[str, ...] = ()
    codes: Literal["auto", "markers", "attention"] = "auto"
    flag_below: float = FLAG_BELOW
    force: bool = False


class Workbench:
    """Loads what the jobs need, each thing once."""

    def __init__(self, settings: Settings) -> None:
        """Read the glossary at once, so that its faults show before anything is translated."""
        self.settings = settings
        self._glossary = _glossary(settings)
        self._rungs = _rungs(settings.skipped_rungs)
        self._translators: dict[str, Translator] = {}

    def translator(self, source_lang: str) -> Translator:
        """The translator from this language; raises UnsupportedPair, ModelError."""
        if source_lang not in self._translators:
            wanted = self.settings
            self._translators[source_lang] = load_translator(
                source_lang,
                wanted.target_lang,
                glossary=self._glossary,
                model=wanted.model,
                engine=wanted.engine,
                device=wanted.device,
                compute_type=wanted.compute_type,
                threads=wanted.threads,
                beam=wanted.beam,
                rungs=self._rungs,
                codes=Placing(wanted.codes),
                flag_below=wanted.flag_below,
            )
        return self._translators[source_lang]

    def source_language(self, document: Document, *, name: str) -> str:
        """The language asked for, else what the text and the file's declaration say."""
        if self.settings.source_lang is not None:
            return _base(self.settings.source_lang)
        return document_language(
            document.text, declared=document.lang, form=document.format, name=name
        )


def _rungs(skipped: Sequence[str]) -> frozenset[Rung]:
    unknown = [name for name in skipped if name not in set(Rung)]
    if unknown:
        raise InputError(f"There is no rung named {unknown[0]!r}. Known rungs: {', '.join(Rung)}.")
    return frozenset(rung for rung in Rung if rung not in skipped)


def _glossary(settings: Settings) -> Glossary:
    if settings.no_glossary:
        if settings.glossary is not None:
            raise InputError("--glossary and --no-glossary contradict each other. Give one.")
        return Glossary.empty()
    from g60translate.glossary.store import load_glossary

    return load_glossary(settings.glossary or resource_folder("glossary") / "g60.csv")


def _base(lang: str) -> str:
    return lang.lower().replace("_", "-").split("-")[0]
