"""A small share of what `eval/studies/fuzz.py` does: damage of every format, a few files each."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from g60translate.documents.codec import CODECS, CONVERTED
from g60translate.pipeline import Translator
from tests.documents.fuzz import Fuzzer, Sample, changes, inside, truncations
from tests.documents.fuzz_samples import samples, translator
from tests.documents.tables.test_tables import CHOSEN

SAMPLES = {sample.format: sample for sample in samples()}


@pytest.fixture(scope="module")
def walk() -> Translator:
    return translator()


def few(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Some cuts and changes, the same each time."""
    dice = random.Random(name)
    yield from dice.sample(list(truncations(data)), min(3, len(data)))
    yield from changes(data, count=5, seed=name)


def test_every_format_is_damaged() -> None:
    assert SAMPLES.keys() == CODECS.keys() - CONVERTED


@pytest.mark.parametrize("form", SAMPLES)
def test_damage_is_refused_or_translated_whole(form: str, walk: Translator, tmp_path: Path) -> None:
    sample = SAMPLES[form]
    damaged = (*few(sample.data, form), *inside(sample.data, few))
    # Each PDF is read by a process of its own, which takes its time.
    chosen = damaged[1:5] if form == "pdf" else damaged
    tally = Fuzzer(walk, CHOSEN, tmp_path).run(sample, iter(chosen))
    assert not tally.faults
    assert tally.cases >= 4
    assert tally.ends["refused"] + tally.ends["translated"] == tally.cases


def test_the_fuzzer_sees_what_it_is_there_for(
    walk: Translator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check that cannot fail would be none."""
    fuzzer = Fuzzer(walk, CHOSEN, tmp_path, limit=0.2)
    sample = Sample("text", "a.txt", b"Das Tal.\n")
    codec = "g60translate.documents.plain.text.TextCodec"

    def ends() -> dict[str, int]:
        return dict(fuzzer.run(sample, iter([("whole", sample.data)])).ends)

    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError

    def endless(*_: object, **__: object) -> bytes:
        while True:
            pass

    assert ends() == {"translated": 1}
    for fault, expected in ((broken, "traceback"), (endless, "hang"), (lambda *_: b"", "changed")):
        with monkeypatch.context() as patch:
            patch.setattr(f"{codec}.write", fault)
            assert ends() == {expected: 1}
    (tmp_path / "rest").write_bytes(b"")
    assert ends() == {"half": 1}
