"""Every case that users met has a verdict or a test that proves it.

`python eval/studies/cases.py` runs them all through the command line and counts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from g60translate.cli.app import _run
from tests.cases.verdicts import PROVED_ELSEWHERE, VERDICTS, WITH_GLOSSARY, Seen, is_right
from tests.conftest import CASES, ROOT

# Glossaries that another file is run with.
_BESIDE = {".csv", ".txt", ".tbx"}


def test_no_case_is_without_a_verdict() -> None:
    named = {*VERDICTS, *WITH_GLOSSARY, *PROVED_ELSEWHERE}
    stems = {name.rpartition(".")[0] for name in named if name.startswith("glossary/")}
    for path in CASES.rglob("*.*"):
        name = path.relative_to(CASES).as_posix()
        if path.suffix in (".py", ".pyc") or name == "README.md" or name in named:
            continue
        assert path.suffix in _BESIDE
        assert name.rpartition(".")[0] in stems, f"{name} has no verdict in cases/verdicts.py"


@pytest.mark.parametrize(("case", "test"), PROVED_ELSEWHERE.items())
def test_what_is_proved_elsewhere_is_named_there(case: str, test: str) -> None:
    assert Path(case).name.partition(".")[0] in (ROOT / test).read_text(encoding="utf-8")


def test_nothing_written_is_right_of_no_case_but_of_those_to_be_refused() -> None:
    right = [name for name, verdict in VERDICTS.items() if is_right(verdict, Seen(1))]
    assert right == [name for name in VERDICTS if "/unknown-" in name]


# A few of each kind end to end; eval/studies/cases.py runs them all.
FEW = ("markdown/tasks.md", "html/ruby.html", "text/signs.txt", "text/names.txt",
       "subtitles/dialogue-dashes.srt", "exchange/accelerators.po", "segmentation/swiss-quotes.txt",
       "news/nitf-names.nitf", "text/unknown-table.csv")  # fmt: skip


@pytest.mark.parametrize("name", FEW)
def test_a_case_is_right_end_to_end(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / Path(name).name
    asked = ["translate", str(CASES / name), "--from", "de", "--to", "en", "-o", str(target)]
    monkeypatch.setattr(sys, "argv", ["g60translate", *asked, "--fail-on", "never"])
    code = _run()
    record = tmp_path / f"{target.name}.g60.json"
    written = target.read_bytes() if target.exists() else b""
    segments = json.loads(record.read_text("utf-8"))["segments"] if written else []
    assert is_right(VERDICTS[name], Seen(code, written, segments))
