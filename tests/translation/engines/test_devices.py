"""Devices and threads: what is chosen, and what is said where there is nothing to choose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.errors import EngineError
from g60translate.translation.engines.devices import choose_device, usable_cores, worthwhile_threads

CPU = {"cpu": {"int8", "float32"}}
BOTH = {**CPU, "cuda": {"float16", "float32"}}


def choose(wanted: str, compute_type: str | None = None, there: dict[str, set[str]] = CPU) -> str:
    return choose_device(wanted, compute_type, there=there, engine="e")


@given(st.integers(1, 512))
def test_more_cores_never_get_fewer_threads(cores: int) -> None:
    threads = worthwhile_threads(cores)
    assert 1 <= threads <= min(cores, 16)
    assert threads <= worthwhile_threads(cores + 1)


def test_the_machine_has_a_core() -> None:
    assert usable_cores() >= 1


def test_auto_takes_the_gpu_where_there_is_one() -> None:
    assert choose("auto") == choose("cpu", there=BOTH) == "cpu"
    assert choose("auto", there=BOTH) == choose("cuda", there=BOTH) == "cuda"


@pytest.mark.parametrize("compute_type", [None, "auto", "default", "float16"])
def test_a_number_format_is_judged_by_the_device_that_is_taken(compute_type: str | None) -> None:
    assert choose("auto", compute_type, BOTH) == "cuda"


@pytest.mark.parametrize(
    ("wanted", "compute_type", "said"),
    [
        ("cuda", None, r"no cuda device\. It finds: cpu \(float32, int8\)\."),
        ("cpu", "float16", r"'float16' on the cpu of this machine\. There is: cpu \(float32, int8"),
        ("tpu", None, "no device 'tpu'. Known: cpu, cuda, auto"),
    ],
)
def test_what_is_not_there_is_answered_with_what_is(
    wanted: str, compute_type: str | None, said: str
) -> None:
    with pytest.raises(EngineError, match=said):
        choose(wanted, compute_type)
