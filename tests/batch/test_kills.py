"""A few kills at random moments; eval/studies/kills.py does hundreds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_batch_that_is_killed_is_brought_to_the_same_end(
    tmp_path: Path,
) -> None:
    from tests.batch.kills import kill_at_random  # noqa: PLC0415  it has no use without fork

    *_, tally = kill_at_random(tmp_path, kills=6, seed=5, small=2)
    assert tally.kills + tally.copies == 6
    assert tally.faults == []
    assert tally.kept
