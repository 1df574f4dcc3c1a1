from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Inline, InlineKind
from g60translate.review.tagged import read_tagged, tagged

BOLD = Inline(4, 9, "b", InlineKind.PAIRED)
BREAK = Inline(9, 10, "br", InlineKind.STANDALONE)


def test_marks_stand_for_codes_and_hide_what_they_own() -> None:
    text = "The house\nis big."
    shown = tagged(text, (BOLD, BREAK), ["b", "br"])
    assert shown == "The ⟨1⟩house⟨/1⟩⟨2/⟩is big."
    read = read_tagged(shown, (BOLD, BREAK), {"br": "\n"})
    assert (read.text, read.codes, read.lost) == (text, (BOLD, BREAK), ())


def test_a_mark_that_is_missing_or_turned_round_loses_its_code() -> None:
    for shown in ("The house⟨/1⟩ is", "The ⟨/1⟩house⟨1⟩ is", "The house is"):
        read = read_tagged(shown, (BOLD,), {})
        assert (read.text, read.codes, read.lost) == ("The house is", (), (1,))


def test_a_mark_typed_twice_or_made_up_does_no_harm() -> None:
    read = read_tagged("⟨1⟩a⟨/1⟩ ⟨1⟩b⟨/1⟩ ⟨7/⟩⟨8⟩", (BOLD,), {})
    assert read.text == "a b "
    assert [(c.start, c.end) for c in read.codes] == [(0, 1)]


@given(
    st.text("ab c", min_size=0, max_size=20),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4),
)
def test_what_is_shown_is_read_again(text: str, spans: list[tuple[int, int]]) -> None:
    codes: list[Inline] = []
    floor = 0
    for number, (a, b) in enumerate(sorted(spans)):
        start = min(max(a, floor), len(text))
        end = min(max(start, b), len(text))
        floor = end
        codes.append(Inline(start, end, f"t{number}", InlineKind.PAIRED))
    read = read_tagged(tagged(text, codes, [c.tag for c in codes]), codes, {})
    assert (read.text, read.codes, read.lost) == (text, tuple(codes), ())
