"""Splitting what is too long: nothing lost, limits kept, cuts where a reader would pause."""

from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.engines.lengths import split_long


def words(text: str) -> int:
    return len(text.split())


@given(st.text(alphabet="ab ,;。\n", max_size=120), st.integers(1, 8))
def test_parts_tile_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    spans = split_long(text, limit=limit, count=len)
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(b - a <= limit for a, b in spans)


def test_cuts_fall_at_clause_marks_first() -> None:
    text = "Die Konferenz fand statt, neun Städte kamen, und alle haben unterschrieben"
    parts = [text[a:b] for a, b in split_long(text, limit=5, count=words)]
    assert parts[0] == "Die Konferenz fand statt, "
    assert "".join(parts) == text


def test_no_cut_falls_into_a_whole_span() -> None:
    text = "eins zwei ⟦ drei, vier ¦ three, four ⟧ fünf sechs sieben"
    whole = (text.index("⟦"), text.index("⟧") + 1)
    spans = split_long(text, limit=9, count=words, whole=(whole,))
    assert len(spans) > 1
    assert not any(whole[0] < cut < whole[1] for span in spans for cut in span)
