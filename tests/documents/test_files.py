from __future__ import annotations

import errno
import io
import zipfile
from pathlib import Path

import docx
import pytest

from g60translate.documents import files
from g60translate.documents.files import (
    detect_format,
    read_bytes,
    read_document,
    require_own_suffix,
    require_text,
    write_document,
)
from g60translate.documents.model import Document
from g60translate.errors import (
    EmptyDocument,
    EncodingFault,
    InputError,
    UnsupportedFormat,
)

MARKDOWN = b"# Kopf\n\n- eins\n- **zwei**\n"


def word() -> bytes:
    target = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Hallo Tal")
    document.save(target)
    return target.getvalue()


def other_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as handle:
        handle.writestr("readme.txt", "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"Hallo", "text"),
        ("a.md", b"Hallo", "markdown"),
        ("a.html", b"Hallo", "html"),
        ("a.HTM", b"<p>Hallo", "html"),
        ("-", b"Hallo", "text"),
        ("-", b"", "text"),
        ("-", MARKDOWN, "markdown"),
        ("a.txt", MARKDOWN, "text"),
        ("-", b"<!DOCTYPE html><p>x", "html"),
        ("a.txt", b"\n<html><body>x", "html"),
        ("a.md", b"\xef\xbb\xbf<!doctype html>x", "html"),
        ("a.html", MARKDOWN, "html"),
        ("a.log", "Grüße".encode("cp1252"), "text"),
    ],
)
def test_content_decides_and_the_suffix_breaks_ties(name: str, data: bytes, expected: str) -> None:
    assert detect_format(data, name=name) == expected


@pytest.mark.parametrize("name", ["a.docx", "a.txt", "-"])
def test_a_word_file_is_one_under_any_name(name: str) -> None:
    assert detect_format(word(), name=name) == "docx"
    assert detect_format(word()[:3000], name=name) == "docx"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.ps", b"%!PS-Adobe-3.0\n", "PostScript"),
        ("a.txt", b"%!PS-Adobe-3.0\n", "PostScript"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "locked with a password"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00", "JPEG"),
        ("a.mp3", b"ID3\x04\x00\x00\x00\x00\x0f\x76", "MP3"),
        ("a.wav", b"RIFF\x24\x08\x00\x00WAVEfmt ", "a.wav"),
        ("a.zip", other_zip(), "ZIP"),
        ("a.bin", b"\x00\x01\x02\x03", "unknown kind"),
    ],
)
def test_says_what_an_unknown_file_seems_to_be(name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnsupportedFormat, match=message) as caught:
        detect_format(data, name=name)
    assert "docx" in str(caught.value)


def test_a_text_file_with_bytes_that_are_no_text() -> None:
    with pytest.raises(EncodingFault, match=r"a\.txt"):
        read_document(b"abc\x00\x81def", name="a.txt")


def test_reads_and_writes_by_name_and_by_format() -> None:
    assert read_document(b"# Kopf", name="a.md").format == "markdown"
    document = read_document(b"# Kopf", name="a.md", format="text")
    assert document.format == "text"
    assert write_document(document) == b"# Kopf"
    with pytest.raises(UnsupportedFormat, match="markdown"):
        read_document(b"x", name="a", format="wordstar")


def test_reading_says_why_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        read_bytes(tmp_path / "none.txt")
    with pytest.raises(InputError, match="folder"):
        read_bytes(tmp_path)
    (tmp_path / "a.txt").write_bytes(b"x")
    assert read_bytes(tmp_path / "a.txt") == b"x"


def test_files_that_are_no_texts_by_their_size_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_FILE_BYTES", 10)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)
    assert len(read_bytes(path)) == 10
    path.write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="11 bytes"):
        read_bytes(path)


def test_reading_says_that_permissions_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "no")

    (tmp_path / "a.txt").write_bytes(b"x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="permissions"):
        read_bytes(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b" \n", "^a holds no text"),
        (b'msgid "a"\nmsgstr "b"\n', "^a has nothing left to translate"),
        (b'<xliff version="1.2"><file/></xliff>', "^a has nothing left to translate"),
    ],
)
def test_a_document_without_text_says_why(data: bytes, message: str) -> None:
    with pytest.raises(EmptyDocument, match=message):
        require_text(read_document(data, name="a"), name="a")


def test_a_document_with_text_is_let_through() -> None:
    require_text(read_document(b"a", name="a"), name="a")


@pytest.mark.parametrize(
    ("source", "output", "fits"),
    [
        ("a.docx", "x.html", False),
        ("a.docx", "x.txt", False),
        ("a.docx", "X.PPTX", False),
        ("a.docx", "x.docm", True),
        ("a.docx", "x.bak", True),
        ("a.docx", "x", True),
        ("a.md", "x.txt", True),
        ("a.md", "x.html", False),
        ("a.srt", "x.vtt", False),
        ("a.json", "x.json", True),
        ("-", "x.docx", False),
    ],
)
def test_an_output_is_not_named_as_another_format(source: str, output: str, *, fits: bool) -> None:
    form = {"docx": "docx", "srt": "srt", "md": "markdown"}.get(source[2:], "text")
    document = Document(form, (), None)
    if fits:
        require_own_suffix(Path(output), document, source=source)
        return
    with pytest.raises(InputError, match=r"in its own format\. Name it with \."):
        require_own_suffix(Path(output), document, source=source)
