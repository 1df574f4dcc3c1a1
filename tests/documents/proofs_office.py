"""Proofs of what docs/formats.md says of Word, PowerPoint, Excel and OpenDocument."""

from __future__ import annotations

from tests.documents.odf import test_odt
from tests.documents.office import test_pptx
from tests.documents.office.test_docx import BOLD, FIELD, LINK, p, r, word
from tests.documents.office.test_xlsx import book
from tests.documents.proofs import Case, Proofs, Shown, keeps
from tests.documents.test_awkward import cell
from tests.documents.test_claims import with_parts

# Long builders' lines read best as a table.
# ruff: noqa: E501

TAL = p(r("das tal"))
BOOKMARK = '<w:bookmarkStart w:id="7" w:name="Anker_Tal"/>'
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="n" descr="das tal"/><a:blip r:embed="rId5"/>'
    "</wp:inline></w:drawing></w:r>"
)
NUMBERED = '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>'
HIDDEN = '<w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">verdeckt</w:t>'
INSERTED = '<w:trPr><w:ins w:id="3" w:author="a"/></w:trPr>'
TABLE_OF_CONTENTS = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("das tal") + "</w:p>" + p(r("der berg"))
    + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)  # fmt: skip
COMMENTS = '<w:comments W><w:comment w:id="1"><w:p><w:r><w:t>die anmerkung</w:t></w:r></w:p></w:comment></w:comments>'
KEPT_RUN = '<w:r><w:rPr><w:rStyle w:val="notranslate"/></w:rPr><w:t>Das Wort</w:t></w:r>'

DOCX: Proofs = {
    "body": Case(word(TAL)),
    "tables": Case(word(cell(TAL))),
    "headers": Case(word(p(r("x")), header1=f"<w:hdr W>{TAL}</w:hdr>")),
    "footers": Case(word(p(r("x")), footer1=f"<w:ftr W>{TAL}</w:ftr>")),
    "foot- and endnotes": Shown("test_docx.test_foot_and_endnotes"),
    "text boxes (both versions of one)": Shown(
        "test_docx.test_both_branches_of_a_text_box_stay_alike"
    ),
    "content controls": Case(word(f"<w:sdt><w:sdtContent>{TAL}</w:sdtContent></w:sdt>")),
    "link texts": Case(word(p(LINK.format(r("das tal")))), kept=('r:id="rId9"',)),
    "charts with their categories and series": Shown(
        "test_charts.test_other_ways_to_name_things_in_a_chart_of_word"
    ),
    "diagrams": Shown("test_claims.test_charts_and_diagrams_in_word_are_translated"),
    "alternative texts and WordArt (both versions)": Shown(
        "test_docx_marks.test_alternative_texts_and_wordart"
    ),
    "entries of drop-down lists": Shown(
        "test_docx_marks.test_entries_of_choices_are_translated_wherever_they_stand"
    ),
    "own properties": Shown(
        "test_docx_marks.test_own_properties_are_translated_and_those_of_programs_are_not"
    ),
    "title": Shown("test_docx.test_another_program_reads_the_translation"),
    "formatting": keeps(word(p(r("das tal", BOLD))), "<w:rPr><w:b/></w:rPr>"),
    "numbering": keeps(word(p(NUMBERED, r("das tal"))), NUMBERED),
    "images": keeps(word(p(r("das tal "), PICTURE)), '<a:blip r:embed="rId5"/>'),
    "bookmarks": keeps(
        word(p(BOOKMARK, r("das tal"), '<w:bookmarkEnd w:id="7"/>')),
        BOOKMARK,
        '<w:bookmarkEnd w:id="7"/>',
    ),
    "comments": keeps(word(TAL, comments=COMMENTS), "die anmerkung"),
    "comments unless they are dropped": Shown("test_comments.test_comments_stay_at_home_if_asked"),
    "text marked with another language": Shown(
        "test_docx_languages.test_a_run_in_another_language_stays"
    ),
    "fields with their results": keeps(
        word(p(r("das tal "), FIELD.format("PAGE", r("sieben")))),
        "<w:instrText> PAGE </w:instrText>",
        ">sieben<",
    ),
    "hidden text": keeps(word(p(r("das tal "), r("verdeckt", "<w:vanish/>"))), HIDDEN),
    "text in do-not-translate styles": keeps(word(p(r("das tal "), KEPT_RUN)), KEPT_RUN),
    "tables of contents are translated like text and renewed by Word": Case(
        word(TABLE_OF_CONTENTS), ("DAS TAL", "DER BERG"), ("<w:instrText> TOC \\o </w:instrText>",)
    ),
    "rows and cells inserted or deleted as such stay marked": keeps(
        word(cell(TAL).replace("<w:tr>", f"<w:tr>{INSERTED}")), INSERTED
    ),
}

