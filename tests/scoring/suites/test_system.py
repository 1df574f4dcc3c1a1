from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from g60translate.documents.model import Document, Inline
from g60translate.pipeline import Translator
from g60translate.scoring.suites.line import Line
from g60translate.scoring.suites.system import LineTranslator
from g60translate.translation.translated import TranslatedDocument, TranslatedSegment


@dataclass
class _Shouting:
    """Stands for a translator: every block in capitals, its lines broken."""

    def translate(self, document: Document) -> TranslatedDocument:
        blocks = {
            block.id: replace(block, text=block.text.upper().replace(" ", "\n"), inlines=())
            for block in document.blocks
        }
        return TranslatedDocument(document.with_blocks(blocks, lang="en"))


def test_a_line_stays_a_line() -> None:
    asked: list[tuple[str, str]] = []

    def translator_for(source_lang: str, target_lang: str) -> Translator:
        asked.append((source_lang, target_lang))
        return cast("Translator", _Shouting())

    lines = [Line("Ein Satz. Noch einer."), Line(""), Line("Drei")]
    translate = LineTranslator(translator_for)
    outputs = [line.text for line in translate("de", "en", lines)]
    assert outputs == ["EIN SATZ. NOCH EINER.", "", "DREI"]
    assert translate("de", "en", [Line(""), Line(" ")]) == [Line(""), Line(" ")]
    assert asked == [("de", "en")]


@dataclass
class _Answering:
    """Gives every block this text, these codes and these sentences."""

    text: str
    inlines: tuple[Inline, ...] = ()
    sentences: tuple[tuple[str, float | None], ...] = ()

    def translate(self, document: Document) -> TranslatedDocument:
        blocks = {
            block.id: replace(block, text=self.text, inlines=self.inlines)
            for block in document.blocks
        }
        segments = [
            SimpleNamespace(
                block=block,
                restored=SimpleNamespace(text=text),
                translation=None if logprob is None else SimpleNamespace(logprob=logprob),
            )
            for block in document.blocks
            for text, logprob in self.sentences
        ]
        translated = document.with_blocks(blocks, lang="en")
        return TranslatedDocument(translated, tuple(cast("list[TranslatedSegment]", segments)))


def translate_line(line: Line, **answer: Any) -> Line:
    translator = cast("Translator", _Answering(**answer))
    (found,) = LineTranslator(lambda *_: translator)("de", "en", [line])
    return found


def test_codes_stay_on_their_words_when_white_space_goes() -> None:
    text = " In \n 2023 it  grew. "
    found = translate_line(
        Line("Im Jahr 2023 wuchs es.", (Inline(8, 12, "b"),)),
        text=text,
        inlines=(Inline(6, 10, "b"), Inline(len(text), len(text), "fn")),
    )
    assert found.text == "In 2023 it grew."
    assert [found.text[c.start : c.end] for c in found.inlines] == ["2023", ""]
    assert found.inlines[1].start == len(found.text)


def test_a_line_is_as_sure_as_its_sentences_the_longer_ones_counting_for_more() -> None:
    line = Line("A. B. C.")
    sentences = (("a" * 30, -1.0), ("b" * 10, -0.2), ("12", None))
    assert translate_line(line, text="x", sentences=sentences).logprob == pytest.approx(-0.8)
    assert translate_line(line, text="x", sentences=(("12", None),)).logprob is None
