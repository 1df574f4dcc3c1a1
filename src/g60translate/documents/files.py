"""From a file to a document and back: what kind it is, and writing it whole or not at all."""

from __future__ import annotations

from pathlib import Path

from g60translate.documents.codec import CODECS, load_codec, load_named_codec
from g60translate.documents.marks import BY_NAME, CODEC_SUFFIXES, TEXT_SUFFIXES, may_be
from g60translate.documents.memory import require_memory
from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.documents.saving import write_together
from g60translate.documents.unread.strangers import (
    Stranger,
    by_magic,
    by_name,
    by_structure,
)
from g60translate.errors import EmptyDocument, InputError, UnsupportedFormat

_BY_CONTENT_LAST = ("markdown", "text")
# More than any text has; what a document unpacks to is limited by itself.
MAX_FILE_BYTES = 512 * 1024 * 1024
# Names of tables, of which a reader says what in them is text.
_TABLES = frozenset((".csv", ".tsv", ".tab", ".psv"))
_LINES = frozenset((".jsonl", ".ndjson"))
# Formats with a place for each translation; one that is filled is left alone.
_FILLED_IN = ("xliff", "po")


def detect_format(
    data: bytes, *, name: str, place: str = "", options: ReadingOptions | None = None
) -> str:
    """The name of the codec for `data`.

    The content decides, but for texts of programs that look like settings: there the name has to
    say what they are. Where it is text of no particular kind, the suffix of `name` chooses among
    the text formats. `place` is the whole path where it is known: its folders tell something too.
    Tables are read where `options` name columns or fields.

    Raises UnsupportedFormat, saying what the file seems to be.
    """
    for key in CODECS:
        if key not in _BY_CONTENT_LAST and may_be(key, data) and load_codec(key).recognises(data):
            return key
    suffix = Path(name).suffix.lower()
    if options is not None and options.columns and suffix in _TABLES:
        return "csv"
    if options is not None and options.fields and suffix in _LINES:
        return "jsonl"
    named = BY_NAME.get(suffix)
    if named is not None and load_named_codec(named).recognises_under(data, place or name):
        return named
    by_suffix = TEXT_SUFFIXES.get(suffix)
    stranger = by_magic(data)
    if stranger is None and by_suffix != "html":
        stranger = by_structure(data, markup=by_suffix == "markdown")
    if stranger is None:
        if by_suffix is not None:
            return by_suffix
        stranger = by_name(name)
    if stranger is None:
        for key in _BY_CONTENT_LAST:
            if load_codec(key).recognises(data):
                return key
        stranger = Stranger(
            "no text and of an unknown kind", "Save it in one of the known formats."
        )
    force = " `--format text` translates it line by line all the same." if stranger.forced else ""
    raise UnsupportedFormat(
        f"{name} is {stranger.found}, so it cannot be translated. {stranger.advice}{force} "
        f"Known formats: {', '.join(CODECS)}."
    )


def read_document(
    data: bytes,
    *,
    name: str,
    format: str | None = None,  # noqa: A002
    options: ReadingOptions | None = None,
    place: str = "",
) -> Document:
    """Read `data` as `format`, or as what it looks like; codecs ignore `options` not theirs.

    `name` stands in error messages, and its suffix helps to tell text formats apart; for standard
    input give `-`. `place` is the whole path where it is known, for its
    folders tell something too.

    Raises UnsupportedFormat, BrokenDocument, EncodingFault, and InputError where memory has no room
    for it.
    """
    if format is None:
        require_memory(data, format=None, name=name)
    chosen = format or detect_format(data, name=name, place=place, options=options)
    require_memory(data, format=chosen, name=name)
    return load_codec(chosen, options).read(data, name=name)


def require_content(data: bytes, *, name: str) -> None:
    """Raise EmptyDocument for a file of no bytes, whatever its name says that it is."""
    if not data:
        raise EmptyDocument(f"{name} is an empty file. Check that it was saved.")


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


def require_own_suffix(output: Path, document: Document, *, source: str) -> None:
    """Raise InputError where the name of an output says that it is of another format.

    A document is written in its own format, or in the one that it becomes. Plain text and Markdown
    are one here, a suffix that no format has says nothing, and so does that of the `source`.
    """
    suffix = output.suffix.lower()
    own_name = not document.becomes and suffix == Path(source).suffix.lower()
    if own_name or suffix not in {*TEXT_SUFFIXES, *CODEC_SUFFIXES}:
        return
    form = document.written_as
    alike = _BY_CONTENT_LAST if form in _BY_CONTENT_LAST else (form,)
    own = [each for name in alike for each in load_codec(name).suffixes]
    if suffix in load_codec(document.format).suffixes and document.becomes:
        fit = ".docx, .html, .md or .txt" if document.format == "pdf" else own[0]
        raise InputError(
            f"{output} would be a {document.format.upper()} file, and those are only read: a "
            f"translation is an editable document. Name it with {fit}."
        )
    if suffix not in own:
        raise InputError(
            f"{output} would hold {form}, whatever its name says: a document is "
            f"translated in its own format. Name it with {own[0]}."
        )


def write_document(document: Document) -> bytes:
    """The document as a file: of its own format, or of the one that it becomes."""
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
