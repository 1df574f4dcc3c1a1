from __future__ import annotations

import io
import zipfile

import pytest

from g60translate.documents.archive import read_archive
from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.documents.model import Document
from g60translate.documents.odf.references import renamed
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument
from tests.documents.odf.test_odp import BOX
from tests.documents.odf.test_odt import NS, p
from tests.documents.office_program import converted
from tests.documents.pretend import translated

# Long builders' lines read best as a table.
# ruff: noqa: E501

MIME = "application/vnd.oasis.opendocument.spreadsheet"
MORE = (
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def ods(rows: str, *, sheet: str = "Blatt", rest: str = "", **parts: str) -> bytes:
    """A spreadsheet with one sheet of these rows, what comes behind it, and further parts."""
    content = (
        f'<office:body><office:spreadsheet><table:table table:name="{sheet}">{rows}</table:table>{rest}'
        "</office:spreadsheet></office:body>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", MIME)
        for name, xml in {"content": content, **parts}.items():
            root = f"office:document-{name}"
            archive.writestr(f"{name}.xml", f"<{root} {NS} {MORE}>{xml}</{root}>")
    return target.getvalue()


def row(*cells: str) -> str:
    """A row of cells; what is no markup is typed text."""
    made = (
        cell if cell.startswith("<") else f'<table:table-cell office:value-type="string">{p(cell)}</table:table-cell>'
        for cell in cells
    )  # fmt: skip
    return f"<table:table-row>{''.join(made)}</table:table-row>"


FLOAT = f'<table:table-cell office:value-type="float" office:value="1.5">{p("1,5 Meter")}</table:table-cell>'
DATE = f'<table:table-cell office:value-type="date" office:date-value="2023-11-08">{p("8. mai")}</table:table-cell>'
FORMULA = f'<table:table-cell table:formula="of:=IF([.A1]=&quot;das tal&quot;;&quot;der berg&quot;;1)" office:value-type="string" office:string-value="der berg">{p("der berg")}</table:table-cell>'
ONLY_VALUE = '<table:table-cell office:value-type="string" office:string-value="nur der wert"/>'
BOTH = f'<table:table-cell office:value-type="string" office:string-value="zweimal">{p("zweimal")}</table:table-cell>'


def read(data: bytes, **options: bool) -> Document:
    document = read_document(data, name="a.ods", options=ReadingOptions(**options))  # type: ignore[arg-type]
    assert document.format == "ods"
    assert write_document(document) == data
    return document


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def parts_after(data: bytes, *, lang: str | None = None, **options: bool) -> dict[str, str]:
    written = write_document(translated(read(data, **options), lang=lang))
    return {name: part.decode() for name, part in read_archive(written, name="a").parts.items()}


def test_only_typed_text_is_translated() -> None:
    data = ods(row("das tal", FLOAT, DATE, FORMULA) + row("zeile eins"))
    assert texts(data) == ["das tal", "zeile eins"]
    content = parts_after(data)["content.xml"]
    for cell in (FLOAT, DATE, FORMULA):
        assert cell in content


def test_text_in_an_attribute_is_read_and_never_said_twice() -> None:
    data = ods(row(ONLY_VALUE, BOTH))
    assert texts(data) == ["nur der wert", "zweimal"]
    content = parts_after(data)["content.xml"]
    assert 'office:string-value="NUR DER WERT"' in content
    assert f'<table:table-cell office:value-type="string">{p("ZWEIMAL")}' in content


def test_shapes_messages_and_printed_headers() -> None:
    rule = (
        '<table:content-validations><table:content-validation table:name="v"><table:help-message '
        f'table:title="der rat">{p("ein rat")}</table:help-message></table:content-validation></table:content-validations>'
    )
    styles = (
        "<office:master-styles><style:master-page><style:header>"
        f"<style:region-left>{p('der kopf')}</style:region-left>{p('<text:sheet-name>???</text:sheet-name>')}"
        f"</style:header><style:footer>{p('seite <text:page-number>1</text:page-number>')}</style:footer>"
        "</style:master-page></office:master-styles>"
    )
    on_number = FLOAT.replace("</table:table-cell>", f"{BOX}</table:table-cell>")
    data = ods(row(on_number), rest=rule, styles=styles)
    assert texts(data) == ["im kasten", "der rat", "ein rat", "der kopf", "seite 1"]


def test_copies_and_deleted_cells_stay() -> None:
    copy = f'<table:table table:name="x"><table:table-source/>{row("kopie")}</table:table>'
    deleted = f"<table:tracked-changes><table:deletion>{row('alt')}</table:deletion></table:tracked-changes>"
    assert texts(ods(row("das tal"), rest=copy + deleted)) == ["das tal"]


def test_formulas_lists_and_filters_that_look_for_a_text_are_named() -> None:
    data = ods(
        row("das tal", FORMULA),
        rest='<table:database-ranges><table:filter-condition table:value="das tal"/></table:database-ranges>',
    )
    formula, kept = read(data).remarks
    assert "das tal" in formula.message
    assert "[.A1]" in formula.message
    assert "filter" in kept.message


SETTINGS = (
    '<config:config-item-map-entry config:name="Blatt eins"/>'
    '<config:config-item config:name="ActiveTable">Blatt eins</config:config-item>'
)
LINK = '<text:a xlink:href="#Blatt eins.A1">dort</text:a>'
REFERRING = (
    "<table:table-cell table:formula=\"of:=[$'Blatt eins'.A1]&amp;&quot;Blatt eins.A1&quot;\">"
    f'{p("x")}</table:table-cell><table:table-cell office:value-type="string">{p(LINK)}</table:table-cell>'
)
RANGES = '<table:named-expressions><table:named-range table:name="n" table:cell-range-address="$\'Blatt eins\'.$A$1"/></table:named-expressions>'


def test_names_of_sheets_are_left_alone_unless_asked_for() -> None:
    data = ods(row("das tal", REFERRING), sheet="Blatt eins", rest=RANGES, settings=SETTINGS)
    assert "Blatt eins" not in texts(data)
    parts = parts_after(data)
    assert 'table:name="Blatt eins"' in parts["content.xml"]
    assert parts["settings.xml"].count("Blatt eins") == 2


def test_references_follow_the_names_of_sheets() -> None:
    data = ods(row("das tal", REFERRING), sheet="Blatt eins", rest=RANGES, settings=SETTINGS)
    parts = parts_after(data, sheet_names=True)
    content = parts["content.xml"]
    assert 'table:name="BLATT EINS"' in content
    assert "of:=[$'BLATT EINS'.A1]&amp;&quot;Blatt eins.A1&quot;" in content
    assert "$'BLATT EINS'.$A$1" in content
    assert "xlink:href=\"#'BLATT EINS'.A1\"" in content
    assert parts["settings.xml"].count("BLATT EINS") == 2
    assert "Blatt eins" not in parts["settings.xml"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("of:=[$Blatt.A1]+[.B2]", "of:=[$'Neu 1'.A1]+[.B2]"),
        ("of:=SUM([Blatt.A1:.B2])", "of:=SUM(['Neu 1'.A1:.B2])"),
        ("Blatt.A1:Blatt.B2 Andere.C3", "'Neu 1'.A1:'Neu 1'.B2 Andere.C3"),
        ("$'It''s'.$A$1", "$Neu.$A$1"),
        ('of:="Blatt.A1"', 'of:="Blatt.A1"'),
        ("of:=COM.MICROSOFT.CONCAT([.A1])", "of:=COM.MICROSOFT.CONCAT([.A1])"),
        ("MeinBlatt.A1", "MeinBlatt.A1"),
    ],
)
def test_formulas(before: str, after: str) -> None:
    assert renamed(before, {"Blatt": "Neu 1", "It's": "Neu", "COM": "x"}) == after


