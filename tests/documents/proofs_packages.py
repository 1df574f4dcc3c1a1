"""Proofs of what docs/formats.md says of OpenDocument presentations and spreadsheets, and of EPUB."""

from __future__ import annotations

from tests.documents.epub.test_epub import epub
from tests.documents.odf.test_odp import BOX, frame, odp, page
from tests.documents.odf.test_ods import DATE, FLOAT, FORMULA, ods, row
from tests.documents.proofs import Case, Proofs, Shown, keeps

# Long builders' lines read best as a table.
# ruff: noqa: E501

TAL = page("das tal")
ANNOTATION = "<office:annotation><text:p>die anmerkung</text:p></office:annotation>"
ANIMATION = '<anim:par xmlns:anim="a"><anim:set/></anim:par>'
MEDIA = '<draw:plugin xlink:href="Media/a.mp4" xmlns:xlink="http://www.w3.org/1999/xlink"/>'
LINK = '<text:a xlink:href="http://tal.example" xmlns:xlink="http://www.w3.org/1999/xlink">'
OBJECT = "<draw:frame><draw:object><text:p>im objekt</text:p></draw:object></draw:frame>"
PREVIEW = '<draw:image xlink:href="Pictures/TablePreview1.svm" xmlns:xlink="http://www.w3.org/1999/xlink"/>'


def beside(inner: str) -> bytes:
    return odp(f"<draw:page>{frame('das tal')}{inner}</draw:page>")


ODP: Proofs = {
    "slides": Case(odp(TAL)),
    "tables": Shown("test_odp.test_tables_groups_and_alternative_texts"),
    "groups": Case(odp(f"<draw:page><draw:g>{BOX}</draw:g></draw:page>"), ("IM KASTEN",)),
    "notes": Shown("test_odp.test_slides_come_each_with_its_notes_and_titles_are_headings"),
    "headers and footers": Shown(
        "test_odp.test_headers_and_footers_of_slides_are_translated_and_dates_stay"
    ),
    "alternative texts": Shown("test_odp.test_tables_groups_and_alternative_texts"),
    "texts that masters show on every slide": Shown(
        "test_odp.test_of_masters_only_what_every_slide_shows_is_translated"
    ),
    "title": Case(
        odp(TAL, meta="<office:meta><dc:title>der berg</dc:title></office:meta>"), ("DER BERG",)
    ),
    "own properties": Case(
        odp(TAL, meta='<office:meta><meta:user-defined meta:name="Thema">der berg</meta:user-defined></office:meta>'),
        ("DER BERG",),
    ),
    "styles": keeps(odp('<draw:page><draw:custom-shape><text:p text:style-name="P9">das tal</text:p></draw:custom-shape></draw:page>'), '<text:p text:style-name="P9">'),
    "animations": keeps(beside(ANIMATION), ANIMATION),
    "media": keeps(beside(MEDIA), MEDIA),
    "links": keeps(odp(page(f"{LINK}das tal</text:a>")), LINK),
    "dates and slide numbers": keeps(
        odp(page("das tal <text:page-number>7</text:page-number>")),
        "<text:page-number>7</text:page-number>",
    ),
    "names of slides": keeps(odp(TAL), 'draw:name="page1"'),
    "prompts of masters": Shown(
        "test_odp.test_of_masters_only_what_every_slide_shows_is_translated"
    ),
    "comments unless they are dropped": keeps(beside(ANNOTATION), ANNOTATION),
    "embedded objects and charts": keeps(beside(OBJECT), "im objekt"),
    "pictures that preview a table or the file": keeps(beside(PREVIEW), PREVIEW),
}  # fmt: skip

FONT = '<style>@font-face {font-family: "das tal"; src: url(a.otf)}</style>'
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><text>im bild</text></svg>"
PAGE_MARK = '<span epub:type="pagebreak" id="p7" title="7"/>'

