"""The command as its users type it: files, pipes, mistakes, exit codes."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from g60translate.cli.app import _run
from g60translate.cli.translate.command import translate
from g60translate.reports.record.model import load_record
from g60translate.translation.engines.ctranslate2 import CTranslate2Engine
from g60translate.translation.engines.hypothesis import RawHypothesis
from g60translate.translation.ladder import constraints
from g60translate.translation.trust.doubt import FLAG_BELOW
from tests.conftest import ROOT

Capture = pytest.CaptureFixture[str]

TEXT = "Die Konferenz fand am 8. November in Shanghai statt.\n"


@pytest.fixture(autouse=True)
def _shipped_models_only(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "release.de.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# What the model says may be in doubt or wrong.
CALM = ("--quiet", "--fail-on", "never")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    monkeypatch.setattr(sys, "argv", ["g60translate", *map(str, arguments)])
    return _run()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_translated_beside_itself_with_its_record(
    monkeypatch: pytest.MonkeyPatch, release: Path, capsys: Capture
) -> None:
    assert run(monkeypatch, "translate", release, "--to", "en", *CALM) == 0
    assert files(release.parent) == ["release.de.txt", "release.en.txt", "release.en.txt.g60.json"]
    english = (release.parent / "release.en.txt").read_text(encoding="utf-8")
    assert "Shanghai" in english
    record = load_record((release.parent / "release.en.txt.g60.json").read_bytes(), name="r")
    assert record.source.lang == "de"
    assert record.segments[0].target == english.strip()
    shown = capsys.readouterr()
    assert "Terms met\t" in shown.out
    assert shown.err == ""


def test_a_pipe_carries_the_translation_and_nothing_else() -> None:
    command = [sys.executable, "-m", "g60translate", "translate", "-", "--to", "en", *CALM]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Shanghai" in done.stdout
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_json_tells_a_program_what_was_done(
    monkeypatch: pytest.MonkeyPatch, release: Path, capsys: Capture
) -> None:
    report = release.parent / "report.html"
    options = ("--json", "--report", str(report), *CALM)
    assert run(monkeypatch, "translate", release, "--to", "en", *options) == 0
    (outcome,) = json.loads(capsys.readouterr().out)
    assert outcome["exit_code"] == 0
    assert outcome["summary"]["segments"] == 1
    assert Path(outcome["report"]).read_text(encoding="utf-8").startswith("<!")


def test_a_rung_can_be_skipped_and_the_record_shows_it(
    monkeypatch: pytest.MonkeyPatch, release: Path
) -> None:
    skipped = ["--skip-rung", "clauses", "--skip-rung", "replacement", *CALM]
    assert run(monkeypatch, "translate", release, "--to", "en", *skipped) == 0
    record = load_record((release.parent / "release.en.txt.g60.json").read_bytes(), name="r")
    assert "placeholder" in record.options.rungs
    assert not {"clauses", "replacement"} & {*record.options.rungs}
    assert record.segments[0].term_cost is not None


def test_unsure_sentences_are_marked_as_asked_and_the_record_shows_it(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked = {}
    for limit in ("0", "1"):
        limited = ["--force", "--flag-below", limit, *CALM]
        assert run(monkeypatch, "translate", release, "--to", "en", *limited) == 0
        record = load_record(
            (release.parent / "release.en.txt.g60.json").read_bytes(), name="record"
        )
        assert record.options.flag_below == float(limit)
        decoded = [segment for segment in record.segments if segment.score is not None]
        assert all(segment.confidence is not None for segment in decoded)
        marked[limit] = sum(f.check == "doubt" for s in decoded for f in s.findings)
    assert marked == {"0": 0, "1": len(decoded)}
    assert run(monkeypatch, "translate", release, "--to", "en", "--flag-below", "2") == 1


def test_the_default_limit_is_the_library_s() -> None:
    parameter = inspect.signature(translate).parameters["flag_below"]
    assert parameter.default == FLAG_BELOW


def test_what_places_codes_can_be_chosen_and_the_record_shows_it(
    monkeypatch: pytest.MonkeyPatch, release: Path
) -> None:
    placed = {}
    for chosen in ("auto", "markers", "attention"):
        more = ["--codes", chosen, "--force", *CALM]
        assert run(monkeypatch, "translate", release, "--to", "en", *more) == 0
        record = load_record((release.parent / "release.en.txt.g60.json").read_bytes(), name="r")
        placed[chosen] = record.options.codes
    # The card of the shipped model claims nothing.
    assert placed == {"auto": "attention", "markers": "markers", "attention": "attention"}


def test_several_inputs_go_to_a_folder_and_one_failure_does_not_stop_the_rest(
    monkeypatch: pytest.MonkeyPatch, release: Path, capsys: Capture
) -> None:
    empty = release.with_name("empty.de.txt")
    empty.write_bytes(b"")
    out = release.parent / "out"
    out.mkdir()
    assert run(monkeypatch, "translate", empty, release, "--to", "en", "-o", out) == 1
    assert files(out) == ["release.en.txt", "release.en.txt.g60.json"]
    assert "empty.de.txt" in capsys.readouterr().err


def test_an_existing_output_is_kept_unless_force_is_given(
    monkeypatch: pytest.MonkeyPatch, release: Path, capsys: Capture
) -> None:
    target = release.with_name("release.en.txt")
    target.write_text("mine", encoding="utf-8")
    assert run(monkeypatch, "translate", release, "--to", "en") == 1
    assert "--force" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "mine"
    assert run(monkeypatch, "translate", release, "--to", "en", "--force", *CALM) == 0
    assert target.read_text(encoding="utf-8") != "mine"


def test_a_missed_term_is_told_with_exit_code_2(
    monkeypatch: pytest.MonkeyPatch, release: Path, capsys: Capture
) -> None:
    glossary = release.with_name("terms.csv")
    glossary.write_text("concept,lang,term\nk,de,Konferenz\nk,en,conference\n", encoding="utf-8")

    def say_nothing(
        _: object, sources: Sequence[Sequence[str]], *__: object
    ) -> list[list[RawHypothesis]]:
        return [[RawHypothesis(("▁no",), -1.0, np.ones((1, len(s)), "float32"))] for s in sources]

    monkeypatch.setattr(CTranslate2Engine, "_decode", say_nothing)
    monkeypatch.setattr(constraints, "replace_span", lambda *_: [])
    code = run(monkeypatch, "translate", release, "--to", "en", "--glossary", glossary)
    assert code == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "Do not send it yet: 1 of 1 term missed" in told
    assert "error b1.1 (terms): “Konferenz” has to be “conference”" in told
    assert release.with_name("release.en.txt").exists()


BAD_INPUTS: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "is an empty file"),
    "blank.txt": (b" \n\n", "holds no text"),
    "binary.bin": (b"\x00\x01\x02\xff\xfe\x00" * 50, "cannot be translated"),
    "paper.pdf": (b"%PDF-1.7 ...", "PDF"),
    "broken.docx": (b"PK\x03\x04 this is no archive", "broken.docx"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, ".docx"),
    "odd.txt": ("Grüße".encode("utf-16-le") + b"\xff", "odd.txt"),
}


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_a_bad_file_is_named_explained_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture, name: str
) -> None:
    data, message = BAD_INPUTS[name]
    (tmp_path / name).write_bytes(data)
    assert run(monkeypatch, "translate", tmp_path / name, "--from", "de", "--to", "en") == 1
    error = capsys.readouterr().err
    assert message in " ".join(error.split())
    assert "Traceback" not in error
    assert files(tmp_path) == [name]


BAD_CALLS: list[tuple[list[str], int, str]] = [
    (["translate", "release.de.txt"], 1, "--to"),
    (["translate", "none.txt", "--to", "en"], 1, "There is no file"),
    (["translate", ".", "--to", "en", "-o", "x.txt"], 1, "is a folder"),
    (["translate", "release.de.txt", "--to", "fr"], 4, "de→en"),
    (["translate", "release.de.txt", "--from", "zh", "--to", "en"], 4, "zh→en"),
    (["translate", "release.de.txt", "--to", "en", "--model", "huge"], 4, "Installed models"),
    (["translate", "release.de.txt", "--to", "en", "--engine", "magic"], 1, "ctranslate2"),
    (["translate", "release.de.txt", "--to", "en", "--format", "odd"], 1, "Known formats"),
    (["translate", "release.de.txt", "--to", "en", "--glossary", "bad.csv"], 3, "line 2"),
    (["translate", "release.de.txt", "--to", "en", "-o", "no/where.txt"], 1, "folder"),
    (["translate", "release.de.txt", "--to", "en", "-o", "release.de.txt", "--force"], 1, "input"),
    (["translate", "-", "--to", "en", "--json"], 1, "standard output"),
    (["translate", "release.de.txt", "--to", "en", "--beam", "0"], 1, "--help"),
    (["transalte"], 1, "--help"),
    (["translate", "release.de.txt", "--to", "en", "--skip-rung", "magic"], 1, "placeholder"),
    (["models", "verify", "nothing"], 4, "Installed models"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), BAD_CALLS)
def test_a_wrong_call_gets_one_paragraph_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch,
    release: Path,
    capsys: Capture,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(release.parent)
    bad = "concept,lang,term,status\nk,de,Konferenz,perhaps\n"
    (release.parent / "bad.csv").write_text(bad, encoding="utf-8")
    before = files(release.parent)
    assert run(monkeypatch, *arguments) == code
    error = capsys.readouterr().err
    assert message in " ".join(error.split())
    assert error.startswith("error: ")
    assert "Traceback" not in error
    assert files(release.parent) == before


def test_debug_shows_the_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    assert run(monkeypatch, "--debug", "translate", tmp_path / "no.txt", "--to", "en") == 1
    assert "Traceback" in capsys.readouterr().err


def test_formats_and_models_are_listed(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    assert run(monkeypatch, "formats") == 0
    assert run(monkeypatch, "formats", "--json") == 0
    assert run(monkeypatch, "models", "list") == 0
    assert run(monkeypatch, "models", "verify", "de-en") == 0
    shown = capsys.readouterr().out
    for word in ("docx", ".md", "de→en", "CC-BY-SA-4.0"):
        assert word in shown


def test_a_text_is_translated_without_what_it_does_not_need(release: Path) -> None:
    """Each of these takes a part of the second that a short text takes."""
    script = (
        "import sys; sys.argv = ['g60translate', *sys.argv[1:]];"
        "from g60translate.cli.app import _run; code = _run();"
        "heavy = {'torch', 'transformers', 'xmlschema', 'lxml', 'markdown_it', 'rich', 'jinja2'};"
        "print(heavy & set(sys.modules)); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "translate", str(release), "--to", "en", *CALM],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("set()\n")


def test_help_loads_nothing_heavy() -> None:
    script = (
        "import sys; sys.argv = ['g60translate', '--help'];"
        "from g60translate.cli.app import _run; _run();"
        "heavy = {'torch', 'ctranslate2', 'lxml', 'pydantic', 'numpy', 'sacrebleu', 'jinja2'};"
        "print('loaded', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert "Exit codes" in done.stdout
    assert done.stdout.endswith("loaded []\n")
