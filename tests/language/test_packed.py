from __future__ import annotations

from functools import cache
from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.frontcode import _iter_records
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

from g60translate.language.dictionary import LANGUAGES
from g60translate.language.packed import IndexedMap, PackedDictionaries

AGAIN = "run `python eval/studies/dictionaries.py` to make dictionaries.npz anew"


@cache
def theirs() -> StreamMap:
    return StreamMap("en")


@cache
def ours() -> IndexedMap:
    found = PackedDictionaries().get_dictionary("en")
    assert isinstance(found, IndexedMap)
    return found


@pytest.mark.parametrize("lang", sorted(LANGUAGES))
def test_every_word_is_found_with_its_lemma(lang: str) -> None:
    words = PackedDictionaries().get_dictionary(lang)
    assert isinstance(words, IndexedMap), AGAIN
    records = islice(_iter_records(words._data, words._pos), None, None, 137)
    for _, key, value in records:
        word, lemma = (each[::-1] if words._rev else each for each in (key, value))
        assert words.get(word.decode()) == lemma.decode(), AGAIN
    # The first and the last one, and what stands before and behind them.
    keys = [*words] if lang == "fr" else []
    assert all(words[key] for key in (*keys[:50], *keys[-50:]))
    assert words.get("") is words.get("\0") is words.get("\U0010ffff") is None


@given(st.text(max_size=12) | st.text("aeinrstdgulhcm'", max_size=9))
@example("zzz")
@example("Apples")
def test_words_are_there_or_not_as_in_theirs(word: str) -> None:
    assert ours().get(word) == theirs().get(word)


def test_another_version_of_a_dictionary_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zlib.crc32", lambda data: 0)
    words = PackedDictionaries().get_dictionary("en")
    assert not isinstance(words, IndexedMap)
    assert words.get("apples") == ours().get("apples") == "apple"
