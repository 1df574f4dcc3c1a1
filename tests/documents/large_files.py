"""Large files of every format: the same sentences in the marks that are usual there."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping

SENTENCE = (
    "Der Kleingerätehersteller hat heute seine Zahlen für das dritte Quartal vorgelegt – der "
    "Umsatz stieg um 14,2 Prozent auf 2,86 Milliarden Yuan. "
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def large_file(form: str, size: int) -> bytes:
    """A file of a format that holds about so many bytes, unpacked."""
    return MAKERS[form](size)


def unpacked(data: bytes) -> int:
    """The size of a file, or of what is packed in it."""
    if not data.startswith(b"PK"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(info.file_size for info in archive.infolist())


def filled(head: str, piece: Callable[[int], str], tail: str, size: int) -> str:
    """Pieces, each made for its number, until there are so many bytes."""
    pieces = [head]
    written = len(head) + len(tail)
    number = 0
    while written < size:
        number += 1
        pieces.append(piece(number))
        written += len(pieces[-1].encode())
    return "".join((*pieces, tail))


def packed(parts: Mapping[str, str]) -> bytes:
    """An archive of these parts, the first of which is stored as it is."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, text) in enumerate(parts.items()):
            archive.writestr(name, text, None if number else zipfile.ZIP_STORED)
    return target.getvalue()


def word(size: int) -> bytes:
    """Paragraphs with bold and italic words as Word spells them, and tables."""
    marks = 'w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3"'

    def run(text: str, look: str = "") -> str:
        return (
            f'<w:r w:rsidRPr="00D4E5F6"><w:rPr>{look}<w:lang w:val="de-DE"/></w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    cell = f"<w:tc><w:tcPr/><w:p {marks}>{run('12,5 Millionen Euro')}</w:p></w:tc>"
    table = f"<w:tbl><w:tblPr/>{('<w:tr>' + cell * 4 + '</w:tr>') * 4}</w:tbl>"

    def piece(number: int) -> str:
        head, tail = SENTENCE[:40], SENTENCE[40:]
        runs = run(f"{number}. {head}") + run("fett und kursiv ", "<w:b/><w:i/>") + run(tail)
        text = f'<w:p {marks}><w:pPr><w:pStyle w:val="Text"/></w:pPr>{runs}{run(SENTENCE)}</w:p>'
        return text + (table if number % 40 == 0 else "")

    body = filled("", piece, "", size)
    override = f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/>'
    return packed(
        {
            "[Content_Types].xml": f"<Types>{override}</Types>",
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        }
    )


def slides(size: int) -> bytes:
    """Slides of a title and some points each."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    names = f'xmlns:p="{p}" xmlns:a="{a}" xmlns:r="{r}"'

    def point(number: int) -> str:
        run = '<a:r><a:rPr lang="de-DE" dirty="0"{}/><a:t>{}</a:t></a:r>'
        bold = run.format(' b="1"', "fett und kursiv ")
        return f"<a:p>{run.format('', f'{number}. ')}{bold}{run.format('', SENTENCE)}</a:p>"

    slide, parts, ids, rels, types = 0, {"[Content_Types].xml": ""}, "", "", ""
    while sum(map(len, parts.values())) < size:
        slide += 1
        points = filled("", point, "", 4000)
        parts[f"ppt/slides/slide{slide}.xml"] = (
            f"<p:sld {names}><p:cSld><p:spTree><p:sp><p:txBody><a:bodyPr/>{points}</p:txBody>"
            "</p:sp></p:spTree></p:cSld></p:sld>"
        )
        ids += f'<p:sldId id="{255 + slide}" r:id="rId{slide}"/>'
        rels += f'<Relationship Id="rId{slide}" Type="{r}/slide" Target="slides/slide{slide}.xml"/>'
        types += (
            f'<Override PartName="/ppt/slides/slide{slide}.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.presentationml.slide+xml"/>'
        )
    main = (
        '<Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.presentationml.presentation.main+xml"/>'
    )
    parts["[Content_Types].xml"] = f'<Types xmlns="{package}/content-types">{main}{types}</Types>'
    parts["ppt/presentation.xml"] = (
        f"<p:presentation {names}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
    )
    parts["ppt/_rels/presentation.xml.rels"] = (
        f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>'
    )
    return packed(parts)


def workbook(size: int) -> bytes:
    """Rows of a text and two numbers."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    strings = filled("", lambda n: f"<si><t>{n}. {SENTENCE}</t></si>", "", size * 6 // 10)
    count = strings.count("<si>")
    rows = "".join(
        f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c><c r="B{n + 1}"><v>{n * 3}</v></c>'
        f'<c r="C{n + 1}"><v>12.5</v></c></row>'
        for n in range(count)
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{what}+xml"/>'
        for part, what in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    rels = (
        f'<Relationship Id="rId1" Type="{r}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{r}/sharedStrings" Target="sharedStrings.xml"/>'
    )
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">{types}</Types>',
            "xl/workbook.xml": (
                f'<workbook xmlns="{main}" xmlns:r="{r}"><sheets><sheet name="A" sheetId="1" '
                'r:id="rId1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}/relationships">{rels}</Relationships>'
            ),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{main}">{strings}</sst>',
        }
    )


