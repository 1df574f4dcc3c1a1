from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.errors import InputError, OutputExists
from g60translate.memory import outlines
from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.lookup import Lookup, MatchKind
from g60translate.memory.opening import memory_of, new_memory, open_memory
from g60translate.memory.schema import APPLICATION_ID, MIGRATIONS, VERSION

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


def entry(source: str, target: str, **changes: object) -> Entry:
    return replace(Entry("de", "en", source, target, Origin.HUMAN, NOW), **changes)  # type: ignore[arg-type]


def test_a_memory_is_kept_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "house.g60m"
    whole = entry(
        "Der Hafen ist offen.",
        "The port is open.",
        before="a",
        after="b",
        document="x.docx",
        author="kl",
        state=State.DRAFT,
    )
    with new_memory(path) as memory:
        assert memory.add([whole]) == {"added": 1, "changed": 0, "kept": 0}
    with open_memory(path) as memory:
        assert [stored.entry for stored in memory.entries()] == [whole]
    with pytest.raises(OutputExists):
        new_memory(path)


def test_the_later_change_wins_but_no_machine_over_a_person() -> None:
    first = entry("Ja.", "Yes.")
    memory = memory_of([first], name="m")
    later = replace(first, changed=NOW.replace(day=2), author="kl")
    assert memory.add([later])["changed"] == 1
    assert memory.add([replace(later, origin=Origin.MACHINE, changed=NOW.replace(day=3))])["kept"]
    assert [stored.entry for stored in memory.entries()] == [later]
    # Another wording of the same sentence is another entry: nothing is lost.
    assert memory.add([entry("Ja.", "Indeed.")])["added"] == 1


def test_what_is_removed_is_found_no_more() -> None:
    memory = memory_of([entry("Der Hafen ist heute offen.", "The port is open today.")], name="m")
    lookup = Lookup([memory], source_lang="de", target_lang="en")
    assert lookup.alike("Der Hafen ist morgen offen.") is not None
    assert memory.remove([1, 2]) == 1
    assert lookup.alike("Der Hafen ist morgen offen.") is None
    assert not len(memory)
    # Nothing of it stays behind in the indices either.
    assert not any(kept for (kept,) in memory.query("SELECT kept FROM outline"))


@pytest.mark.parametrize("elsewhere", [False, True])
def test_an_entry_in_the_place_of_another_is_found(tmp_path: Path, elsewhere: bool) -> None:
    path = tmp_path / "house.g60m"
    with new_memory(path) as memory, open_memory(path) as other:
        memory.add([entry("Der Hafen ist heute offen.", "The port is open today.")])
        lookup = Lookup([memory], source_lang="de", target_lang="en")
        assert lookup.alike("Der Hafen ist morgen offen.") is not None
        writing = other if elsewhere else memory
        writing.remove([1])
        writing.add([entry("Die Brücke bleibt gesperrt.", "The bridge remains closed.")])
        assert lookup.alike("Die Brücke ist gesperrt.") is not None
        assert lookup.alike("Der Hafen ist morgen offen.") is None


@given(st.text(st.sampled_from("aßİὒﬃé "), max_size=outlines.LONGEST_KEPT))
def test_two_outlines_differ_in_no_more_bits_than_a_byte_counts(key: str) -> None:
    # Letters such as these fold to several.
    bits = int(np.bitwise_count(outlines._outline(key)).sum())
    assert bits <= len(key) + 1
    assert outlines.LONGEST_KEPT + outlines.LONGEST_ASKED + 2 <= 255


def test_what_another_process_adds_is_found(tmp_path: Path) -> None:
    path = tmp_path / "house.g60m"
    with new_memory(path) as memory, open_memory(path) as other:
        lookup = Lookup([memory], source_lang="de", target_lang="en")
        assert lookup.alike("Der Hafen ist morgen offen.") is None
        other.add([entry("Der Hafen ist heute offen.", "The port is open today.")])
        assert lookup.alike("Der Hafen ist morgen offen.") is not None
        # More than a row of the table holds, a few of them out again.
        other.add(entry(f"Zeile {number}", "x") for number in range(5_000))
        other.remove(range(1_000, 1_010))
        assert lookup.alike("Zeile 4321!!") is not None


@pytest.mark.parametrize("what", ["no SQLite", "cut", "another program", "a later version"])
def test_what_is_no_memory_is_refused(tmp_path: Path, what: str) -> None:
    path = tmp_path / "m.g60m"
    if what == "no SQLite":
        path.write_text("de\ten\n" * 400, encoding="utf-8")
    elif what == "another program":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE a (b)")
        connection.close()
    else:
        with new_memory(path) as memory:
            memory.add(entry(f"Satz {n} im Hafen", f"sentence {n}") for n in range(2000))
        if what == "cut":
            data = path.read_bytes()
            path.write_bytes(data[:4096] + b"\0" * 8192 + data[12288:])
        else:
            with sqlite3.connect(path) as connection:
                connection.execute(f"PRAGMA user_version = {VERSION + 1}")
            connection.close()
    with pytest.raises(InputError, match=r"m\.g60m"):
        open_memory(path).close()


