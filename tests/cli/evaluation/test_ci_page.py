"""docs/ci.md, the Makefile and the workflow ask only for what `eval` has."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import typer

from g60translate.cli.evaluation.eval import app as evaluation
from g60translate.errors import ExitCode
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def _options(name: str) -> set[str]:
    command = typer.main.get_group(evaluation).commands[name]
    return {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("text", [PAGE, MAKEFILE], ids=["docs/ci.md", "Makefile"])
def test_every_eval_is_called_with_options_that_it_has(text: str) -> None:
    joined = re.sub(r"\\\n\s*|\n\s+(?=--)", " ", text)
    calls = re.findall(r"g60translate eval (?!baseline)[\w.]+ ([^;>\n]*)", joined)
    used = {option for call in calls for option in re.findall(r"(?<!\S)--?[a-z-]+", call)}
    assert len(calls) >= 2
    assert {"--against", "--markdown"} <= used <= _options("run")


def test_the_page_has_every_exit_code_of_eval() -> None:
    table = PAGE.partition("## Exit codes")[2].partition("\n\nMake")[0]
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    codes = (ExitCode.DONE, ExitCode.INPUT, ExitCode.FAULTY_DATA, ExitCode.MODEL, ExitCode.WORSE)
    assert listed == set(codes)


def test_ci_runs_the_same_targets_everywhere() -> None:
    targets = {"test", "check", "quality"}
    for file in (".ci/run", ".github/workflows/quality.yml"):
        text = (ROOT / file).read_text("utf-8")
        assert set(re.findall(r"^(?: +run: )?make (\w+)", text, re.MULTILINE)) == targets
    assert targets <= set(re.findall(r"^(\w+):", MAKEFILE, re.MULTILINE))


@pytest.mark.parametrize("failing", ["test", "check", "quality", "none"])
def test_the_quality_is_measured_even_where_a_test_fails(failing: str, tmp_path: Path) -> None:
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\necho "$1"\ntest "$1" != {failing} || exit 2\n', "utf-8")
    make.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", str(ROOT / ".ci" / "run")],
        env={"PATH": path}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["test", "check", "quality"]
    assert done.returncode == (0 if failing == "none" else 2)
