from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.glossary.matching.fold import fold, fold_key, lower

TEXTS = st.text(
    st.one_of(st.sampled_from("aB ß\u00ad„“”'’-\n&走廊ﬁ\u0301\u200bé²"), st.characters()),
    max_size=30,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("„Four-leaf Clover“", "Four-leaf Clover"),
        ("„Belt and Road“-Initiative", "Belt-and-Road-Initiative"),
        ("« Belt and Road »", "Belt and Road"),
        ("‘Belt and Road’ Initiative", "Belt and Road Initiative"),
        ("S&T", "S & T"),
        ("Jangtse-\nDelta", "Jangtse-Delta"),
        ("Jangtse\u00ad-Delta", "Jangtse Delta"),
        ("Jang\u00adtse", "Jangtse"),
        ("Fünf\u00a0Jahre", "fünf  jahre"),
        ("Fu\u0308nf", "Fünf"),
        ("Straße", "STRASSE"),
        ("长三角 G60 科创走廊", "长三角G60科创走廊"),
        ("（上海）", "(上海)"),
        ("Ｇ６０", "G60"),
        ("一带，一路", "一带,一路"),
        ("Jinping’s", "Jinping's"),
        ("《走廊》", "走廊"),
        ("2021–2025", "2021-2025"),
    ],
)
def test_typography_makes_no_other_wording(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("m²", "m2"),
        ("Import- und Export", "Import und Export"),
        ("Shanghai - Hefei", "Shanghai Hefei"),
        ("ende\n\nAnfang", "ende Anfang"),
        ("wir's", "wirs"),
        ("Zoë", "Zoe"),
    ],
)
def test_other_wordings_stay_apart(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_every_folded_code_point_knows_its_source(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(index, index + 1) for index in range(len(folded.plain))]
    assert len(folded.text) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    # A span is what its first and its last code point were made of.
    for index, (start, _) in enumerate(spans):
        assert folded.span(index, len(spans)) == (start, spans[-1][1])


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_a_code_point_that_is_not_alone_in_its_source_begins_no_word(text: str) -> None:
    folded = fold(text)
    spans = [folded.span(index, index + 1) for index in range(len(folded.plain))]
    for index, (one, other) in enumerate(pairwise(spans), start=1):
        if one == other:
            assert not folded.is_edge(index)


def test_what_is_taken_over_as_it_is_needs_no_folding() -> None:
    marks = {"Zs", "Zl", "Zp", "Pd", "Pi", "Pf", "Cc", "Cf", "Mn"}
    same_wording = {"<wide>", "<narrow>", "<noBreak>", "<font>", "<initial>", "<final>"}
    for code in (*range(0x20, 0x3100), *range(0xF900, 0x10000)):
        char = chr(code)
        if len(fold(f"a{char}b").pieces) == 1 and char != " ":
            assert char not in "\"'`&´", char
            assert unicodedata.category(char) not in marks, char
            assert unicodedata.decomposition(char).split(" ")[0] not in same_wording, char


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = fold_key(text)
    assert fold_key(once) == once


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(), max_size=20))
def test_lower_case_keeps_every_offset(text: str) -> None:
    assert len(lower(text)) == len(text)
    assert lower(text) == "".join(map(lower, text))


def test_a_dropped_mark_is_still_a_word_edge() -> None:
    folded = fold("das„Tal“ende")
    assert folded.plain == "dasTalende"
    assert folded.is_edge(3)
    assert folded.is_edge(6)
    assert not folded.is_edge(4)


def test_no_edge_inside_a_folded_character() -> None:
    folded = fold("Maß")
    assert folded.plain == "Mass"
    assert not folded.is_edge(3)
