"""Checks of other packages, from docs/checks.md to what can be wrong with one."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from g60translate.checks import run
from g60translate.checks.check import Finding
from g60translate.checks.run import CHECKS, check_names, load_check, run_checks
from g60translate.errors import ExitCode, InputError, PluginError
from tests.checks.units import unit
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
EXAMPLE, HOUSE = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
(PROJECT,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)

Install = Callable[..., None]


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    run._outside.cache_clear()
    yield
    run._outside.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a package with a module and its entry points where Python finds it."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def installed(package: str, source: str, **points: str) -> None:
        module = package.replace("-", "_")
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        monkeypatch.delitem(sys.modules, module, raising=False)
        info = tmp_path / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
        listed = "".join(f"{name} = {value}\n" for name, value in points.items())
        (info / "entry_points.txt").write_text(f"[g60translate.checks]\n{listed}")

    return installed


def a_check(name: str, body: str) -> str:
    lines = body.replace("\n", "\n        ")
    return f"class Mine:\n    name = {name!r}\n    def examine(self, unit):\n        {lines}\n"


def test_the_page_names_the_checks_in_their_order() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == tuple(CHECKS)


def test_the_pages_example_of_a_pair_of_texts_holds() -> None:
    exec(EXAMPLE, {})


def test_the_pages_check_runs_as_told(install: Install) -> None:
    assert len(HOUSE[HOUSE.index("class ") :].splitlines()) <= 15
    project = tomllib.loads(PROJECT)["project"]
    install(project["name"], HOUSE, **project["entry-points"]["g60translate.checks"])
    assert check_names() == (*CHECKS, "shouting")
    (found,) = run_checks([unit("Es gibt Kaffee.", "There is coffee!")])
    assert (found.check, found.span) == ("shouting", (15, 16))
    assert run_checks([unit("Es gibt Kaffee!", "There is coffee!")]) == []


def test_nothing_of_it_is_imported_for_our_own_checks(install: Install) -> None:
    install("house", "raise RuntimeError('imported')", mine="house:Mine")
    assert run_checks([unit("a", "a")], names=list(CHECKS)) == run_checks([], names=["length"])


def test_an_unknown_name_lists_those_of_others_too(install: Install) -> None:
    install("house", a_check("mine", "return []"), mine="house:Mine")
    with pytest.raises(InputError, match=r"'speling'.*omissions, mine"):
        load_check("speling")


def test_a_name_of_our_own_is_taken(install: Install) -> None:
    install("house", a_check("length", "return []"), length="house:Mine")
    with pytest.raises(
        PluginError, match=r"package house .*'length', and so does g60translate"
    ) as found:
        check_names()
    assert found.value.exit_code == ExitCode.MODEL


def test_two_packages_cannot_give_one_name(install: Install) -> None:
    install("house", a_check("mine", "return []"), mine="house:Mine")
    install("press-room", a_check("mine", "return []"), mine="press_room:Mine")
    with pytest.raises(PluginError, match=r"house.*press-room|press-room.*house"):
        check_names()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("import no_such_module_here", "ModuleNotFoundError"),
        ("raise RuntimeError('broken')", "RuntimeError: broken"),
        ("Other = 1", "AttributeError"),
        ("class Mine:\n    def __init__(self, needed): ...", "TypeError"),
        ("class Mine:\n    name = 'other'\n    def examine(self, unit): ...", "is no check"),
        ("class Mine:\n    name = 'mine'", "is no check"),
        ("def Mine(): return None", "is no check"),
    ],
)
def test_one_that_is_none_is_named_with_its_package(
    install: Install, source: str, said: str
) -> None:
    install("house", source, mine="house:Mine")
    with pytest.raises(PluginError, match=rf"'mine' of the package house .*{said}"):
        run_checks([unit("a", "b")])


FINDING = "from g60translate import Finding, Severity\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("return 1 / 0", "ZeroDivisionError"),
        ("return None", "TypeError"),
        ("return ['a sentence']", "AttributeError"),
        ("return [Finding('other', Severity.INFO, unit.segment_id, '')]", "of its own name"),
        ("return [Finding('mine', Severity.INFO, 'elsewhere', '')]", "segment_id"),
        ("return [Finding('mine', Severity.INFO, unit.segment_id, '', (0, 99))]", "inside"),
        ("return [Finding('mine', Severity.INFO, unit.segment_id, '', (-1, 1))]", "inside"),
    ],
)
def test_one_that_fails_on_a_sentence_says_on_which(install: Install, body: str, said: str) -> None:
    install("house", FINDING + a_check("mine", body), mine="house:Mine")
    with pytest.raises(PluginError, match=said) as caught:
        run_checks([unit("Der Satz.", "The sentence.")], names=["mine"])
    assert "package house" in str(caught.value)
    assert "Der Satz." in str(caught.value)


def test_what_fits_is_passed_on(install: Install) -> None:
    body = "return [Finding('mine', Severity.INFO, unit.segment_id, 'Well.', (0, 3))]"
    install("house", FINDING + a_check("mine", body), mine="house:Mine")
    (found,) = run_checks([unit("Der Satz.", "The sentence.")], names=["mine"])
    assert isinstance(found, Finding)
    assert found.message == "Well."
