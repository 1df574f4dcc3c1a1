from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from g60translate.segmentation.later import imported_later


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that nobody has imported; it counts how often it is loaded."""
    (tmp_path / "seldom_used.py").write_text("VALUE = 3\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "seldom_used", raising=False)
    return "seldom_used"


def test_a_module_is_loaded_when_something_of_it_is_asked_for(module: str) -> None:
    with imported_later(module):
        import seldom_used  # type: ignore[import-not-found]  # noqa: PLC0415
    assert module not in sys.modules
    assert seldom_used.VALUE == 3
    assert sys.modules[module].VALUE == 3
    with pytest.raises(AttributeError, match="NOTHING"):
        _ = seldom_used.NOTHING


def test_who_needs_it_during_the_import_gets_it(module: str) -> None:
    with imported_later(module):
        from seldom_used import VALUE  # noqa: PLC0415
    assert VALUE == 3
    assert sys.modules[module].VALUE == 3


def test_a_module_that_is_there_already_stays(module: str) -> None:
    import seldom_used  # noqa: PLC0415

    with imported_later(module):
        import seldom_used as again  # noqa: PLC0415
    assert again is seldom_used is sys.modules[module]


def test_the_stand_in_goes_where_the_import_fails(module: str) -> None:
    with pytest.raises(ZeroDivisionError), imported_later(module):
        _ = 1 / 0
    assert module not in sys.modules


def test_segmenting_loads_no_schema_library_and_choppa_can_still_validate() -> None:
    """In a process of its own; fails once choppa uses the library for more."""
    program = """
import sys
from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.srx import SrxSegmenter
block = Block("b", BlockKind.PARAGRAPH, "Das Tal wächst. Alle kamen.")
assert len(SrxSegmenter().segment(block, lang="de")) == 2
assert not {"xmlschema", "elementpath"} & set(sys.modules)
import choppa
rules = choppa.SrxDocument(
    ruleset=choppa.DEFAULT_SRX_RULESET, validate_ruleset=choppa.SRX_2_XSD
)
assert rules.language_map_list
assert "xmlschema" in sys.modules
"""
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
