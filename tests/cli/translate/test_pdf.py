"""PDF on the command line: what is written, what the record says, and a review put back."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import docx
import pytest

from g60translate.cli.app import _run
from g60translate.reports.record.model import load_record
from tests.documents.pdf.papers import Sheet, paper

Capture = pytest.CaptureFixture[str]
CALM = ("--to", "en", "--from", "de", "--quiet", "--fail-on", "never", "--no-memory", "--beam", "1")


@pytest.fixture(autouse=True)
def _shipped_models_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    monkeypatch.chdir(tmp_path)
    sheet = Sheet().text(60, 80, "Die Messe", size=20).text(60, 120, "Die Messe ist am Freitag.")
    Path("messe.de.pdf").write_bytes(paper(sheet))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["g60translate", *arguments])
    return _run()


def lines(path: str) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(path).paragraphs]


def test_a_release_becomes_a_word_file_and_is_reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "translate", "messe.de.pdf", *CALM) == 0
    made = lines("messe.en.docx")
    assert len(made) == 2
    assert "Friday" in made[1]
    record = load_record(Path("messe.en.docx.g60.json").read_bytes(), name="x")
    assert (record.source.name, record.source.format) == ("messe.de.pdf", "pdf")
    assert (record.target.name, record.target.format) == ("messe.en.docx", "docx")

    export = ("review", "export", "messe.en.docx.g60.json", "-o", "review.xlf")
    assert run(monkeypatch, *export) == 0
    sheet = Path("review.xlf")
    before = sheet.read_text(encoding="utf-8")
    sheet.write_text(before.replace("Friday", "Saturday"), encoding="utf-8")
    assert run(monkeypatch, "review", "import", "review.xlf") in (0, 2)
    assert lines("messe.en.reviewed.docx") == [made[0], made[1].replace("Friday", "Saturday")]


def test_the_name_of_the_output_says_what_it_becomes(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert run(monkeypatch, "translate", "messe.de.pdf", "-o", "a.html", *CALM) == 0
    page = Path("a.html").read_text(encoding="utf-8")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    record = json.loads(Path("a.html.g60.json").read_bytes())
    assert record["options"]["reading"]["becomes"] == record["target"]["format"] == "html"
    assert run(monkeypatch, "translate", "messe.de.pdf", "-o", "a.en.pdf", *CALM) == 1
    assert "Name it with .docx, .html, .md or .txt" in " ".join(capsys.readouterr().err.split())
    assert not Path("a.en.pdf").exists()
