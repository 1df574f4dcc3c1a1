"""Tables: rows and ids kept, texts translated, and the same bytes however it is done."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from g60translate.batch.rows.table import Fields
from g60translate.reports.record.model import load_record
from tests.batch.runs import endings, run_batch, write_tree

ROWS: list[dict[str, Any]] = [
    {"id": n, "text": f"Bild {n} ist aus Wien.", "tags": ["a", n]} for n in range(300)
]
ROWS[7]["text"] = None
ROWS[8]["text"] = ""
ROWS[9]["text"] = "Zwei Absätze.\r\n\nDer zweite. Und noch ein Satz."


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_json_lines_keep_their_ids_and_all_other_keys(tmp_path: Path) -> None:
    text = "\ufeff" + "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS)
    source = write_tree(tmp_path, {"rows.jsonl": text})
    outcomes, tasks = run_batch(tmp_path / "out", source / "rows.jsonl")
    assert endings(outcomes) == {"rows.jsonl": "translated"}
    assert len(tasks) == 2
    made = [json.loads(line) for line in _lines(tmp_path / "out/rows.en.jsonl")]
    assert [{name: row[name] for name in ROWS[0]} for row in made] == ROWS
    assert made[3]["translation"] == "BILD 3 IST AUS WIEN."
    assert (made[7]["translation"], made[8]["translation"]) == (None, "")
    assert made[9]["translation"] == "ZWEI ABSÄTZE.\r\n\nDER ZWEITE. UND NOCH EIN SATZ."
    assert made[3]["confidence"] > 0
    data = (tmp_path / "out/rows.en.jsonl.g60.json").read_bytes()
    record = load_record(data, name="record")
    assert record.summary.segments == 300
    assert record.source.format == "jsonl"
    outcomes, tasks = run_batch(tmp_path / "out", source / "rows.jsonl")
    assert (endings(outcomes), tasks) == ({"rows.jsonl": "unchanged"}, [])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"text": 1}', "line 2: 'text' is no text"),
        ('{"txt": "x"}', "line 2 has no column 'text'; it has txt"),
        ('{"text": "x", "translation": "y"}', "has a column 'translation' already"),
        ("[1]", "line 2: no object"),
        ("{", "line 2: no JSON"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, reason: str) -> None:
    source = write_tree(tmp_path, {"rows.jsonl": f'{{"text": "Ein Text."}}\n{line}\n'})
    (outcome,), _ = run_batch(tmp_path / "out", source / "rows.jsonl")
    assert reason in outcome.reason
    assert outcome.code == 1
    assert not (tmp_path / "out/rows.en.jsonl").exists()


def test_columns_may_have_other_names_and_files_too(tmp_path: Path) -> None:
    source = write_tree(tmp_path, {"rows.txt": '{"de": "Ein Text.", "text": 1}\n'})
    fields = Fields(text="de", translation="en")
    run_batch(tmp_path / "out", source / "rows.txt", fields=fields, jsonl=True)
    (row,) = map(json.loads, _lines(tmp_path / "out/rows.en.txt"))
    assert (row["de"], row["text"], row["en"]) == ("Ein Text.", 1, "EIN TEXT.")


@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_arrow_tables_keep_their_columns_and_types(tmp_path: Path, suffix: str) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pyarrow.feather  # noqa: PLC0415
    import pyarrow.parquet  # noqa: PLC0415

    table = pa.table(
        {
            "id": pa.array(range(300), pa.uint16()),
            "text": pa.array([row["text"] for row in ROWS], pa.large_string()),
        }
    )
    source = tmp_path / f"rows.{suffix}"
    if suffix == "parquet":
        pyarrow.parquet.write_table(table, source, row_group_size=70)
    else:
        pyarrow.feather.write_feather(table, source)
    run_batch(tmp_path / "out", source)
    target = tmp_path / f"out/rows.en.{suffix}"
    made = (
        pyarrow.parquet.read_table(target)
        if suffix == "parquet"
        else pyarrow.feather.read_table(target)
    )
    assert made.select(["id", "text"]).cast(table.schema) == table
    assert made["translation"].to_pylist()[:2] == ["BILD 0 IST AUS WIEN.", "BILD 1 IST AUS WIEN."]
    assert made["translation"].to_pylist()[7] is None
    assert made.schema.field("findings").type == pa.list_(pa.string())
    source.write_bytes(b"PAR1 no table")
    (outcome,), _ = run_batch(tmp_path / "out", source)
    assert f"is no whole {suffix} file" in outcome.reason
