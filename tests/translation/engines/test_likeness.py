from __future__ import annotations

from g60translate.models.likeness import stand_ins


def test_the_first_of_its_kind_that_is_known_stands_in() -> None:
    found = stand_ins("-“”’–")
    assert found["„"] == "“"
    assert found["‚"] == "’"
    assert found["—"] == "–"
    assert found["‑"] == "-"
    assert not {*"-“”’–"} & {*found}


def test_without_any_of_a_kind_nothing_stands_in() -> None:
    assert set(stand_ins("abc")) == set()
    assert stand_ins("-")["–"] == "-"
