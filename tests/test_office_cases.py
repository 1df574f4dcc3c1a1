"""The office documents that users sent, through the whole walk: what each row asks for is right."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from g60translate.documents.archive import read_archive
from g60translate.documents.files import read_document, write_document
from g60translate.documents.options import ReadingOptions
from g60translate.glossary.book import Glossary
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.translated import TranslatedDocument
from tests.conftest import CASES, Answers, ScriptedEngine
from tests.documents.office.test_xlsx import book
from tests.documents.office.test_xlsx_rules import CELLS, rules, values
from tests.documents.pretend import shout

Walk = Callable[..., tuple[TranslatedDocument, dict[str, str]]]


@pytest.fixture
def walk(scripted: Callable[[Answers], ScriptedEngine]) -> Walk:
    """A case by its name, translated by shouting, and the parts of what is written."""

    def walked(name: str, **options: Any) -> tuple[TranslatedDocument, dict[str, str]]:
        engine = scripted(lambda source: [shout(source)])
        translator = Translator(engine, Glossary.empty(), SrxSegmenter(), beam=1)
        reading = ReadingOptions(source_lang="de", **options)
        data = (CASES / "office" / name).read_bytes()
        done = translator.translate(read_document(data, name=name, options=reading))
        parts = read_archive(write_document(done.document), name=name).parts
        return done, {part: text.decode("utf-8", "replace") for part, text in parts.items()}

    return walked


def told(done: TranslatedDocument) -> list[str]:
    return [f.message for segment in done.segments for f in segment.findings]


def test_raised_and_lowered(walk: Walk) -> None:
    raised = re.compile(r'vertAlign w:val="(\w+)"/></w:rPr><w:t[^>]*>([^<]*)<')
    before = read_archive((CASES / "office" / "raised-and-lowered.docx").read_bytes(), name="x")
    _, parts = walk("raised-and-lowered.docx")
    source = before.parts["word/document.xml"].decode()
    assert raised.findall(parts["word/document.xml"]) == raised.findall(source)
    assert "<w:b/></w:rPr><w:t>W</w:t>" in re.sub(
        ' xml:space="preserve"', "", parts["word/document.xml"]
    )


@pytest.mark.parametrize("name", ["soft-hyphens.docx", "soft-hyphens.odt"])
def test_soft_hyphens(walk: Walk, name: str) -> None:
    done, _ = walk(name)
    texts = [block.text for block in done.document.blocks]
    assert texts[::2] == texts[1::2]


def test_paragraph_marks(walk: Walk) -> None:
    accepted, _ = walk("deleted-paragraph-marks.docx")
    refused, _ = walk("deleted-paragraph-marks.docx", tracked_changes="refuse")
    assert [len(done.segments) for done in (accepted, refused)] == [4, 4]
    assert "DER NEUE KAI AN DER ALTEN WERFT IST FERTIG." in accepted.document.text
    assert "DIE FÄHRE FÄHRT AM SONNTAG WIEDER." in refused.document.text


def test_foreign_script(walk: Walk) -> None:
    assert "(松江)" in walk("foreign-script.docx")[1]["word/document.xml"]


def test_text_boxes(walk: Walk) -> None:
    _, parts = walk("text-boxes.docx")
    assert parts["word/document.xml"].count('"BLICK AUF DIE BRÜCKE"') == 2
    assert "1.204,72" not in parts["word/document.xml"]


def test_languages_and_comments(walk: Walk) -> None:
    done, parts = walk("languages-and-comments.docx")
    for part in ("word/styles.xml", "word/document.xml"):
        assert '<w:lang w:val="de' not in parts[part]
    assert any("comment goes out" in message for message in told(done))
    segments = [segment.sentence.request.text for segment in done.segments]
    assert "Siehe Kapitel" in segments
    assert "PRESSESTELLE" in parts["docProps/custom.xml"].upper()
    shown = re.sub("<w:(tab|br)/>", r"[\1]", parts["word/document.xml"])
    assert "[tab]SIEHE KAPITEL[br]„WIR" in re.sub("<[^>]*>", "", shown)


def test_ruby_and_the_order_of_parts(walk: Walk) -> None:
    whole = "<text:ruby><text:ruby-base>松江</text:ruby-base><text:ruby-text>Songjiang</text:ruby-text></text:ruby>"  # noqa: E501
    assert whole in walk("ruby.odt")[1]["content.xml"]
    assert "DIE FÄHRE" in walk("mimetype-not-first.odt")[1]["content.xml"]


def test_identifiers_and_rules(walk: Walk) -> None:
    sheet = walk("identifiers-and-rules.xlsx")[1]["xl/worksheets/sheet1.xml"]
    for kept in ("DE89370400440532013000", "COBADEFFXXX", "LX-2207-B"):
        assert f"<t>{kept}</t>" in sheet
    values = re.search('<formula1>"(.*),(.*)"</formula1>', sheet)
    assert values is not None
    assert f"<t>{values[1]}</t>" in sheet
    assert not {"offen", "erledigt"} & {*values.groups()}
    assert "VERTRAULICHER BERICHT</oddHeader>" in sheet
    assert "1.204,72" not in sheet


def test_a_list_that_does_not_fit_is_a_finding(
    scripted: Callable[[Answers], ScriptedEngine],
) -> None:
    engine = scripted(lambda source: [" ".join([source] * 20)])
    translator = Translator(engine, Glossary.empty(), SrxSegmenter(), beam=1)
    data = book(CELLS, rules(values('"offen,zurückgestellt"')))
    done = translator.translate(read_document(data, name="x.xlsx"))
    assert any("list of permitted values of B2:B9 stays as it was" in each for each in told(done))
    parts = read_archive(write_document(done.document), name="x").parts.values()
    assert any(b'"offen,zur\xc3\xbcckgestellt"' in part for part in parts)


def test_charts_and_number_cells(walk: Walk) -> None:
    _, parts = walk("chart-and-number-cells.pptx")
    chart, slide = parts["ppt/charts/chart1.xml"], parts["ppt/slides/slide1.xml"]
    for german in ("Frühling", "Sommer", "Herbst", "Umschlag in Tonnen"):
        assert f"<c:v>{german}</c:v>" not in chart
    assert "<a:t>1,234</a:t>" in slide
    assert "3,5" not in slide