OWN = (
    '<Properties xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property pid="2" name="{}"><vt:lpwstr>der berg</vt:lpwstr></property></Properties>'
)

# --- PowerPoint, Excel, OpenDocument ----------------------------------------------------------

SLIDE = test_pptx.shape(test_pptx.r("das tal"))
TIMING = "<p:timing><p:tnLst>das andere</p:tnLst></p:timing>"
MEDIA = '<p:pic><p:nvPicPr><p:cNvPr id="1"/><a:videoFile r:link="rId3"/></p:nvPicPr></p:pic>'
DATE = '<a:fld id="{y}" type="datetime1"><a:rPr/><a:t>8. mai</a:t></a:fld>'


def linked(run: str) -> str:
    return test_pptx.shape(test_pptx.r("das tal ") + run)


PPTX: Proofs = {
    "slides in the order of the show": Shown("test_pptx.test_slides_come_in_the_order_of_the_show"),
    "tables": Shown("test_pptx.test_another_program_reads_the_translation"),
    "groups": Case(test_pptx.show(f"<p:grpSp>{SLIDE}</p:grpSp>")),
    "notes": Shown("test_pptx.test_another_program_reads_the_translation"),
    "charts with their categories and series and the workbooks behind them": Shown(
        "test_charts.test_the_workbook_behind_follows_with_its_tables_columns"
    ),
    "own properties": keeps(
        with_parts(
            test_pptx.show(SLIDE), ("docProps/custom.xml", "custom-properties", OWN.format("Thema"))
        ),
        new=("DAS TAL", "DER BERG"),
    ),
    "diagrams": Shown("test_claims.test_charts_and_diagrams_on_slides_come_with_their_slide"),
    "alternative texts": Case(
        test_pptx.show('<p:pic><p:nvPicPr><p:cNvPr id="1" descr="das tal"/></p:nvPicPr></p:pic>'),
        ('descr="DAS TAL"',),
    ),
    "title": Case(test_pptx.presentation(), ("TITEL DER DATEI",)),
    "masters": Shown("test_pptx.test_masters_and_layouts_keep_their_bytes"),
    "layouts": Shown("test_pptx.test_masters_and_layouts_keep_their_bytes"),
    "animations": keeps(test_pptx.show(SLIDE + TIMING), TIMING),
    "media": keeps(test_pptx.show(SLIDE + MEDIA), MEDIA),
    "slide numbers": keeps(test_pptx.show(linked(test_pptx.FIELD)), test_pptx.FIELD),
    "dates": keeps(test_pptx.show(linked(DATE)), DATE),
    "links": keeps(
        test_pptx.show(linked(test_pptx.LINK)),
        '<a:hlinkClick r:id="rId2"/>',
        new=("DAS TAL", "NETZ"),
    ),
    "texts of masters and layouts": Shown("test_pptx.test_masters_and_layouts_keep_their_bytes"),
    "comments": keeps(
        with_parts(
            test_pptx.show(SLIDE),
            (
                "ppt/comments/comment1.xml",
                "presentationml.comments",
                "<p:cmLst>die anmerkung</p:cmLst>",
            ),
        ),
        "die anmerkung",
    ),
    "text marked with another language is translated too": Case(
        test_pptx.show(test_pptx.shape(test_pptx.r("das tal", ' lang="en-US"')))
    ),
}

STRINGS = "<si><t>das tal</t></si>"
FORMULA = '<c t="str"><f>IF(A1="das tal","der berg",1)</f><v>der berg</v></c>'
PRINTED = "<headerFooter><oddHeader>die kopfzeile</oddHeader></headerFooter>"
INDIRECT = '<c><f>INDIRECT("blatt eins!A1")</f><v>1</v></c>'
LOOKS = '<row><c r="A1" s="4" t="s"><v>0</v></c></row>'
SHEET = '<c t="inlineStr"><is><t>das tal</t></is></c>'

