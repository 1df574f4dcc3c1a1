"""A batch: what is done once is not done again, and nothing is lost or half written."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from g60translate.batch import cutting, feeding
from g60translate.batch.crew.processes import Processes
from g60translate.batch.journal.journal import Journal
from g60translate.batch.task import Join, Setup, Stretch, Task, Whole
from g60translate.batch.work import Worker
from g60translate.errors import DiskFull, InputError
from tests.batch.runs import JOURNAL, endings, left_behind, run_batch, write_tree
from tests.batch.stub import StubBench

PARAGRAPH = "Die Messe ist offen. Sie zeigt {n} Bilder aus Berlin.\n\n"
SOURCES = {
    "a.de.txt": "Die Messe ist offen.\n",
    "sub/b.de.md": "Ein *kleiner* Text.\n",
    "sub/deep/c d.txt": "Noch ein Text.\n",
    "large.de.txt": "".join(PARAGRAPH.format(n=n) for n in range(30)),
}


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a page are cut already."""
    monkeypatch.setattr(feeding, "SMALL", 1000)
    monkeypatch.setattr(cutting, "CHARACTERS", 400)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "source", SOURCES)


def crew_of(count: int) -> type[Processes]:
    return lambda setup: Processes(setup, count)  # type: ignore[return-value]


def kinds(tasks: Sequence[Task]) -> list[str]:
    return sorted({type(task).__name__ for task in tasks})


def test_a_tree_is_mirrored_with_records_and_reports(tmp_path: Path, source: Path) -> None:
    outcomes, tasks = run_batch(tmp_path / "out", source)
    assert set(endings(outcomes).values()) == {"translated"}
    out = tmp_path / "out"
    assert (out / "a.en.txt").read_text() == "DIE MESSE IST OFFEN.\n"
    assert (out / "sub/b.en.md").read_text() == "EIN *KLEINER* TEXT.\n"
    assert (out / "sub/deep/c d.en.txt.g60.json").exists()
    assert (out / "reports/sub/b.en.md.html").exists()
    assert (out / "large.en.txt").read_text() == (source / "large.de.txt").read_text().upper()
    assert kinds(tasks) == ["Join", "Stretch", "Whole"]


def test_a_large_file_in_stretches_is_what_it_is_as_a_whole(tmp_path: Path, source: Path) -> None:
    run_batch(tmp_path / "out", source / "large.de.txt")
    cut = left_behind(tmp_path / "out")
    data = (source / "large.de.txt").read_bytes()
    whole = Whole(1, "large.de.txt", "large.en.txt", data)
    made = Worker(Setup(bench=StubBench, target_tag="en")).perform(whole).made
    assert made is not None
    assert made.output == cut["large.en.txt"]
    record, other = json.loads(made.record), cut["large.en.txt.g60.json"]
    del record["created"], record["summary"]["seconds"]
    assert record == other


def test_what_has_not_changed_is_not_done_again(tmp_path: Path, source: Path) -> None:
    run_batch(tmp_path / "out", source)
    before = left_behind(tmp_path / "out")
    outcomes, tasks = run_batch(tmp_path / "out", source)
    assert set(endings(outcomes).values()) == {"unchanged"}
    assert all(outcome.summary is not None for outcome in outcomes)
    assert tasks == []
    (source / "a.de.txt").write_text("Die Messe ist zu.\n")
    outcomes, tasks = run_batch(tmp_path / "out", source)
    assert endings(outcomes)["a.de.txt"] == "translated"
    assert len(tasks) == 1
    assert left_behind(tmp_path / "out") != before
    # Another glossary, model or option is another setup.
    outcomes, _ = run_batch(tmp_path / "out", source / "sub", setup="other")
    assert set(endings(outcomes).values()) == {"translated"}


def test_what_is_gone_is_made_again_and_what_was_edited_is_kept(
    tmp_path: Path, source: Path
) -> None:
    out = tmp_path / "out"
    run_batch(out, source)
    (out / "a.en.txt").unlink()
    (out / "sub/b.en.md").write_text("edited by a person")
    outcomes, _ = run_batch(out, source)
    assert endings(outcomes) == {
        "a.de.txt": "translated",
        "b.de.md": "unchanged",
        "c d.txt": "unchanged",
        "large.de.txt": "unchanged",
    }
    (source / "sub/b.de.md").write_text("Ein neuer Text.\n")
    outcomes, tasks = run_batch(out, source)
    failed = next(each for each in outcomes if each.item.name == "b.de.md")
    assert "was edited since" in failed.reason
    assert (out / "sub/b.en.md").read_text() == "edited by a person"
    # Its translation is kept, and needs but to be written.
    assert len(tasks) == 1
    outcomes, tasks = run_batch(out, source, force=True)
    assert (out / "sub/b.en.md").read_text() == "EIN NEUER TEXT.\n"


