"""Apple's `.strings`: keys and values in quotes, in UTF-8 or UTF-16."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.documents.encoding import decode
from g60translate.documents.exchange.messages import Message
from g60translate.documents.model import Document
from g60translate.documents.strings.catalogue import (
    Found,
    Place,
    build_catalogue,
    write_catalogue,
)
from g60translate.documents.strings.escapes import joined_halves
from g60translate.errors import BrokenDocument, EncodingFault

_STRING = r'"(?:[^"\\]++|\\[\s\S])*+"'
_NOTHING = re.compile(r"\s+|/\*[\s\S]*?\*/|//[^\r\n]*")
_ENTRY = re.compile(rf"(?:{_STRING}|[\w.$/:-]+)\s*=\s*(?P<value>{_STRING})\s*;")
_UNESCAPE = re.compile(r"\\([uU][0-9a-fA-F]{4}|[\s\S])")
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "\r": "\r", "\n": "\n"}
_HEAD = 65536


class AppleStringsCodec:
    """String tables of programs for macOS and iOS in their text form."""

    name = "strings"
    suffixes = (".strings",)
    kept = (
        "keys, comments, order and every byte outside the values",
        "the encoding and byte order mark",
        "placeholders, markup",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether there is nothing but comments, keys and values."""
        if b'";' not in data[:_HEAD].replace(b"\0", b""):
            return False
        try:
            return next(_entries(decode(data, name="").text, name=""), None) is not None and all(
                _entries(decode(data, name="").text, name="")
            )
        except (BrokenDocument, EncodingFault):
            return False

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the values. Raises BrokenDocument, EncodingFault."""
        if data.startswith(b"bplist"):
            raise BrokenDocument(
                f"{name} is a compiled string table. Convert it: plutil -convert xml1, or take the "
                "source from the project."
            )
        source = decode(data, name=name)
        places = (_place(entry) for entry in list(_entries(source.text, name=name)))
        found = Found(place for place in places if place is not None)
        return build_catalogue(self.name, source, found)

    def write(self, document: Document) -> bytes:
        """The file with its changed values."""
        return write_catalogue(document).encode()


def _entries(text: str, *, name: str) -> Iterator[re.Match[str]]:
    """Tile the file with comments, space and entries; raises BrokenDocument."""
    position = 0
    while position < len(text):
        match = _NOTHING.match(text, position)
        if match is None:
            match = _ENTRY.match(text, position)
            if match is None:
                line = text.count("\n", 0, position) + 1
                raise BrokenDocument(
                    f"{name}, line {line}: this is neither a comment nor "
                    '"key" = "value";. Check the file with plutil -lint.'
                )
            yield match
        position = match.end()


def _place(entry: re.Match[str]) -> Place | None:
    raw = entry["value"][1:-1]
    text = joined_halves(_UNESCAPE.sub(_character, raw))
    if text is None:
        return None
    line_end = "\n" if "\n" in raw or "\r" in raw else "\\n"

    def spelt(value: str) -> str:
        written = value.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        return written.replace("\r", "\\r").replace("\n", line_end)

    return Place(Message(text), entry.start("value") + 1, entry.end("value") - 1, spelt)


def _character(match: re.Match[str]) -> str:
    said = match.group(1)
    if said[0] in "uU" and len(said) == 5:
        return chr(int(said[1:], 16))
    return _CONTROLS.get(said, said)
