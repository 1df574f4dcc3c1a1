"""Sentences in capitals: which words the model sees in which case, and how they come back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from g60translate.documents.model import Block, BlockKind, Document, Inline
from g60translate.glossary.concept import TermHit
from g60translate.glossary.store import parse_csv
from g60translate.models.store import Model
from g60translate.models.subwords import Subwords
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.casing import Casing
from g60translate.translation.request import Request
from g60translate.translation.translated import TranslatedDocument
from tests.conftest import Answers, ScriptedEngine

GLOSSARY = parse_csv(
    "concept,lang,term,status\nvalley,de,Tal,preferred\nvalley,en,Valley,preferred\n",
    name="terms.csv",
)


@pytest.fixture(scope="module")
def casing(embedded_model: Model) -> Casing:
    return Casing(Subwords(embedded_model.folder, embedded_model.card.tokenizer), lang="de")


def usual(casing: Casing, request: Request) -> str:
    text, at = "", 0
    for word in casing.recase(request):
        text += request.text[at : word.start] + word.usual
        at = word.end
    return text + request.text[at:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NEUE BRÜCKE ÜBER DEN FLUSS ERÖFFNET", "Neue Brücke über den Fluss eröffnet"),
        ("WICHTIGER HINWEIS FÜR ALLE BESUCHER", "Wichtiger Hinweis für alle Besucher"),
        ("BUNDESKANZLERIN BESUCHT DEN HAFEN", "Bundeskanzlerin besucht den Hafen"),
        ("SCHLIESSUNG DER STRASSE", "Schließung der Straße"),
        ("DIE NATO UND DIE EU IN BERLIN", "Die NATO und die EU in Berlin"),
        ("WICHTIG: DER ZUG FÄHRT NICHT!", "Wichtig: der Zug fährt nicht!"),
        ("EINLADUNG ZUR PRESSEKONFERENZ AM 5. MAI", "Einladung zur Pressekonferenz am 5. Mai"),
        # One word of a sentence that is not in capitals:
        ("HINWEIS: Die Messe ist zu.", "Hinweis: Die Messe ist zu."),
        # What people stress, though it is no noun:
        ("Bitte NUR am MONTAG anrufen", "Bitte nur am Montag anrufen"),
        ("KEINE Angst, das gilt NICHT", "Keine Angst, das gilt nicht"),
        # Nothing to change:
        ("Die Messe der NATO", "Die Messe der NATO"),
        ("FRANKFURT AM MAIN, 5. Juli – Der Rat", "FRANKFURT AM MAIN, 5. Juli – Der Rat"),
        ("CIIE", "CIIE"),
        ("G60 – 24/7", "G60 – 24/7"),
        ("", ""),
    ],
)
def test_the_usual_case_is_told_from_the_pieces(casing: Casing, text: str, expected: str) -> None:
    assert usual(casing, Request("s", text, "de", "en")) == expected


def test_protected_text_and_terms_do_not_decide(casing: Casing) -> None:
    text = "NEUER HAFEN IN Songjiang: www.g60.cn"
    hit = TermHit(15, 24, "songjiang", "Songjiang")
    asked = Request("s", text, "de", "en", hits=(hit,), protected=((26, 36),))
    assert usual(casing, asked) == "Neuer Hafen in Songjiang: www.g60.cn"


@pytest.fixture
def walk(
    scripted: Callable[[Answers], ScriptedEngine],
) -> Callable[..., tuple[ScriptedEngine, TranslatedDocument]]:
    def go(text: str, answer: str, *codes: Inline) -> tuple[ScriptedEngine, TranslatedDocument]:
        engine = scripted(lambda _: [answer])
        translator = Translator(engine, GLOSSARY, SrxSegmenter(), checks=[])
        blocks = (Block("b", BlockKind.HEADING, text, codes),)
        return engine, translator.translate(Document("text", blocks, skeleton=None))

    return go


def test_a_headline_comes_back_in_capitals(
    walk: Callable[..., tuple[ScriptedEngine, TranslatedDocument]],
) -> None:
    bold = Inline(0, 4, "b")
    engine, done = walk("NEUE STRASSE ÜBER www.g60.cn", "New street über ❰0❱", bold)
    assert engine.seen[0] == "Neue Straße über ❰0❱"
    (block,) = done.document.blocks
    assert block.text == "NEW STREET ÜBER www.g60.cn"
    (code,) = block.inlines
    assert block.text[code.start : code.end] == "NEW"


def test_a_term_is_in_capitals_if_it_was(
    walk: Callable[..., tuple[ScriptedEngine, TranslatedDocument]],
) -> None:
    assert walk("DER HAFEN IM TAL", "The port in the Valley")[1].document.blocks[0].text == (
        "THE PORT IN THE VALLEY"
    )
    assert walk("DER HAFEN IM Tal", "The port in the Valley")[1].document.blocks[0].text == (
        "THE PORT IN THE Valley"
    )


def test_one_word_in_capitals_is_so_again(
    walk: Callable[..., tuple[ScriptedEngine, TranslatedDocument]],
) -> None:
    engine, done = walk("HINWEIS: Die Messe ist zu.", "Note: The fair is closed.")
    assert engine.seen[0] == "Hinweis: Die Messe ist zu."
    assert done.document.blocks[0].text == "NOTE: The fair is closed."


def test_no_letter_moves_another(
    walk: Callable[..., tuple[ScriptedEngine, TranslatedDocument]],
) -> None:
    assert walk("NEUE BRÜCKE", "Große Brücke")[1].document.blocks[0].text == "GROẞE BRÜCKE"
