from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from g60translate.documents.files import write_atomic
from g60translate.documents.saving import write_together
from g60translate.errors import InputError, OutputExists


def test_writes_whole_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, b"one", replace=False)
    with pytest.raises(OutputExists, match="--force"):
        write_atomic(path, b"two", replace=False)
    assert path.read_bytes() == b"one"
    path.chmod(0o640)
    write_atomic(path, b"two", replace=True)
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_writing_into_no_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        write_atomic(tmp_path / "none" / "a.txt", b"x", replace=False)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if step == "fsync" else monkeypatch.setattr(
        Path, "replace", full
    )
    with pytest.raises(InputError, match="No space left"):
        write_atomic(path, b"new", replace=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_taken_while_writing_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    sync = os.fsync

    def rival(handle: int) -> None:
        path.write_bytes(b"rival")
        sync(handle)

    monkeypatch.setattr(os, "fsync", rival)
    with pytest.raises(OutputExists):
        write_atomic(path, b"ours", replace=False)
    assert path.read_bytes() == b"rival"
    assert list(tmp_path.iterdir()) == [path]


def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", unknown)
    write_atomic(tmp_path / "a.txt", b"x", replace=False)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write_together({first: b"1", second: b"2"}, replace=False)
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    third = tmp_path / "c"
    with pytest.raises(OutputExists, match="b exists"):
        write_together({third: b"3", second: b"4"}, replace=False)
    with pytest.raises(InputError, match="no folder"):
        write_together({third: b"3", first: b"5", tmp_path / "x" / "d": b"6"}, replace=True)
    assert sorted(tmp_path.iterdir()) == [first, second]
    assert first.read_bytes() == b"1"


def test_a_name_taken_at_the_last_moment_takes_back_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    link = Path.hardlink_to

    def rival(path: Path, target: Path) -> None:
        if path == second:
            second.write_bytes(b"rival")
        link(path, target)

    monkeypatch.setattr(Path, "hardlink_to", rival)
    with pytest.raises(OutputExists, match="b exists"):
        write_together({first: b"1", second: b"2"}, replace=False)
    assert list(tmp_path.iterdir()) == [second]
    assert second.read_bytes() == b"rival"


def test_an_interruption_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_together({tmp_path / "a": b"1"}, replace=False)
    assert not list(tmp_path.iterdir())
