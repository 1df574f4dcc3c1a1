"""The command as its users type it: a folder in, a folder out, and what is said of it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from g60translate.cli.app import _run
from tests.batch.runs import write_tree
from tests.cli.test_schema import check
from tests.conftest import ROOT

Capture = pytest.CaptureFixture[str]
ALONE = ("--workers", "0", "--beam", "1", "--no-memory")
FILES = {
    "a.de.txt": "Die Messe ist offen.\n",
    "sub/b.de.md": "Ein *kleiner* Text über die Messe in Berlin.\n",
    "empty.txt": "",
    "page.ps": "%!PS-Adobe nothing",
    "torn.de.docx": "no archive",
}


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("G60_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    write_tree(tmp_path / "src", FILES)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Any:
    """Run the command; its code, and what it prints as JSON."""

    def ran(*arguments: str) -> tuple[int, Any]:
        monkeypatch.setattr(sys, "argv", ["g60translate", "batch", *arguments, "--json"])
        capsys.readouterr()
        code = _run()
        return code, json.loads(capsys.readouterr().out)

    return ran


def endings(content: Any) -> dict[str, str]:
    return {Path(each["input"]).name: each["ending"] for each in content["files"]}


def test_a_folder_is_planned_translated_and_not_done_again(run: Any) -> None:
    options = ("src", "-o", "out", "--from", "de", "--to", "en", *ALONE)
    code, plan = run(*options, "--dry-run")
    assert (code, plan["dry_run"], Path("out").exists()) == (1, True, False)
    check("batch", plan)
    planned = {each["input"]: each for each in plan["files"] if each["ending"] == "planned"}
    assert [*planned] == ["src/a.de.txt", "src/sub/b.de.md"]
    assert planned["src/sub/b.de.md"]["output"] == "out/sub/b.en.md"
    assert plan["totals"]["segments"] == 2
    assert plan["estimated_seconds"] is not None

    code, done = run(*options)
    check("batch", done)
    assert code == done["exit_code"] == 1
    assert endings(done) == {
        "a.de.txt": "translated",
        "b.de.md": "translated",
        "empty.txt": "left-out",
        "page.ps": "left-out",
        "torn.de.docx": "failed",
    }
    page = Path("out/g60-report/index.html").read_text(encoding="utf-8")
    # The worst first.
    places = [page.index(name) for name in ("torn.de.docx", "a.de.txt", "page.ps")]
    assert places == sorted(places)
    assert 'href="sub/b.en.md.html"' in page
    summary = json.loads(Path("out/g60-report/summary.json").read_bytes())
    check("batch", summary)
    assert summary["files"] == done["files"]

    code, again = run(*options)
    assert endings(again)["a.de.txt"] == "unchanged"
    assert again["totals"]["segments"] == done["totals"]["segments"]
    code, other = run(*options, "--beam", "2", "--exclude", "torn*", "--fail-on", "never")
    assert (code, endings(other)["a.de.txt"]) == (0, "translated")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gone",), "There is no file or folder gone"),
        (("src", "--watch", "--dry-run"), "contradict each other"),
        (("src", "--include", "*.xyz"), "There is no file in the sources that is meant"),
        (("src", "--exclude", "a**b["), None),
    ],
)
def test_mistakes_are_told(run: Any, arguments: tuple[str, ...], words: str | None) -> None:
    code, content = run(*arguments, "-o", "out", "--from", "de", "--to", "en", *ALONE)
    if words is not None:
        assert (code, words in content["error"]["message"]) == (1, True)


def test_the_folder_that_is_translated_is_no_output(run: Any) -> None:
    code, content = run("src", "-o", "src", "--from", "de", "--to", "en", *ALONE)
    assert (code, "would translate the translations" in content["error"]["message"]) == (1, True)
    assert not Path("src/a.en.txt").exists()


def test_what_is_in_the_language_already_is_left_out(run: Any) -> None:
    Path("src/news.txt").write_text("The fair in the harbour was opened today.\n", "utf-8")
    _, content = run("src", "-o", "out", "--to", "en", "--include", "news.txt", *ALONE)
    assert endings(content)["news.txt"] == "left-out"


def test_an_output_that_is_a_file_is_refused(run: Any) -> None:
    Path("out").write_text("x")
    code, content = run("src", "-o", "out", "--to", "en", *ALONE)
    assert (code, "out" in content["error"]["message"]) == (1, True)
    assert Path("out").read_text() == "x"


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "g60translate", "batch", *arguments]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def until(found: Path, process: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if found.exists():
            return
        assert process.poll() is None, process.communicate()
        time.sleep(0.1)
    raise AssertionError(f"{found} has not come")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_folder_is_watched_until_it_is_interrupted() -> None:
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")
    options = ("src", "-o", "out", "--from", "de", "--to", "en", "--beam", "1", "--no-memory")
    with started(*options, "--workers", "1", "--watch", "--settle", "0.1") as process:
        until(Path("out/g60-report/index.html"), process)
        Path("src/sub/new.de.txt").write_text("Die Messe ist zu.\n", encoding="utf-8")
        until(Path("out/sub/new.en.txt"), process)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Interrupted. Nothing was left half written." in said
    assert not [*Path("out").rglob("*.tmp")]
