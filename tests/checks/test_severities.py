"""What a house makes of findings, and that it can name every one."""

from __future__ import annotations

import ast

from g60translate.checks.check import Finding, Severity
from g60translate.checks.severities import finding_names, regraded
from tests.conftest import ROOT

FOUND = (
    Finding("length", Severity.WARNING, "s1", "Long."),
    Finding("numbers", Severity.ERROR, "s1", "Wrong.", (0, 2)),
)


def test_findings_are_graver_lighter_or_left_out() -> None:
    assert regraded(FOUND, {}) == FOUND
    house = {"numbers": Severity.INFO, "length": None, "quotes": Severity.ERROR}
    assert regraded(FOUND, house) == (Finding("numbers", Severity.INFO, "s1", "Wrong.", (0, 2)),)


def test_every_name_is_explained() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    assert [name for name in finding_names() if f"`{name}`" not in page] == []


def test_every_finding_has_a_name_that_a_house_can_use() -> None:
    names = set()
    for path in (ROOT / "src" / "g60translate").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Finding"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(node.args[0].value)
    assert names
    assert names <= set(finding_names())
