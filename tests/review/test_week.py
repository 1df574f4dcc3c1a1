"""A week: a client's memory, a release, its review in Word, and the next release."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from typer.testing import CliRunner

from g60translate.bitext.pairs import read_pairs
from g60translate.cli.app import app
from g60translate.documents.files import read_document
from g60translate.reports.record.model import Record, load_record
from g60translate.review.formats.table import review_format
from g60translate.review.sheet import Returned, ReturnedRow, Row, Sheet, sheet_of

pytestmark = pytest.mark.model

FAULTY = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="de" segtype="sentence" adminlang="en" datatype="xml"
 creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu><tuv xml:lang="de-DE"><seg>Für Rückfragen:</seg></tuv>
<tuv xml:lang="en-GB"><seg>Ask us:</seg></tuv></tu>
<tu><tuv xml:lang="de-DE"><seg>Leer</seg></tuv><tuv xml:lang="en"><seg></seg></tuv></tu>
<tu><tuv xml:lang="de-DE"><seg>Nur deutsch</seg></tuv></tu>
<tu><tuv xml:lang="de-DE"><seg>Sie fand im CIIE-Pavillon statt.</seg></tuv>
<tuv xml:lang="en"><seg>It took place in the fair's pavilion.</seg></tuv></tu>
</body></tmx>"""


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def release(path: Path, *sentences: str) -> None:
    word = docx.Document()
    word.add_heading("Der Hafen öffnet wieder", level=1)
    for sentence in sentences:
        paragraph = word.add_paragraph()
        for number, part in enumerate(sentence.split("*")):
            paragraph.add_run(part).bold = bool(number % 2) or None
    word.save(str(path))


def record(path: Path) -> Record:
    return load_record(path.read_bytes(), name=path.name)


def translated(path: Path) -> list[str]:
    return [b.text for b in read_document(path.read_bytes(), name=path.name).blocks]


WEEK_ONE = (
    "Die Stadt *baut* eine neue Brücke.",
    "Der Rat tagt am Montag.",
    "Das Fest beginnt am *Freitag*.",
    "Für Rückfragen:",
)
WEEK_TWO = (*WEEK_ONE[:2], "Das Fest war ein Erfolg.", "Für Rückfragen:")


