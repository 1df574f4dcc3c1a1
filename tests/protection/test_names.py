from __future__ import annotations

import pytest

from g60translate.documents.news.newsml import NitfCodec
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.store import parse_csv
from g60translate.protection.names import marked_names
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.preparation import Preparation

GLOSSARY = parse_csv("concept,lang,term\np,de,Pudong\np,en,Pudong New Area\n", name="terms.csv")
PREPARATION = Preparation(SrxSegmenter(), TermMatcher(GLOSSARY, source_lang="de", target_lang="en"))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Die <org>Muster AG</org> in <location>Kiel</location> baut.", ["Muster AG", "Kiel"]),
        ("Heute kam <person>Anna Weiß</person>.", ["Anna Weiß"]),
        (
            "Sie: <person><function>Rätin</function> <name.family>Weiß</name.family></person>.",
            ["Weiß"],
        ),
        ("Am <chron>3. Mai</chron> tagt der <em>Rat</em> bei <money>3</money>.", []),
        ("In <location><city>Plön</city>, <state>Holstein</state></location>.", ["Plön, Holstein"]),
    ],
)
def test_names_that_the_format_marks_stay(source: str, names: list[str]) -> None:
    data = f"<nitf><body><body.content><p>{source}</p></body.content></body></nitf>"
    (block,) = NitfCodec().read(data.encode(), name="x").blocks
    (sentence,) = PREPARATION.take_apart(block).sentences
    text = sentence.request.text
    assert [text[a:b] for a, b in sentence.request.protected] == names
    assert {block.text[a:b] for a, b in marked_names(block)} >= set(names)


def test_the_glossary_says_how_its_names_are_written() -> None:
    source = "<p>In <location>Pudong</location> heute.</p>"
    data = f"<nitf><body><body.content>{source}</body.content></body></nitf>"
    (block,) = NitfCodec().read(data.encode(), name="x").blocks
    (sentence,) = PREPARATION.take_apart(block).sentences
    assert not sentence.request.protected
    assert [hit.surface for hit in sentence.request.hits] == ["Pudong"]