def test_a_file_that_nobody_here_has_written_is_not_replaced(tmp_path: Path, source: Path) -> None:
    out = write_tree(tmp_path / "out", {"a.en.txt": "mine"})
    outcomes, _ = run_batch(out, source / "a.de.txt")
    assert outcomes[0].reason.startswith(f"{out / 'a.en.txt'} exists already, and is kept.")
    assert (out / "a.en.txt").read_text() == "mine"
    (out / "a.en.txt").unlink()
    outcomes, tasks = run_batch(out, source / "a.de.txt")
    assert (endings(outcomes), tasks) == ({"a.de.txt": "translated"}, [])


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        ("Ein Fehler.\n", "The decoder refused it.", 4),
        ("Eine Panne.\n", "Internal error: ZeroDivisionError", 70),
    ],
)
def test_a_poisonous_file_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, source: Path, text: str, reason: str, code: int
) -> None:
    (source / "sub/b.de.md").write_text(text)
    outcomes, _ = run_batch(tmp_path / "out", source)
    assert endings(outcomes)["b.de.md"] == "failed"
    assert list(endings(outcomes).values()).count("translated") == 3
    (failed,) = [each for each in outcomes if each.code]
    assert (failed.code, failed.reason.startswith(reason)) == (code, True)
    outcomes, tasks = run_batch(tmp_path / "out", source)
    assert (endings(outcomes)["b.de.md"], tasks) == ("failed", [])
    _, tasks = run_batch(tmp_path / "out", source, again=True)
    assert len(tasks) == 1


def test_a_part_of_a_large_file_can_be_the_poison(tmp_path: Path, source: Path) -> None:
    with (source / "large.de.txt").open("a") as file:
        file.write("Ein Fehler.\n")
    outcomes, tasks = run_batch(tmp_path / "out", source)
    assert endings(outcomes)["large.de.txt"] == "failed"
    parts = sum(isinstance(task, Stretch) for task in tasks)
    _, tasks = run_batch(tmp_path / "out", source, again=True)
    # What was translated of it is still there.
    assert 1 <= sum(isinstance(task, Stretch) for task in tasks) < parts


def test_several_processes_write_what_one_writes_and_survive_a_death(
    tmp_path: Path, source: Path
) -> None:
    run_batch(tmp_path / "alone", source)
    write_tree(source, {"poison.de.txt": "Ein Absturz.\n"})
    outcomes, tasks = run_batch(tmp_path / "two", source, crew=crew_of(2))
    (failed,) = [each for each in outcomes if each.code]
    assert (failed.item.name, "ended 3 times" in failed.reason) == ("poison.de.txt", True)
    assert sum(isinstance(t, Whole) and t.name == "poison.de.txt" for t in tasks) == 3
    assert left_behind(tmp_path / "two") == left_behind(tmp_path / "alone")


def test_a_full_disk_stops_the_batch_and_the_next_call_goes_on(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_batch(tmp_path / "unbroken", source)
    sync = os.fsync
    calls = 0

    def full(handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls > 4:
            raise OSError(28, os.strerror(28))
        sync(handle)

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(DiskFull, match="No space left"):
            run_batch(tmp_path / "out", source)
    run_batch(tmp_path / "out", source)
    assert left_behind(tmp_path / "out") == left_behind(tmp_path / "unbroken")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_closed_to_us_waits_for_the_next_call(
    tmp_path: Path, source: Path
) -> None:
    out = tmp_path / "out"
    (out / "sub").mkdir(parents=True)
    (out / "sub").chmod(0o500)
    outcomes, _ = run_batch(out, source)
    assert endings(outcomes)["b.de.md"] == "failed"
    (out / "sub").chmod(0o700)
    outcomes, tasks = run_batch(out, source)
    assert (endings(outcomes)["b.de.md"], tasks) == ("translated", [])


def test_one_batch_at_a_time_works_in_an_output(tmp_path: Path, source: Path) -> None:
    where = tmp_path / "out" / JOURNAL
    where.parent.mkdir()
    with Journal(where), pytest.raises(InputError, match="Another batch is at work"):
        run_batch(tmp_path / "out", source)


def test_a_journal_of_another_kind_or_damaged_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE x (y)")
    made.close()
    with pytest.raises(InputError, match="no journal"):
        Journal(other)
    (tmp_path / "torn").write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(InputError, match="Move it away"):
        Journal(tmp_path / "torn")


def test_output_and_source_may_be_moved_together(tmp_path: Path, source: Path) -> None:
    run_batch(tmp_path / "out", source)
    (tmp_path / "elsewhere").mkdir()
    for name in ("out", "source"):
        shutil.move(tmp_path / name, tmp_path / "elsewhere" / name)
    moved = tmp_path / "elsewhere"
    outcomes, _ = run_batch(moved / "out", moved / "source")
    assert set(endings(outcomes).values()) == {"unchanged"}


def test_joined_stretches_are_given_in_their_order(tmp_path: Path, source: Path) -> None:
    _, tasks = run_batch(tmp_path / "out", source / "large.de.txt")
    (join,) = [task for task in tasks if isinstance(task, Join)]
    assert len(join.contents) == sum(isinstance(task, Stretch) for task in tasks) > 2
