r"""Java properties: ISO 8859-1 with `\uXXXX`, or UTF-8 as since Java 9."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.exchange.icu import is_icu
from g60translate.documents.exchange.messages import Message
from g60translate.documents.model import Document
from g60translate.documents.strings.catalogue import (
    Found,
    Place,
    build_catalogue,
    write_catalogue,
)
from g60translate.documents.strings.escapes import joined_halves, utf16_escape
from g60translate.documents.strings.names import names_texts
from g60translate.errors import EncodingFault

_ESCAPED = r"\\(?:\r\n|[\s\S]|\Z)"
_LINE_END = r"(?:\r\n|\r|\n|\Z)"
_NOTHING = re.compile(rf"[ \t\f]*(?:[#!][^\r\n]*)?{_LINE_END}")
_ENTRY = re.compile(
    rf"[ \t\f]*(?P<key>(?:{_ESCAPED}|[^\\\s=:])*)(?P<between>[ \t\f]*[=:]?[ \t\f]*)"
    rf"(?P<value>(?:{_ESCAPED}|[^\\\r\n])*){_LINE_END}"
)
_UNESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|(?:\r\n|[\r\n])[ \t\f]*|[\s\S]|\Z)")
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
_ESCAPE = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\f": "\\f"}
# Signs that need no escape in a value, and that many programs escape all the same.
_SIGNS = ":=#!"
# An argument of MessageFormat, in whose messages an apostrophe is written as two.
_ARGUMENT = re.compile(r"\{\d+\}")


class PropertiesCodec:
    """Keys and values of Java programs, one a logical line."""

    name = "properties"
    suffixes = (".properties",)
    kept = (
        "keys, comments, order, separators and every byte outside the values",
        "the encoding, and escapes where the file escapes",
        "placeholders, ICU syntax, markup",
    )

    def recognises(self, data: bytes) -> bool:  # noqa: ARG002
        """Never by the content alone, for settings look alike."""
        return False

    def recognises_under(self, data: bytes, name: str) -> bool:
        """Whether all is comments, keys and values, and the name says texts."""
        if not names_texts(name):
            return False
        try:
            entries = list(_entries(_decoded(data, name=name).text))
        except EncodingFault:
            return False
        return bool(entries) and all(entry["key"] and entry["between"].strip() for entry in entries)

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the values. Raises EncodingFault."""
        source = _decoded(data, name=name)
        most = _highest(source)
        places = (_place(entry, most) for entry in _entries(source.text))
        found = Found(place for place in places if place is not None)
        return build_catalogue(self.name, source, found)

    def write(self, document: Document) -> bytes:
        """The file with its changed values; what its encoding does not have is escaped."""
        source = write_catalogue(document)
        return source.mark + source.text.encode(source.encoding)


def _decoded(data: bytes, *, name: str) -> EncodedText:
    source = decode(data, name=name)
    if source.encoding in ("cp1252", "gb18030"):
        # Java knows no other legacy encoding.
        return EncodedText(data.decode("iso8859-1"), "iso8859-1")
    return source


def _highest(source: EncodedText) -> int:
    """The highest code point that is written as it is: ASCII leaves open what it is read as."""
    if source.encoding == "iso8859-1":
        return 0xFF
    return 0x7F if source.text.isascii() and not source.mark else 0x10FFFF


def _entries(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while position < len(text):
        match = _NOTHING.match(text, position)
        if match is None:
            match = _ENTRY.match(text, position)
            assert match is not None, "an entry takes what is not a line end"
            yield match
        position = match.end()


def _place(entry: re.Match[str], most: int) -> Place | None:
    raw = entry["value"]
    text = joined_halves(_UNESCAPE.sub(_character, raw))
    if text is None:
        return None
    doubled = bool(_ARGUMENT.search(text)) and not is_icu(text) and "'{" not in text
    if doubled:
        text = text.replace("''", "'")
    if "\\u" in raw and raw.isascii():
        most = 0x7F
    upper = re.search(r"\\u[0-9a-f]*[A-F]", raw) is not None

    def spelt(value: str) -> str:
        if doubled:
            value = value.replace("'", "''")
        written = "".join(_ESCAPE.get(sign, sign) for sign in value)
        for sign in _SIGNS:
            if f"\\{sign}" in raw:
                written = written.replace(sign, f"\\{sign}")
        if written.startswith(" "):
            written = f"\\{written}"
        return utf16_escape(written, "\\u", most=most, upper=upper)

    return Place(Message(text), *entry.span("value"), spelt)


def _character(match: re.Match[str]) -> str:
    said = match.group(1)
    if said[:1] == "u" and len(said) == 5:
        return chr(int(said[1:], 16))
    return "" if said[:1] in ("\r", "\n") else _CONTROLS.get(said, said)
