"""simplemma's dictionaries as they lie in its package, with an index of our own into them.

A dictionary is one stream of records, each told by what it has in common with the one before
(front coding), so that nothing can be looked up before somebody has gone through all of it: close
to a second for German. `dictionaries.npz` knows places to begin at; `eval/studies/dictionaries.py`
makes it. It fits one version of a dictionary; through any other one simplemma goes itself.
"""

from __future__ import annotations

import lzma
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from importlib.resources import as_file, files

import numpy as np
from simplemma.strategies.dictionaries.dictionary_factory import DATA_FOLDER
from simplemma.strategies.dictionaries.frontcode import _iter_records, _read_header
from simplemma.strategies.dictionaries.stream_dictionary_factory import (
    StreamDictionaryFactory,
    StreamMap,
)

FILE = "dictionaries.npz"


class PackedDictionaries(StreamDictionaryFactory):
    """simplemma's factory of dictionaries that stay packed, with known places in them."""

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        path = DATA_FOLDER / f"{lang}.plzma"
        with (
            as_file(files("g60translate.language") / FILE) as index,
            np.load(index, allow_pickle=False) as known,
        ):
            if f"{lang}.checksum" in known:
                packed = path.read_bytes()
                if zlib.crc32(packed) == known[f"{lang}.checksum"]:
                    starts, begins = known[f"{lang}.starts"], known[f"{lang}.begins"]
                    return IndexedMap(lzma.decompress(packed), starts.tolist(), begins.tolist())
        return super()._get_dictionary_uncached(lang)


class IndexedMap(StreamMap):
    """The words of one dictionary with their lemmas, looked up from the nearest known place.

    `starts` are offsets of records in `data`, in their order, the first one included and none that
    takes its lemma from the one before; `begins` what the key of each has from the one before. Keys
    are shorter than 128 bytes there.
    """

    def __init__(self, data: bytes, starts: Sequence[int], begins: Sequence[bytes]) -> None:
        self._data = data
        self._rev, self._count, self._pos = _read_header(data)
        self._starts, self._begins = starts, begins

    def _lookup(self, key: str) -> str | None:
        wanted = key.encode()
        if self._rev:
            wanted = wanted[::-1]
        at = bisect_right(range(len(self._starts)), wanted, key=self._first) - 1
        if at < 0:
            return None
        for _, word, lemma in _iter_records(self._data, self._starts[at], self._begins[at]):
            if word >= wanted:
                found = lemma[::-1] if self._rev else lemma
                return found.decode() if word == wanted else None
        return None

    def _first(self, at: int) -> bytes:
        """The key of the record at this place."""
        start = self._starts[at]
        # A record begins with two lengths, a byte each where the study has chosen a place.
        return self._begins[at] + self._data[start + 2 : start + 2 + self._data[start + 1]]
