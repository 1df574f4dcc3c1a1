"""The reference can be drawn: every public name says what it is and refers to what there is."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pdoc.doc
import pytest

import g60translate
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def reference() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "docs" / "reference.py"))


def test_every_public_name_has_its_place(reference: dict[str, Any], tmp_path: Path) -> None:
    assert reference["main"](tmp_path) == 0
    page = (tmp_path / "g60translate.html").read_text(encoding="utf-8")
    assert all(f'id="{name}"' in page for name in g60translate.__all__)
    assert (tmp_path / "index.html").is_file()


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def silent() -> None: ...", "made.silent has no docstring"),
        ("class Silent: ...", "made.Silent has no docstring"),
        ("class C:\n    'Told.'\n    def silent(self): ...", "made.C.silent has no docstring"),
        ("def f(x):\n    'Takes `y`.'", "made.f: `y` names nothing"),
        ("def f(x):\n    'See `Translator.fly`.'", "made.f: `Translator.fly` names nothing"),
        ("def f(x):\n    'Takes `x`, see `Translator.translate`, `str.join`, `f`.'", None),
    ],
)
def test_what_says_nothing_is_told(
    reference: dict[str, Any], monkeypatch: pytest.MonkeyPatch, source: str, fault: str | None
) -> None:
    module = ModuleType("made", "Something.")
    monkeypatch.setitem(sys.modules, "made", module)
    exec(source, vars(module))
    found = list(reference["faults_of"](pdoc.doc.Module(module), frozenset()))
    assert found == ([] if fault is None else [fault])
