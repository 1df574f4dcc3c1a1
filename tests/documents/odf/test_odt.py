from __future__ import annotations

import io
import zipfile

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.archive import read_archive
from g60translate.documents.model import BlockKind, Document, InlineKind
from g60translate.documents.odf.odt import OdtCodec
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument, InputError
from tests.documents.pretend import shouted, spans, stripped, translated, turned

CODEC = OdtCodec()
NS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("table", "table"),
        ("draw", "drawing"),
        ("svg", "svg-compatible"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
        ("manifest", "manifest"),
    ]
)
NS += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:officeooo="http://openoffice.org/2009/office"'
STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties '
    'fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties '
    'officeooo:rsid="001" fo:language="de" style:country-asian="none"/></style:style>'
)


def odt(body: str, **parts: str) -> bytes:
    content = (
        f"<office:document-content {NS}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, xml in parts.items():
            archive.writestr(
                f"{name}.xml", f"<office:document-{name} {NS}>{xml}</office:document-{name}>"
            )
    return target.getvalue()


def read(data: bytes) -> Document:
    document = CODEC.read(data, name="x.odt")
    assert CODEC.write(document) == data
    return document


def body(data: bytes) -> str:
    xml = read_archive(data, name="y").parts["content.xml"].decode()
    return xml[xml.index("<office:text>") + 13 : xml.index("</office:text>")]


def p(inner: str) -> str:
    return f"<text:p>{inner}</text:p>"


NOTE = (
    '<text:note text:id="n"><text:note-citation>1</text:note-citation><text:note-body>'
    + p("die note")
    + "</text:note-body></text:note>"
)
FRAME = (
    "<draw:frame><draw:text-box>" + p("im rahmen") + "</draw:text-box>"
    "<svg:title>bildtitel</svg:title></draw:frame>"
)


TEXTS = [
    ("", [], ""),
    (p(""), [], p("")),
    (p("tal"), ["tal"], p("TAL")),
    (p("  tal\n  grün "), ["tal grün"], p("  TAL GRÜN ")),
    (p("a &amp; b"), ["a & b"], p("A &amp; B")),
    (p("<![CDATA[a & b]]>"), ["a & b"], p("A &amp; B")),
    (
        p('das <text:span text:style-name="T1">fette</text:span> tal'),
        ["das fette tal"],
        p('DAS <text:span text:style-name="T1">FETTE</text:span> TAL'),
    ),
    (p('<text:span text:style-name="T1">tal</text:span>'), ["tal"],
     p('<text:span text:style-name="T1">TAL</text:span>')),
    (p('ta<text:span text:style-name="T2">l</text:span>'), ["tal"], p("TAL")),
    (p('<text:span text:style-name="T2">ta</text:span>l'), ["tal"], p("TAL")),
    (p("a<text:s/>b<text:s text:c='3'/>c"), ["a b   c"],
     p("A<text:s/>B<text:s text:c='3'/>C")),
    (p("a<text:tab/>b<text:line-break/>c"), ["a\tb\nc"],
     p("A<text:tab/>B<text:line-break/>C")),
    (p("seite <text:page-number>7</text:page-number> da"), ["seite 7 da"],
     p("SEITE <text:page-number>7</text:page-number> DA")),
    (p("a<text:soft-page-break/>b"), ["ab"], p("AB")),
    (p("a" + NOTE + " b"), ["a b", "die note"],
     p("A" + NOTE.replace("die note", "DIE NOTE") + " B")),
    (p(FRAME + "daneben"), ["im rahmen", "bildtitel", "daneben"],
     p(FRAME.replace("im rahmen", "IM RAHMEN").replace("bildtitel", "BILDTITEL") + "DANEBEN")),
    (p("ein <text:a href='x'>link</text:a>."), ["ein link."],
     p("EIN <text:a href='x'>LINK</text:a>.")),
    ("<text:tracked-changes>" + p("alt") + "</text:tracked-changes>" + p("neu"), ["neu"],
     "<text:tracked-changes>" + p("alt") + "</text:tracked-changes>" + p("NEU")),
    (p("a<office:annotation>" + p("nein") + "</office:annotation>b"), ["ab"],
     p("A<office:annotation>" + p("nein") + "</office:annotation>B")),
    ("<text:section text:name='s'>" + p("a") + "<text:list><text:list-item>" + p("b")
     + "</text:list-item></text:list></text:section>", ["a", "b"],
     "<text:section text:name='s'>" + p("A") + "<text:list><text:list-item>" + p("B")
     + "</text:list-item></text:list></text:section>"),
    (p("a<!-- c --> b"), ["a b"], p("A<!-- c --> B")),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected", "written"), TEXTS)
def test_reads_and_writes_text(source: str, expected: list[str], written: str) -> None:
    document = read(odt(source))
    assert [block.text for block in document.blocks] == expected
    assert body(CODEC.write(translated(document))) == written


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<text:h>x</text:h>", BlockKind.HEADING),
        ('<text:p text:style-name="Title">x</text:p>', BlockKind.HEADING),
        ('<text:p text:style-name="Illustration">x</text:p>', BlockKind.CAPTION),
        ("<text:list><text:list-item>" + p("x") + "</text:list-item></text:list>",
         BlockKind.LIST_ITEM),
        ("<table:table><table:table-row><table:table-cell>" + p("x")
         + "</table:table-cell></table:table-row></table:table>", BlockKind.TABLE_CELL),
        (p(NOTE), BlockKind.FOOTNOTE),
        (p("x"), BlockKind.PARAGRAPH),
    ],
)  # fmt: skip
def test_kinds(source: str, kind: BlockKind) -> None:
    assert read(odt(source)).blocks[0].kind is kind


