from __future__ import annotations

import pytest

from g60translate.checks.run import CHECKS, load_check, run_checks
from g60translate.errors import InputError
from tests.checks.units import unit


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_of_the_table_loads_and_knows_its_name(name: str) -> None:
    check = load_check(name)
    assert check.name == name
    assert type(check).__doc__


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"'speling'.*numbers"):
        load_check("speling")


def test_findings_come_unit_by_unit_and_only_from_the_named_checks() -> None:
    units = [unit("Es sind 250 Stück.", "There are many."), unit("www.g60.example", "")]
    assert [f.check for f in run_checks(units)] == ["numbers", "urls", "length"]
    assert [f.check for f in run_checks(units, names=["length"])] == ["length"]
    assert run_checks(units, names=[]) == []


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "12", "…", "🙂", "a\u0301"])
def test_little_texts_hurt_no_check(text: str) -> None:
    run_checks([unit(text, text), unit(text, ""), unit("", text)])


@pytest.mark.parametrize(
    "text", ["1 " * 3000, "1,234.5 1亿2000万 11月8日 " * 300, "a@" * 3000, "“" * 3000, "9.9" * 2000]
)
def test_a_pathological_segment_ends(text: str) -> None:
    # Quadratic work here would take minutes; the run as a whole would time out.
    run_checks([unit(text, text + "2", "zh-en")])