def test_the_language_follows() -> None:
    styles = '<style:default-style><style:text-properties fo:language="de" fo:country="AT"/></style:default-style>'
    data = ods(row("das tal"), styles=styles)
    assert read(data).lang == "de-AT"
    assert 'fo:language="en" fo:country="GB"' in parts_after(data, lang="en-GB")["styles.xml"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ods(row("x"))[:400], "damaged"),
        (ods("<table:table-row>"), "not well-formed"),
        (ods("").replace(b"content.xml", b"kontent.xml"), "no part"),
    ],
)
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        read_document(data, name="a.ods")


def test_libreoffice_calculates_what_was_renamed() -> None:
    source = b"das tal,3\nder berg,4\n,=B1+$a.B2\n"
    data = converted(source, "a.csv", "ods")
    assert detect_format(data, name="-") == "ods"
    document = read(data, sheet_names=True)
    assert [block.text for block in document.blocks][:3] == ["a", "das tal", "der berg"]
    named = {block.id: type(block)(block.id, block.kind, "Neu und 'alt'" if block.text == "a" else block.text.upper()) for block in document.blocks}  # fmt: skip
    written = write_document(document.with_blocks(named))
    assert converted(written, "b.ods", "csv").decode().splitlines() == [
        "DAS TAL,3",
        "DER BERG,4",
        ",7",
    ]
