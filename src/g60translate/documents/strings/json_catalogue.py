"""A program's texts in JSON: i18next and Vue, Flutter's ARB, messages of browser extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.exchange.messages import Message
from g60translate.documents.model import Document
from g60translate.documents.news.json_strings import JsonString, find_strings, parse_json
from g60translate.documents.strings.catalogue import (
    Found,
    LanguageSign,
    Place,
    build_catalogue,
    write_catalogue,
)
from g60translate.documents.strings.names import is_language, names_texts
from g60translate.errors import BrokenDocument, EncodingFault

_LOCALE = "@@locale"
# The only key around all others.
_TOP_KEY = re.compile(r'\s*\{\s*"([\w-]+)"\s*:\s*\{')
_NOTE = re.compile(r"//|_?comment$|\$schema$", re.IGNORECASE)


class JsonCatalogueCodec:
    """Nested objects of texts; keys and plural suffixes are the program's.

    ARB is known by `@@locale` or by its suffix, messages of an extension by their `message`.
    Other JSON is only believed to be of texts if its name says so too: see `names_texts`.
    """

    name = "i18n-json"
    suffixes = (".json", ".arb")
    kept = (
        "keys, order, indents, escapes and every byte outside the texts",
        "placeholders, ICU syntax, markup",
        "descriptions and metadata of ARB and of browser extensions",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether this is ARB with its language, or messages of an extension."""
        value = _value(data)
        return isinstance(value, dict) and (_LOCALE in value or _is_extension(value))

    def recognises_under(self, data: bytes, name: str) -> bool:
        """Whether it holds nothing but texts, and the name says that they are a program's."""
        value = _value(data)
        if not isinstance(value, dict) or not value:
            return False
        if PurePath(name).suffix.lower() == ".arb":
            return True
        languages = [is_language(key) and isinstance(inner, dict) for key, inner in value.items()]
        several = len(languages) > 1 and all(languages)
        return names_texts(name) and _only_texts(value) and not several

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the texts. Raises BrokenDocument, EncodingFault."""
        source = decode(data, name=name)
        value = parse_json(source.text, name=name)
        if not isinstance(value, dict):
            raise BrokenDocument(
                f"{name} holds no JSON object of texts. Give --fields for JSON lines."
            )
        arb = _LOCALE in value or PurePath(name).suffix.lower() == ".arb"
        strings = list(find_strings(source.text))
        chosen = _chosen(strings, arb=arb, extension=_is_extension(value))
        lang, sign = _language(source, value, strings)
        places = (_place(string, source.text) for string in chosen)
        signs = () if sign is None else (sign,)
        return build_catalogue(self.name, source, Found(places, lang, signs))

    def write(self, document: Document) -> bytes:
        """The file with its changed texts, and its language where it names one."""
        return write_catalogue(document).encode()


def _value(data: bytes) -> object:
    head = data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not head.startswith(b"{"):
        return None
    try:
        return parse_json(decode(data, name="").text, name="")
    except (BrokenDocument, EncodingFault):
        return None


def _is_extension(value: dict[str, object]) -> bool:
    return bool(value) and all(
        isinstance(each, dict) and isinstance(each.get("message"), str) for each in value.values()
    )


def _only_texts(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_only_texts, value.values()))
    if isinstance(value, list):
        return all(map(_only_texts, value))
    return isinstance(value, str)


def _chosen(strings: list[JsonString], *, arb: bool, extension: bool) -> Iterator[JsonString]:
    for string in strings:
        path = [str(step) for step in string.path]
        if extension:
            if path[1:] == ["message"]:
                yield string
        elif arb:
            if len(path) == 1 and not path[0].startswith("@"):
                yield string
        elif not any(map(_NOTE.match, path)):
            yield string


def _place(string: JsonString, source: str) -> Place:
    return Place(
        Message(string.value),
        string.start,
        string.end,
        lambda value: string.spelt(value, source),
    )


def _language(
    source: EncodedText, value: dict[str, object], strings: list[JsonString]
) -> tuple[str | None, LanguageSign | None]:
    """The language by ARB's key, or by the one key around all others."""
    for string in strings:
        if string.path == (_LOCALE,):
            separator = "-" if "-" in string.value else "_"
            return string.value, LanguageSign(string.start + 1, string.end - 1, separator)
    top = _TOP_KEY.match(source.text)
    if top and len(value) == 1 and is_language(top.group(1)):
        return top.group(1), LanguageSign(*top.span(1), "_" if "_" in top.group(1) else "-")
    return None, None
