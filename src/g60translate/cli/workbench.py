"""What the jobs of one `translate` run share: options, glossary, loaded models."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from g60translate.documents.model import Document
from g60translate.errors import InputError, UnknownLanguage, UnsupportedPair
from g60translate.glossary.book import Glossary
from g60translate.glossary.store import load_glossary
from g60translate.languages import CANDIDATES, detect
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.resources import resource_folder
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.loading import load_engine


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
    beam: int = 4
    threads: int | None = None
    force: bool = False


class Workbench:
    """Loads what the jobs need, each thing once."""

    def __init__(self, settings: Settings) -> None:
        """Read the glossary at once, so that its faults show before anything is translated."""
        self.settings = settings
        self._glossary = _glossary(settings)
        self._translators: dict[str, Translator] = {}

    def translator(self, source_lang: str) -> Translator:
        """The translator from this language; raises UnsupportedPair, ModelError."""
        if source_lang not in self._translators:
            wanted, store = self.settings, ModelStore()
            if wanted.model is None:
                model = store.for_pair(source_lang, wanted.target_lang)
            else:
                model = store.get(wanted.model)
                pair = (model.card.source_lang, model.card.target_lang)
                if pair != (source_lang, wanted.target_lang):
                    raise UnsupportedPair(
                        f"The model {model.card.name!r} translates {'→'.join(pair)}, but the text "
                        f"is {source_lang} and --to is {wanted.target_lang}. Name another "
                        "model, or correct --from or --to."
                    )
            engine = load_engine(model, name=wanted.engine, threads=wanted.threads)
            self._translators[source_lang] = Translator(
                engine, self._glossary, SrxSegmenter(), beam=wanted.beam
            )
        return self._translators[source_lang]

    def source_language(self, document: Document, *, name: str) -> str:
        """The language asked for, else the text's own, else the one that the file declares."""
        if self.settings.source_lang is not None:
            return _base(self.settings.source_lang)
        try:
            return detect(document.text, name=name)
        except UnknownLanguage:
            # Word files often declare the language of the office, so the text is asked first.
            if document.lang is not None and _base(document.lang) in CANDIDATES:
                return _base(document.lang)
            raise


def _glossary(settings: Settings) -> Glossary:
    if settings.no_glossary:
        if settings.glossary is not None:
            raise InputError("--glossary and --no-glossary contradict each other. Give one.")
        return Glossary.empty()
    return load_glossary(settings.glossary or resource_folder("glossary") / "g60.csv")


def _base(lang: str) -> str:
    return lang.lower().replace("_", "-").split("-")[0]
