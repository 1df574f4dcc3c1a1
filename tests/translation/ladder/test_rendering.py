"""Markers in, markers out: what the model is shown, and what a reader gets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.glossary.concept import TermHit
from g60translate.models.card import Markers
from g60translate.translation.ladder.rendering import Mode, Rendered, fill, render
from g60translate.translation.request import Recased, Request

MARKERS = Markers(term=("⟦", "¦", "⟧"), mask="▒", placeholders=("❰0❱", "❰1❱"))
TEXT = "Das Tal liegt bei g60.cn in Songjiang"


def request(*words: str, protected: tuple[str, ...] = ()) -> Request:
    hits = tuple(TermHit(TEXT.index(w), TEXT.index(w) + len(w), w.lower(), w) for w in words)
    spans = tuple((TEXT.index(w), TEXT.index(w) + len(w)) for w in protected)
    return Request("s", TEXT, "de", "en", hits, spans)


@pytest.mark.parametrize(
    ("mode", "shown"),
    [
        (Mode.PLAIN, TEXT),
        (Mode.INLINE, "Das ⟦ Tal ¦ valley ⟧ liegt bei g60.cn in Songjiang"),
        (Mode.MASKED, "Das ⟦ ▒ ¦ valley ⟧ liegt bei g60.cn in Songjiang"),
        (Mode.PLACEHOLDER, "Das ❰0❱ liegt bei g60.cn in Songjiang"),
    ],
)
def test_each_mode_shows_the_term_as_the_model_was_trained(mode: Mode, shown: str) -> None:
    rendered = render(request("Tal"), expected=["valley"], modes=[mode], markers=MARKERS)
    assert rendered.text == shown


def test_placeholders_count_from_left_to_right_and_protected_text_goes_first() -> None:
    rendered = render(
        request("Tal", "Songjiang", protected=("g60.cn",)),
        expected=["valley", "Songjiang"],
        modes=[Mode.PLACEHOLDER, Mode.PLACEHOLDER],
        markers=MARKERS,
    )
    # Two symbols for three: the last term falls back to the inline form.
    assert rendered.text == "Das ❰0❱ liegt bei ❰1❱ in ⟦ Songjiang ¦ Songjiang ⟧"
    assert {symbol: entry.text for symbol, entry in rendered.fills.items()} == {
        "❰0❱": "valley",
        "❰1❱": "g60.cn",
    }


def test_an_answer_gets_its_wordings_and_loses_its_strays() -> None:
    rendered = render(
        request("Tal"), expected=["valley"], modes=[Mode.PLACEHOLDER], markers=MARKERS
    )
    filled = fill("The ❰0❱ lies ❰1❱ near ❰0❱ the ⟧ town.", rendered=rendered, markers=MARKERS)
    assert filled.text == "The valley lies near the town."
    assert filled.stray == 3
    (anchor,) = filled.anchors
    assert TEXT[slice(*anchor.source)] == "Tal"
    assert filled.text[slice(*anchor.target)] == "valley"


def test_a_sentence_that_begins_with_a_filled_term_begins_with_a_capital() -> None:
    rendered = render(
        request("Tal"), expected=["valley"], modes=[Mode.PLACEHOLDER], markers=MARKERS
    )
    assert fill("❰0❱ is here", rendered=rendered, markers=MARKERS).text == "Valley is here"


@given(st.lists(st.sampled_from(["Tal", "Songjiang", "g60.cn"]), unique=True))
def test_filling_what_was_rendered_gives_the_text_back(words: list[str]) -> None:
    terms = [w for w in sorted(words, key=TEXT.index) if w != "g60.cn"]
    asked = request(*terms, protected=("g60.cn",) if "g60.cn" in words else ())
    many = MARKERS.model_copy(update={"placeholders": tuple(f"❰{n}❱" for n in range(9))})
    modes = [Mode.PLACEHOLDER] * len(terms)
    rendered = render(asked, expected=terms, modes=modes, markers=many)
    assert fill(rendered.text, rendered=rendered, markers=many).text == TEXT


def test_a_model_without_markers_sees_and_says_plain_text() -> None:
    none = Markers()
    rendered = render(request("Tal"), expected=["valley"], modes=[Mode.PLAIN], markers=none)
    assert rendered.text == TEXT
    assert fill("a ⟦ b", rendered=rendered, markers=none).text == "A ⟦ b"


def shown(text: str, *protected: str, markers: Markers = MARKERS) -> Rendered:
    spans = []
    at = 0
    for stretch in protected:
        at = text.index(stretch, at)
        spans.append((at, at + len(stretch)))
        at += len(stretch)
    asked = Request("s", text, "de", "en", protected=tuple(spans))
    return render(asked, expected=[], modes=[], markers=markers)


def test_where_placeholders_run_out_something_else_stands_in() -> None:
    rendered = shown("Von {a} und {b} zu {c}, {d}", "{a}", "{b}", "{c}", "{d}")
    assert rendered.text == "Von ❰0❱ und ❰1❱ zu X1, X2"
    filled = fill("From ❰0❱ and ❰1❱ to X2 or X1", rendered=rendered, markers=MARKERS)
    assert filled.text == "From {a} and {b} to {d} or {c}"


def test_a_stand_in_is_nothing_that_the_text_has() -> None:
    none = Markers()
    rendered = shown("X1 und X12 für 松江", "松江", markers=none)
    assert rendered.text == "X1 und X12 für X2"
    filled = fill("X1 and X12 for X2s X21", rendered=rendered, markers=none)
    assert filled.text == "X1 and X12 for 松江s X21"


def test_what_touches_a_word_is_shown_apart_from_it_and_touches_it_again() -> None:
    rendered = shown("Auf <b>Weiter</b> klicken", "<b>", "</b>")
    assert rendered.text == "Auf ❰0❱ Weiter ❰1❱ klicken"
    filled = fill("Click ❰0❱ Next ❰1❱ now", rendered=rendered, markers=MARKERS)
    assert filled.text == "Click <b>Next</b> now"


def test_a_file_name_at_the_beginning_keeps_its_case() -> None:
    rendered = shown("Die Datei rede.docx ist neu", "rede.docx")
    filled = fill("❰0❱ is new", rendered=rendered, markers=MARKERS)
    assert filled.text == "rede.docx is new"


def test_words_in_capitals_are_shown_in_their_usual_case() -> None:
    text = "DER FLUSS IN DER STRASSE"
    words = (Recased(0, 3, "Der"), Recased(4, 9, "Fluss"), Recased(17, 24, "Straße"))
    hit = TermHit(4, 9, "river", "FLUSS")
    asked = Request("s", text, "de", "en", hits=(hit,), recased=words)
    plain = render(asked, expected=["river"], modes=[Mode.PLAIN], markers=MARKERS)
    assert plain.text == "Der Fluss IN DER Straße"
    assert plain.offsets.backward((17, 23)) == (17, 24)
    inline = render(asked, expected=["river"], modes=[Mode.INLINE], markers=MARKERS)
    assert inline.text == "Der ⟦ Fluss ¦ river ⟧ IN DER Straße"


@given(st.lists(st.sampled_from(["Tal", "{a}", " ", ", ", "中", "<b>", "x"]), max_size=16))
def test_filling_what_was_masked_gives_the_text_back(parts: list[str]) -> None:
    text = "".join(parts)
    found = [(m.start(), m.end()) for m in re.finditer(r"\{a\}|<b>|中+", text)]
    asked = Request("s", text, "de", "en", protected=tuple(found))
    for markers in (MARKERS, Markers()):
        rendered = render(asked, expected=[], modes=[], markers=markers)
        assert "{" not in rendered.text
        assert "中" not in rendered.text
        assert fill(rendered.text, rendered=rendered, markers=markers).text == text
