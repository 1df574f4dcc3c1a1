"""A sequence whose items are made when they are first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class Lazily(Sequence[T]):
    """`count` items, each made once by `make(index)`; a slice makes what it holds.

    A decoder finds several hypotheses for the price of one, and most of them nobody looks at.
    """

    def __init__(self, count: int, make: Callable[[int], T]) -> None:
        self._places = range(count)
        self._make = make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self[place] for place in self._places[index])
        place = self._places[index]
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]
