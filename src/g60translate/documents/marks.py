"""What the content of every file of a format has, so that not every codec need be imported to ask.

To import all codecs takes longer than to read a press release with one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Marks:
    """One of `words` stands in the first `window` bytes, NULs (of UTF-16) aside."""

    window: int
    words: tuple[bytes, ...]


_ARCHIVE = _Marks(4, (b"PK\x03\x04",))
_MARKS: Mapping[str, _Marks] = {
    "docx": _ARCHIVE,
    "pptx": _ARCHIVE,
    "xlsx": _ARCHIVE,
    "odt": _ARCHIVE,
    "odp": _ARCHIVE,
    "ods": _ARCHIVE,
    "epub": _ARCHIVE,
    "pdf": _Marks(1024, (b"%PDF-",)),
    **dict.fromkeys(("doc", "xls", "ppt"), _Marks(8, (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",))),
    "rtf": _Marks(64, (b"{\\rtf",)),
    "xliff": _Marks(4096, (b"xliff",)),
    "po": _Marks(65536, (b"msgid",)),
    "srt": _Marks(1024, (b"-->",)),
    "vtt": _Marks(64, (b"WEBVTT",)),
    "ninjs": _Marks(64, (b"{",)),
    "nitf": _Marks(8192, (b"nitf",)),
    "newsml": _Marks(8192, (b"newsItem", b"newsMessage", b"packageItem", b"NewsML")),
    "android": _Marks(65536, (b"<resources",)),
    "strings": _Marks(65536, (b'";',)),
    "xcstrings": _Marks(64, (b"{",)),
    "i18n-json": _Marks(64, (b"{",)),
    "i18n-yaml": _Marks(0, ()),
    "properties": _Marks(0, ()),
    "eml": _Marks(
        65536,
        (
            *(b"MIME-Version:", b"Mime-Version:", b"Content-Type:", b"Content-type:"),
            *(b"Message-ID:", b"Message-Id:", b"Received:", b"Return-Path:"),
        ),
    ),
    "ics": _Marks(64, (b"BEGIN:VCALENDAR",)),
    "csv": _Marks(0, ()),
    "jsonl": _Marks(0, ()),
    "html": _Marks(4096, (b"<",)),
}

# Formats that other data looks like, by the suffixes under which they are looked for.
BY_NAME: Mapping[str, str] = {
    ".json": "i18n-json",
    ".arb": "i18n-json",
    ".yaml": "i18n-yaml",
    ".yml": "i18n-yaml",
    ".properties": "properties",
}

# Names of the formats that any text may be, by which they are told where the content does not.
TEXT_SUFFIXES: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".txt": "text",
    ".text": "text",
}

# Names of the formats that are only converted, and so never by a server.
CONVERTED_SUFFIXES = frozenset((".doc", ".dot", ".xls", ".xlt", ".ppt", ".pps", ".rtf"))

# Names of the other formats: a text that has one is not in the format that it claims.
CODEC_SUFFIXES = frozenset(
    {
        *(".docx", ".docm", ".dotx", ".dotm", ".pptx", ".pptm", ".potx", ".ppsx"),
        *(".xlsx", ".xlsm", ".xltx", ".odt", ".ott", ".odp", ".otp"),
        *(".ods", ".ots", ".epub", ".pdf"),
        *CONVERTED_SUFFIXES,
        *(".xlf", ".xliff", ".mxliff", ".sdlxliff", ".po", ".pot", ".srt", ".vtt"),
        *(".ninjs", ".json", ".nitf", ".newsml", ".xml", ".eml", ".ics"),
        *(".csv", ".tsv", ".jsonl", ".ndjson"),
        *(".strings", ".xcstrings", ".arb", ".yaml", ".yml", ".properties"),
    }
)


def may_be(name: str, data: bytes) -> bool:
    """False only where the codec of this name would not recognise `data`.

    A format without marks may be anything.
    """
    marks = _MARKS.get(name)
    if marks is None:
        return True
    head = data[: marks.window].replace(b"\0", b"")
    return any(word in head for word in marks.words)