def _open_document(kind: str, body: str) -> bytes:
    names = " ".join(
        f'xmlns:{name}="{_ODF}{long}:1.0"'
        for name, long in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
        )
    )
    whole = (
        f'<office:document-content {names} office:version="1.3"><office:body>{body}'
        "</office:body></office:document-content>"
    )
    return packed({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": whole})


def _odf_p(number: int) -> str:
    bold = '<text:span text:style-name="T1">fett und kursiv</text:span>'
    return f'<text:p text:style-name="P1">{number}. {bold} {SENTENCE}</text:p>'


def writer(size: int) -> bytes:
    """Paragraphs with spans."""
    return _open_document("text", filled("<office:text>", _odf_p, "</office:text>", size))


def impress(size: int) -> bytes:
    """Pages of one frame each."""

    def page(number: int) -> str:
        frame = f"<draw:frame><draw:text-box>{_odf_p(number) * 5}</draw:text-box></draw:frame>"
        return f'<draw:page draw:name="page{number}">{frame}</draw:page>'

    body = filled("<office:presentation>", page, "</office:presentation>", size)
    return _open_document("presentation", body)


def calc(size: int) -> bytes:
    """Rows of a text and two numbers."""

    def row(number: int) -> str:
        value = (
            '<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p>'
            "</table:table-cell>"
        )
        text = (
            f'<table:table-cell office:value-type="string"><text:p>{number}. {SENTENCE}</text:p>'
            "</table:table-cell>"
        )
        return f"<table:table-row>{text}{value * 2}</table:table-row>"

    head = '<office:spreadsheet><table:table table:name="A">'
    body = filled(head, row, "</table:table></office:spreadsheet>", size)
    return _open_document("spreadsheet", body)


def book(size: int) -> bytes:
    """Chapters of 100 KB."""
    chapters = max(1, size // 100_000)
    names = [f"c{number}" for number in range(chapters)]
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>'
        for name in names
    )
    refs = "".join(f'<itemref idref="{name}"/>' for name in names)
    head = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>'
    texts = {
        f"{name}.xhtml": filled(head, _html_piece, "</body></html>", size // chapters)
        for name in names
    }
    opf = "http://www.idpf.org/2007/opf"
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": (
                f'<container version="1.0" xmlns="{_ODF}container"><rootfiles><rootfile '
                'full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles>'
                "</container>"
            ),
            "b.opf": (
                f'<package xmlns="{opf}" version="3.0"><metadata '
                'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>de</dc:language>'
                f"</metadata><manifest>{items}</manifest><spine>{refs}</spine></package>"
            ),
            **texts,
        }
    )


def _html_piece(number: int) -> str:
    piece = (
        f'<p class="text">{number}. {SENTENCE}<b>Fett</b> und '
        f'<a href="https://example.org/{number}">verlinkt</a>. {SENTENCE}</p>\n'
    )
    if number % 5 == 0:
        piece += "<ul>\n<li>Wärmepumpen</li>\n<li>Solarzellen &amp; Speicher</li>\n</ul>\n"
    if number % 20 == 0:
        piece += "<table>" + "<tr><td>Umsatz</td><td>12,5</td></tr>\n" * 5 + "</table>\n"
    return piece


def page(size: int) -> bytes:
    """Paragraphs with bold words and links, lists, tables."""
    head = '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"></head><body>\n'
    return filled(head, _html_piece, "", size).encode()


def markdown(size: int) -> bytes:
    """Paragraphs, lists and headings."""

    def piece(number: int) -> str:
        text = f"{number}\\. {SENTENCE}**Fett** und [verlinkt](https://example.org/{number}).\n\n"
        if number % 5 == 0:
            text += f"## Kapitel {number}\n\n- Wärmepumpen\n- Solarzellen\n\n"
        return text

    return filled("", piece, "", size).encode()


def _cue(number: int, mark: str) -> str:
    at = [f"{number // 1200:02}:{number // 20 % 60:02}:{number % 20 * 3 + n:02}" for n in (0, 2)]
    line = SENTENCE[:40].strip() + "\n" + SENTENCE[40:80].strip()
    return f"{number}\n{at[0]}{mark}000 --> {at[1]}{mark}000\n{line}.\n\n"