def test_a_missing_memory_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="memory new"):
        open_memory(tmp_path / "none.g60m")


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from g60translate.memory.entry import Entry, Origin
from g60translate.memory.opening import open_memory
name, count = sys.argv[2], int(sys.argv[3])
now = datetime.now(UTC)
with open_memory(Path(sys.argv[1])) as memory:
    print("open", flush=True)
    for n in range(count):
        memory.add([Entry("de", "en", f"{name} {n} steht hier", f"{name} {n}", Origin.HUMAN, now)])
"""


def start(path: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE
    )


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.g60m"
    new_memory(path).close()
    writers = [start(path, name, 60) for name in ("eins", "zwei")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    for writer in writers:
        writer.stdout.close()  # type: ignore[union-attr]
    with open_memory(path) as memory:
        assert len(memory) == 120


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_kill_leaves_a_whole_memory(tmp_path: Path) -> None:
    path = tmp_path / "m.g60m"
    new_memory(path).close()
    held = 0
    for pause in (0.0, 0.03, 0.08):
        writer = start(path, f"satz{pause}", 100_000)
        writer.stdout.readline()  # type: ignore[union-attr]
        time.sleep(pause)
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)
        writer.stdout.close()  # type: ignore[union-attr]
        with open_memory(path) as memory:
            assert len(memory) >= held
            held = len(memory)
            for stored in memory.entries():
                match = Lookup([memory], source_lang="de", target_lang="en").same(
                    stored.entry.source
                )
                assert match is not None
                assert match.kind is MatchKind.EXACT
    assert held


def test_a_memory_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.g60m"
    with sqlite3.connect(path, isolation_level=None) as connection:
        MIGRATIONS[0](connection)
        columns = (
            "source_lang, target_lang, source, target, source_key, target_key, origin, state, "
            "changed, document"
        )
        for number in range(30):
            texts = (f"Im Hafen liegen heute {number} Schiffe", f"{number} ships are in port")
            connection.execute(
                f"INSERT INTO entry ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ("de", "en", *texts, *texts, "human", "approved", NOW.isoformat(), "a.docx"),
            )
        connection.execute("PRAGMA user_version = 1")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.close()
    with open_memory(path) as memory:
        assert len(memory) == 30
        lookup = Lookup([memory], source_lang="de", target_lang="en")
        same = lookup.same("Im Hafen liegen heute 7 Schiffe")
        assert same is not None
        assert (same.entry.target, same.entry.document) == ("7 ships are in port", "a.docx")
        assert lookup.alike("Im Hafen liegen heute 77 Schiffe") is not None
        # Known entries are known again.
        assert memory.add([same.entry]) == {"added": 0, "changed": 0, "kept": 1}


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_memory_that_is_closed_to_us_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m.g60m"
    with new_memory(path) as memory:
        memory.add([entry("Ja.", "Yes.")])
    # Whoever runs the tests may be allowed everything.
    monkeypatch.setattr(os, "access", lambda *_: False)
    with open_memory(path) as memory:
        assert len(memory) == 1
        with pytest.raises(InputError, match="writable"):
            memory.add([entry("Nein.", "No.")])
    assert [each.name for each in tmp_path.iterdir()] == ["m.g60m"]


IMPORT = """
import sys
from g60translate.memory import store
store._AT_ONCE = 100
from g60translate.cli.app import app
app(sys.argv[1:])
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_an_import_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    path, given = tmp_path / "m.g60m", tmp_path / "in.tsv"
    given.write_text("".join(f"Satz {n} hier\tsentence {n}\n" for n in range(3000)), "utf-8")
    new_memory(path).close()
    options = ["memory", "import", given, "-m", path, "--from", "de", "--to", "en", "--json"]
    command = [sys.executable, "-c", IMPORT, *map(str, options)]
    importing = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with open_memory(path) as memory:
        until = time.monotonic() + 60
        while not len(memory) and importing.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
    importing.kill()
    importing.wait(30)
    with open_memory(path) as memory:
        held = len(memory)
    assert held
    assert held % 100 == 0
    again = subprocess.run(command, check=True, capture_output=True)
    (counts,) = json.loads(again.stdout)
    assert (counts["added"], counts["changed"] + counts["kept"]) == (3000 - held, held)


MAKER = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from g60translate.memory.entry import Entry, Origin
from g60translate.memory.opening import memory_at
sys.stdin.readline()
with memory_at(Path(sys.argv[1])) as memory:
    memory.add([Entry("de", "en", sys.argv[2], "x", Origin.HUMAN, datetime.now(UTC))])
"""


def test_processes_that_make_a_memory_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "m.g60m"
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKER, str(path), name], stdin=subprocess.PIPE, text=True
        )
        for name in ("eins", "zwei", "drei")
    ]
    for maker in makers:
        maker.stdin.write("\n")  # type: ignore[union-attr]
        maker.stdin.close()  # type: ignore[union-attr]
    assert [maker.wait(60) for maker in makers] == [0, 0, 0]
    with open_memory(path) as memory:
        assert len(memory) == 3
