from __future__ import annotations

import errno
import io
import os
import zipfile
from pathlib import Path

import docx
import pytest

from g60translate.documents.files import (
    detect_format,
    read_bytes,
    read_document,
    require_text,
    write_atomic,
    write_document,
)
from g60translate.errors import (
    EmptyDocument,
    EncodingFault,
    InputError,
    OutputExists,
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
        ("a.docx", b"Hallo", "text"),
        ("a.doc", "Grüße".encode("cp1252"), "text"),
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
        ("a.pdf", b"%PDF-1.7\n\xff", "PDF"),
        ("a.txt", b"%PDF-1.7\n\xff", "PDF"),
        ("a.rtf", b"{\\rtf1 x}", "RTF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "before 2007"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        ("a.jpg", b"\xff\xd8\xff\xe0\x00", "JPEG"),
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


def test_reading_says_that_permissions_are_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(InputError, match="permissions"):
        read_bytes(tmp_path / "a.txt")


def test_writes_whole_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, b"one", replace=False)
    with pytest.raises(OutputExists, match="--force"):
        write_atomic(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    path.chmod(0o640)
    write_atomic(path, b"two", replace=True)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_writing_into_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        write_atomic(tmp_path / "none" / "a.txt", b"x", replace=False)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if step == "fsync" else monkeypatch.setattr(
        Path, "replace", full
    )
    with pytest.raises(InputError, match="No space left"):
        write_atomic(path, b"new", replace=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_taken_while_writing_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    sync = os.fsync

    def rival(handle: int) -> None:
        path.write_bytes(b"rival")
        sync(handle)

    monkeypatch.setattr(os, "fsync", rival)
    with pytest.raises(OutputExists):
        write_atomic(path, b"ours", replace=False)
    assert path.read_bytes() == b"rival"
    assert list(tmp_path.iterdir()) == [path]


def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    write_atomic(tmp_path / "a.txt", b"x", replace=False)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


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
