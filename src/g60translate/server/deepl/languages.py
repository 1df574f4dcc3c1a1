"""Languages as DeepL writes them: capitals, targets with regions, names in English."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from g60translate.language.codes import short_code
from g60translate.language.tags import english_name
from g60translate.server.refusals import Refusal, bad_request

_GLOSSARY_CODES: Final = (
    "ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv th tr uk "
    "vi zh"
)
# What DeepL has glossaries for; those of the installed models come to them.
GLOSSARY_LANGUAGES: Final = frozenset(_GLOSSARY_CODES.split())
# Targets with a region or a script, by language: which there are, and whether the plain code is
# listed beside them. Those for which no model writes differently are not told apart.
_REGIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"GB": "British", "US": "American"},
    "pt": {"BR": "Brazilian", "PT": "European"},
    "zh": {"HANS": "simplified"},
}
_PLAIN_LISTED: Final = frozenset(("zh",))


@dataclass(frozen=True, slots=True)
class Target:
    """A target language: its code (ISO 639-1), and the tag that was asked for (`en-GB`)."""

    code: str
    tag: str


def read_source(value: str, *, known: Collection[str], name: str = "source_lang") -> str:
    """The code of a source language in any case. Raises Refusal 400."""
    code = _code(value, known)
    if code is None:
        raise unsupported(name)
    return code


def read_target(value: str, *, known: Collection[str]) -> Target:
    """A target language in any case. Raises Refusal 400."""
    code = _code(value, known)
    if code is None:
        raise unsupported("target_lang")
    region = value.strip().replace("_", "-").partition("-")[2].upper()
    return Target(code, f"{code}-{region.title() if len(region) > 3 else region}".rstrip("-"))


def read_base(value: str, *, known: Collection[str], name: str) -> str:
    """The code of a language whatever region is named with it. Raises Refusal 400."""
    return read_source(re.split("[-_]", value, maxsplit=1)[0], known=known, name=name)


def unsupported(name: str, why: str = "") -> Refusal:
    """A language that is not known or has no model here."""
    return bad_request(f"Value for '{name}' not supported.{why}")


def listed_sources(codes: Iterable[str]) -> list[dict[str, object]]:
    """The answer to `type=source`, by name."""
    return [{"language": code.upper(), "name": _name(code)} for code in sorted(codes, key=_name)]


def listed_targets(codes: Iterable[str]) -> list[dict[str, object]]:
    """The answer to `type=target`, by name: English and others with their regions."""
    found: list[tuple[str, str]] = []
    for code in codes:
        regions = _REGIONS.get(code, {})
        found += [(f"{code}-{each}", f"{_name(code)} ({said})") for each, said in regions.items()]
        if not regions or code in _PLAIN_LISTED:
            found.append((code, _name(code)))
    return [
        {"language": code.upper(), "name": name, "supports_formality": False}
        for code, name in sorted(found, key=lambda each: each[1])
    ]


def _code(value: str, known: Collection[str]) -> str | None:
    base, _, region = value.strip().replace("_", "-").partition("-")
    # Codes of three letters and old ones are not DeepL's.
    code = short_code(base) if len(base) == 2 else base.lower()
    if code is None or code not in known:
        return None
    return code if not region or region.upper() in _REGIONS.get(code, {}) else None


def _name(code: str) -> str:
    return english_name(code) or code.upper()
