"""docs/new-format.md adds a format; everything else takes it as it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from g60translate.api import translate_document
from g60translate.cli.app import _run
from g60translate.documents.codec import CODECS, load_codec
from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.glossary.book import Glossary
from g60translate.pipeline import Translator
from g60translate.reports.record.model import load_record
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ROOT, Answers, ScriptedEngine

PAGE = (ROOT / "docs" / "new-format.md").read_text(encoding="utf-8")
CODE, ROW = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
(FILE,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
ENGLISH = {
    "Die Messe ist eröffnet.": "The fair is open.",
    "Es kamen 3.400 Gäste.": "3,400 guests came.",
}


@pytest.fixture(autouse=True)
def _added(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the page's module and its row where it says."""
    table: dict[str, dict[str, str]] = {}
    exec(ROW, table)
    ((name, home),) = table["CODECS"].items()
    module = ModuleType(home.partition(":")[0])
    exec(CODE, vars(module))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setitem(CODECS, name, home)


def test_it_takes_twenty_lines() -> None:
    body = CODE[CODE.index("class ") :]
    assert len([line for line in body.splitlines()[1:] if line.strip()]) <= 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_keeps_the_law(encoding: str, end: str) -> None:
    data = FILE.replace("\n", end).encode(encoding)
    document = load_codec("wire").read(data, name="a.wire")
    assert [block.text for block in document.blocks] == [*ENGLISH]
    assert write_document(document) == data


def test_content_tells_it_from_all_others() -> None:
    assert detect_format(FILE.encode(), name="a.txt") == "wire"
    assert detect_format(FILE[1:].encode(), name="a.wire") == "text"


def test_it_is_translated_with_its_record(
    tmp_path: Path, scripted: Callable[[Answers], ScriptedEngine]
) -> None:
    (tmp_path / "a.wire").write_text(FILE, encoding="utf-8")
    engine = scripted(lambda source: [ENGLISH[source]])
    translator = Translator(engine, Glossary.empty(), SrxSegmenter())
    target, record = tmp_path / "a.en.wire", tmp_path / "a.en.wire.g60.json"
    translate_document(tmp_path / "a.wire", translator, output=target, record=record)
    expected = FILE
    for german, english in ENGLISH.items():
        expected = expected.replace(german, english)
    assert target.read_text(encoding="utf-8") == expected
    assert load_record(record.read_bytes(), name="r").source.format == "wire"
    assert read_document(target.read_bytes(), name="a").format == "wire"


def test_it_is_listed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["g60translate", "formats"])
    assert _run() == 0
    assert "wire\t.wire\tall other lines" in capsys.readouterr().out


def test_every_tool_that_the_page_names_is_there() -> None:
    named = re.findall(
        r"`(documents/[\w/]+(?:\.py|/))`", PAGE.replace("documents/news/wire.py", "")
    )
    assert named
    assert [path for path in named if not (ROOT / "src" / "g60translate" / path).exists()] == []
