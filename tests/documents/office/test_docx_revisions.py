from __future__ import annotations

import re

import pytest

from g60translate.documents.archive import read_archive
from g60translate.documents.files import write_document
from g60translate.documents.office.docx.codec import DocxCodec
from g60translate.documents.office.docx.properties import W
from g60translate.documents.office.docx.revisions import has_revisions, settle
from g60translate.documents.options import ReadingOptions, TrackedChanges
from g60translate.documents.xml.parsing import parse_xml
from tests.documents.office.test_docx import p, r, word
from tests.documents.pretend import translated

# Long builders' lines read best as a table.
# ruff: noqa: E501


def ins(inner: str) -> str:
    return f'<w:ins w:id="1" w:author="a">{inner}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def marked(name: str) -> str:
    return f"<w:pPr><w:rPr><w:{name}/></w:rPr></w:pPr>"


NEW, OLD = "<w:r><w:t>neu</w:t></w:r>", "<w:r><w:t>alt</w:t></w:r>"
FORMAT = "<w:rPr><w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>"
PARAGRAPH = (
    "<w:pPr><w:jc/><w:rPr/><w:sectPr/><w:pPrChange><w:pPr><w:ind/></w:pPr></w:pPrChange></w:pPr>"
)
MOVED = "<w:moveFromRangeStart/><w:moveFrom><w:r/></w:moveFrom><w:moveFromRangeEnd/><w:moveTo><w:r><w:tab/></w:r></w:moveTo>"


@pytest.mark.parametrize(
    ("source", "accepted", "refused"),
    [
        (ins(NEW) + deleted("alt"), NEW, OLD),
        (ins(ins(NEW) + OLD), NEW + OLD, ""),
        (ins(deleted("alt")), "", ""),
        (MOVED, "<w:r><w:tab/></w:r>", "<w:r/>"),
        (f"<w:r>{FORMAT}</w:r>", "<w:r><w:rPr><w:b/></w:rPr></w:r>", "<w:r><w:rPr><w:i/></w:rPr></w:r>"),
        (f"{PARAGRAPH}{OLD}", f"<w:pPr><w:jc/><w:rPr/><w:sectPr/></w:pPr>{OLD}", f"<w:pPr><w:ind/><w:rPr/><w:sectPr/></w:pPr>{OLD}"),
        (marked("ins") + NEW, f"<w:pPr><w:rPr/></w:pPr>{NEW}", f"<w:pPr><w:rPr/></w:pPr>{NEW}"),
        ('<w:del><w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del>', "", "<w:r><w:instrText>PAGE</w:instrText></w:r>"),
        (OLD, OLD, OLD),
    ],
)  # fmt: skip
def test_one_of_two_texts_is_left(source: str, accepted: str, refused: str) -> None:
    ways: list[tuple[TrackedChanges, str]] = [("accept", accepted), ("refuse", refused)]
    for how, expected in ways:
        root = parse_xml(f'<x xmlns:w="{W[1:-1]}"><w:p>{source}</w:p></x>'.encode(), name="x")
        settle(root, how, removable=True)
        whole = parse_xml(f'<x xmlns:w="{W[1:-1]}"><w:p>{expected}</w:p></x>'.encode(), name="x")
        assert [e.tag for e in root.iter()] == [e.tag for e in whole.iter()]
        assert list(root.itertext()) == list(whole.itertext())


@pytest.mark.parametrize("mark", ["ins", "del"])
def test_an_emptied_paragraph_goes_with_its_mark(mark: str) -> None:
    inner = marked(mark) + (ins(NEW) if mark == "ins" else deleted("alt"))
    source = f'<x xmlns:w="{W[1:-1]}"><w:p>{inner}</w:p></x>'.encode()
    going: TrackedChanges = "refuse" if mark == "ins" else "accept"
    staying: TrackedChanges = "accept" if mark == "ins" else "refuse"
    for how, removable, count in [(going, True, 0), (going, False, 1), (staying, True, 1)]:
        root = parse_xml(source, name="x")
        settle(root, how, removable=removable)
        assert len(root) == count


def test_signs_of_revisions() -> None:
    assert has_revisions(ins(NEW).encode())
    assert has_revisions(f"<w:r>{FORMAT}</w:r>".encode())
    assert not has_revisions(b"<w:r><w:insideH/><w:delText/><w:instrText/></w:r>")


BODY = p(r("Das "), ins(r("neue ")), deleted("alte "), r("Tal")) + p(
    ins(r("Zusatz")), marked("ins")
)


def body(data: bytes) -> str:
    xml = read_archive(data, name="x").parts["word/document.xml"].decode()
    return re.sub("<[^>]*>", "|", xml[xml.index("<w:body>") :]).strip("|")


def test_refused_changes_are_gone_from_the_translation() -> None:
    options = ReadingOptions(tracked_changes="refuse")
    # An archive holds the time, so that another one made of the same differs.
    data = word(BODY)
    document = DocxCodec(options).read(data, name="x")
    assert [block.text for block in document.blocks] == ["Das alte Tal"]
    assert write_document(document) == data
    written = write_document(translated(document))
    assert "DAS ALTE TAL" in body(written)
    assert "usatz" not in body(written)
    assert not has_revisions(read_archive(written, name="x").parts["word/document.xml"])


def test_a_translation_has_no_tracked_changes_left_even_where_nothing_is_translated() -> None:
    data = word(BODY + p(deleted("weg"), r("–")) + p(r("–", "<w:b/><w:rPrChange/>")))
    document = DocxCodec().read(data, name="x")
    assert [block.text for block in document.blocks] == ["Das neue Tal", "Zusatz"]
    assert write_document(document) == data
    written = write_document(translated(document))
    assert "weg" not in body(written)
    assert not has_revisions(read_archive(written, name="x").parts["word/document.xml"])
