from __future__ import annotations

import io
import zipfile

import odfdo
import pytest
from pptx import Presentation

from g60translate.documents.archive import read_archive
from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.documents.model import BlockKind
from g60translate.documents.odf.odp import OdpCodec
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument
from tests.documents.odf.test_odt import NS, p
from tests.documents.office_program import converted
from tests.documents.pretend import translated

# Long builders' lines read best as a table.
# ruff: noqa: E501

MIME = "application/vnd.oasis.opendocument.presentation"
PRESENTATION = 'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
BOX = f'<draw:custom-shape>{p("im kasten")}<draw:enhanced-geometry draw:type="r"/></draw:custom-shape>'  # fmt: skip


def odp(slides: str, *, mime: str = MIME, **parts: str) -> bytes:
    """A presentation with these pages, and further parts such as `styles` by their roots' names."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", mime)
        bodies = {"content": f"<office:body><office:presentation>{slides}</office:presentation></office:body>"}  # fmt: skip
        for name, xml in {**bodies, **parts}.items():
            root = f"office:document-{name}"
            archive.writestr(f"{name}.xml", f"<{root} {NS} {PRESENTATION}>{xml}</{root}>")
    return target.getvalue()


def frame(inner: str, **attributes: str) -> str:
    said = "".join(f' presentation:{name}="{value}"' for name, value in attributes.items())
    return f"<draw:frame{said}><draw:text-box>{p(inner)}</draw:text-box></draw:frame>"


def page(inner: str, notes: str = "", **attributes: str) -> str:
    """A slide with a frame, and what is said in its notes."""
    below = frame(notes, **{"class": "notes"})
    return (
        f'<draw:page draw:name="page1">{frame(inner, **attributes)}'
        f"<presentation:notes><draw:page-thumbnail/>{below}</presentation:notes></draw:page>"
    )


def texts(data: bytes) -> list[tuple[str, BlockKind]]:
    document = read_document(data, name="a.odp")
    assert document.format == "odp"
    assert write_document(document) == data
    return [(block.text, block.kind) for block in document.blocks]


def parts_after(data: bytes, *, lang: str | None = None) -> dict[str, str]:
    written = write_document(translated(read_document(data, name="a.odp"), lang=lang))
    parts = read_archive(written, name="a").parts
    return {name: part.decode() for name, part in parts.items()}


def test_slides_come_each_with_its_notes_and_titles_are_headings() -> None:
    slides = page("titel", "die notiz", **{"class": "title"}) + page("text")
    assert texts(odp(slides)) == [
        ("titel", BlockKind.HEADING),
        ("die notiz", BlockKind.PARAGRAPH),
        ("text", BlockKind.PARAGRAPH),
    ]


def test_tables_groups_and_alternative_texts() -> None:
    table = (
        "<draw:frame><table:table><table:table-row><table:table-cell>" + p("zelle")
        + "</table:table-cell></table:table-row></table:table>"
        "<svg:title>das bild</svg:title><svg:desc>ein tal</svg:desc></draw:frame>"
    )  # fmt: skip
    assert [text for text, _ in texts(odp(f"<draw:page><draw:g>{BOX}{table}</draw:g></draw:page>"))] == [
        *("im kasten", "zelle", "das bild", "ein tal"),
    ]  # fmt: skip


MASTER = (
    "<office:master-styles><style:master-page>"
    + frame("Click to edit", **{"class": "title"})
    + frame("<presentation:footer/>", **{"class": "footer"})
    + frame("haus am tal")
    + "</style:master-page></office:master-styles>"
)


def test_of_masters_only_what_every_slide_shows_is_translated() -> None:
    data = odp(page("x1"), styles=MASTER)
    assert [text for text, _ in texts(data)] == ["x1", "haus am tal"]
    styles = parts_after(data)["styles.xml"]
    assert "HAUS AM TAL" in styles
    assert "Click to edit" in styles
    assert "<presentation:footer/>" in styles


def test_headers_and_footers_of_slides_are_translated_and_dates_stay() -> None:
    said = (
        '<presentation:footer-decl presentation:name="f">die fußzeile</presentation:footer-decl>'
        '<presentation:date-time-decl presentation:name="d">8. mai</presentation:date-time-decl>'
    )
    data = odp(said + page("x1"))
    assert texts(data)[0] == ("die fußzeile", BlockKind.FOOTER)
    content = parts_after(data)["content.xml"]
    assert "DIE FUßZEILE" in content
    assert ">8. mai<" in content


def test_the_language_follows() -> None:
    styles = (
        '<style:default-style><style:text-properties fo:language="de" fo:country="AT"/>'
        "</style:default-style>"
    )
    data = odp(page("das tal"), styles=styles)
    assert read_document(data, name="a.odp").lang == "de-AT"
    assert 'fo:language="en" fo:country="GB"' in parts_after(data, lang="en-GB")["styles.xml"]


def test_comments_are_dropped_if_asked() -> None:
    note = f"<office:annotation>{p('die anmerkung')}</office:annotation>"
    data = odp(f"<draw:page>{BOX}{note}</draw:page>")
    document = read_document(data, name="a.odp", options=ReadingOptions(comments="drop"))
    assert [block.text for block in document.blocks] == ["im kasten"]
    written = OdpCodec(ReadingOptions(comments="drop")).write(document)
    assert "anmerkung" not in read_archive(written, name="a").parts["content.xml"].decode()
    assert "comment" in read_document(data, name="a.odp").remarks[0].message


def test_templates_are_presentations_too() -> None:
    assert detect_format(odp(page("x"), mime=f"{MIME}-template"), name="a.otp") == "odp"


def test_the_manifest_tells_the_kind_where_no_part_does() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = read_archive(odp(page("das tal")), name="a").parts
        archive.writestr("content.xml", parts["content.xml"])
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest><file-entry full-path="/" media-type="{MIME}"/></manifest>',
        )
    assert detect_format(target.getvalue(), name="-") == "odp"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odp(page("x"))[:400], "damaged"),
        (odp("<draw:page>"), "not well-formed"),
        (odp("").replace(b"content.xml", b"kontent.xml"), "no part"),
    ],
)
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        read_document(data, name="a.odp")


def test_another_program_reads_the_translation() -> None:
    made = odfdo.Document("presentation")
    made.body.clear()
    slide = odfdo.DrawPage("page1", name="Tal")
    slide.append(odfdo.Frame.text_frame("Das Tal", size=("7cm", "5cm"), position=("1cm", "1cm")))
    made.body.append(slide)
    target = io.BytesIO()
    made.save(target)
    data = target.getvalue()
    assert "Das Tal" in [text for text, _ in texts(data)]
    again = odfdo.Document(io.BytesIO(write_document(translated(read_document(data, name="a")))))
    assert "DAS TAL" in again.body.text_recursive


def test_libreoffice_opens_what_it_wrote_itself_translated() -> None:
    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Das Tal"
    slide.placeholders[1].text = "Im Tal wohnen Leute."
    slide.notes_slide.notes_text_frame.text = "Die Notiz"
    target = io.BytesIO()
    made.save(target)
    data = converted(target.getvalue(), "a.pptx", "odp")
    assert [text for text, _ in texts(data)] == ["Das Tal", "Im Tal wohnen Leute.", "Die Notiz"]
    written = write_document(translated(read_document(data, name="a.odp")))
    back = Presentation(io.BytesIO(converted(written, "a.odp", "pptx")))
    assert back.slides[0].shapes.title.text == "DAS TAL"
