"""Languages as people name them: `EN`, `en-GB`, `deu`, `English`, `Chinesisch`, `français`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from g60translate.errors import InputError
from g60translate.language.codes import short_code

# A tag, then its names in English and German, and in the language itself where that is usual.
_NAMES = """
af Afrikaans|ar Arabic Arabisch العربية|az Azerbaijani Aserbaidschanisch|be Belarusian Belarussisch
bg Bulgarian Bulgarisch български|bn Bengali Bengalisch|bs Bosnian Bosnisch|ca Catalan Katalanisch
cs Czech Tschechisch čeština|cy Welsh Walisisch|da Danish Dänisch dansk|de German Deutsch
de-AT Austrian_German Österreichisches_Deutsch|de-CH Swiss_German Schweizer_Hochdeutsch
el Greek Griechisch Neugriechisch ελληνικά|en English Englisch
en-GB British_English Britisches_Englisch UK_English British Britisch
en-US American_English Amerikanisches_Englisch US_English American Amerikanisch
eo Esperanto|es Spanish Spanisch español Castilian Kastilisch|et Estonian Estnisch eesti
eu Basque Baskisch|fa Persian Persisch Farsi|fi Finnish Finnisch suomi
fr French Französisch français
ga Irish Irisch|gl Galician Galicisch Galizisch|he Hebrew Hebräisch|hi Hindi
hr Croatian Kroatisch hrvatski|hu Hungarian Ungarisch magyar|hy Armenian Armenisch
id Indonesian Indonesisch|is Icelandic Isländisch|it Italian Italienisch italiano
ja Japanese Japanisch 日本語|ka Georgian Georgisch|kk Kazakh Kasachisch|ko Korean Koreanisch 한국어
ku Kurdish Kurdisch|la Latin Latein Lateinisch|lb Luxembourgish Luxemburgisch
lt Lithuanian Litauisch lietuvių|lv Latvian Lettisch latviešu|mk Macedonian Mazedonisch
mn Mongolian Mongolisch|ms Malay Malaiisch|mt Maltese Maltesisch|nb Bokmål Norwegian_Bokmål
nl Dutch Niederländisch Nederlands Holländisch|nn Nynorsk Norwegian_Nynorsk
no Norwegian Norwegisch norsk|pl Polish Polnisch polski|pt Portuguese Portugiesisch português
pt-BR Brazilian_Portuguese Brasilianisches_Portugiesisch Brazilian Brasilianisch
rm Romansh Rätoromanisch|ro Romanian Rumänisch română|ru Russian Russisch русский
sk Slovak Slowakisch slovenčina|sl Slovenian Slowenisch Slovene slovenščina|sq Albanian Albanisch
sr Serbian Serbisch српски|sv Swedish Schwedisch svenska|sw Swahili Suaheli|th Thai Thailändisch
tr Turkish Türkisch Türkçe|uk Ukrainian Ukrainisch українська|ur Urdu|uz Uzbek Usbekisch
vi Vietnamese Vietnamesisch|yi Yiddish Jiddisch
zh Chinese Chinesisch Mandarin 中文 汉语
zh-Hans Simplified_Chinese Vereinfachtes_Chinesisch 简体中文
zh-Hant Traditional_Chinese Traditionelles_Chinesisch 繁體中文
"""
# RFC 5646, 2.1: language, then script, region and the rarer rest, of which we only keep the words.
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8})*)")


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its ISO 639-1 `code`, and its `tag` (BCP 47) with script and region if known."""

    code: str
    tag: str


def read_language(text: str) -> Language:
    """The language that a person means; raises InputError where it is none that is known.

    Codes of two and three letters, tags with a region in any casing, and names in English and
    German are understood. A code of two or three letters that is not in ISO 639-1 is taken as
    given, since a model may be made for it.
    """
    wanted = " ".join(unicodedata.normalize("NFC", text).split())
    named = _known().get(_folded(wanted))
    if named is not None:
        return _tagged(named)
    if _TAG.fullmatch(wanted):
        return _tagged(wanted)
    near = get_close_matches(_folded(wanted), _known(), n=1, cutoff=0.75)
    meant = f" Is {_known()[near[0]]!r} meant?" if near else ""
    raise InputError(
        f"{text!r} is no language that is known here.{meant} "
        "Write a code such as en or de-AT, or a name such as English or Deutsch."
    )


def english_name(code: str) -> str | None:
    """`German` for `de`; None for a code without a name here."""
    return _english().get(code)


@cache
def _english() -> dict[str, str]:
    entries = (entry.split() for entry in re.split(r"[|\n]", _NAMES.strip()))
    return {tag: name.replace("_", " ") for tag, name, *_ in entries}


def _tagged(tag: str) -> Language:
    match = _TAG.fullmatch(tag)
    assert match is not None
    base = match[1].lower()
    code = short_code(base) or base
    parts = [part for part in re.split("[-_]", match[2]) if part]
    return Language(code, "-".join([code, *map(_cased, parts)]))


def _cased(part: str) -> str:
    """A subtag as RFC 5646, 2.1.1 wants it written: `GB`, `Hans`, else small."""
    if len(part) == 2 and part.isalpha():
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def _folded(name: str) -> str:
    return name.casefold().replace("_", " ").replace("-", " ")


@cache
def _known() -> dict[str, str]:
    """Names, folded, with their tags."""
    return {
        _folded(name): tag
        for entry in re.split(r"[|\n]", _NAMES.strip())
        for tag, *names in [entry.split()]
        for name in names
    }
