"""Files that are not read: what they seem to be, by their content first and their name second.

To translate the lines of a table, a mail or a program's file as plain text destroys it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from g60translate.documents.marks import CODEC_SUFFIXES
from g60translate.documents.package.mimetype import declared_type
from g60translate.documents.unread.looks import BEGUN_JSON, KINDS, is_json, is_xml
from g60translate.documents.unread.names import BY_SUFFIX, JSON_ADVICE, TEXT_ADVICE

_HEAD = 65536


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a file seems to be, and what to do with it.

    `forced` tells whether it is text that `--format text` would translate line by line.
    """

    found: str
    advice: str
    forced: bool = False


_MAGIC = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Office file locked with a password, or one of a program that is not known",
        "Save it as .docx, .pptx or .xlsx without a password.",
    ),
    (b"\x89PNG", "a PNG image", "Give the text instead."),
    (b"\xff\xd8\xff", "a JPEG image", "Give the text instead."),
    (b"GIF8", "a GIF image", "Give the text instead."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"ID3", "an MP3 file", "Give its transcript instead."),
    (b"%!PS", "a PostScript file", "Export it as DOCX or HTML from where it was written."),
)
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def by_magic(data: bytes) -> Stranger | None:
    """What a file is by its first bytes, whatever its name."""
    for magic, found, advice in _MAGIC:
        if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic):
            return Stranger(found, advice)
    return _archive(data) if data.startswith(b"PK\x03\x04") else None


def by_structure(data: bytes, *, markup: bool = False) -> Stranger | None:
    """What a text that no codec recognises seems to be; None for text of no particular kind.

    `markup`: the name says Markdown, which may hold data at its beginning.
    """
    head = data[:_HEAD].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    text = head.decode("latin-1").replace("\r\n", "\n").replace("\r", "\n")
    if markup:
        return _data(data, text, whole=True)
    if (structured := _data(data, text, whole=False)) is not None:
        return structured
    if len(data) > _HEAD:
        text = text[: text.rfind("\n") + 1]
    for looks, found, advice in KINDS:
        if looks(text):
            return Stranger(found, advice, forced=True)
    return None


def by_name(name: str) -> Stranger | None:
    """What a text would be by its name: of a format that is not read, or that it is not in."""
    suffix = PurePath(name).suffix.lower()
    if suffix in BY_SUFFIX:
        return Stranger(*BY_SUFFIX[suffix], forced=True)
    if suffix in CODEC_SUFFIXES:
        found = f"called {suffix}, but its content is something else"
        return Stranger(found, "Check that it is whole and has the right name.", forced=True)
    return None


def _archive(data: bytes) -> Stranger:
    if declared_type(data).startswith(_OPEN_DOCUMENT):
        return Stranger("an OpenDocument file that is no text", "Save it as .odt.")
    return Stranger("a ZIP archive that is none of these", "Unpack it first.")


def _data(data: bytes, text: str, *, whole: bool) -> Stranger | None:
    """XML or JSON; `whole` where a beginning is not enough."""
    if text.startswith("<?xml") or is_xml(text, whole=whole or len(data) > _HEAD):
        return Stranger("XML of an unknown kind", TEXT_ADVICE, forced=True)
    if text.startswith(("{", "[")) and (is_json(data) or (not whole and BEGUN_JSON.match(text))):
        return Stranger("JSON of an unknown kind", JSON_ADVICE, forced=True)
    return None
