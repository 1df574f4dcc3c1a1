from __future__ import annotations

import lzma
from functools import cache
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.frontcode import _iter_records, _read_header
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

from g60translate.language.dictionary import LANGUAGES
from g60translate.language.packed import IndexedMap, data_file, open_dictionary

AGAIN = "run `python eval/studies/dictionaries.py` to make dictionaries.npz anew"


@cache
def theirs() -> StreamMap:
    return StreamMap("en")


@cache
def ours() -> IndexedMap:
    found = open_dictionary("en")
    assert isinstance(found, IndexedMap)
    return found


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_word_is_found_with_its_lemma(lang: str) -> None:
    words = open_dictionary(lang)
    assert isinstance(words, IndexedMap), AGAIN
    theirs = StreamMap(lang) if lang == "fr" else None
    data = lzma.decompress(data_file(lang).read_bytes())
    reverse, count, start = _read_header(data)
    records = [*islice(_iter_records(data, start), None, None, 137)]
    for _, key, value in records:
        word, lemma = (each[::-1] if reverse else each for each in (key, value))
        assert words[word.decode()] == lemma.decode(), AGAIN
    if theirs is not None:
        assert len(words) == count == len(theirs)
        assert {*words.items()} == {*theirs.items()}
    assert not {"", "\0", "\U0010ffff"} & words.keys()


@given(st.text(max_size=12) | st.text("aeinrstdgulhcm'", max_size=9))
@example("zzz")
@example("Apples")
def test_words_are_there_or_not_as_in_theirs(word: str) -> None:
    assert ours().get(word) == theirs().get(word)


def test_another_version_of_a_dictionary_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zlib.crc32", lambda data: 0)
    words = open_dictionary("en")
    assert not isinstance(words, IndexedMap)
    assert words.get("apples") == ours().get("apples") == "apple"
