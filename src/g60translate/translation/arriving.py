"""Which of several texts are whole, while their sentences are finished in any order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Generic, TypeVar

_T = TypeVar("_T")


class Arriving(Generic[_T]):
    """Takes sentences by their places among those of all texts, and hands texts back whole."""

    def __init__(self, sentences: Sequence[int]) -> None:
        """`sentences` says how many each text has; one that has none is whole from the start."""
        self._whose = [text for text, count in enumerate(sentences) for _ in range(count)]
        self._missing = [*sentences]
        self._found: list[dict[int, _T]] = [{} for _ in sentences]
        self._empty = [text for text, count in enumerate(sentences) if not count]

    def add(self, fresh: Mapping[int, _T]) -> Iterator[tuple[int, list[_T]]]:
        """The texts that are whole now and were not before: which, and their sentences in order."""
        empty, self._empty = self._empty, []
        yield from ((text, []) for text in empty)
        for place, one in fresh.items():
            text = self._whose[place]
            self._found[text][place] = one
            self._missing[text] -= 1
            if not self._missing[text]:
                found, self._found[text] = self._found[text], {}
                yield text, [found[at] for at in sorted(found)]
