from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.errors import BrokenDocument
from g60translate.training.run.log import Log, read_log


def write(path: Path, *steps: int, start: int | None = None) -> None:
    log = Log(path)
    if start is not None:
        log.write("start", step=start)
    for step in steps:
        log.write("step", step=step, loss=1.0)
    log.close()


def steps(path: Path) -> list[int]:
    return [line["step"] for line in read_log(path) if line["event"] == "step"]


def test_work_that_a_kill_has_lost_is_not_read_twice(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    write(path, 10, 20, 30, 40, start=0)
    write(path, 30, 40, 50, start=20)
    assert steps(path) == [10, 20, 30, 40, 50]


def test_a_line_cut_by_a_kill_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    write(path, 10, 20, start=0)
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"event": "step", "st')
    assert steps(path) == [10, 20]
    write(path, 30, start=20)
    assert steps(path) == [10, 20, 30]


def test_a_spoiled_line_in_the_middle_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"event": "step", "step": 1}\nrubbish\n{"event": "step", "step": 2}\n')
    with pytest.raises(BrokenDocument, match="line 2"):
        list(read_log(path))