def test_codes_move_with_their_markup() -> None:
    source = p(f'vorn <text:span text:style-name="T1">fett</text:span>{NOTE} hinten')
    document = read(odt(source))
    assert spans(document.blocks[0]) == [
        ("note", "", InlineKind.STANDALONE),
        ("span", "fett", InlineKind.PAIRED),
    ]
    assert body(CODEC.write(translated(document, turned))) == p(
        f'<text:span text:style-name="T1">fett</text:span>{NOTE} hinten vorn'
    ).replace("die note", "note die")
    lost = body(CODEC.write(translated(document, stripped)))
    assert lost == p("VORN FETT HINTEN" + NOTE.replace("die note", "DIE NOTE"))


def test_headers_footers_title_and_language() -> None:
    styles = (
        '<style:default-style><style:text-properties fo:language="de" fo:country="AT"/>'
        "</style:default-style><style:header>" + p("kopf") + "</style:header>"
        "<style:footer>" + p("fuß") + "</style:footer>"
    )
    meta = "<office:meta><dc:title>titel</dc:title><dc:language>de-AT</dc:language></office:meta>"
    data = odt(p("x1"), styles=styles, meta=meta)
    document = read(data)
    assert document.lang == "de-AT"
    assert [(b.text, b.kind) for b in document.blocks] == [
        ("titel", BlockKind.ATTRIBUTE),
        ("x1", BlockKind.PARAGRAPH),
        ("kopf", BlockKind.HEADER),
        ("fuß", BlockKind.FOOTER),
    ]
    written = CODEC.write(translated(document, lang="en-GB"))
    parts = read_archive(written, name="y").parts
    assert b"<dc:title>TITEL</dc:title><dc:language>en-GB</dc:language>" in parts["meta.xml"]
    assert b'fo:language="en" fo:country="GB"' in parts["styles.xml"]
    assert b"KOPF" in parts["styles.xml"]
    assert CODEC.read(written, name="y").lang == "en-GB"
    only_styles = read(odt(p("x"), styles=styles))
    assert only_styles.lang == "de-AT"
    assert CODEC.read(CODEC.write(only_styles.with_blocks({}, lang="zh")), name="y").lang == "zh"


def test_another_program_reads_the_translation() -> None:
    made = odfdo.Document("text")
    made.body.clear()
    made.body.append(odfdo.Header(1, "Kopf"))
    made.body.append(odfdo.Paragraph("Ein  Satz\nzwei"))
    table = odfdo.Table("T", width=1, height=1)
    table.set_value("A1", "Zelle")
    made.body.append(table)
    target = io.BytesIO()
    made.save(target)
    written = CODEC.write(translated(read(target.getvalue())))
    assert CODEC.recognises(written)
    again = odfdo.Document(io.BytesIO(written))
    assert [str(h) for h in again.body.headers] == ["KOPF\n"]
    assert [str(x).strip() for x in again.body.paragraphs][:2] == ["EIN  SATZ\nZWEI", "ZELLE"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (odt(p("x"))[:400], "damaged"),
        (odt("<text:p>"), "not well-formed"),
        (odt("").replace(b"content.xml", b"kontent.xml"), "no part"),
    ],
)
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        CODEC.read(data, name="x.odt")


def test_tracked_changes_cannot_be_refused() -> None:
    codec = OdtCodec(ReadingOptions(tracked_changes="refuse"))
    assert codec.read(odt(p("x")), name="x.odt").blocks
    changes = "<text:tracked-changes><text:changed-region/></text:tracked-changes>"
    with pytest.raises(InputError, match=r"x\.odt.*accepted"):
        codec.read(odt(changes + p("x")), name="x.odt")


def test_says_that_a_file_is_locked() -> None:
    data = io.BytesIO(odt(p("x")))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(BrokenDocument, match="password"):
        CODEC.read(data.getvalue(), name="x.odt")


FLOWS = st.recursive(
    st.sampled_from(
        ["wort", " Tal ", "\n ", "&lt;", "规", "<text:s/>", "<text:tab/>", NOTE, FRAME]
    ),
    lambda inner: st.builds(
        "<text:span text:style-name='{}'>{}</text:span>".format,
        st.sampled_from(["T1", "T2", "T3"]),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)


@settings(deadline=None, derandomize=True)
@given(st.lists(FLOWS, max_size=6).map("".join))
def test_any_flow_can_be_changed_and_read_again(source: str) -> None:
    document = read(odt(p(source)))
    for change in (shouted, turned, stripped):
        changed = translated(document, change)
        again = CODEC.read(CODEC.write(changed), name="y")
        # A note whose code was lost comes behind the text now.
        assert sorted(b.text.split() for b in again.blocks) == sorted(
            b.text.split() for b in changed.blocks
        )
