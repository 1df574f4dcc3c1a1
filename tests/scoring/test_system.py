from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

from g60translate.documents.model import Document
from g60translate.pipeline import TranslatedDocument, Translator
from g60translate.scoring.line import Line
from g60translate.scoring.system import LineTranslator


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
