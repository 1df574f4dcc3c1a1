from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from g60translate.cli.evaluation.score import score
from g60translate.errors import EncodingFault, InputError, UnknownLanguage

GLOSSARY = (
    "concept,lang,term,status\nexpo,de,Importmesse,preferred\nexpo,en,Import Expo,preferred\n"
)

app = typer.Typer()
app.command()(score)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "ref.en").write_text(
        "The Import Expo opened in Shanghai today.\nNine cities signed a joint plan.\n", "utf-8"
    )
    (tmp_path / "hyp.en").write_text(
        "The Import Expo opened today in Shanghai.\nNine cities signed a common plan.\n", "utf-8"
    )
    (tmp_path / "src.de").write_text(
        "Die Importmesse wurde heute in Shanghai eröffnet.\nNeun Städte unterzeichneten einen Plan"
        " auf der Importmesse.\n",
        "utf-8",
    )
    (tmp_path / "g.csv").write_text(GLOSSARY, "utf-8")
    return tmp_path


def run(folder: Path, *arguments: str, stdin: bytes | None = None) -> str:
    given = [str(folder / a) if (folder / a).exists() else a for a in arguments]
    result = CliRunner().invoke(app, given, input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def run_json(folder: Path, *arguments: str, stdin: bytes | None = None) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(run(folder, *arguments, "--json", stdin=stdin))
    return content


def test_scores_with_intervals_and_signatures(files: Path) -> None:
    content = run_json(files, "hyp.en", "ref.en", "--to", "en")
    scores = {entry["name"]: entry for entry in content["scores"]}
    assert set(scores) == {"BLEU", "chrF2++", "TER"}
    assert 40 < scores["BLEU"]["value"] < 100
    assert all(entry["signature"] and len(entry["ci95"]) == 2 for entry in scores.values())
    assert content["terms"] is None


def test_terms_are_scored_where_there_is_a_source(files: Path) -> None:
    content = run_json(
        files, "hyp.en", "ref.en", "--src", "src.de", "--from", "de", "--to", "en",
        "--glossary", "g.csv",
    )  # fmt: skip
    assert content["terms"] == {
        "found": 2,
        "met": 1,
        "missed": [{"line": 2, "surface": "Importmesse", "expected": "Import Expo"}],
    }
    terms = next(entry for entry in content["scores"] if entry["name"] == "terms")
    assert terms["value"] == 50.0
    assert "glossary:g@" in terms["signature"]


def test_a_pipe_gets_tab_separated_lines(files: Path) -> None:
    head, *rows = run(
        files, "-", "ref.en", "--to", "en", stdin=(files / "hyp.en").read_bytes()
    ).splitlines()
    assert head.split("\t") == ["Score", "Value", "95 %", "Signature"]
    assert [row.split("\t")[0] for row in rows] == ["BLEU", "chrF2++", "TER"]


def test_the_target_language_is_told_from_the_reference(files: Path) -> None:
    (files / "ref.zh").write_text("今天进博会在上海开幕。\n九城市共同签署了一项规划。\n", "utf-8")
    content = run_json(files, "ref.zh", "ref.zh")
    assert "tok:zh" in content["scores"][0]["signature"]
    assert content["scores"][0]["value"] == pytest.approx(100)


def test_several_references(files: Path) -> None:
    content = run_json(files, "hyp.en", "ref.en", "hyp.en", "--to", "en")
    assert content["scores"][0]["value"] == pytest.approx(100)
    assert "nrefs:2" in content["scores"][0]["signature"]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        (("hyp.en", "one.en"), InputError, "2 lines, the reference 1"),
        (("hyp.en", "ref.en", "--src", "one.en", "--from", "de"), InputError, "the source 1"),
        (("empty.en", "empty.en"), InputError, "no lines"),
        (("nowhere.en", "ref.en"), InputError, "cannot be read"),
        (("latin.en", "ref.en"), EncodingFault, "not UTF-8"),
        (("-", "-"), InputError, "Only one"),
        (("hyp.en", "ref.en", "--glossary", "g.csv"), InputError, "--src"),
    ],
)
def test_faults_say_what_and_where(
    files: Path, arguments: tuple[str, ...], error: type[Exception], message: str
) -> None:
    (files / "one.en").write_text("One line.\n", "utf-8")
    (files / "empty.en").write_bytes(b"")
    (files / "latin.en").write_bytes("café\n".encode("latin-1"))
    with pytest.raises(error, match=message):
        run(files, *arguments, "--to", "en")


def test_an_unclear_language_names_the_option(files: Path) -> None:
    (files / "codes").write_text("1 2 3\n", "utf-8")
    with pytest.raises(UnknownLanguage, match="--to"):
        run(files, "codes", "codes")
