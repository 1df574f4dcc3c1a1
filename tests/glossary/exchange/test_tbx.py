from __future__ import annotations

import pytest
from hypothesis import given, settings

from g60translate.errors import BrokenDocument, GlossaryError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Status, Term
from g60translate.glossary.exchange.exchange import Imported
from g60translate.glossary.exchange.tbx import TbxExchange
from tests.conftest import ROOT
from tests.glossary.exchange.tbx_structure import open_tbx
from tests.glossary.strategies import glossaries

DCA = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-model href="https://raw.githubusercontent.com/x/TBXcoreStructV03.rng"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="expo">
   <transacGrp><transac type="transactionType">origination</transac></transacGrp>
   <descrip type="subjectField">trade</descrip>
   <note>of 2018</note>
   <langSec xml:lang="de-DE">
    <descripGrp>
     <descrip type="definition">Messe für
        Einfuhren</descrip><admin type="source">x</admin>
    </descripGrp>
    <termSec><term>Import<hi>messe</hi></term>
     <termNote type="partOfSpeech">noun</termNote>
     <termNote type="grammaticalGender">feminine</termNote>
     <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
     <admin type="source">style guide</admin>
     <note>no article</note></termSec>
   </langSec>
   <langSec xml:lang="en">
    <termSec><term>Import Expo</term></termSec>
    <termSec><term>Import Fair</term></termSec>
    <termSec><term>Import Market</term>
     <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
   </langSec>
  </conceptEntry>
 </body></text>
</tbx>"""

DCT = """<tbx type="TBX-Basic" style="dct" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
   xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
 <tbxHeader><fileDesc><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
 <text><body>
  <conceptEntry id="expo">
   <min:subjectField>trade</min:subjectField>
   <langSec xml:lang="de">
    <basic:definition>Messe</basic:definition>
    <termSec><term>Importmesse</term>
     <min:partOfSpeech>noun</min:partOfSpeech>
     <basic:grammaticalGender>feminine</basic:grammaticalGender>
     <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
     <basic:source>style guide</basic:source>
    </termSec>
   </langSec>
  </conceptEntry>
 </body></text>
</tbx>"""

MARTIF = """<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc/></martifHeader><text><body>
 <termEntry id="c 1">
  <descripGrp><descrip type="definition">Messe</descrip></descripGrp>
  <langSet xml:lang="de"><tig><term>Importmesse</term>
   <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig></langSet>
  <langSet xml:lang="en"><ntig><termGrp><term>Import Expo</term>
   <termNote type="termType">fullForm</termNote>
   <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
 </termEntry>
 <termEntry><langSet xml:lang="zh-CN"><tig><term>进博会</term></tig></langSet></termEntry>
