"""What is written for running the server: the unit, the container file, and what they start."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from tests.cli.test_commands import parse
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "deploy.md").read_text("utf-8")
CONTAINER = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
UNIT = re.findall(r"^```ini\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]


def instructions(word: str) -> list[str]:
    return re.findall(rf"^{word} (.+)", CONTAINER, re.MULTILINE)


def test_what_is_started_is_a_command_of_ours() -> None:
    (started,) = instructions("CMD")
    assert parse(" ".join(json.loads(started))) == "serve"
    (unit,) = re.findall(r"^ExecStart=(.+)", UNIT, re.MULTILINE)
    assert parse(unit) == "serve"
    said = " ".join(PAGE.split())
    (named,) = re.findall(r"`(g60translate serve [^`]+)`", said)
    assert named.startswith(" ".join(json.loads(started)))
    assert parse(named) == "serve"
    # Settings that the page names as variables are such.
    assert {*re.findall(r"\bG60_[A-Z]+", PAGE)} == {"G60_TOKEN", "G60_GLOSSARY", "G60_MEMORY"}


def test_the_image_gets_all_that_the_wheel_is_made_of() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        "pyproject.toml",
        "src",
        project["project"]["readme"],
        *project["project"]["license-files"],
        *wheel["force-include"],
    }
    rules = (ROOT / ".containerignore").read_text("utf-8").split()
    let_in = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    assert let_in == needed
    assert all((ROOT / each).exists() for each in let_in)
    assert "*" in rules
    built = re.search(r"pip install .*'\.\[(\w+)\]'", CONTAINER)
    assert built
    assert built[1] in project["project"]["optional-dependencies"]
    least = re.search(r">=3\.(\d+)", project["project"]["requires-python"])
    assert least
    bases = re.findall(r"^FROM \S+/python:3\.(\d+)-slim", CONTAINER, re.MULTILINE)
    assert len({*bases}) == 1
    assert int(bases[0]) >= int(least[1])


def test_the_image_runs_as_nobody_and_says_whether_it_is_well(standing: TestClient) -> None:
    (user,) = instructions("USER")
    assert int(user.split(":")[0]) >= 1000
    (check,) = re.findall(r"HEALTHCHECK .*CMD (\[.+\])", CONTAINER)
    (address,) = re.findall(r"urlopen\('(\S+?)'", json.loads(check)[-1])
    compile(json.loads(check)[-1], "check", "exec")
    assert standing.get(urlsplit(address).path).status_code == 200
    (port,) = instructions("EXPOSE")
    assert urlsplit(address).port == int(port) == 8060


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="systemd is not installed on this machine"
)
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "g60translate.service"
    # It has to be there, which is told by the same command.
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", f"ExecStart={sys.executable}", UNIT), "utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stderr
    assert unit.name not in said.stderr
