"""From a file to a document and back: what kind it is, and writing it whole or not at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

from g60translate.documents.codec import CODECS, load_codec
from g60translate.documents.marks import TEXT_SUFFIXES, may_be
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.documents.saving import write_together
from g60translate.errors import EmptyDocument, InputError, UnsupportedFormat

_BY_CONTENT_LAST = ("markdown", "text")
# More than any text has; what a document unpacks to is limited by itself.
MAX_FILE_BYTES = 512 * 1024 * 1024
# Formats with a place for each translation; one that is filled is left alone.
_FILLED_IN = ("xliff", "po")
_ELEMENT_WITH_NAMESPACE = re.compile(rb"<[\w:.-]+(?:\s[^<>]*)?\sxmlns(?::\w+)?\s*=")
_MAGIC = (
    (b"%PDF-", "a PDF file", "Export it as DOCX or HTML from where it was written."),
    (b"{\\rtf", "an RTF file", "Save it as .docx."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an Office file from before 2007 or one locked with a password",
        "Save it as .docx, .pptx or .xlsx without a password.",
    ),
    (b"\x89PNG", "a PNG image", "Give the text instead."),
    (b"\xff\xd8\xff", "a JPEG image", "Give the text instead."),
    (b"GIF8", "a GIF image", "Give the text instead."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"ID3", "an MP3 file", "Give its transcript instead."),
    (b"PK\x03\x04", "a ZIP archive that is none of these", "Unpack it first."),
)


def detect_format(data: bytes, *, name: str) -> str:
    """The name of the codec for `data`.

    The content decides. Where it is text of no particular kind, the suffix of `name` chooses
    among the text formats. Raises UnsupportedFormat, saying what the file seems to be.
    """
    for key in CODECS:
        if key not in _BY_CONTENT_LAST and may_be(key, data) and load_codec(key).recognises(data):
            return key
    by_suffix = TEXT_SUFFIXES.get(Path(name).suffix.lower())
    described = _described(data)
    if described is None and by_suffix != "html":
        described = _structured(data)
    if described is None:
        if by_suffix is not None:
            return by_suffix
        for key in _BY_CONTENT_LAST:
            if load_codec(key).recognises(data):
                return key
        described = ("no text and of an unknown kind", "Save it in one of the known formats.")
    found, advice = described
    raise UnsupportedFormat(
        f"{name} is {found}, so it cannot be translated. {advice} "
        f"Known formats: {', '.join(CODECS)}."
    )


def read_document(
    data: bytes,
    *,
    name: str,
    format: str | None = None,  # noqa: A002
    options: ReadingOptions | None = None,
) -> Document:
    """Read `data` as `format`, or as what it looks like; codecs ignore `options` not theirs.

    `name` stands in error messages, and its suffix helps to tell text formats apart; for standard
    input give `-`. Raises UnsupportedFormat, BrokenDocument, EncodingFault.
    """
    chosen = format or detect_format(data, name=name)
    return load_codec(chosen, options).read(data, name=name)


def require_text(document: Document, *, name: str) -> None:
    """Raise EmptyDocument where there is nothing to translate; `name` begins its message."""
    if document.text.strip():
        return
    if document.format in _FILLED_IN:
        raise EmptyDocument(
            f"{name} has nothing left to translate: every entry has its translation already or is "
            "marked to stay."
        )
    raise EmptyDocument(f"{name} holds no text to translate. Check that it is the right file.")


def write_document(document: Document) -> bytes:
    """The document as a file of its own format."""
    return load_codec(document.format).write(document)


def read_bytes(path: Path) -> bytes:
    """The content of a file; raises InputError saying why there is none, or too much."""
    try:
        if (size := path.stat().st_size) > MAX_FILE_BYTES:
            raise InputError(
                f"{path} has {size:,} bytes; more than {MAX_FILE_BYTES:,} are not read. Split it."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file {path}. Check the name and the folder.") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder. Name the file to translate.") from None
    except PermissionError:
        raise InputError(f"{path} may not be read. Check its permissions.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from None


def write_atomic(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file whole or not at all. Raises OutputExists, InputError as `write_together`."""
    write_together({path: data}, replace=replace)


def _described(data: bytes) -> tuple[str, str] | None:
    """What a file seems to be by its first bytes, and what to do with it."""
    return next((magic[1:] for magic in _MAGIC if data.startswith(magic[0])), None)


def _structured(data: bytes) -> tuple[str, str] | None:
    """Data that only looks like text: to translate its lines would break it."""
    advice = "Give its text as plain text, Markdown or HTML."
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<?xml") or _ELEMENT_WITH_NAMESPACE.match(head):
        return "XML of an unknown kind", advice
    if head.startswith((b"{", b"[")) and _is_json(data):
        return "JSON of an unknown kind", advice
    return None


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
