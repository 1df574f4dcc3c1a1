"""Texts that are whole again, whatever the order in which their sentences come."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.arriving import Arriving


@given(
    st.lists(st.integers(0, 4), max_size=12), st.randoms(use_true_random=False), st.integers(1, 5)
)
def test_each_text_comes_once_and_as_soon_as_it_is_whole(
    counts: list[int], random: object, at_a_time: int
) -> None:
    arriving: Arriving[int] = Arriving(counts)
    places = [*range(sum(counts))]
    random.shuffle(places)  # type: ignore[attr-defined]
    starts = [sum(counts[:text]) for text in range(len(counts))]
    told: dict[int, list[int]] = {}
    come: set[int] = set()
    batches = [places[at : at + at_a_time] for at in range(0, len(places), at_a_time)]
    for some in [[], *batches]:
        come.update(some)
        for text, found in arriving.add({place: place for place in some}):
            assert text not in told
            told[text] = found
        whole = {t for t, c in enumerate(counts) if come >= {*range(starts[t], starts[t] + c)}}
        assert set(told) == whole
    assert told == {t: [*range(starts[t], starts[t] + c)] for t, c in enumerate(counts)}
