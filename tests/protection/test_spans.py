"""What wins where a stretch is protected and a term of the glossary too."""

from __future__ import annotations

import pytest

from g60translate.documents.model import Block, BlockKind
from g60translate.glossary.concept import TermHit
from g60translate.models.store import Model
from g60translate.models.subwords import Subwords
from g60translate.protection.spans import bind
from g60translate.protection.writing import Writing


@pytest.fixture(scope="module")
def writing(embedded_model: Model) -> Writing:
    return Writing([Subwords(embedded_model.folder, embedded_model.card.tokenizer)])


@pytest.mark.parametrize(
    ("text", "term", "protected", "kept"),
    [
        ("die F&E in Kiel", "F&E", [], True),
        ("das Café René öffnet", "Café", ["René"], True),
        ("die Konferenz 长三角G60科创走廊", "G60", ["长三角", "科创走廊"], True),
        ("der Artikel LX-2207-B neu", "LX-2207-B", [], True),
        ("der Artikel LX-2207-B neu", "2207", ["LX-2207-B"], False),
        ("siehe www.g60.cn heute", "g60", ["www.g60.cn"], False),
        ("Guten Tag {Tal}!", "Tal", ["{Tal}"], False),
        ("die Fläche von 3 m² hier", "Fläche", ["m²"], True),
    ],
)
def test_terms_and_protected_stretches(
    writing: Writing, text: str, term: str, protected: list[str], kept: bool
) -> None:
    start = text.index(term)
    hit = TermHit(start, start + len(term), "concept", term)
    bound = bind(Block("b", BlockKind.PARAGRAPH, text), [hit], writing=writing)
    assert [text[slice(*span)] for span in bound.protected] == protected
    assert bound.hits == ((hit,) if kept else ())
