"""What a batch takes, and where it goes."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from g60translate.batch.places.local import LocalPlace
from g60translate.batch.places.opening import open_place
from g60translate.batch.plan.archives import Archives
from g60translate.batch.plan.item import Bar, Item
from g60translate.batch.plan.planning import Planner
from g60translate.batch.plan.rules import Rules, rules_of
from g60translate.errors import InputError
from tests.batch.runs import name_in_english, run_batch, write_tree


def plan(
    output: Path, *sources: Path | str, rules: Rules | None = None, settled: float = 9e99
) -> list[Item]:
    planner = Planner(
        LocalPlace(output), name_in_english, rules or Rules(), settled, archives=Archives()
    )
    return planner.plan([str(source) for source in sources])


def targets(items: list[Item]) -> list[str]:
    return [item.target for item in items if item.bar is None]


def zipped(files: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_the_tree_of_a_folder_is_kept_and_several_have_their_own(tmp_path: Path) -> None:
    one = write_tree(tmp_path / "one", {"a.de.txt": "", "b/c d.md": "", "b/.git/x.md": ""})
    two = write_tree(tmp_path / "two", {"a.de.txt": ""})
    assert targets(plan(tmp_path / "out", one)) == ["a.en.txt", "b/c d.en.md"]
    several = plan(tmp_path / "out", one, two, two / "a.de.txt")
    assert targets(several) == ["one/a.en.txt", "one/b/c d.en.md", "two/a.en.txt", "a.en.txt"]
    with pytest.raises(InputError, match="Two sources are called 'one'"):
        plan(tmp_path / "out", one, write_tree(tmp_path / "x/one", {"a": ""}))
    with pytest.raises(InputError, match="There is no file or folder"):
        plan(tmp_path / "out", tmp_path / "gone")


def test_neither_the_output_nor_records_are_taken_for_sources(tmp_path: Path) -> None:
    files = {"a.txt": "", "a.en.txt.g60.json": "", "out/a.en.txt": "", "outer/b.txt": ""}
    source = write_tree(tmp_path, files)
    assert targets(plan(tmp_path / "out", source)) == ["a.en.txt", "outer/b.en.txt"]


def test_globs_and_ignore_files_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    source = write_tree(
        tmp_path,
        {
            ".g60ignore": "# old ones\nold/\n*.log\n!keep.log\n/top.txt\n",
            "a.txt": "",
            "a.log": "",
            "keep.log": "",
            "top.txt": "",
            "old/b.txt": "",
            "sub/top.txt": "",
            "sub/.g60ignore": "x*.txt\n!a.log\n",
            "sub/xy.txt": "",
            "sub/a.log": "",
            "drafts/c.txt": "",
        },
    )
    out = tmp_path / "o"
    taken = [item.path for item in plan(out, source)]
    assert taken == ["a.txt", "drafts/c.txt", "keep.log", "sub/a.log", "sub/top.txt"]
    taken = [item.path for item in plan(out, source, rules=rules_of(["*.txt"], ["drafts/"]))]
    assert taken == ["a.txt", "sub/top.txt"]


def test_two_files_of_one_name_in_the_target_are_told_and_the_first_is_done(
    tmp_path: Path,
) -> None:
    source = write_tree(tmp_path, {"a.de.md": "", "a.md": "", "b.md": ""})
    first, second, third = plan(tmp_path / "o", source)
    assert (first.bar, third.bar) == (None, None)
    assert second.bar is Bar.FAULT
    assert "would be called a.en.md, and so is that of" in second.reason


@pytest.mark.skipif(os.name == "nt", reason="links")
def test_links_to_folders_are_not_followed_and_broken_ones_are_told(tmp_path: Path) -> None:
    source = write_tree(tmp_path / "s", {"a.txt": "x"})
    (source / "loop").symlink_to(source)
    (source / "gone.txt").symlink_to("nowhere.txt")
    (source / "b.txt").symlink_to("a.txt")
    os.mkfifo(source / "pipe.txt")
    items = plan(tmp_path / "o", source)
    assert [item.path for item in items] == ["a.txt", "b.txt", "gone.txt", "pipe.txt"]
    archives = Archives()
    assert archives.read(items[1]) == b"x"
    for item in items[2:]:
        with pytest.raises(InputError, match=item.path):
            archives.read(item)


def test_archives_are_folders_and_unsafe_ones_are_refused(tmp_path: Path) -> None:
    inner = zipped({"deep.txt": "deep"})
    for _ in range(3):
        inner = zipped({"again.zip": inner, "ok.txt": "ok"})
    (tmp_path / "a.zip").write_bytes(
        zipped({"b/c.de.txt": "text", "__MACOSX/b": "", "inner.zip": inner, "folder/": ""})
    )
    (tmp_path / "evil.zip").write_bytes(zipped({"../../etc/cron": "x"}))
    (tmp_path / "torn.zip").write_bytes((tmp_path / "a.zip").read_bytes()[:-30])
    (tmp_path / "bomb.zip").write_bytes(_bomb())
    items = plan(tmp_path / "out", tmp_path)
    assert targets(items) == ["a/b/c.en.txt", "a/inner/again/ok.en.txt", "a/inner/ok.en.txt"]
    archives = Archives()
    read = {item.target: archives.read(item) for item in items if item.bar is None}
    assert read["a/b/c.en.txt"] == b"text"
    assert read["a/inner/again/ok.en.txt"] == b"ok"
    archives.close()
    reasons = {item.name: item.reason for item in items if item.bar is Bar.FAULT}
    assert "3 archives deep" in reasons["again.zip"]
    assert "unsafe name" in reasons["evil.zip"]
    assert "is damaged" in reasons["torn.zip"]  # and not taken for the archive that lies in it
    assert "taken for an attack" in reasons["bomb.zip"]


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(20_000_000))
    return made.getvalue()


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_names_need_not_be_text(tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.mkdir()
    (source / os.fsdecode(b"b\xff.de.txt")).write_text("Ein Text.\n")
    outcomes, _ = run_batch(tmp_path / "o", source)
    assert [outcome.ending.value for outcome in outcomes] == ["translated"]
    assert (tmp_path / "o" / os.fsdecode(b"b\xff.en.txt")).read_text() == "EIN TEXT.\n"


def test_what_is_being_written_is_left_for_later(tmp_path: Path) -> None:
    source = write_tree(tmp_path, {"new.txt": "", "old.txt": ""})
    os.utime(source / "old.txt", (1, 1))
    items = plan(tmp_path / "o", source, settled=1000)
    assert [(item.path, item.bar) for item in items] == [("new.txt", Bar.LATER), ("old.txt", None)]


def test_other_file_systems_are_read_and_written_like_this_one(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    import fsspec  # noqa: PLC0415

    memory = fsspec.filesystem("memory")
    for name, text in {"a.de.txt": "Ein Text.\n", "b/c.de.md": "Noch *einer*.\n"}.items():
        memory.pipe_file(f"/archive/{name}", text.encode())
    journal = tmp_path / "journal"
    for _ in range(2):
        outcomes, _ = run_batch("memory://out", "memory://archive", journal=journal)
    assert [outcome.ending.value for outcome in outcomes] == ["unchanged", "unchanged"]
    assert memory.cat_file("/out/b/c.en.md") == b"NOCH *EINER*.\n"
    assert memory.exists("/out/a.en.txt.g60.json")
    source = write_tree(tmp_path / "s", {"a.de.txt": "Ein Text.\n"})
    run_batch(f"file://{tmp_path}/o", f"file://{source}", journal=tmp_path / "j")
    assert (tmp_path / "o/a.en.txt").read_text() == "EIN TEXT.\n"
    with pytest.raises(InputError, match="names no place that fsspec knows"):
        open_place("nosuch://x")
