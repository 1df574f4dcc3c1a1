"""docs/glossary.md says what the program does."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from g60translate.glossary.exchange.exchange import EXCHANGES, load_exchange
from g60translate.glossary.lint.run import lint
from g60translate.glossary.match import TermMatcher
from g60translate.glossary.rows import COLUMNS
from g60translate.glossary.store import parse_csv
from g60translate.glossary.verify import TermVerifier

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def first_cells(heading: str) -> set[str]:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for cell in rows for name in re.findall(r"`([^`]+)`", cell)}


def test_the_first_glossary_is_clean_and_works_as_told() -> None:
    (table,) = blocks("csv")
    glossary = parse_csv(table, name="house.csv")
    assert {r.rule for r in lint(glossary)} <= {"untranslated"}
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