EPUB: Proofs = {
    "chapters in the order of the spine": Shown(
        "test_epub.test_chapters_come_in_the_order_of_the_spine"
    ),
    "pages beside it": Case(epub("<p>x</p>", beside="<p>das tal</p>")),
    "tables of contents (EPUB 2 and 3)": Case(
        epub("<p>x</p>", ncx="das tal"), ("<text>DAS TAL</text>", ">DAS KAPITEL</a>")
    ),
    "alternative texts": Case(epub('<p>x</p><img src="a" alt="das tal"/>'), ('alt="DAS TAL"',)),
    "title and description": Case(
        epub("<p>x</p>", meta="<dc:description>das tal</dc:description>"), ("DAS TAL", "DAS BUCH")
    ),
    "labels of the guide": Case(
        epub("<p>x</p>", meta='<reference type="cover" title="das tal" href="c1.xhtml"/>'),
        ('title="DAS TAL"',),
    ),
    "styles": keeps(epub(f"{FONT}<p class='tal'>das tal</p>"), FONT, "<p class='tal'>"),
    "images and fonts": Shown("test_epub.test_obfuscated_fonts_are_no_hindrance"),
    "links": keeps(epub('<p><a href="d.xhtml#s1">das tal</a></p>'), '<a href="d.xhtml#s1">'),
    "marks of notes": Shown("test_epub.test_marks_of_notes_in_another_file_stay_whole"),
    "anchors and marks of pages": keeps(
        epub(f'<p><a id="s1"/>das tal {PAGE_MARK}x</p>'), '<a id="s1"/>', PAGE_MARK
    ),
    "authors with subjects and identifiers": Shown(
        "test_epub.test_description_alternative_texts_and_labels_are_translated_and_names_stay"
    ),
    "whatever HTML keeps": keeps(
        epub('<p>das tal <b translate="no">G60 Tal</b> <code>der Fluss</code></p>'),
        "G60 Tal", "<code>der Fluss</code>",
    ),
    "chapters that are SVG": Shown("test_epub.test_a_chapter_that_is_no_xhtml_is_named"),
    "chapters with text in CDATA": Shown(
        "test_epub.test_a_chapter_with_sections_of_character_data_is_named_and_left"
    ),
    "texts in images": keeps(epub(f"<p>das tal</p>{SVG}"), SVG),
    "audio that reads a chapter aloud": keeps(
        epub("<p>das tal</p>", **{"OEBPS__c1.smil.xml": "<smil>das tal</smil>"}), "<smil>das tal</smil>"
    ),
    "the identifier and the date of modification are not renewed": keeps(
        epub("<p>das tal</p>"), "urn:x", "2024-01-01T00:00:00Z"
    ),
}  # fmt: skip

ROW = row("das tal")
LOOKS = '<table:table-cell table:style-name="ce4" office:value-type="string"><text:p>das tal</text:p></table:table-cell>'
PRINTED = "<office:master-styles><style:master-page><style:header><text:p>der kopf</text:p></style:header><style:footer><text:p>der fuß</text:p></style:footer></style:master-page></office:master-styles>"
LISTED = '<table:content-validations><table:content-validation table:condition="of:cell-content-is-in-list(&quot;das tal&quot;;&quot;x&quot;)"/></table:content-validations>'
OWN = '<office:meta><dc:title>der fluss</dc:title><meta:user-defined meta:name="Thema">der berg</meta:user-defined></office:meta>'

ODS: Proofs = {
    "texts of cells": Case(ods(ROW)),
    "shapes and alternative texts": Case(
        ods(row(f"<table:table-cell>{BOX}<draw:frame><svg:desc>das tal</svg:desc></draw:frame></table:table-cell>")),
        ("IM KASTEN", "DAS TAL"),
    ),
    "messages of cells": Shown("test_ods.test_shapes_messages_and_printed_headers"),
    "headers and footers of printed pages": Case(ods(ROW, styles=PRINTED), ("DER KOPF", "DER FUß")),
    "title": Case(ods(ROW, meta=OWN), ("DER FLUSS",)),
    "own properties": Case(ods(ROW, meta=OWN), ("DER BERG",)),
    "numbers": keeps(ods(row("das tal", FLOAT)), FLOAT),
    "dates": keeps(ods(row("das tal", DATE)), DATE),
    "formulas and their results": keeps(ods(row("das tal", FORMULA)), FORMULA),
    "sheet names unless asked for": Shown(
        "test_ods.test_names_of_sheets_are_left_alone_unless_asked_for"
    ),
    "formats": keeps(ods(row(LOOKS)), 'table:style-name="ce4"'),
    "copies from other documents": Shown("test_ods.test_copies_and_deleted_cells_stay"),
    "comments unless they are dropped": keeps(
        ods(row(f"<table:table-cell>{ANNOTATION}<text:p>das tal</text:p></table:table-cell>")), ANNOTATION
    ),
    "a formula or filter that compares with a translated string no longer finds it": Shown(
        "test_ods.test_formulas_lists_and_filters_that_look_for_a_text_are_named"
    ),
    "lists of permitted values in a rule": keeps(ods(ROW, rest=LISTED), LISTED),
    "embedded objects and charts": keeps(
        ods(row("das tal", f"<table:table-cell>{OBJECT}</table:table-cell>")), "im objekt"
    ),
    "names of sheets in strings that `INDIRECT` reads": Shown("test_ods.test_formulas"),
}  # fmt: skip