</body></text></martif>"""


def read(text: str) -> Imported:
    return TbxExchange().read(text.encode(), name="x.tbx", pair=None)


def test_dca_style_with_groups_and_losses() -> None:
    imported = read(DCA)
    (expo,) = imported.glossary.concepts
    assert (expo.id, expo.domain, expo.note) == ("expo", "trade", "of 2018")
    assert expo.definition == "Messe für Einfuhren"
    assert expo.terms == (
        Term("de", "Importmesse", inflect=Inflect.NOUN, gender="f",
             note="no article", source="style guide"),
        Term("en", "Import Expo"),
        Term("en", "Import Fair", Status.ADMITTED),
        Term("en", "Import Market", Status.FORBIDDEN),
    )  # fmt: skip
    assert [str(loss) for loss in imported.losses] == [
        "line 10: the region of language de-DE is not taken over",
        "line 10: source of the de section is not taken over",
    ]


def test_dct_style() -> None:
    (expo,) = read(DCT).glossary.concepts
    assert (expo.domain, expo.definition) == ("trade", "Messe")
    assert expo.terms == (
        Term("de", "Importmesse", Status.ADMITTED, inflect=Inflect.NOUN, gender="f",
             source="style guide"),
    )  # fmt: skip


def test_version_two() -> None:
    imported = read(MARTIF)
    first, second = imported.glossary.concepts
    assert (first.id, first.definition, second.id) == ("c-1", "Messe", "concept-2")
    assert first.terms == (
        Term("de", "Importmesse"),
        Term("en", "Import Expo", Status.FORBIDDEN),
    )
    assert second.terms == (Term("zh", "进博会"),)
    assert "line 8: termType is not taken over" in map(str, imported.losses)


def test_what_is_written_is_read_again() -> None:
    glossary = read(DCA).glossary
    text = TbxExchange().write(glossary, pair=None).data.decode()
    assert text.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<tbx xmlns=\"urn:iso:std")
    assert read(text).glossary == glossary


@settings(deadline=None, max_examples=60)
@given(glossaries())
def test_what_is_written_is_tbx_basic_to_a_foreign_parser(glossary: Glossary) -> None:
    data = TbxExchange().write(glossary, pair=None).data
    wanted = sorted((t.lang, " ".join(t.text.split()), t.status) for c in glossary for t in c.terms)
    assert sorted(entry[1:] for entry in open_tbx(data)) == wanted


def test_an_id_that_is_no_xml_name_is_mended_and_told() -> None:
    terms = (Term("de", "Plan"),)
    book = Glossary(tuple(Concept(name, terms) for name in ("5-plan", "_5-plan", "a:b", "计划")))
    exported = TbxExchange().write(book, pair=None)
    assert [entry[0] for entry in open_tbx(exported.data)] == [
        "_5-plan-2", "_5-plan", "a_b", "计划",
    ]  # fmt: skip
    assert list(map(str, exported.losses)) == [
        "5-plan: its id is written as _5-plan-2",
        "a:b: its id is written as a_b",
    ]


def test_faults_carry_lines_and_other_xml_is_refused() -> None:
    with pytest.raises(GlossaryError, match="line 15: language 'klingon'"):
        read(DCA.replace('xml:lang="de-DE"', 'xml:lang="klingon"'))
    with pytest.raises(GlossaryError, match="TBX begins with <tbx> or <martif>"):
        read("<html/>")
    with pytest.raises(BrokenDocument, match="not well-formed"):
        read("<tbx>")
    with pytest.raises(BrokenDocument, match="entities"):
        read('<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>')


def test_an_empty_glossary_round_trips() -> None:
    exported = TbxExchange().write(Glossary.empty(), pair=None)
    assert len(read(exported.data.decode()).glossary) == 0


CASES = ROOT / "tests" / "cases" / "glossary"


def case(name: str) -> dict[str, list[tuple[str, str, str]]]:
    imported = TbxExchange().read((CASES / name).read_bytes(), name=name, pair=None)
    return {
        concept.id: [(t.lang, t.text, t.status.value) for t in concept.terms if t.lang != "de"]
        for concept in imported.glossary
    }


def test_statuses_of_other_programs() -> None:
    found = case("statuses.tbx")
    assert found == {
        "a": [("en", "Musterwerk", "preferred")],
        "b": [("en", "fast train", "forbidden"), ("en", "rapid railway", "preferred")],
        "c": [("en", "dispatch office", "forbidden")],
        "d": [("en", "travel plan", "forbidden"), ("en", "timetable", "preferred")],
        "e": [("en", "stopping", "forbidden"), ("en", "stop", "preferred")],
    }
    data = (CASES / "statuses.tbx").read_bytes()
    concept = TbxExchange().read(data, name="x", pair=None).glossary.concept("a")
    assert all(term.do_not_translate for term in concept.terms)


@pytest.mark.parametrize(
    ("value", "status"),
    [
        *[(v, "forbidden") for v in ("forbidden", "Forbidden term", "notRecommended", "obsolete")],
        *[(v, "forbidden") for v in ("not recommended", "deprecatedTerm-admn-sts", "avoid")],
        *[(v, "forbidden") for v in ("supersededTerm", "DEPRECATED", "Do not use", "veraltet")],
        *[(v, "forbidden") for v in ("supersededTerm-norm-auth", "nicht empfohlen", "verboten")],
        *[(v, "preferred") for v in ("preferred", "preferredTerm-admn-sts", "Preferred Term")],
        *[(v, "preferred") for v in ("standardizedTerm", "legalTerm-norm-auth", "approved")],
        *[(v, "admitted") for v in ("admitted", "admittedTerm-admn-sts", "allowed", "zugelassen")],
        *[(v, "admitted") for v in ("new", "to be checked", "42", "proposed", "status unknown")],
    ],
)
@pytest.mark.parametrize(
    "category", ["administrativeStatus", "normativeAuthorization", "Status", "usage status"]
)
def test_verdicts_in_all_spellings(value: str, status: str, category: str) -> None:
    note = f'<termNote type="{category}">{value}</termNote>'
    text = DCA.replace("<termSec><term>Import Expo</term>", f"<termSec><term>Expo</term>{note}")
    (expo,) = read(text).glossary.concepts
    assert next(t.status.value for t in expo.terms if t.text == "Expo") == status


def test_the_strictest_of_two_verdicts_counts() -> None:
    text = DCA.replace(
        "<term>Import Fair</term>",
        '<term>Import Fair</term><termNote type="administrativeStatus">preferred</termNote>'
        '<admin type="normativeAuthorization">deprecatedTerm</admin>',
    )
    (expo,) = read(text).glossary.concepts
    assert [(t.text, t.status.value) for t in expo.in_language("en")] == [
        ("Import Expo", "preferred"),
        ("Import Fair", "forbidden"),
        ("Import Market", "forbidden"),
    ]


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ('<descrip type="Translation needed">No</descrip>', True),
        ('<descrip type="translation-needed">nein</descrip>', True),
        ('<admin type="DoNotTranslate">true</admin>', True),
        ('<descrip type="Translation needed">Yes</descrip>', False),
        ('<admin type="dnt">no</admin>', False),
    ],
)
def test_words_on_translating(note: str, kept: bool) -> None:
    for place in ('<descrip type="subjectField">', '<langSec xml:lang="en">'):
        after = place + (note if place.startswith("<lang") else "trade</descrip>" + note)
        before = place if place.startswith("<lang") else place + "trade</descrip>"
        (expo,) = read(DCA.replace(before, after)).glossary.concepts
        assert all(t.do_not_translate is kept for t in expo.in_language("en"))


def test_a_definition_inside_a_term_section() -> None:
    data = (CASES / "definition-in-the-term.tbx").read_bytes()
    imported = TbxExchange().read(data, name="x", pair=None)
    (concept,) = imported.glossary.concepts
    assert concept.definition == "Den Hafen verlassen"
    assert any("context" in str(loss) for loss in imported.losses)


def test_regions_are_kept_apart() -> None:
    found = case("regions.tbx")
    assert found["c1"] == [("en", "lorry", "preferred"), ("en", "truck", "admitted")]
    assert found["c2"] == [("pt", "ônibus", "preferred"), ("pt", "autocarro", "admitted")]
    data = (CASES / "regions.tbx").read_bytes()
    imported = TbxExchange().read(data, name="x", pair=None)
    notes = [term.note for term in imported.glossary.concept("c1").in_language("en")]
    assert notes == ["en-GB", "en-US"]
    assert any("zh-Hant" in str(loss) and "simplified" in str(loss) for loss in imported.losses)


@pytest.mark.parametrize("tag", ["zh-TW", "zh-Hant-HK", "zh_HK"])
def test_traditional_chinese_is_not_simplified_chinese(tag: str) -> None:
    text = MARTIF.replace('xml:lang="zh-CN"', f'xml:lang="{tag}"')
    assert [concept.id for concept in read(text).glossary] == ["c-1"]
    assert [c.id for c in read(MARTIF.replace("zh-CN", "zh-Hans")).glossary] == ["c-1", "concept-2"]
