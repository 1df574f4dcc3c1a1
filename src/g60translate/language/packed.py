"""simplemma's dictionaries as they lie in its package, with an index of our own into them.

A dictionary is one stream of records, each told by what it has in common with the one before
(front coding), so that nothing can be looked up before somebody has gone through all of it: close
to a second for German. `dictionaries.npz` knows places to begin at; `eval/studies/dictionaries.py`
makes it. It fits one version of a dictionary; through any other one simplemma goes itself. Nor is
simplemma imported for it, which makes the rules of all its languages.
"""

from __future__ import annotations

import lzma
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

import numpy as np

FILE = "dictionaries.npz"

# How a record says that its lemma is that of the one before, or is written out.
_SAME, _WHOLE = 254, 255


def data_file(lang: str) -> Path:
    """Where the installed simplemma keeps its dictionary of a language; it need not be there."""
    spec = find_spec("simplemma")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "strategies" / "dictionaries" / "data"
    return folder / f"{lang}.plzma"


def open_dictionary(lang: str) -> Mapping[str, str]:
    """The words of a language, each with its lemma. Raises ValueError where there are none."""
    with (
        as_file(files("g60translate.language") / FILE) as index,
        np.load(index, allow_pickle=False) as known,
    ):
        file = data_file(lang)
        if f"{lang}.checksum" in known and file.is_file():
            packed = file.read_bytes()
            if zlib.crc32(packed) == known[f"{lang}.checksum"]:
                places = (known[f"{lang}.{name}"].tolist() for name in ("starts", "begins"))
                return IndexedMap(lzma.decompress(packed), *places)
    from simplemma.strategies import StreamDictionaryFactory  # noqa: PLC0415  (see above)

    return StreamDictionaryFactory().get_dictionary(lang)


class IndexedMap(Mapping[str, str]):
    """The words of one dictionary with their lemmas, looked up from the nearest known place.

    `starts` are offsets of records in `data`, in their order, the first one included and none that
    takes its lemma from the one before; `begins` what the key of each has from the one before.
    Each is shorter than 128 bytes, so that its length is one byte.
    """

    def __init__(self, data: bytes, starts: Sequence[int], begins: Sequence[bytes]) -> None:
        self._data = data
        # After the name of the format stands whether words are written from their end.
        self._reversed = bool(data[5] & 1)
        self._starts, self._begins = starts, begins

    def __getitem__(self, key: str) -> str:
        found = self._look_up(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._look_up(key) is not None

    def __iter__(self) -> Iterator[str]:
        return (self._turned(word).decode() for word, _ in self._records(0))

    def __len__(self) -> int:
        return sum(1 for _ in self._records(0))

    def _look_up(self, key: str) -> str | None:
        wanted = self._turned(key.encode())
        at = bisect_right(range(len(self._starts)), wanted, key=self._first) - 1
        for word, lemma in self._records(at) if at >= 0 else ():
            if word >= wanted:
                return self._turned(lemma).decode() if word == wanted else None
        return None

    def _turned(self, word: bytes) -> bytes:
        return word[::-1] if self._reversed else word

    def _first(self, at: int) -> bytes:
        """The key of the record at this place."""
        start = self._starts[at]
        return self._begins[at] + self._data[start + 2 : start + 2 + self._data[start + 1]]

    def _records(self, at: int) -> Iterator[tuple[bytes, bytes]]:
        """Keys and lemmas as they are written, from this place on."""
        data, here, word, lemma = self._data, self._starts[at], self._begins[at], b""
        while here < len(data):
            shared, here = _number(data, here)
            size, here = _number(data, here)
            word = word[:shared] + data[here : here + size]
            here += size
            less = data[here]
            here += 1
            if less != _SAME:
                size, here = _number(data, here)
                ending = data[here : here + size]
                lemma = ending if less == _WHOLE else word[: len(word) - less] + ending
                here += size
            yield word, lemma


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the least first, and the place behind it."""
    byte = data[at]
    if byte < 128:
        return byte, at + 1
    higher, end = _number(data, at + 1)
    return (byte & 127) + (higher << 7), end
