"""One worksheet of an XLSX workbook (ECMA-376, SpreadsheetML) as rows of text, and back.

Read on lxml rather than openpyxl: the glossary needs the text of one sheet's cells, the archive
and XML checks of the document codecs apply, and no package is added.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from posixpath import join, normpath
from xml.sax.saxutils import escape, quoteattr

from g60translate.documents.archive import Archive, read_archive
from g60translate.documents.xml.parsing import Element, local, parse_xml
from g60translate.errors import BrokenDocument

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")
# Excel writes a character it cannot hold as _xHHHH_, ECMA-376 Part 1, 22.4.2.4.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
_EPOCH = datetime.date(1899, 12, 30)
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A worksheet row: its number from 1, and the text of its cells by column letters."""

    number: int
    cells: dict[str, str]


def read_sheet(data: bytes, *, name: str) -> Iterator[SheetRow]:
    """The filled rows of a workbook's first worksheet.

    Formulas give their stored result. Raises BrokenDocument for what is no workbook.
    """
    archive = read_archive(data, name=name)
    strings = _shared_strings(archive, name)
    root = parse_xml(_first_sheet(archive, name), name=name)
    for row in root.iter(f"{{{_MAIN}}}row"):
        cells: dict[str, str] = {}
        for cell in row:
            place = _CELL.fullmatch(cell.get("r") or "") if local(cell) == "c" else None
            if place is not None and (text := _text(cell, strings)):
                cells[place[1]] = text
        if cells:
            yield SheetRow(int(row.get("r") or 0), cells)


def date_of_serial(serial: str) -> str:
    """The ISO date of a day number of the 1900 date system; any other text as it is."""
    if not re.fullmatch(r"[0-9]{5}", serial):
        return serial
    return (_EPOCH + datetime.timedelta(days=int(serial))).isoformat()


def write_sheet(rows: Sequence[Sequence[str]], *, title: str, widths: Sequence[int]) -> bytes:
    """A workbook with one sheet of text cells, the first row bold and frozen.

    The same rows always give the same bytes.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in _fixed_parts(title).items():
            _add(archive, name, part)
        _add(archive, "xl/worksheets/sheet1.xml", _sheet(rows, widths))
    return target.getvalue()


def column_name(index: int) -> str:
    """The letters of a column, counted from 0: A, B, …, Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _first_sheet(archive: Archive, name: str) -> bytes:
    workbook = parse_xml(_part(archive, "xl/workbook.xml", name), name=name)
    relations = parse_xml(_part(archive, "xl/_rels/workbook.xml.rels", name), name=name)
    sheet = next(workbook.iter(f"{{{_MAIN}}}sheet"), None)
    if sheet is None:
        raise BrokenDocument(f"{name} holds no worksheet. Save it again from a spreadsheet.")
    wanted = sheet.get(f"{{{_OFFICE}}}id")
    for relation in relations.iter(f"{{{_RELATIONS}}}Relationship"):
        if relation.get("Id") == wanted:
            target = relation.get("Target") or ""
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            return _part(archive, path, name)
    raise BrokenDocument(f"{name} does not say where its worksheet is. Save it again.")


def _part(archive: Archive, path: str, name: str) -> bytes:
    try:
        return archive.parts[path]
    except KeyError:
        raise BrokenDocument(
            f"{name} is no workbook: it has no part {path}. Save it as .xlsx from a spreadsheet."
        ) from None


def _shared_strings(archive: Archive, name: str) -> list[str]:
    part = archive.parts.get("xl/sharedStrings.xml")
    if part is None:
        return []
    return [_plain(item) for item in parse_xml(part, name=name).iter(f"{{{_MAIN}}}si")]


def _plain(item: Element) -> str:
    """The text of a rich or plain string, without phonetic readings."""
    parts = []
    for text in item.iter(f"{{{_MAIN}}}t"):
        parent = text.getparent()
        if parent is None or local(parent) != "rPh":
            parts.append(text.text or "")
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), "".join(parts))


def _text(cell: Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _plain(cell)
    value = cell.find(f"{{{_MAIN}}}v")
    content = (value.text or "") if value is not None else ""
    if kind == "s":
        return strings[int(content)] if content.isdigit() and int(content) < len(strings) else ""
    if kind == "b":
        return "yes" if content == "1" else "no"
    if kind == "n" and (whole := _WHOLE.fullmatch(content)):
        return whole[1]
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)), content) if kind == "str" else content


def _add(archive: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, date_time=_FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, text.encode("utf-8"))


def _sheet(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
        for i, width in enumerate(widths, start=1)
    )
    lines = []
    for number, row in enumerate(rows, start=1):
        style = ' s="1"' if number == 1 else ""
        cells = "".join(
            f'<c r="{column_name(i)}{number}" t="inlineStr"{style}><is>'
            f'<t xml:space="preserve">{_escaped(text)}</t></is></c>'
            for i, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols>"
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _escaped(text: str) -> str:
    # A carriage return would be read back as a line feed by any XML parser.
    text = _ESCAPE.sub(r"_x005F_x\1_", text).replace("\r", "_x000D_")
    return escape(text)


_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _fixed_parts(title: str) -> dict[str, str]:
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    font = '<font><sz val="11"/><name val="Calibri"/></font>'
    bold = '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>'
            '<Override PartName="/xl/worksheets/sheet1.xml" '
            f'ContentType="{types}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name={quoteattr(title)} sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_RELATIONS}">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
            "</Relationships>"
        ),
        # numFmtId 49 is text: a spreadsheet leaves what is typed there alone.
        "xl/styles.xml": (
            f'<styleSheet xmlns="{_MAIN}"><fonts count="2">{font}{bold}</fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            '</cellStyleXfs><cellXfs count="2">'
            '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
            '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
            "</cellStyles></styleSheet>"
        ),
    }
    return {name: _DECLARATION + part for name, part in parts.items()}
