"""docs/glossary.md says what the program does."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from g60translate.cli.app import _run
from g60translate.glossary.exchange.exchange import EXCHANGES, load_exchange
from g60translate.glossary.lint.run import lint
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.rows import COLUMNS
from g60translate.glossary.store import parse_csv
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def first_cells(heading: str) -> set[str]:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in rows for name in re.findall(r"`([^`]+)`", cell)}


def test_the_first_glossary_works_as_told() -> None:
    (table,) = blocks("csv")
    glossary = parse_csv(table, name="house.csv")
    assert {r.rule for r in lint(glossary)} == {"untranslated"}
    (text,) = re.findall(r'find house\.csv --from de --to en "(.*)"', PAGE)
    verifier = TermVerifier(glossary, target_lang="en")
    hits = TermMatcher(glossary, source_lang="de", target_lang="en").find(text)
    assert [verifier.expected(hit) for hit in hits] == [
        "14th Five-Year Plan",
        "Yangtze River Delta",
    ]
    assert [h.surface for h in verifier.forbidden("in the Changjiang Delta")] == [
        "Changjiang Delta"
    ]


def test_the_page_can_be_followed_from_top_to_bottom(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-data"))
    monkeypatch.delenv("G60_MODELS", raising=False)
    Path("house.csv").write_text(blocks("csv")[0], encoding="utf-8")
    Path("release.de.txt").write_text(blocks("text")[0], encoding="utf-8")
    said: dict[str, str] = {}
    for command in "".join(blocks("sh")).splitlines():
        program, *arguments = shlex.split(command)
        if program == "cp":
            shutil.copy(*arguments)
            continue
        monkeypatch.setattr(sys, "argv", [program, *arguments])
        # A recorded translation that does not keep the glossary is told as the page says.
        assert _run() == (2 if "--record" in arguments else 0), command
        said[" ".join(arguments[:2]) + " record" * ("--record" in arguments)] = (
            capsys.readouterr().out
        )
    assert Path("release.en.txt").exists()
    assert "Terms met\t3 of 3" in said["translate release.de.txt"]
    assert "has no preferred term in zh" in said["glossary lint"]
    assert "'14th Five-Year Plan" in said["glossary diff"]
    assert "reworded: '14. Fünfjahresplan'" in said["glossary impact"]
    assert "lacks '14th 5-Year Plan'" in said["glossary impact record"]


def test_every_column_and_format_is_explained() -> None:
    assert first_cells("The columns") - {"yes", "preferred"} == set(COLUMNS)
    assert first_cells("Other programs") == set(EXCHANGES)
    for name in EXCHANGES:
        assert f"| `{name}` | `{load_exchange(name).suffixes[0]}` |" in PAGE


def test_every_lint_rule_is_explained() -> None:
    rules = set()
    for path in (ROOT / "src" / "g60translate" / "glossary" / "lint").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name):
                first = node.args[0]
                if node.func.id in ("about_term", "about_concept", "remark") and isinstance(
                    first, ast.Constant
                ):
                    rules.add(first.value)
    assert first_cells("Lint") == rules
