"""Languages by code, tag and name, in any casing."""

from __future__ import annotations

import pytest

from g60translate.errors import InputError
from g60translate.language.tags import Language, _known, read_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("en", "en"), ("EN", "en"), (" En ", "en"), ("eng", "en"), ("deu", "de"), ("GER", "de"),
        ("en-GB", "en-GB"), ("en-us", "en-US"), ("EN_gb", "en-GB"), ("pt_br", "pt-BR"),
        ("zh-hant-TW", "zh-Hant-TW"), ("zho-hans", "zh-Hans"), ("es-419", "es-419"),
        ("English", "en"), ("german", "de"), ("DEUTSCH", "de"), ("deutsch", "de"),
        ("chinesisch", "zh"), ("Chinese", "zh"), ("Englisch", "en"), ("französisch", "fr"),
        ("français", "fr"), ("Franc\u0327ais", "fr"), ("中文", "zh"), ("niederländisch", "nl"),
        ("British English", "en-GB"), ("american english", "en-US"), ("US-English", "en-US"),
        ("Simplified Chinese", "zh-Hans"), ("Österreichisches Deutsch", "de-AT"),
        ("brazilian  portuguese", "pt-BR"), ("nds", "nds"), ("xx", "xx"),
    ],
)  # fmt: skip
def test_a_language_is_understood(text: str, tag: str) -> None:
    assert read_language(text) == Language(tag.split("-", maxsplit=1)[0], tag)


@pytest.mark.parametrize(
    "text", ["klingonisch", "", "-", "e", "en-", "en GB!", "../x", "englisch?"]
)
def test_what_is_no_language_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(InputError, match="is no language that is known here"):
        read_language(text)


def test_a_slip_is_guessed() -> None:
    with pytest.raises(InputError, match="Is 'de' meant"):
        read_language("Germann")


def test_every_name_means_itself_however_it_is_written() -> None:
    for name, tag in _known().items():
        assert read_language(name.upper()).tag == read_language(name).tag == tag