def test_what_was_corrected_on_monday_comes_back_next_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, client = tmp_path / "house.g60m", tmp_path / "client.tmx"
    client.write_text(FAULTY, encoding="utf-8")
    told = run("memory", "import", client, "--memory", house)
    # What is faulty is told, the rest is there.
    assert "unit 2: nothing stands under en" in told
    assert "unit 3: there are not two languages" in told
    assert "2" in run("memory", "stats", house)

    first = tmp_path / "one.de.docx"
    release(first, *WEEK_ONE)
    run("translate", first, "--to", "en", "--memory", house, "--fail-on", "never")
    target = tmp_path / "one.en.docx"
    assert translated(target)[-1] == "Ask us:"

    review = tmp_path / "review.docx"
    run("review", "export", f"{target}.g60.json", "-o", review)
    word = docx.Document(str(review))
    table = word.tables[0]
    rows = [row for row in table.rows if row.cells[0].text != "No."]
    assert "⟨1⟩" in rows[1].cells[2].text
    rows[1].cells[2].text = "Our city puts up one more bridge."  # its bold is gone
    rows[2].cells[2].text = "The council convenes on Monday."
    table._tbl.remove(rows[3]._tr)
    rows[1]._tr.addprevious(rows[3]._tr)
    word.save(str(review))
    # The memory that g60.toml names, as the house has it.
    (tmp_path / "g60.toml").write_text('memory = "house.g60m"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    told = run("review", "import", review)
    assert "2 of 5 segments edited" in told
    assert "1 row moved back" in told

    reviewed = tmp_path / "one.en.reviewed.docx"
    texts = translated(reviewed)
    assert texts[1:3] == ["Our city puts up one more bridge.", "The council convenes on Monday."]
    assert texts[0] == translated(target)[0]
    bold = [r.text for p in docx.Document(str(reviewed)).paragraphs for r in p.runs if r.bold]
    # Where the words of the lost code are not to be found, it is told; the other one is untouched.
    assert bold
    after = record(Path(f"{reviewed}.g60.json"))
    assert [s.edited for s in after.segments] == [False, True, True, False, False]
    assert "codes" in [f.check for f in after.segments[1].findings]

    second = tmp_path / "two.de.docx"
    release(second, *WEEK_TWO)
    run("translate", second, "--to", "en", "--memory", house, "--fail-on", "never")
    again = translated(tmp_path / "two.en.docx")
    assert again[1:3] == texts[1:3]
    recalled = record(tmp_path / "two.en.docx.g60.json").segments
    assert [s.recalled and s.recalled.origin for s in recalled[1:3]] == ["human", "human"]
    edits = tmp_path / "edits.tsv"
    run("review", "learn", house, "--from", "de", "--to", "en", "-o", edits)
    # As `adapt --tm` reads it.
    pairs = [*read_pairs(edits, source_lang="de", target_lang="en")]
    assert [(p.target, p.document) for p in pairs] == [(t, "one.de.docx") for t in texts[1:3]]


def returned(sheet: Sheet) -> Returned:
    return Returned(
        sheet.digest, tuple(ReturnedRow(row.id, row.source, row.target) for row in sheet.rows)
    )


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("done")
    (folder / "a.de.txt").write_text("Der Hafen ist offen.\n\nEr war zu.\n", encoding="utf-8")
    run("translate", folder / "a.de.txt", "--to", "en", "--fail-on", "never")
    return folder / "a.en.txt.g60.json"


@pytest.mark.parametrize("kind", ["docx", "xlsx", "xliff", "html"])
def test_every_format_takes_edits_back(done: Path, kind: str) -> None:
    sheet = sheet_of(record(done))
    made = review_format(kind)
    assert made.read(made.write(sheet), name="x") == returned(sheet)
    awkward = Sheet(
        sheet.document,
        sheet.digest,
        "de",
        "en",
        (Row("1.1", "a", "=1+1 & <b> “x”\nzwei ⟨1/⟩", ("Note",)), Row("1.2", "b", "")),
    )
    assert made.read(made.write(awkward), name="x") == returned(awkward)


def test_edits_with_change_tracking_on_are_taken_as_accepted(done: Path, tmp_path: Path) -> None:
    sheet = sheet_of(record(done))
    word = docx.Document(io.BytesIO(review_format("docx").write(sheet)))
    run_of_text = word.tables[0].rows[1].cells[2].paragraphs[0].runs[0]._r
    made = parse_xml(
        f'<w:p {nsdecls("w")}><w:ins w:id="1" w:author="kl"><w:r><w:t>New </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="kl"><w:r><w:delText>old </w:delText></w:r></w:del>'
        "<w:r><w:t>text</w:t></w:r></w:p>"
    )
    run_of_text.getparent().getparent().replace(run_of_text.getparent(), made)
    path = tmp_path / "edited.docx"
    word.save(str(path))
    found = review_format("docx").read(path.read_bytes(), name="x")
    assert found.rows[0].target == "New text"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_file_that_libreoffice_has_saved_still_fits(
    done: Path, tmp_path: Path, kind: str
) -> None:
    sheet = sheet_of(record(done))
    given, out = tmp_path / f"review.{kind}", tmp_path / "out"
    given.write_bytes(review_format(kind).write(sheet))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(out),
        str(given),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = review_format(kind).read((out / given.name).read_bytes(), name="x")
    assert found == returned(sheet)


def test_what_does_not_fit_is_refused_with_its_segment(done: Path, tmp_path: Path) -> None:
    review = tmp_path / "review.xlsx"
    run("review", "export", done, "-o", review)
    book = openpyxl.load_workbook(review)
    book.worksheets[0]["A2"] = "9.9"
    book.save(review)
    told = CliRunner().invoke(app, ["review", "import", str(review), "--record", str(done)])
    assert told.exit_code == 1 or "9.9" in str(told.exception)
    source = done.with_name("a.de.txt")
    source.write_text("Anders.\n", encoding="utf-8")
    run("review", "export", done, "-o", tmp_path / "b.xlsx")
    told = CliRunner().invoke(
        app, ["review", "import", str(tmp_path / "b.xlsx"), "--record", str(done)]
    )
    assert "changed since" in str(told.exception)
