"""Makes src/g60translate/language/dictionaries.npz: places in the dictionaries of simplemma.

    python eval/studies/dictionaries.py

To be run again when simplemma brings new dictionaries or a language is added;
tests/language/test_packed.py says when that is. What the arrays are says the module that reads
them. Beside each place stands what its word shares with the word before, so places are chosen where
that is little.
"""

from __future__ import annotations

import lzma
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from simplemma.strategies.dictionaries.frontcode import _iter_records, _read_header

from g60translate.language.dictionary import LANGUAGES
from g60translate.language.packed import FILE, data_file

TARGET = Path(__file__).parents[2] / "src" / "g60translate" / "language" / FILE

# So many records at least, and at most, from one place to the next.
BLOCK = (16, 40)


def places(data: bytes) -> list[tuple[int, bytes]]:
    """Where look-ups may begin in an unpacked dictionary, with what each word begins with."""
    found: list[tuple[int, bytes]] = []
    likely: list[tuple[int, int, bytes]] = []
    _, _, first = _read_header(data)
    passed = BLOCK[1]
    for start, word, lemma in _iter_records(data, first):
        passed += 1
        if not found or passed >= BLOCK[0]:
            begin = word[: data[start]]
            # It must not take its lemma from the word before.
            if len(word) < 128 and next(_iter_records(data, start, begin)) == (start, word, lemma):
                likely.append((len(begin), -start, begin))
        if likely and (not found or passed >= BLOCK[1]):
            _, place, begin = min(likely)
            found.append((-place, begin))
            passed = sum(1 for _, other, _ in likely if other < place)
            likely = []
    return found


def main() -> None:
    arrays: dict[str, Any] = {}
    for lang in sorted(LANGUAGES):
        packed = data_file(lang).read_bytes()
        found = places(lzma.decompress(packed))
        arrays[f"{lang}.checksum"] = np.uint32(zlib.crc32(packed))
        arrays[f"{lang}.starts"] = np.array([start for start, _ in found], np.uint32)
        arrays[f"{lang}.begins"] = np.array([begin for _, begin in found])
        print(f"{lang}: {len(found):,} places, {arrays[f'{lang}.begins'].itemsize} bytes at most")
    np.savez_compressed(TARGET, **arrays)
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
