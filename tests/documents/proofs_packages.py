"""Proofs of what docs/formats.md says of OpenDocument presentations."""

from __future__ import annotations

from tests.documents.odf.test_odp import BOX, frame, odp, page
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
