"""Edits: the text comes out right, and places lead there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.ladder.edits import Edit, apply_edits


@st.composite
def texts_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(alphabet="abc äß中", max_size=30))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Edit(a, b, draw(st.text(alphabet="XYZ", max_size=4))) for a, b in pairs]


@given(texts_with_edits())
def test_untouched_text_maps_there_and_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result, offsets = apply_edits(text, edits)
    assert len(result) == len(text) + sum(len(e.replacement) - (e.end - e.start) for e in edits)
    touched = {place for edit in edits for place in range(edit.start, edit.end)}
    for place in range(len(text)):
        if place not in touched:
            start, end = offsets.forward((place, place + 1))
            assert result[start:end] == text[place]
            assert offsets.backward((start, end)) == (place, place + 1)


@given(texts_with_edits())
def test_every_span_maps_inside_the_other_text(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result, offsets = apply_edits(text, edits)
    for start in range(len(text) + 1):
        a, b = offsets.forward((start, len(text)))
        assert 0 <= a <= b <= len(result)
    for start in range(len(result) + 1):
        a, b = offsets.backward((start, len(result)))
        assert 0 <= a <= b <= len(text)


@given(texts_with_edits())
def test_many_spans_map_as_each_of_them(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result, offsets = apply_edits(text, edits)
    before = [(place, place + 1) for place in range(len(text))]
    after = [(place, place + 1) for place in range(len(result))]
    assert offsets.forward_each(before) == tuple(map(offsets.forward, before))
    assert offsets.backward_each(after) == tuple(map(offsets.backward, after))


@given(texts_with_edits())
def test_two_edits_in_a_row_map_as_one_after_the_other(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    edited, first = apply_edits(text, edits)
    final, second = apply_edits(edited, [Edit(0, len(edited) // 2, "!")])
    both = first.then(second)
    spans = [(a, b) for a in range(len(text) + 1) for b in range(a, len(text) + 1)]
    for span in spans:
        assert both.forward(span) == second.forward(first.forward(span))
    for span in ((0, len(final)), (len(final) // 2, len(final))):
        assert both.backward(span) == first.backward(second.backward(span))
    assert both.forward_each(spans) == tuple(map(both.forward, spans))
    assert first.then(second).then(apply_edits(final, [])[1]).forward((0, 0)) == both.forward(
        (0, 0)
    )


def test_a_replaced_span_maps_to_the_whole_replacement() -> None:
    result, offsets = apply_edits("das Tal lebt", [Edit(4, 7, "⟦ Tal ¦ valley ⟧")])
    assert result == "das ⟦ Tal ¦ valley ⟧ lebt"
    assert offsets.forward((4, 7)) == (4, 20)
    assert offsets.backward((6, 9)) == (4, 7)
    assert offsets.backward((0, len(result))) == (0, 12)


@pytest.mark.parametrize("edits", [[Edit(0, 3, ""), Edit(2, 4, "")], [Edit(3, 9, "")]])
def test_overlapping_and_outlying_edits_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlaps"):
        apply_edits("abcde", edits)
