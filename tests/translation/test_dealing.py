"""Requests in pieces: nothing lost, one length a piece, every lane busy."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.translation.dealing import dealt
from g60translate.translation.engines.engine import Engine
from g60translate.translation.request import Request


def requests(lengths: list[int]) -> list[Request]:
    return [Request(str(at), "a" * length, "de", "en") for at, length in enumerate(lengths)]


def engine(lanes: int, step: int) -> Engine:
    """Counts signs, and pads to multiples of `step`, 0 for an engine that pads as it likes."""

    def padded(text: str) -> int:
        return step and -(-len(text) // step) * step

    return cast("Engine", SimpleNamespace(lanes=lanes, count=len, padded=padded))


@given(st.lists(st.integers(1, 90), max_size=300), st.integers(1, 5), st.sampled_from([0, 8]))
def test_every_request_is_dealt_once_the_longest_first(
    lengths: list[int], lanes: int, step: int
) -> None:
    asked, deals = requests(lengths), engine(lanes, step)
    pieces = dealt(asked, deals)
    given_out = [one for piece in pieces for one in piece]
    assert sorted(one.id for one in given_out) == sorted(one.id for one in asked)
    assert [len(one.text) for one in given_out] == sorted(lengths, reverse=True)
    for piece in pieces:
        assert 1 <= len(piece) <= 64
        assert len({deals.padded(one.text) for one in piece}) == 1


@pytest.mark.parametrize(
    ("count", "lanes", "sizes"),
    [
        (1, 2, [1]),
        (10, 2, [5, 5]),
        (32, 2, [16, 16]),
        (40, 2, [14, 14, 12]),
        (600, 2, [60] * 10),
        (40, 5, [8] * 5),
    ],
)
def test_batches_are_full_and_no_lane_waits(count: int, lanes: int, sizes: list[int]) -> None:
    assert [len(piece) for piece in dealt(requests([7] * count), engine(lanes, 8))] == sizes
