from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.opening import new_memory, open_memory
from g60translate.review.learning import Correction, corrections, edits_of, human_pairs

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def decided(source: str, old: str, new: str) -> list[Entry]:
    human = Entry("de", "en", source, new, Origin.HUMAN, NOW, document="a.docx", author="kl")
    model = replace(human, target=old, origin=Origin.MACHINE, state=State.DRAFT, author="")
    return [human, model]


ENTRIES = [
    *decided("Die Messe endet heute.", "The fair ends today.", "The expo ends today."),
    *decided("Morgen beginnt die Messe.", "The fair starts tomorrow.", "The expo starts tomorrow."),
    *decided("Er kam spät.", "He came late.", "He arrived late."),
    *decided("Ein Satz.", "A sentence.", "A sentence."),
]


def test_corrections_that_repeat_are_told_with_what_they_are_about() -> None:
    edits = edits_of(ENTRIES, source_lang="de", target_lang="en")
    found = corrections(
        edits,
        terms=lambda text: [("Messe", "fair-1", ("fair",))] if "Messe" in text else [],
    )
    assert found == [Correction("fair", "expo", 2, ("Messe",), (("Messe", "fair-1"),))]
    assert len(corrections(edits, least=1)) == 2
    assert not edits_of(ENTRIES, source_lang="en", target_lang="de")


def test_only_what_people_decided_is_learnt() -> None:
    pairs = human_pairs(ENTRIES, source_lang="de", target_lang="en")
    assert len(pairs) == 4
    assert pairs[0] == ("Die Messe endet heute.", "The expo ends today.", "a.docx")


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_learning_that_is_killed_leaves_the_memory_and_a_whole_file_or_none(
    tmp_path: Path,
) -> None:
    path, output = tmp_path / "m.g60m", tmp_path / "edits.tsv"
    with new_memory(path) as memory:
        memory.add(
            entry
            for n in range(400)
            for entry in decided(f"Die Messe {n} endet.", f"The fair {n} ends.", f"Expo {n} ends.")
        )
    options = ["review", "learn", path, "--from", "de", "--to", "en", "-o", output, "--force"]
    command = [sys.executable, "-m", "g60translate", *map(str, options)]
    began = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    whole, took = output.read_bytes(), time.monotonic() - began
    assert len(whole.splitlines()) == 400
    output.unlink()
    for part in (0.5, 0.8, 0.95):
        learning = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(part * took)
        learning.kill()
        learning.wait(30)
        assert not output.exists() or output.read_bytes() == whole
        with open_memory(path) as memory:
            assert len(memory) == 800
