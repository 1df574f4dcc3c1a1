"""What `translate` lets a user choose about the reading of a document."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from g60translate.cli.app import _run
from g60translate.documents.archive import read_archive
from tests.conftest import CASES
from tests.documents.office.test_docx import p, r, word
from tests.documents.office.test_docx_revisions import deleted, ins
from tests.documents.whole import whole


@pytest.fixture(autouse=True)
def _shipped_models_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))


def translated(
    monkeypatch: pytest.MonkeyPatch, folder: Path, name: str, data: bytes, *options: str
) -> bytes:
    (folder / name).write_bytes(data)
    call = ["translate", str(folder / name), "--from", "de", "--to", "en", "--force", *options]
    monkeypatch.setattr(sys, "argv", ["g60translate", *call])
    assert _run() == 0
    path = Path(name)
    return (folder / f"{path.stem}.en{path.suffix}").read_bytes()


def said(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def test_text_in_a_named_style_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Heute lesen wir ").add_run("Schöne Neue Welt", style="Strong")
    target = io.BytesIO()
    document.save(target)
    data = target.getvalue()
    assert "Schöne Neue Welt" not in said(translated(monkeypatch, tmp_path, "a.docx", data))
    kept = translated(
        monkeypatch, tmp_path, "a.docx", data, "--keep-style", "Emphasis", "--keep-style", "strong"
    )
    assert "Schöne Neue Welt" in said(kept)


def test_tracked_changes_are_refused_by_option(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    body = p(r("Die Sitzung war am "), deleted("Montag"), ins(r("Freitag")), r("."))
    data = whole(word(body), suffix=".docx")
    assert "Friday" in said(translated(monkeypatch, tmp_path, "a.docx", data))
    refused = translated(monkeypatch, tmp_path, "a.docx", data, "--tracked-changes", "refuse")
    assert "Monday" in said(refused)
    assert "Fri" not in said(refused)


def test_names_of_sheets_are_translated_by_option(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Umsatz"
    book.worksheets[0]["A1"] = "Die Zahlen"
    target = io.BytesIO()
    book.save(target)
    data = target.getvalue()
    for options, changed in ((), False), (("--sheet-names",), True):
        written = translated(monkeypatch, tmp_path, "a.xlsx", data, *options)
        names = openpyxl.load_workbook(io.BytesIO(written)).sheetnames
        assert (names != ["Umsatz"]) is changed


def test_comments_stay_at_home_by_option(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = (CASES / "office" / "languages-and-comments.docx").read_bytes()
    name = "word/comments.xml"
    kept = translated(monkeypatch, tmp_path, "a.docx", data)
    assert "Zahl prüfen" in read_archive(kept, name="x").parts[name].decode()
    told = (tmp_path / "a.en.docx.g60.json").read_text(encoding="utf-8")
    assert "One comment goes out with the translation" in told
    dropped = translated(monkeypatch, tmp_path, "a.docx", data, "--comments", "drop")
    assert "Zahl prüfen" not in read_archive(dropped, name="x").parts[name].decode()


def test_an_output_of_another_format_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source, output = tmp_path / "a.docx", tmp_path / "a.html"
    source.write_bytes(whole(word(p(r("Die Sitzung."))), suffix=".docx"))
    call = ["translate", str(source), "--from", "de", "--to", "en", "-o", str(output)]
    monkeypatch.setattr(sys, "argv", ["g60translate", *call])
    assert _run() == 1
    assert not output.exists()
