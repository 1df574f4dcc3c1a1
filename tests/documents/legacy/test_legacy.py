"""Old Office files and RTF: LibreOffice converts them, or they are refused with what to do."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from g60translate.documents.codec import CONVERTED, load_codec
from g60translate.documents.files import (
    detect_format,
    read_document,
    require_own_suffix,
    write_document,
)
from g60translate.documents.legacy import libreoffice
from g60translate.documents.marks import CONVERTED_SUFFIXES
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument, InputError, UnsupportedFormat
from g60translate.naming import output_name
from tests.documents.office.test_docx import BOLD, p, r, word
from tests.documents.office.test_pptx import r as pptx_run
from tests.documents.office.test_pptx import shape, show
from tests.documents.office.test_xlsx import book
from tests.documents.office_program import converted
from tests.documents.pretend import translated
from tests.documents.whole import whole

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RTF = rb"{\rtf1\ansi\ansicpg1252 Das {\b Tal} w\'e4chst.\par Der Berg.\par}"


def compound(stream: str) -> bytes:
    """The beginning of a compound file, and an entry of its directory."""
    return OLE.ljust(512, b"\0") + stream.encode("utf-16-le").ljust(64, b"\0")


SAMPLES = {
    "doc": (compound("WordDocument"), word(p(r("das "), r("tal", BOLD)))),
    "xls": (compound("Workbook"), book("<si><t>das tal</t></si>")),
    "ppt": (compound("PowerPoint Document"), show(shape(pptx_run("das tal")))),
    "rtf": (RTF, word(p(r("das "), r("tal", BOLD)))),
}


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes | str], None]:
    """Puts a program in the place of LibreOffice that answers with this file, or does this."""

    def place(answer: bytes | str) -> None:
        (tmp_path / "answer").write_bytes(answer if isinstance(answer, bytes) else b"")
        script = tmp_path / "soffice"
        code = answer if isinstance(answer, str) else "out.write_bytes(answer.read_bytes())"
        script.write_text(
            f"#!{sys.executable}\n"
            "import sys, time, pathlib\n"
            "given = sys.argv\n"
            "suffix = given[given.index('--convert-to') + 1].partition(':')[0]\n"
            "folder = pathlib.Path(given[given.index('--outdir') + 1])\n"
            "folder.mkdir()\n"
            "out = (folder / pathlib.Path(given[-1]).name).with_suffix(f'.{suffix}')\n"
            f"answer = pathlib.Path({str(tmp_path / 'answer')!r})\n"
            f"{code}\n"
        )
        script.chmod(0o755)
        monkeypatch.setattr(f"{libreoffice.__name__}.find_program", lambda: str(script))
        monkeypatch.setattr("g60translate.documents.legacy.codec.find_program", lambda: str(script))

    return place


def test_there_is_a_sample_of_each() -> None:
    assert SAMPLES.keys() == CONVERTED
    assert {s for form in CONVERTED for s in load_codec(form).suffixes} == CONVERTED_SUFFIXES


@pytest.mark.parametrize("form", SAMPLES)
def test_what_it_becomes_is_read_and_written(
    form: str, program: Callable[[bytes | str], None]
) -> None:
    old, new = SAMPLES[form]
    program(new)
    assert detect_format(old, name="x") == form
    document = read_document(old, name=f"x.{form}")
    assert (document.format, document.written_as) == (form, load_codec(form).becomes)  # type: ignore[attr-defined]
    assert [block.text for block in document.blocks] == ["das tal"]
    assert "LibreOffice made" in document.remarks[0].message
    assert read_document(write_document(document), name="x").blocks == document.blocks
    written = write_document(translated(document, lang="en"))
    assert detect_format(written, name="x") == document.written_as
    again = read_document(written, name="x")
    assert [block.text for block in again.blocks] == ["DAS TAL"]


def test_the_output_has_the_name_of_what_it_becomes(
    program: Callable[[bytes | str], None],
) -> None:
    names = [str(output_name(Path(f"x.de{suffix}"), "en")) for suffix in (".doc", ".XLS", ".pps")]
    assert names == ["x.en.docx", "x.en.xlsx", "x.en.pptx"]
    program(SAMPLES["rtf"][1])
    document = read_document(RTF, name="x.rtf")
    require_own_suffix(Path("x.en.docx"), document, source="x.rtf")
    with pytest.raises(InputError, match=r"only read.*\.docx"):
        require_own_suffix(Path("x.en.rtf"), document, source="x.rtf")
    with pytest.raises(InputError, match=r"would hold docx.*\.docx"):
        require_own_suffix(Path("x.en.odt"), document, source="x.rtf")


@pytest.mark.parametrize("form", SAMPLES)
def test_without_libreoffice_it_is_said_what_to_do(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("g60translate.documents.legacy.codec.find_program", lambda: None)
    with pytest.raises(UnsupportedFormat, match=r"LibreOffice.*not installed.*Save it as \.\w+x "):
        read_document(SAMPLES[form][0], name=f"x.{form}")


def test_where_it_is_not_allowed_nothing_is_started(
    program: Callable[[bytes | str], None], tmp_path: Path
) -> None:
    program(f"open({str(tmp_path / 'started')!r}, 'w')")
    with pytest.raises(UnsupportedFormat, match="not converted here"):
        read_document(RTF, name="x.rtf", options=ReadingOptions(convert=False))
    assert not (tmp_path / "started").exists()


def test_a_converter_that_fails_or_hangs_is_told(program: Callable[[bytes | str], None]) -> None:
    program("sys.exit(0)")
    with pytest.raises(BrokenDocument, match=r"x\.rtf cannot be opened by LibreOffice.*\.docx"):
        read_document(RTF, name="x.rtf")
    waiting = "[sys.executable, '-c', 'import time; time.sleep(60)']"
    program(f"import subprocess; subprocess.run({waiting})")
    found = libreoffice.find_program()
    assert found is not None
    began = time.monotonic()
    with pytest.raises(BrokenDocument, match=r"in 0\.5 seconds"):
        libreoffice.convert(
            RTF, suffix=".rtf", to="docx", name="x.rtf", program=found, patience=0.5
        )
    assert time.monotonic() - began < 20
    program(b"no archive")
    with pytest.raises(BrokenDocument):
        read_document(RTF, name="x.rtf")


def test_locked_files_of_today_and_strangers_are_none_of_these() -> None:
    for stream in ("EncryptedPackage", "Contents"):
        with pytest.raises(UnsupportedFormat, match="locked with a password"):
            detect_format(compound(stream), name="x.doc")
    with pytest.raises(BrokenDocument, match="not a Word file"):
        read_document(b"Das Tal.", name="x.doc", format="doc")


def test_libreoffice_itself_converts() -> None:
    document = read_document(_needs(RTF), name="x.rtf")
    assert [block.text for block in document.blocks] == ["Das Tal wächst.", "Der Berg."]
    assert [code.start for block in document.blocks for code in block.inlines] == [4]
    old = converted(whole(word(p(r("das tal"))), suffix=".docx"), "x.docx", "doc")
    assert detect_format(old, name="x") == "doc"
    read = read_document(old, name="x.doc")
    assert [block.text for block in read.blocks] == ["das tal"]
    written = write_document(translated(read, lang="en"))
    assert [block.text for block in read_document(written, name="x").blocks] == ["DAS TAL"]


def test_libreoffice_fetches_nothing_from_the_network() -> None:
    asked: list[str] = []
    with _listening(asked) as address:
        page = f'<p>Das Tal</p><img src="{address}/a.png">'.encode()
        found = libreoffice.find_program()
        if found is None:
            pytest.skip("LibreOffice (soffice) is not installed")
        libreoffice.convert(page, suffix=".html", to="odt", name="x", program=found)
    assert asked == []


def _needs(data: bytes) -> bytes:
    if libreoffice.find_program() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return data


@contextmanager
def _listening(asked: list[str]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
