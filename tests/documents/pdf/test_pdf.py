"""PDF files of several makers, and by hand, as the documents that they become."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import docx
import pytest

from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.documents.model import BlockKind, Document
from g60translate.documents.options import ReadingOptions, read_for
from g60translate.documents.pdf.extraction import parent
from g60translate.errors import BrokenDocument, InputError
from tests.conftest import ROOT
from tests.documents.pdf.papers import Sheet, one_line, paper
from tests.documents.pretend import shouted, translated

SAMPLES = {path.stem: path.read_bytes() for path in (Path(__file__).parent / "samples").iterdir()}
LINK = "https://example.org/presse/2023?id=7"
PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
PROSE = (
    "Die Konferenz der Hafenstädte hat am",
    "Mittwoch in Kiel begonnen und dauert",
    "bis zum Freitag der kommenden Woche,",
    "wie die Stadt am Abend mitgeteilt hat.",
)
MORE = (
    "Erwartet werden rund 3.400 Gäste aus",
    "elf Ländern, darunter auch Vertreter",
    "der Reedereien und der Werften sowie",
    "viele, die zum ersten Mal dabei sind.",
)


def read(data: bytes, output: str = "a.docx") -> Document:
    return read_document(data, name="a.pdf", options=read_for(output))


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks]


def became(data: bytes, output: str) -> str:
    return write_document(read(data, output)).decode()


def word(data: bytes) -> docx.document.Document:
    """The DOCX that a file becomes, read by python-docx."""
    return docx.Document(io.BytesIO(write_document(read(data))))


@pytest.mark.parametrize("maker", SAMPLES)
def test_what_is_set_in_two_columns_comes_in_order(maker: str) -> None:
    data = SAMPLES[maker]
    assert detect_format(data, name="x") == "pdf"
    blocks = [b for b in read(data).blocks if b.text != "Hafen Kiel: Presse"]
    kinds = {block.text: block.kind for block in blocks}
    expected = {
        "Hafen eröffnet neues Tor": BlockKind.HEADING,
        "KIEL, 3. Mai 2023 – Die Hafengesellschaft hat am Mittwoch ihr neues Eingangstor für "
        "Fußgängerinnen und Fußgänger eröffnet, durch das künftig die Besucherinnen und Besucher "
        "der Ausstellungshallen gehen.": BlockKind.PARAGRAPH,
        "Das Nord- und Südtor bleiben für Lastkraftwagen offen, die Schiffsausrüstungen oder "
        "Lebensmittel anliefern.": BlockKind.PARAGRAPH,
        "Was sich ändert": BlockKind.HEADING,
        "Der Zoll zieht um.": BlockKind.LIST_ITEM,
        "Die Fähren legen am Nordkai an.": BlockKind.LIST_ITEM,
        "Fahrräder dürfen mit.": BlockKind.LIST_ITEM,
        "Hunde bleiben an der Leine.": BlockKind.LIST_ITEM,
        "Jahr": BlockKind.TABLE_CELL,
        "Gäste": BlockKind.TABLE_CELL,
        "Die Baukosten lagen nach Angaben der Gesellschaft bei 2,4 Millionen Euro, wovon das Land "
        "ein Drittel trägt.": BlockKind.PARAGRAPH,
        "Der Geschäftsführer dankte den Nachbarinnen und Nachbarn für ihre Geduld während der "
        "Bauarbeiten, die länger gedauert hatten als geplant.": BlockKind.PARAGRAPH,
        "Im Sommer folgt eine Fahrradstation mit Reparaturwerkstatt und Ladesäulen.": (
            BlockKind.PARAGRAPH
        ),
        "Mehr dazu steht auf unserer Website": BlockKind.PARAGRAPH,
    }
    if maker != "chromium":
        expected["Stand: 3. Mai 2023."] = BlockKind.FOOTNOTE
    words = {text: kind for text, kind in kinds.items() if re.search(r"[^\W\d]", text)}
    assert words == expected
    assert list(words) == list(expected)


@pytest.mark.parametrize("maker", SAMPLES)
def test_word_has_tables_pictures_links_notes_and_headings(maker: str) -> None:
    document = word(SAMPLES[maker])
    (table,) = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["Jahr", "Gäste"], ["2022", "3.400"], ["2023", "4.100"]]
    (picture,) = document.inline_shapes
    assert picture.width.pt == pytest.approx(57, abs=1)
    (link,) = [link for p in document.paragraphs for link in p.hyperlinks]
    assert (link.text, link.address) == ("Website", LINK)
    styles = {p.text: p.style.name for p in document.paragraphs if p.style is not None}
    assert styles["Hafen eröffnet neues Tor"] == "Heading 1"
    assert styles["Was sich ändert"] == "Heading 2"
    assert styles["Der Zoll zieht um."] == "List Number"
    assert styles["Hunde bleiben an der Leine."] == "List Bullet"
    marks = document.element.body.xpath("//w:footnoteReference")
    assert len(marks) == (maker != "chromium")


def test_html_markdown_and_text_come_of_it_too() -> None:
    page = became(SAMPLES["latex"], "a.html")
    assert "<h1>Hafen eröffnet neues Tor</h1>" in page
    assert f'<a href="{LINK}">Website</a>' in page
    assert "<li>Der Zoll zieht um.\n</li>\n<li>Die Fähren" in page
    assert "<tr><td>Jahr</td><td>Gäste</td></tr>" in page
    assert "<sup>1</sup></a> Stand: 3. Mai 2023.</p>" in page
    assert "data:image/png;base64," in page
    marked = became(SAMPLES["latex"], "a.md")
    assert "\n\n## Was sich ändert\n\n1. Der Zoll zieht um.\n2. Die Fähren" in marked
    assert "anliefern.[^1]\n" in marked
    assert marked.endswith("[^1]: Stand: 3. Mai 2023.\n")
    assert "| Jahr | Gäste |\n| --- | --- |\n| 2022 |" in marked
    assert f"[Website](<{LINK}>)" in marked
    plain = became(SAMPLES["latex"], "a.txt")
    assert "Das Nord- und Südtor bleiben für Lastkraftwagen" in plain
    assert "Jahr\tGäste\n2022\t3.400" in plain


def test_it_says_what_it_becomes_and_pdf_is_not_written() -> None:
    data = one_line("Das Tal")
    for output, form in (("a.docx", "docx"), ("a.htm", "html"), ("a.md", "markdown")):
        document = read(data, output)
        assert (document.format, document.written_as) == ("pdf", form)
    from g60translate.documents.files import require_own_suffix  # noqa: PLC0415

    require_own_suffix(Path("a.docx"), read(data), source="a.pdf")
    require_own_suffix(Path("a.html"), read(data, "a.html"), source="a.pdf")
    with pytest.raises(InputError, match=r"Name it with \.docx, \.html, \.md or \.txt"):
        require_own_suffix(Path("b.pdf"), read(data), source="a.pdf")
    with pytest.raises(InputError, match="would hold docx"):
        require_own_suffix(Path("a.xlsx"), read(data), source="a.pdf")


@pytest.mark.parametrize("output", ["a.docx", "a.html", "a.md", "a.txt"])
@pytest.mark.parametrize("maker", ["latex", "typst"])
def test_it_is_the_same_each_time_and_takes_a_translation(maker: str, output: str) -> None:
    document = read(SAMPLES[maker], output)
    again = read(SAMPLES[maker], output)
    assert again.blocks == document.blocks
    assert write_document(again) == write_document(document)
    said = write_document(translated(document, shouted, lang="en"))
    back = read_document(said, name=output)
    assert [b.text for b in back.blocks] == [shouted(b).text for b in document.blocks]


def test_bold_italic_and_links_are_codes() -> None:
    sheet = Sheet().text(60, 80, "Die Messe ist").text(129, 80, "heute", font="bold")
    sheet.text(160, 80, "offen, sagt").text(216, 80, "Blum", font="italic")
    sheet.text(244, 80, "aus Kiel.").link(244, 70, 290, 84, "https://kiel.example/a")
    assert became(paper(sheet), "a.md") == (
        "Die Messe ist **heute** offen, sagt *Blum* [aus Kiel.](<https://kiel.example/a>)\n"
    )


def test_only_addresses_of_the_web_and_of_mail_are_led_to() -> None:
    sheet = Sheet().text(60, 80, "Die Messe").link(58, 70, 120, 84, "javascript:alert")
    assert "](" not in became(paper(sheet), "a.md")


def test_lines_on_every_page_and_page_numbers_are_left_out() -> None:
    sheets = [
        Sheet()
        .text(60, 40, "Hafen Kiel: Mitteilung")
        .lines(60, 100, *(PROSE if number == 1 else MORE))
        .text(60, 800, f"Ausgabe {number}, Mai 2023")
        .text(290, 820, f"– {number} –")
        for number in (1, 2)
    ]
    assert texts(paper(*sheets)) == [" ".join(PROSE), " ".join(MORE)]
    printed = Sheet().text(30, 20, "11/28/26, 1:58 AM", size=8).text(250, 20, "Titel", size=8)
    printed.lines(60, 100, *PROSE).text(30, 830, "https://kiel.example/a", size=8)
    assert texts(paper(printed.text(550, 830, "1/1", size=8))) == [" ".join(PROSE)]
    # On one page a header cannot be told from text.
    assert (
        texts(paper(Sheet().text(60, 40, "Hafen Kiel").lines(60, 100, *PROSE)))[0] == "Hafen Kiel"
    )


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    first = Sheet().lines(60, 100, *PROSE, *PROSE[:2]).lines(310, 100, *PROSE[2:], *MORE, *MORE[:2])
    second = Sheet().lines(60, 100, *MORE[2:])
    assert texts(paper(first, second)) == [" ".join((*PROSE, *PROSE, *MORE, *MORE))]


def test_a_headline_over_both_columns_is_read_first() -> None:
    sheet = Sheet().text(60, 60, "Hafenstädte tagen in Kiel", size=20)
    sheet.lines(60, 100, *PROSE).lines(310, 107, *MORE).lines(60, 300, "Und so geht es weiter.")
    document = read(paper(sheet))
    assert [block.text for block in document.blocks] == [
        "Hafenstädte tagen in Kiel",
        " ".join(PROSE),
        " ".join(MORE),
        "Und so geht es weiter.",
    ]
    assert document.blocks[0].kind is BlockKind.HEADING


def test_words_that_a_line_end_divides_are_whole() -> None:
    lines = ("Die Hafengesellschaft hat das Nord-", "und das Südtor der Ausstellungs-")
    more: tuple[str, ...] = (
        "halle geöffnet, wie Baden-",
        "Württembergs Gast es empfohlen hat, so-",
    )
    more += ("wie eine 12-", "jährige es an der Strecke Kiel–", "Plön gesehen hat.")
    assert texts(paper(Sheet().lines(60, 100, *lines, *more))) == [
        "Die Hafengesellschaft hat das Nord- und das Südtor der Ausstellungshalle geöffnet, wie "
        "Baden-Württembergs Gast es empfohlen hat, sowie eine 12-jährige es an der Strecke "
        "Kiel–Plön gesehen hat."
    ]


def test_lines_of_an_address_stay_lines() -> None:
    address = ("Hafengesellschaft Kiel", "Kaistraße 7", "24114 Kiel", "Tel. 0431 555 01 88")
    sheet = Sheet().lines(60, 80, *address).lines(60, 200, *PROSE)
    assert texts(paper(sheet)) == [*address, " ".join(PROSE)]


def test_lines_that_are_drawn_out_are_no_table() -> None:
    rows: tuple[tuple[str, ...], ...] = (
        ("Anna", "Blum", "aus", "Kiel"),
        ("sagt", "am", "dritten", "Mai"),
    )
    rows += (("über", "alle", "neuen", "Kais"), ("und", "Tore", "nur", "Gutes."))
    sheet = Sheet()
    for n, row in enumerate(rows):
        for m, each in enumerate(row):
            sheet.text(60 + 70 * m + (n % 2) * 7, 100 + 14 * n, each)
    assert not word(paper(sheet)).tables


def test_what_a_tab_keeps_apart_stays_apart() -> None:
    sheet = Sheet().text(60, 80, "Pressestelle am Hafen").text(400, 80, "3. Mai 2023")
    assert word(paper(sheet)).paragraphs[0].text == "Pressestelle am Hafen\t3. Mai 2023"


def test_lists_keep_their_numbers_and_their_depth() -> None:
    sheet = Sheet().lines(60, 80, "Neu sind drei Dinge an diesem Hafen hier:")
    for y, x, mark, text in (
        (100, 70, "3.", "ein Tor für alle,"),
        (114, 70, "4.", "ein Kai im Norden:"),
        (128, 90, "•", "für die Fähren,"),
        (142, 90, "•", "für den Zoll."),
    ):
        sheet.text(x, y, mark).text(x + 20, y, text)
    assert became(paper(sheet), "a.md").split("\n\n", 1)[1] == (
        "3. ein Tor für alle,\n4. ein Kai im Norden:\n    - für die Fähren,\n    - für den Zoll.\n"
    )
    page = became(paper(sheet), "a.html")
    assert '<ol start="3">' in page
    assert page.count("<li>") == page.count("</li>") == 4


def test_a_table_is_told_by_lines_or_by_words_below_each_other() -> None:
    rows = (("Jahr", "Gäste", "Länder"), ("2022", "3.400", "11"), ("2023", "4.100", "12"))
    ruled, loose = Sheet(), Sheet()
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            ruled.text(64 + 60 * m, 100 + 20 * n, cell)
            loose.text(64 + 90 * m, 100 + 16 * n, cell)
    for n in range(4):
        ruled.rule(60, 86 + 20 * n, 240, 86 + 20 * n).rule(60 + 60 * n, 86, 60 + 60 * n, 146)
    for sheet in (ruled, loose):
        sheet.lines(60, 300, *PROSE)
        (table,) = word(paper(sheet)).tables
        assert [tuple(cell.text for cell in row.cells) for row in table.rows] == [*rows]


def test_a_cell_over_columns_stands_in_the_first() -> None:
    sheet = (
        Sheet().text(64, 100, "Gäste aus aller Welt").text(64, 120, "2022").text(164, 120, "3.400")
    )
    for n in range(3):
        sheet.rule(60, 86 + 20 * n, 260, 86 + 20 * n)
    sheet.rule(60, 86, 60, 126).rule(260, 86, 260, 126).rule(160, 106, 160, 126)
    (table,) = word(paper(sheet)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Gäste aus aller Welt", ""],
        ["2022", "3.400"],
    ]


def test_notes_at_the_foot_stand_behind_their_marks() -> None:
    sheet = Sheet().text(60, 100, "Es kamen 3.400 Gäste").text(165, 96, "1", size=7)
    sheet.text(173, 100, "nach Kiel.").text(60, 780, "1", size=6).text(
        65, 783, "Geschätzt.", size=8
    )
    data = paper(sheet)
    assert became(data, "a.md") == "Es kamen 3.400 Gäste[^1] nach Kiel.\n\n[^1]: Geschätzt.\n"
    assert [b.kind for b in read(data).blocks] == [BlockKind.PARAGRAPH, BlockKind.FOOTNOTE]


def test_title_and_language_are_taken_along() -> None:
    sheet = Sheet().text(60, 80, "Das Tal ist weit.")
    document = read(paper(sheet, info="/Title(Der Berg)", catalog="/Lang(de-CH)"))
    assert [block.text for block in document.blocks] == ["Der Berg", "Das Tal ist weit."]
    assert document.lang == "de-CH"
    assert read(paper(sheet, catalog="/Lang(<x>)")).lang is None


def test_comments_and_fields_of_forms_are_not_read() -> None:
    note = "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(Geheim)>>]"
    field = "/AcroForm<</Fields[<</FT/Tx/T(Name)/V(Blum)/Rect[0 0 9 9]>>]>>"
    data = paper(Sheet(extra=note).text(60, 80, "Das Tal"), catalog=field)
    assert texts(data) == ["Das Tal"]


def test_a_page_is_read_as_it_is_turned_and_cut() -> None:
    sheet = Sheet(extra="/Rotate 180").text(60, 80, "Das Tal")
    assert [r.message for r in read(paper(sheet, Sheet().text(60, 80, "Berg"))).remarks] == [
        "Text at an angle on page 1 is left out."
    ]
    cut = (
        Sheet(extra="/CropBox[0 400 595 842]").text(60, 80, "Das Tal").text(60, 700, "Schnittmarke")
    )
    assert texts(paper(cut)) == ["Das Tal"]


def test_drawings_are_told() -> None:
    sheet = Sheet().text(60, 80, "Das Tal")
    sheet.content += ["100 100 m 120 180 160 180 180 100 c S"] * 20
    assert [r.message for r in read(paper(sheet)).remarks] == [
        "Drawings on page 1 are left out: copy them by hand."
    ]


def test_pages_that_are_pictures_are_told() -> None:
    scan = Sheet().image(0, 0, 595, 842)
    with pytest.raises(BrokenDocument, match="no text on pages 1, 2: OCR it first"):
        read(paper(scan, scan))
    half = read(paper(Sheet().text(60, 80, "Das Tal"), scan))
    assert [r.message for r in half.remarks] == ["There is no text on page 2: OCR it first."]
    # What an OCR has put behind the picture is text, and the picture is its paper.
    seen = Sheet().image(0, 0, 595, 842)
    seen.content.append("3 Tr")
    assert texts(paper(seen.text(60, 80, "Das Tal"))) == ["Das Tal"]
    assert not word(paper(seen)).inline_shapes


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (paper(Sheet().text(60, 80, "Tal"), password=b"x"), "a.pdf is locked with a password"),
        (one_line("Tal")[:-200], "a.pdf is damaged"),
        (b"%PDF-1.7\n", "a.pdf is damaged"),
        (SAMPLES["typst"][:20000], "a.pdf is"),
    ],
)
def test_locked_and_damaged_files_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(BrokenDocument, match=words):
        read(data)


def test_what_may_only_not_be_copied_is_read() -> None:
    assert texts(paper(Sheet().text(60, 80, "Das Tal"), password=b"")) == ["Das Tal"]


def test_a_list_of_contents_that_was_made_anew_is_told() -> None:
    data = one_line("Das Tal")
    moved = data.replace(b"%\xe2\xe3\xcf\xd3\n", b"%\xe2\xe3\xcf\xd3\n%noch eine Zeile\n")
    (remark,) = read(moved).remarks
    assert "made anew" in remark.message


def test_a_child_that_hangs_or_ends_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BrokenDocument, match=r"takes too long: it was not read in 0\.01 seconds"):
        parent.pages_of(one_line("Tal"), name="a.pdf", patience=0.01)
    monkeypatch.setattr(parent, "_CODE", "import os, sys; {path!r}; os.abort()")
    with pytest.raises(BrokenDocument, match="reading stopped at its beginning"):
        parent.pages_of(one_line("Tal"), name="a.pdf")


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    assert f"more than {parent.MOST_PAGES:,} pages" in PAGE
    assert f"{parent.PATIENCE:g} seconds a page" in PAGE


def test_the_record_remembers_what_it_became() -> None:
    from g60translate.reports.record.how_read import ReadingInfo  # noqa: PLC0415

    assert ReadingInfo(becomes="html").options() == ReadingOptions(becomes="html")


@pytest.mark.parametrize("maker", ["typst", "libreoffice"])
def test_a_damaged_file_is_read_or_refused(maker: str) -> None:
    """A small share of `eval/studies/pdf.py --fuzz`."""
    data, chance = SAMPLES[maker], random.Random(maker)
    for number in range(6):
        spoilt = bytearray(data if number % 3 else data[: chance.randrange(len(data))])
        for _ in range(4 * number):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        try:
            document = read_document(bytes(spoilt), name="a.pdf", format="pdf")
        except BrokenDocument:
            continue
        assert write_document(document).startswith(b"PK")
