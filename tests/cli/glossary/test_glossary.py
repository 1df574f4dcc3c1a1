from __future__ import annotations

import hashlib
import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from g60translate.cli.app import _run
from g60translate.cli.glossary.group import app
from g60translate.documents.model import BlockKind
from g60translate.errors import G60Error, GlossaryError, InputError, OutputExists
from g60translate.glossary.concept import Status
from g60translate.glossary.store import load_glossary
from g60translate.reports.record.model import FileInfo, SegmentRecord, dump_record
from tests.reports.sample import make_record

TABLE = """concept,lang,term,status,inflect,source
expo,de,Importmesse,,noun:f,style guide
expo,en,Import Expo,,,style guide
expo,en,Import Fair,admitted,,
"""


def run(*arguments: str | Path, text: str | None = None) -> tuple[int, str]:
    """Exit code and output; an error of the program is raised, as the outer app catches it."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=text)
    if isinstance(result.exception, G60Error):
        raise result.exception
    return result.exit_code, result.stdout


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "house.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_every_command_shows_an_example() -> None:
    names = ("new", "add", "set", "remove", "show", "find", "lint", "diff", "impact", "import",
             "export")  # fmt: skip
    for name in names:
        code, output = run(name, "--help")
        assert code == 0
        assert f"g60translate glossary {name}" in output
        assert "--json" in output


def test_a_new_glossary_is_empty_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    run("new", path)
    assert len(load_glossary(path)) == 0
    with pytest.raises(OutputExists):
        run("new", path)
    assert run("new", path, "--force")[0] == 0


def test_terms_are_added_and_doubts_shown(book: Path) -> None:
    code, output = run(
        "add", book, "valley", "--term", "de=Tal", "--term", "en=valley", "--term", "en=dale",
        "--column", "note=a=b", "--json",
    )  # fmt: skip
    assert code == 0
    said = json.loads(output)
    assert [term["text"] for term in said["concepts"][0]["terms"]] == ["Tal", "valley", "dale"]
    assert [remark["rule"] for remark in said["remarks"]] == ["short-term", "two-preferred"]
    assert load_glossary(book).concept("valley").terms[0].note == "a=b"


def test_columns_are_set(book: Path) -> None:
    run("set", book, "expo", "status=forbidden", "--lang", "en", "--term", "Import Fair")
    run("set", book, "expo", "domain=trade", "priority=3")
    expo = load_glossary(book).concept("expo")
    assert (expo.domain, expo.priority, expo.terms[2].status) == ("trade", 3, Status.FORBIDDEN)


def test_a_faulty_change_leaves_the_file_alone(book: Path) -> None:
    with pytest.raises(GlossaryError, match="priority 'high'"):
        run("set", book, "expo", "priority=high")
    with pytest.raises(InputError, match="is no NAME=VALUE"):
        run("set", book, "expo", "priority")
    assert book.read_text(encoding="utf-8") == TABLE


def test_terms_and_concepts_are_removed(book: Path) -> None:
    run("remove", book, "expo", "--lang", "en", "--term", "Import Fair")
    assert len(load_glossary(book).concept("expo").terms) == 2
    assert run("remove", book, "expo") == (0, f"Saved {book}.\n")
    assert len(load_glossary(book)) == 0


def test_show_and_find(book: Path) -> None:
    assert "noun:f; style guide" in run("show", book, "expo")[1]
    assert json.loads(run("show", book, "expo", "--json")[1])[0]["id"] == "expo"
    assert run("find", book, "IMPORT fair")[1].count("\nexpo\t") == 3
    text = "Die Importmessen kommen."
    found = json.loads(run("find", book, text, "--from", "de", "--to", "en", "--json")[1])
    assert found["hits"] == [
        {"start": 4, "end": 16, "surface": "Importmessen", "expected": "Import Expo",
         "concept_id": "expo"}
    ]  # fmt: skip
    assert found["straddles"] == []
    assert run("find", book, "-", "--from", "de", "--to", "en", text=text)[1].endswith("expo\n")
    with pytest.raises(InputError, match="both --from and --to"):
        run("find", book, text, "--from", "de")


def test_brackets_are_shown_as_they_are_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, book: Path
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    run("set", book, "expo", "note=as on [b]posters[/b], [sic", "--lang", "de")
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setattr(sys, "argv", ["g60translate", "glossary", "show", str(book), "expo"])
    monkeypatch.setenv("COLUMNS", "200")
    assert _run() == 0
    assert "as on [b]posters[/b], [sic" in screen.getvalue()


def test_find_tells_which_term_was_given_up(book: Path) -> None:
    run("add", book, "hall", "--term", "de=Halle der Importmesse", "--term", "en=Expo Hall")
    run("add", book, "bank", "--term", "de=Importmesse Bank", "--term", "en=Expo Bank")
    pair = ("--from", "de", "--to", "en")
    output = run("find", book, "Halle der Importmesse-Bank", *pair)[1]
    assert "0-21\tHalle der Importmesse\tExpo Hall\thall\n" in output
    assert (
        "10-26: 'Importmesse-Bank' (bank) is given up for 'Halle der Importmesse' (hall)" in output
    )


def test_lint_fails_on_errors_and_on_warnings_if_strict(book: Path) -> None:
    assert run("lint", book) == (0, "Nothing to remark.\n")
    run("add", book, "valley", "--term", "de=Tal", "--term", "en=valley", "--column", "note=x")
    assert run("lint", book)[0] == 0
    assert run("lint", book, "--strict")[0] == 3
    with book.open("a", encoding="utf-8") as file:
        file.write("delta,de,Jangtse\u200b-Delta,,,,,,,,x\ndelta,en,Yangtze Delta\n")
    code, output = run("lint", book, "--json")
    assert code == 3
    (first, *_) = json.loads(output)["remarks"]
    assert (first["rule"], first["place"]) == ("invisible", "line 7")
    assert run("lint", book)[1].count("\tline 7\t") == 1
    code, output = run("lint", book, "--fix", "--json")
    assert (code, json.loads(output)["mended"]) == (0, 1)
    assert load_glossary(book).concept("delta").terms[0].text == "Jangtse-Delta"


def test_diff_tells_changes(book: Path, tmp_path: Path) -> None:
    later = tmp_path / "later.csv"
    later.write_text(TABLE.replace("Import Fair", "Import Show"), encoding="utf-8")
    assert run("diff", book, later)[1] == (
        "expo: en admitted term changed: 'Import Fair' → 'Import Show'\n"
    )
    assert run("diff", book, book)[1] == "No difference.\n"
    assert json.loads(run("diff", book, later, "--json")[1])[0]["kind"] == "changed"


@pytest.fixture
def recorded(book: Path) -> Path:
    """A release with the record of its translation, which says Import Expo."""
    release = book.with_name("release.de.txt")
    release.write_text("Die Importmesse ist auf. Es regnet.\n", encoding="utf-8")
    digest = hashlib.sha256(release.read_bytes()).hexdigest()
    segments = tuple(
        SegmentRecord(
            id=f"b1.{number}", block_id="b1", block_kind=BlockKind.PARAGRAPH, source=source,
            target=target,
        )
        for number, (source, target) in enumerate(
            [("Die Importmesse ist auf.", "The Import Expo is on."), ("Es regnet.", "It rains.")], 1
        )
    )  # fmt: skip
    source = FileInfo(name=release.name, format="text", sha256=digest, lang="de")
    english = book.parent / "english"
    english.mkdir()
    record = english / "release.en.txt.g60.json"
    record.write_bytes(dump_record(make_record(segments, source=source)))
    return record


def test_impact_compares_two_glossaries(book: Path, recorded: Path) -> None:
    release, later = book.with_name("release.de.txt"), book.with_name("later.csv")
    later.write_text(TABLE.replace("Import Expo", "CIIE"), encoding="utf-8")
    pair = ("--from", "de", "--to", "en")
    code, output = run("impact", release, "--glossary", later, "--against", book, *pair)
    assert code == 0
    assert "reworded: 'Importmesse' (expo): 'Import Expo' → 'CIIE'" in output
    assert output.endswith("Sentences that would change: 1 of 2.\n")
    # Without an earlier glossary, every sentence with a term is one that would change.
    output = run("impact", release, "--glossary", book, *pair)[1]
    assert "added: 'Importmesse' (expo): – → 'Import Expo'" in output


def test_impact_holds_recorded_translations_against_the_glossary(
    book: Path, recorded: Path
) -> None:
    release, later = book.with_name("release.de.txt"), book.with_name("later.csv")
    later.write_text(TABLE.replace("Import Expo", "CIIE"), encoding="utf-8")
    call = ("impact", release, "--from", "de", "--to", "en", "--record", recorded.parent)
    assert run(*call, "--glossary", book) == (
        0, "Recorded sentences that do not keep the glossary: 0.\n",
    )  # fmt: skip
    code, output = run(*call, "--glossary", later, "--json")
    assert code == 2
    (told,) = json.loads(output)
    assert told["record"] == str(recorded)
    assert [(s["segment_id"], s["breaches"][0]["wording"]) for s in told["touched"]] == [
        ("b1.1", "CIIE")
    ]
    release.write_text("Die Importmesse ist auf. Es schneit.\n", encoding="utf-8")
    assert "no record of a translation found" in run(*call, "--glossary", later)[1]
    with pytest.raises(InputError, match="another state"):
        run(*call[:-1], recorded, "--glossary", later)


def test_export_and_import_list_losses(book: Path, tmp_path: Path) -> None:
    tbx, back = tmp_path / "house.tbx", tmp_path / "back.csv"
    assert run("export", book, tbx)[1] == f"Wrote {tbx}.\n"
    assert run("import", tbx, back)[0] == 0
    assert load_glossary(back) == load_glossary(book)
    with pytest.raises(OutputExists):
        run("import", tbx, back)
    tsv = tmp_path / "house.tsv"
    with pytest.raises(InputError, match="--from de --to en"):
        run("export", book, tsv)
    output = run("export", book, tsv, "--from", "de", "--to", "en", "--json")[1]
    assert "admitted term left out" in str(json.loads(output)["losses"])


BAD_CALLS: list[tuple[list[str], int, str]] = [
    (["new", "house.csv"], 1, "--force"),
    (["show", "house.csv", "exop"], 1, "Did you mean expo?"),
    (["add", "house.csv", "expo", "--term", "Messe"], 1, "is no --term LANG=TEXT"),
    (["add", "house.csv", "a b", "--term", "de=Messe"], 3, "'a b' may not contain white space"),
    (["set", "house.csv", "expo", "priority=high"], 3, "priority 'high'"),
    (["set", "house.csv", "expo", "colour=red"], 1, "no column 'colour'"),
    (["remove", "house.csv", "expo", "--lang", "en"], 1, "several en terms; give --term"),
    (["find", "none.csv", "x"], 1, "none.csv"),
    (["find", "house.csv", "x", "--to", "en"], 1, "both --from and --to"),
    (["find", "house.csv", "x", "--from", "ge", "--to", "en"], 1, "languages: de, en"),
    (["lint", "bad.csv"], 3, "line 3: status 'perhaps'"),
    (["lint", "."], 1, "Is a directory"),
    (["diff", "house.csv", "bad.csv"], 3, "line 2"),
    (["impact", "house.csv", "--glossary", "house.csv"], 1, "--from de --to en"),
    (["impact", "no.txt", "--glossary", "house.csv", "--from", "de", "--to", "en"], 1, "no.txt"),
    (["impact", "bad.csv", "--glossary", "house.csv", "--from", "de", "--to", "fr"], 1, "'fr'"),
    (["impact", "bad.csv", "--glossary", "bad.csv", "--from", "de", "--to", "en"], 3, "line 2"),
    (["import", "bad.csv", "new.csv"], 3, "line 2"),
    (["import", "house.csv", "new.csv", "--format", "tbx"], 1, "not well-formed XML"),
    (["import", "house.csv", "new.csv", "--format", "zip"], 1, "Known glossary formats"),
    (["export", "house.csv", "new.abc"], 1, "Give --format"),
    (["export", "house.csv", "new.tsv"], 1, "--from de --to en"),
    (["find", "house.csv"], 1, "glossary find --help"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), BAD_CALLS)
def test_a_mistake_gets_one_paragraph_its_exit_code_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    book: Path,
    arguments: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(book.parent)
    bad = "concept,lang,term,status\nx,deu,Messe\nx,en,fair,perhaps\n"
    (book.parent / "bad.csv").write_text(bad, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["g60translate", "glossary", *arguments])
    assert _run() == code
    error = capsys.readouterr().err
    assert message in " ".join(error.split())
    assert error.startswith("error: ")
    assert "Traceback" not in error
    assert sorted(path.name for path in book.parent.iterdir()) == ["bad.csv", "house.csv"]
    assert book.read_text(encoding="utf-8") == TABLE


def test_without_arguments_the_help_is_all_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["g60translate", "glossary"])
    assert _run() == 1
    said = capsys.readouterr()
    assert "impact" in said.out
    assert said.err == ""