XLSX: Proofs = {
    "shared and inline strings": Case(
        book(STRINGS, f"<sheetData><row>{SHEET.replace('tal', 'dorf')}</row></sheetData>"),
        ("DAS TAL", "DAS DORF"),
    ),
    "rich text": Case(
        book("<si><r><t>das </t></r><r><rPr><b/></rPr><t>tal</t></r></si>"),
        ("<b/></rPr><t>TAL</t>",),
    ),
    "shapes and charts on sheets": Shown(
        "test_claims.test_shapes_and_charts_on_sheets_are_translated"
    ),
    "lists of permitted values": Shown("test_xlsx_rules.test_lists_follow_the_cells"),
    "messages of cells": Shown("test_xlsx_rules.test_lists_of_2010_and_messages_follow"),
    "headers and footers of printed pages": Case(book(STRINGS, PRINTED), ("DIE KOPFZEILE",)),
    "own properties": keeps(
        with_parts(
            book(STRINGS), ("docProps/custom.xml", "custom-properties", OWN.format("Thema"))
        ),
        new=("DAS TAL", "DER BERG"),
    ),
    "title": Shown("test_xlsx.test_another_program_reads_the_translation"),
    "numbers": keeps(book(STRINGS, "<c><v>1.5</v></c>"), "<c><v>1.5</v></c>"),
    "dates": keeps(
        book(STRINGS, '<c t="d"><v>2023-11-08</v></c>'), '<c t="d"><v>2023-11-08</v></c>'
    ),
    "formulas and their results": keeps(book(STRINGS, FORMULA), FORMULA),
    "sheet names unless asked for": Shown(
        "test_xlsx_sheets.test_names_of_sheets_are_left_alone_unless_asked_for"
    ),
    "table column names": Shown("test_xlsx.test_names_of_table_columns_stay"),
    "formats": keeps(book(STRINGS, LOOKS), LOOKS),
    "comments": keeps(
        with_parts(
            book(STRINGS),
            ("xl/comments1.xml", "spreadsheetml.comments", "<comments>die anmerkung</comments>"),
        ),
        "die anmerkung",
    ),
    "a formula that compares with a translated string no longer finds it": keeps(
        book(STRINGS, FORMULA), 'A1="das tal"'
    ),
    "names of sheets in strings that `INDIRECT` reads": Shown("test_xlsx_sheets.test_formulas"),
}

ODT_P = test_odt.p
ANNOTATION = "<office:annotation><text:p>die anmerkung</text:p></office:annotation>"
DELETION = "<text:tracked-changes><text:p>das alte</text:p></text:tracked-changes>"
INDEX = "<text:table-of-content><text:table-of-content-source><text:index-title-template>der aufbau</text:index-title-template></text:table-of-content-source></text:table-of-content>"
ODT: Proofs = {
    "body": Case(test_odt.odt(ODT_P("das tal"))),
    "lists": Case(
        test_odt.odt(f"<text:list><text:list-item>{ODT_P('das tal')}</text:list-item></text:list>")
    ),
    "tables": Case(
        test_odt.odt(
            f"<table:table><table:table-row><table:table-cell>{ODT_P('das tal')}</table:table-cell></table:table-row></table:table>"
        )
    ),
    "frames": Case(
        test_odt.odt(
            ODT_P(f"<draw:frame><draw:text-box>{ODT_P('das tal')}</draw:text-box></draw:frame>")
        )
    ),
    "notes": Case(test_odt.odt(ODT_P("x " + test_odt.NOTE)), ("DIE NOTE",)),
    "headers": Shown("test_odt.test_headers_footers_title_and_language"),
    "footers": Shown("test_odt.test_headers_footers_title_and_language"),
    "image descriptions": Case(
        test_odt.odt(ODT_P("<draw:frame><draw:image/><svg:desc>das tal</svg:desc></draw:frame>"))
    ),
    "title": Shown("test_odt.test_headers_footers_title_and_language"),
    "styles": keeps(
        test_odt.odt('<text:p text:style-name="P9">das tal</text:p>'),
        '<text:p text:style-name="P9">',
        test_odt.STYLES,
    ),
    "fields": keeps(
        test_odt.odt(ODT_P("das tal <text:date>8. mai</text:date>")),
        "<text:date>8. mai</text:date>",
    ),
    "bookmarks": keeps(
        test_odt.odt(ODT_P('<text:bookmark text:name="Anker"/>das tal')),
        '<text:bookmark text:name="Anker"/>',
    ),
    "comments unless they are dropped": keeps(
        test_odt.odt(ODT_P(f"das tal{ANNOTATION}")), ANNOTATION
    ),
    "ruby": Shown("test_odt_languages.test_ruby_is_whole"),
    "text marked with another language": Shown(
        "test_odt_languages.test_a_span_in_another_language_stays"
    ),
    "own properties": Shown("test_odt_languages.test_own_properties_are_translated"),
    "tracked deletions": keeps(test_odt.odt(DELETION + ODT_P("das tal")), DELETION),
    "spans that only carry a language or revision number do not cut words": Case(
        test_odt.odt(ODT_P('das ta<text:span text:style-name="T2">l</text:span>'))
    ),
    "embedded objects": keeps(
        test_odt.odt(
            ODT_P(
                "das tal<draw:frame><draw:object><text:p>im objekt</text:p></draw:object></draw:frame>"
            )
        ),
        "im objekt",
    ),
    "texts of index templates": keeps(test_odt.odt(INDEX + ODT_P("das tal")), "der aufbau"),
}
