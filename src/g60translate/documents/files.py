"""From a file to a document and back: what kind it is, and writing it whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from pathlib import Path

from g60translate.documents.codec import CODECS, load_codec
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.errors import EmptyDocument, InputError, OutputExists, UnsupportedFormat

# Formats that any text may be: where the content does not settle it, the file's name decides.
_BY_SUFFIX = ("html", "markdown", "text")
_BY_CONTENT_LAST = ("markdown", "text")
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
        if key not in _BY_CONTENT_LAST and load_codec(key).recognises(data):
            return key
    suffix = Path(name).suffix.lower()
    by_suffix = next((key for key in _BY_SUFFIX if suffix in load_codec(key).suffixes), None)
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
    """The content of a file; raises InputError saying why there is none."""
    try:
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
    """Write a file whole or not at all: temporary file in its folder, fsync, rename.

    Raises OutputExists if the path is taken and `replace` is false, even where it was taken only
    while writing; raises InputError if the folder is missing, closed to us or full.
    """
    if not replace and path.exists():
        raise _taken(path)
    temporary: Path | None = None
    try:
        handle, created = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        temporary = Path(created)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))
        if replace:
            temporary.replace(path)
        else:
            # Unlike a rename, a link fails if somebody took the name in the meantime.
            _link(temporary, path)
    except FileExistsError:
        raise _taken(path) from None
    except FileNotFoundError:
        raise InputError(f"There is no folder {path.parent}. Create it first.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)


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


def _link(temporary: Path, path: Path) -> None:
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no links; the check at the beginning must then do.
        if path.exists():
            raise FileExistsError from None
        temporary.replace(path)


def _taken(path: Path) -> OutputExists:
    return OutputExists(f"{path} exists already. Choose another name or give --force.")


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, or those that a new file would get."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