def _xliff_unit(n: int) -> str:
    return f'<trans-unit id="{n}"><source>{n}. <g id="1">{SENTENCE}</g></source></trans-unit>\n'


def _nitf_p(number: int) -> str:
    return f"<p>{number}. {SENTENCE}<em>Fett</em>. {SENTENCE}</p>\n"


def _newsml_p(number: int) -> str:
    return f"<p>{number}. {SENTENCE}<b>Fett</b>. {SENTENCE}</p>\n"


def _android_string(number: int) -> str:
    return f'    <string name="text_{number}">{number}. {SENTENCE}<b>Fett</b></string>\n'


def _xcode_entry(number: int) -> str:
    unit = {"state": "translated", "value": f"{number}. {SENTENCE}"}
    entry = {"localizations": {"de": {"stringUnit": unit}}}
    written = json.dumps(entry, ensure_ascii=False, indent=2)
    return f'{"," if number > 1 else ""}\n"text {number}": {written}'


def mail(size: int) -> bytes:
    """A mail of one text."""
    head = (
        "MIME-Version: 1.0\nSubject: Zahlen\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: 8bit\n\n"
    )
    return filled(head, lambda n: f"{n}. {SENTENCE}\n\n", "", size).encode()


def _event(number: int) -> str:
    text = SENTENCE.replace(",", "\\,")
    lines = f"SUMMARY:Termin {number}\r\nDESCRIPTION:{text}\r\n"
    return f"BEGIN:VEVENT\r\nUID:{number}\r\n{lines}END:VEVENT\r\n"


def _item(size: int) -> bytes:
    body = filled("", _html_piece, "", size)
    item = {"uri": "urn:x", "type": "text", "headline": "Zahlen", "body_html": body}
    return json.dumps(item, ensure_ascii=False).encode()


def _text_of(head: str, piece: Callable[[int], str], tail: str = "") -> Callable[[int], bytes]:
    return lambda size: filled(head, piece, tail, size).encode()


_G2 = "http://iptc.org/std/nar/2006-10-01/"
_XHTML = "http://www.w3.org/1999/xhtml"
MAKERS: Mapping[str, Callable[[int], bytes]] = {
    "docx": word,
    "pptx": slides,
    "xlsx": workbook,
    "odt": writer,
    "odp": impress,
    "ods": calc,
    "epub": book,
    "xliff": _text_of(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"><file original="a" '
        'source-language="de" target-language="en" datatype="plaintext"><body>',
        _xliff_unit,
        "</body></file></xliff>",
    ),
    "po": _text_of(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n',
        lambda n: f'#: x.c:{n}\nmsgid "{n}. {SENTENCE}"\nmsgstr ""\n\n',
    ),
    "srt": _text_of("", lambda n: _cue(n, ",")),
    "vtt": _text_of("WEBVTT\n\n", lambda n: _cue(n, ".")),
    "ninjs": _item,
    "nitf": _text_of("<nitf><body><body.content>", _nitf_p, "</body.content></body></nitf>"),
    "newsml": _text_of(
        f'<newsItem xmlns="{_G2}"><contentSet><inlineXML><html xmlns="{_XHTML}"><body>',
        _newsml_p,
        "</body></html></inlineXML></contentSet></newsItem>",
    ),
    "android": _text_of("<resources>\n", _android_string, "</resources>\n"),
    "strings": _text_of("", lambda n: f'/* Text {n} */\n"text.{n}" = "{n}. {SENTENCE}";\n'),
    "xcstrings": _text_of(
        '{"sourceLanguage": "de", "strings": {', _xcode_entry, '}, "version": "1.0"}'
    ),
    "i18n-json": _text_of(
        "{", lambda n: f'{"," if n > 1 else ""}\n  "text{n}": "{n}. {SENTENCE}"', "\n}\n"
    ),
    "i18n-yaml": _text_of("de:\n", lambda n: f'  text{n}: "{n}. {SENTENCE}"\n'),
    "properties": _text_of("", lambda n: f"# Text {n}\ntext.{n} = {n}. {SENTENCE}\n"),
    "eml": mail,
    "ics": _text_of("BEGIN:VCALENDAR\r\n", _event, "END:VCALENDAR\r\n"),
    "csv": _text_of("id,text\n", lambda n: f'{n},"{n}. {SENTENCE}"\n'),
    "jsonl": _text_of("", lambda n: f'{{"id": {n}, "text": "{n}. {SENTENCE}"}}\n'),
    "html": page,
    "markdown": markdown,
    "text": _text_of("", lambda n: f"{n}. {SENTENCE}{SENTENCE}\n\n"),
}
