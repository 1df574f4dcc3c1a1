"""Text that was read in a wrong encoding: told, and read as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.glossary.mojibake import unmangled
from tests.conftest import ROOT

WORDS = (
    "Brücke", "Übung", "Straße", "GRÖSSE", "Ärzte", "BRÜCKE", "ÄÖÜ", "临港", "临港新片区", "café",
    "Œuvre", "cœur", "łódź", "Žižka", "São", "L’été", "„Zitat“", "–", "5 €", "Ελλάδα", "Привет",
    "東京", "カタカナ", "ｶﾀ", "한국", "Ångström", "Århus", "ş", "Đà", "Ñandú",
)  # fmt: skip
READERS = ("cp1252", "latin-1", "cp1250", "mac_roman", "cp850", "cp437")
SOUND = (
    "„Ä“", "«É»", "CAFÉ®", "CAFÉ™", "à\u00a0»", "«à\u00a0»", "der Buchstabe „Ö“", "MÜNCHEN“",
    "Ä–Ö", "AMANHÔ", "100 ±5", "STRAßE“", "ÉCOLE”", "„GRÜNE“ „Ü“", "ÖÄ“ Ü–", "naïve’s",
    "Réunion «Île»", "sécurité\u00a0»", "passé…»", "Café…“–", "Israël\u00a0»", "é\u00a0!",
    "Brücke–über", "“Über", "√2", "m² ≈ 3", "Ǎ", "ＷＴＯ", "中国国际进口博览会",
)  # fmt: skip


def mangled(text: str, reader: str) -> str:
    """UTF-8 as a program shows it that reads it so; what an encoding lacks, as a control."""
    shown = []
    for byte in text.encode():
        try:
            shown.append(bytes([byte]).decode(reader))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_read_as_it_was_meant_alone_and_among_sound_ones(word: str, reader: str) -> None:
    for frame in ("{}", "die {}, xy", "Brücke und {}"):
        assert unmangled(frame.format(mangled(word, reader))) == frame.format(word)


@pytest.mark.parametrize("word", ["Brücke", "临港", "L’été"])
def test_what_went_wrong_twice_is_read_too(word: str) -> None:
    assert unmangled(mangled(mangled(word, "cp1252"), "cp1252")) == word


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_stays(text: str) -> None:
    assert unmangled(text) == text


@given(st.text("abcdeäöüßéèàçñ", min_size=1), st.sampled_from(READERS))
def test_every_small_word_comes_back(word: str, reader: str) -> None:
    assert unmangled("x" + mangled(word, reader)) == "x" + word


def test_the_house_s_own_texts_are_sound() -> None:
    for path in (ROOT / "glossary" / "g60.csv", *sorted((ROOT / "corpus").rglob("*.jsonl"))):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert unmangled(line) == line
