"""What the jobs of one `translate` run share: options, glossary, loaded models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from g60translate.checks.severities import Severities
from g60translate.cli.options.groups import EngineOptions, FailOn
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.errors import AlreadyInLanguage, InputError
from g60translate.facade import load_translator
from g60translate.glossary.book import Glossary
from g60translate.language.detection import document_language
from g60translate.language.tags import Language
from g60translate.memory.lookup import Remembers
from g60translate.memory.store import Memory
from g60translate.pipeline import Translator
from g60translate.resources import resource_folder
from g60translate.translation.ladder.marking import Placing
from g60translate.translation.request import Rung
from g60translate.translation.trust.doubt import FLAG_BELOW


@dataclass(frozen=True, slots=True)
class Settings:
    """What the options of `translate` ask for.

    A `glossary` of None is the one that is shipped, unless `no_glossary`; the shipped phrases are
    asked after the `memory`, unless `no_memory`. `findings_shown` is how
    many findings of a text are kept to be told.
    """

    target: Language
    source: Language | None = None
    glossary: Path | None = None
    no_glossary: bool = False
    memory: Path | None = None
    no_memory: bool = False
    model: str | None = None
    engine: EngineOptions = field(default_factory=EngineOptions)
    format: str | None = None
    by_line: bool = False
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    skipped_rungs: tuple[str, ...] = ()
    codes: Literal["auto", "markers", "attention"] = "auto"
    flag_below: float = FLAG_BELOW
    severities: Severities = field(default_factory=dict)
    force: bool = False
    fail_on: FailOn = "error"
    findings_shown: int = 10

    @property
    def source_tag(self) -> str:
        """The source language as it was asked for, empty where it is told from each document."""
        return "" if self.source is None else self.source.tag


class Workbench:
    """Loads what the jobs need, each thing once."""

    def __init__(self, settings: Settings) -> None:
        """Read the glossary at once, so that its faults show before anything is translated."""
        self.settings = settings
        self.remarks: list[str] = []
        self._glossary = self._read_glossary()
        self._memory = self._open_memory()
        self._rungs = _rungs(settings.skipped_rungs)
        self._translators: dict[str, Translator] = {}

    @property
    def glossary(self) -> Glossary:
        """The glossary that is enforced; an empty one decides nothing."""
        return self._glossary

    @property
    def memory(self) -> Memory | None:
        """The house's memory."""
        return self._memory

    def translator(self, source_lang: str) -> Translator:
        """The translator from this language; raises UnsupportedPair, ModelError."""
        if source_lang not in self._translators:
            wanted = self.settings
            self._translators[source_lang] = load_translator(
                source_lang,
                wanted.target.code,
                glossary=self._glossary,
                model=wanted.model,
                engine=wanted.engine.engine,
                device=wanted.engine.device,
                compute_type=wanted.engine.compute_type,
                threads=wanted.engine.threads,
                beam=wanted.engine.beam,
                rungs=self._rungs,
                codes=Placing(wanted.codes),
                flag_below=wanted.flag_below,
                severities=wanted.severities,
                memories=self._memories(source_lang),
            )
        return self._translators[source_lang]

    def source_language(self, document: Document, *, name: str) -> str:
        """The language asked for, else what the text and the file's declaration say.

        Raises AlreadyInLanguage where that is the one to translate to.
        """
        if self.settings.source is not None:
            code = self.settings.source.code
        else:
            code = document_language(
                document.text, declared=document.lang, form=document.format, name=name
            )
        if code == self.settings.target.code:
            raise AlreadyInLanguage(
                f"{name} is in the language {code} already. Name another one with --to; if the "
                "text is in another, name that with --from."
            )
        return code

    def _open_memory(self) -> Memory | None:
        if self.settings.memory is None or self.settings.no_memory:
            return None
        from g60translate.memory.opening import open_memory

        return open_memory(self.settings.memory)

    def _memories(self, source_lang: str) -> list[Remembers]:
        """The house's memory, then the shipped phrases of the pair, if there are any."""
        if self.settings.no_memory:
            return []
        from g60translate.memory.phrases import Phrases

        phrases = Phrases(source_lang, self.settings.target.code)
        house: list[Remembers] = [] if self._memory is None else [self._memory]
        return [*house, *([phrases] if len(phrases) else [])]

    def _read_glossary(self) -> Glossary:
        wanted = self.settings
        if wanted.no_glossary:
            return Glossary.empty()
        from g60translate.glossary.reading import read_glossary

        path = wanted.glossary or resource_folder("glossary") / "g60.csv"
        pair = None if wanted.source is None else (wanted.source.code, wanted.target.code)
        read = read_glossary(path, pair=pair)
        if read.losses:
            self.remarks.append(
                f"{path}: not everything in it was taken over. "
                f"`g60translate glossary import {path} FILE.csv` lists what was not."
            )
        return read.glossary


def _rungs(skipped: Sequence[str]) -> frozenset[Rung]:
    unknown = [name for name in skipped if name not in set(Rung)]
    if unknown:
        raise InputError(f"There is no rung named {unknown[0]!r}. Known rungs: {', '.join(Rung)}.")
    return frozenset(rung for rung in Rung if rung not in skipped)


def _base(lang: str) -> str:
    return lang.lower().replace("_", "-").split("-")[0]
