"""Glossaries as houses keep them, read without an import first."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from g60translate.errors import BrokenDocument, GlossaryError, InputError
from g60translate.glossary.exchange.exchange import export_glossary
from g60translate.glossary.reading import read_glossary
from g60translate.glossary.store import parse_csv

OWN = "concept,lang,term\nport,de,Hafen\nport,en,port\n"
PAIR = ("de", "en")


def terms(path: Path, *, pair: tuple[str, str] | None = None) -> set[tuple[str, str]]:
    read = read_glossary(path, pair=pair).glossary
    return {(term.lang, term.text) for concept in read for term in concept.terms}


@pytest.mark.parametrize("name", ["h.csv", "h.xlsx", "h.tbx", "h.utx", "h.tsv", "h.txt", "H.XLSX"])
def test_every_exchange_format_is_read_by_its_name(tmp_path: Path, name: str) -> None:
    glossary = parse_csv(OWN, name="own.csv")
    export_glossary(glossary, tmp_path / name, pair=PAIR)
    assert terms(tmp_path / name, pair=PAIR) == {("de", "Hafen"), ("en", "port")}


@pytest.mark.parametrize(
    ("name", "delimiter"),
    [
        *((name, delimiter) for name in ("h.csv", "h", "h.glossary") for delimiter in ",;\t"),
        *((name, delimiter) for name in ("h.tsv", "h.txt", "h.tab") for delimiter in ";\t"),
    ],
)
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_our_own_table_is_told_by_its_columns(
    tmp_path: Path, name: str, delimiter: str, start: str
) -> None:
    path = tmp_path / name
    path.write_text(start + OWN.replace(",", delimiter), encoding="utf-8")
    assert terms(path) == {("de", "Hafen"), ("en", "port")}


WIDE = "de;en;fr;domain;Farbe\nHafen;port | harbour;port;Verkehr;blau\n\nMesse;trade fair;;;\n"


@pytest.mark.parametrize("name", ["h.csv", "h.tsv", "h.txt"])
@pytest.mark.parametrize("header", ["de;en;fr", "German;English;French", "Deutsch;en-GB;fr_FR"])
def test_a_table_with_a_column_a_language_is_read(tmp_path: Path, name: str, header: str) -> None:
    delimiter = "," if name == "h.csv" else "\t"
    text = WIDE.replace("de;en;fr", header).replace(";", delimiter)
    (tmp_path / name).write_text(text, encoding="utf-8-sig")
    imported = read_glossary(tmp_path / name, pair=PAIR)
    port, fair = imported.glossary
    assert [(t.lang, t.text, t.status.value) for t in port.terms] == [
        *(("de", "Hafen", "preferred"), ("en", "port", "preferred"), ("en", "harbour", "admitted")),
        ("fr", "port", "preferred"),
    ]
    assert (port.domain, fair.id) == ("Verkehr", "trade-fair")
    assert [loss.message for loss in imported.losses] == ["column 'Farbe' is not taken over"]


def test_numbers_of_rows_are_no_language(tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("id,de,en\n1,Hafen,port\n", encoding="utf-8")
    assert terms(tmp_path / "h.csv") == {("de", "Hafen"), ("en", "port")}
    (tmp_path / "h.csv").write_text("id,de\n1,Hafen\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="unknown column"):
        read_glossary(tmp_path / "h.csv")


def sheet(rows: str) -> bytes:
    """An ODS with these rows, as LibreOffice fills up what is empty."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    filling = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    filling += 'table:number-columns-repeated="16384"/></table:table-row>'
    content = f"<office:document-content {names}><table:table>{rows}{filling}</table:table>"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"{content}</office:document-content>")
    return target.getvalue()


def row(*cells: str) -> str:
    made = (f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row>{''.join(made)}</table:table-row>"


def test_a_sheet_of_libreoffice_is_read(tmp_path: Path) -> None:
    two = "alt<text:s/>er <text:span>Hafen</text:span><office:annotation/>"
    path = tmp_path / "h.ods"
    path.write_bytes(
        sheet(row("concept", "lang", "term") + row("a", "de", two) + row("a", "en", "old port"))
    )
    assert terms(path) == {("de", "alt er Hafen"), ("en", "old port")}
    path.write_bytes(sheet(row("de", "en") + "<table:table-row/>" + row("Hafen", "port")))
    assert terms(path) == {("de", "Hafen"), ("en", "port")}
    path.write_bytes(sheet(row("de") + row("Hafen")))
    with pytest.raises(GlossaryError, match="row 1"):
        read_glossary(path)
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(BrokenDocument):
        read_glossary(path)


def test_excel_s_csv_with_a_mark_and_line_ends_of_its_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "h.csv"
    text = OWN.replace("Hafen", "Brücke").replace("\n", "\r\n").replace(",", ";")
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_text(text, encoding=encoding, newline="")
        assert ("de", "Brücke") in terms(path)


def test_a_utx_list_that_is_called_txt_is_known_by_its_first_line(tmp_path: Path) -> None:
    path = tmp_path / "h.utx"
    export_glossary(parse_csv(OWN, name="own.csv"), path, pair=PAIR)
    renamed = path.rename(tmp_path / "h.txt")
    assert terms(renamed) == {("de", "Hafen"), ("en", "port")}


def test_a_list_of_one_pair_asks_for_its_languages(tmp_path: Path) -> None:
    (tmp_path / "h.tsv").write_text("Hafen\tport\n", encoding="utf-8")
    with pytest.raises(InputError, match="Give --from and --to"):
        read_glossary(tmp_path / "h.tsv")


@pytest.mark.parametrize(
    ("name", "advice"),
    [("h.fods", "LibreOffice"), ("h.xls", "Excel"), ("h.numbers", "Numbers"), ("h.tmx", "memory")],
)
def test_another_program_s_file_is_refused_with_what_to_do(
    tmp_path: Path, name: str, advice: str
) -> None:
    (tmp_path / name).write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match=advice):
        read_glossary(tmp_path / name)


def test_a_file_that_is_missing_or_no_table_is_told(tmp_path: Path) -> None:
    for name in ("none.csv", "none.tsv", "none.xlsx", "none"):
        with pytest.raises(InputError, match="none"):
            read_glossary(tmp_path / name, pair=PAIR)
    (tmp_path / "odd.docx").write_bytes(b"PK\x03\x04\xff\xfe")
    with pytest.raises(GlossaryError):
        read_glossary(tmp_path / "odd.docx")


def test_what_is_not_taken_over_is_listed(tmp_path: Path) -> None:
    text = "#UTX 1.11; de/en\n#src\ttgt\tsrc:pos\tcolour\nHafen\tport\tnoun\tblue\n"
    (tmp_path / "h.utx").write_text(text, encoding="utf-8")
    assert [loss.where for loss in read_glossary(tmp_path / "h.utx").losses] == ["header"]
