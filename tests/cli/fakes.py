"""A translator that looks its answers up, in the place of one that loads a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import cast

import pytest

from g60translate.checks.severities import Severities
from g60translate.documents.model import Block, Document
from g60translate.glossary.book import Glossary
from g60translate.pipeline import Translator
from g60translate.translation.translated import TranslatedDocument

Answer = Callable[[Block, Glossary], Block]


@dataclass
class FakeTranslator:
    """Answers block by block; `asked` keeps the texts that it was given."""

    answer: Answer
    glossary: Glossary
    beam: int
    model: str = "fake"
    flag_below: float = 0.0
    severities: Severities = field(default_factory=dict)
    asks_for_codes: bool = False
    asked: list[str] = field(default_factory=list)

    @property
    def segmenter(self) -> object:
        return SimpleNamespace(name="none")

    @property
    def ladder(self) -> object:
        return SimpleNamespace(rungs=("model",))

    @property
    def engine(self) -> object:
        return SimpleNamespace(name="fake", compute_type="none", device="cpu")

    @property
    def models(self) -> tuple[object, ...]:
        return tuple(
            SimpleNamespace(card=SimpleNamespace(name=name, digest=f"digest of {name}"))
            for name in self.model.split("+")
        )

    def translate(self, document: Document, *, progress: object = None) -> TranslatedDocument:
        self.asked += [block.text for block in document.blocks]
        blocks = {b.id: replace(self.answer(b, self.glossary), id=b.id) for b in document.blocks}
        return TranslatedDocument(document.with_blocks(blocks, lang="en"))


def install(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> list[FakeTranslator]:
    """Have every translator that a command loads answer like this; gives those loaded."""
    loaded: list[FakeTranslator] = []

    def load(
        source_lang: str,
        target_lang: str,
        *,
        glossary: Glossary,
        model: str | None,
        engine: str,
        beam: int,
        **_others: object,
    ) -> Translator:
        loaded.append(FakeTranslator(answer, glossary, beam, model or "fake"))
        return cast("Translator", loaded[-1])

    monkeypatch.setattr("g60translate.cli.translate.workbench.load_translator", load)
    return loaded
