"""What a change of glossary means for three releases, without translating them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.files import read_document
from g60translate.documents.model import BlockKind, Document
from g60translate.glossary.book import Glossary
from g60translate.glossary.impact.documents import DocumentImpact, ImpactAssessor
from g60translate.glossary.impact.effects import Effect
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.store import parse_csv
from g60translate.reports.record.model import SegmentRecord
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.preparation import Preparation
from tests.reports.sample import make_record

HEADER = "concept,lang,term,status,dnt,case,inflect,forms,priority\n"
EXPO = "expo,de,Importmesse,,,,noun:f,,\nexpo,en,Import Fair,,,,,,\n"
DELTA = "delta,de,Jangtse-Delta,,,,name,,\ndelta,en,Yangtze River Delta,,,,name,,\n"
PLAN = "plan,de,14. Fünfjahresplan,,,,noun:m,,\nplan,en,14th Five-Year Plan,,,,,,\n"
SEGMENTER = SrxSegmenter()

RELEASES = {
    "opening.de.txt": "Die Importmesse ist eröffnet. Der Himmel war blau.\n\n"
    "Auch das Jangtse-Delta war vertreten.",
    "plan.de.html": "<p>Der 14. Fünfjahresplan gilt. Er nennt <b>Importmessen</b>.</p>",
    "sport.de.md": "# Platz 3\n\nDas Team freut sich.",
}


def glossary(*tables: str) -> Glossary:
    return parse_csv(HEADER + "".join(tables), name="house.csv")


OLD = glossary(EXPO, DELTA, PLAN)


def document(text: str, name: str = "release.txt") -> Document:
    return read_document(text.encode(), name=name)


def assess(text: str, old: Glossary, new: Glossary, *targets: str) -> DocumentImpact:
    """The impact on a text; `targets` are the recorded translations of its sentences under old."""
    record = None
    if targets:
        matcher = TermMatcher(old, source_lang="de", target_lang="en")
        (block,) = document(text).blocks
        sentences = Preparation(SEGMENTER, matcher).take_apart(block).sentences
        record = make_record(
            tuple(
                SegmentRecord(
                    id=sentence.segment.id,
                    block_id=block.id,
                    block_kind=BlockKind.PARAGRAPH,
                    source=sentence.request.text,
                    target=target,
                )
                for sentence, target in zip(sentences, targets, strict=True)
            )
        )
    assessor = ImpactAssessor(old, new, SEGMENTER, source_lang="de", target_lang="en")
    return assessor.assess(document(text), record=record)


def told(impact: DocumentImpact) -> list[str]:
    return [str(change) for segment in impact.segments for change in segment.changes]


def test_three_releases_under_a_reworded_term_and_a_new_one() -> None:
    new = glossary(EXPO.replace("Import Fair", "Import Expo"), DELTA, PLAN,
                   "sky,de,Himmel,,,,,,\nsky,en,heaven,,,,,,\n")  # fmt: skip
    assessor = ImpactAssessor(OLD, new, SEGMENTER, source_lang="de", target_lang="en")
    impacts = [assessor.assess(document(text, name)) for name, text in RELEASES.items()]
    assert [impact.total for impact in impacts] == [3, 2, 2]
    assert [[s.text for s in impact.segments] for impact in impacts] == [
        ["Die Importmesse ist eröffnet.", "Der Himmel war blau."],
        ["Er nennt Importmessen."],
        [],
    ]
    assert told(impacts[0]) == [
        "reworded: 'Importmesse' (expo): 'Import Fair' → 'Import Expo'",
        "added: 'Himmel' (sky): – → 'heaven'",
    ]
    (change,) = impacts[1].segments[0].changes
    assert (change.hit.start, change.hit.end) == (9, 21)


FAIR = "expo,en,Import Fair,,,,,,\n"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (EXPO, ""),
        ("", "removed: 'Importmesse' (expo): 'Import Fair' → –"),
        (
            EXPO.replace("Import Fair", "Import Expo"),
            "reworded: 'Importmesse' (expo): 'Import Fair' → 'Import Expo'",
        ),
        (
            EXPO.replace(FAIR, "expo,en,Import Fair,,,exact,,,\n"),
            "accepted: 'Importmesse' (expo): "
            "'Import Fair (capitals: gained)' → 'Import Fair (capitals: same)'",
        ),
        (
            EXPO.replace(FAIR, "expo,en,Import Fair,,,,,Trade Fair,\n"),
            "accepted: 'Importmesse' (expo): – → 'Trade Fair'",
        ),
        (
            EXPO + "expo,en,Expo,forbidden,,,,,\n",
            "forbidden: 'Importmesse' (expo): – → 'Expo'",
        ),
        (EXPO.replace("expo,", "fair,"), ""),
    ],
)
def test_each_kind_of_change_is_told(table: str, line: str) -> None:
    impact = assess("Die Importmesse im Jangtse-Delta.", OLD, glossary(table, DELTA, PLAN))
    assert told(impact) == ([line] if line else [])


def test_notes_and_the_order_of_concepts_change_nothing() -> None:
    table = "concept,lang,term,note\n"
    one = "a,de,Messe,x\na,en,fair,\n"
    other = "b,de,Delta,y\nb,en,delta,\n"
    new = parse_csv(table + other + one.replace("x", "z"), name="n")
    assert assess("Die Messe im Delta.", parse_csv(table + one + other, name="o"), new) == (
        DocumentImpact((), 1)
    )


def test_a_term_over_the_end_of_a_sentence_cuts_elsewhere() -> None:
    new = glossary("n,de,Nansui! Das Werk,,,,,,\nn,en,Nansui! The Plant,,,,,,\n")
    text = "Gestern fuhr er. Alle loben Nansui! Das Werk ist neu. Es wächst."
    (segment,) = assess(text, OLD, new).segments
    assert segment.recut
    assert segment.text == "Alle loben Nansui! Das Werk ist neu."
    assert [change.effect for change in segment.changes] == [Effect.ADDED]
    assert text[17:][slice(segment.changes[0].hit.start, segment.changes[0].hit.end)] == (
        "Nansui! Das Werk"
    )


def test_a_new_straddle_is_told_and_an_old_one_is_not() -> None:
    bank = "bank,de,Importmesse Bank,,,,,,\nbank,en,Expo Bank,,,,,,\n"
    hall = "hall,de,Halle der Importmesse,,,,,,\nhall,en,Expo Hall,,,,,,\n"
    text = "Er kam. Die Halle der Importmesse Bank ist offen."
    (segment,) = assess(text, glossary(hall), glossary(hall, bank)).segments
    (straddle,) = segment.straddles
    assert not segment.would_change
    assert (straddle.kept.start, straddle.given_up.start) == (4, 14)
    assert assess(text, glossary(hall, bank), glossary(hall, bank)).segments == ()


def test_recorded_translations_are_held_against_the_new_glossary() -> None:
    new = glossary(EXPO.replace("Import Fair", "Import Expo"), DELTA,
                   "delta,en,Changjiang Delta,forbidden,,,,,\n")  # fmt: skip
    text = "Die Importmesse ist eröffnet. Der Himmel war blau. Das Jangtse-Delta wächst."
    impact = assess(text, OLD, new, "The Import Fair is open.", "The sky over the Changjiang "
                    "Delta was blue.", "The Yangtze River Delta grows.")  # fmt: skip
    assert [[str(b) for b in s.breaches] for s in impact.segments] == [
        ["the recorded translation lacks 'Import Expo' (expo)"],
        ["the recorded translation has the forbidden 'Changjiang Delta' (delta)"],
        [],
    ]
    # Nothing was translated: the sky is touched by what its translation says alone.
    assert [s.would_change for s in impact.segments] == [True, False, True]
    kept = assess(text, OLD, OLD, "The Import Fair is open.", "Blue.", "Yangtze River Delta.")
    assert kept.segments == ()


def test_a_record_that_was_cut_otherwise_is_proven_as_a_whole() -> None:
    new = glossary("n,de,Nansui! Das Werk,,,,,,\nn,en,Nansui! The Plant,,,,,,\n")
    text = "Er kam. Alle loben Nansui! Das Werk ist neu. Es wächst."
    met = assess(text, OLD, new, "He came.", "All praise Nansui!", "The Plant is new.", "It grows.")
    assert [s.breaches for s in met.segments] == [()]
    (segment,) = assess(text, OLD, new, "He came.", "All praise N.", "It is new.", "Ok.").segments
    assert [b.wording for b in segment.breaches] == ["Nansui! The Plant"]


TABLES = st.lists(
    st.builds(
        "{0},de,{1},,,,{2},,\n{0},en,{3},,,,,,\n".format,
        st.uuids().map(str),
        st.sampled_from(["Messe", "Rat", "Messe Rat", "Rat. Delta", "Delta", "der Rat", "Räte"]),
        st.sampled_from(["none", "name"]),
        st.sampled_from(["fair", "council", "delta"]),
    ),
    max_size=4,
).map(lambda tables: glossary(*tables))
WORDS = st.lists(st.sampled_from(["Die", "Messe", "Rat.", "Rat", "Delta", "der", "Rats."]))


@settings(deadline=None, max_examples=80)
@given(TABLES, TABLES, WORDS.map(" ".join))
def test_what_is_untouched_asks_the_same_of_the_translator(
    old: Glossary, new: Glossary, text: str
) -> None:
    impact = assess(text, old, new)
    demands = []
    for book in (old, new):
        matcher = TermMatcher(book, source_lang="de", target_lang="en")
        verifier = TermVerifier(book, target_lang="en")
        sentences = [
            sentence
            for block in document(text).blocks
            for sentence in Preparation(SEGMENTER, matcher).take_apart(block).sentences
        ]
        demands.append(
            [
                (s.request.text, [(h.start, h.end, verifier.decision(h)) for h in s.request.hits])
                for s in sentences
            ]
        )
    touched = any(segment.would_change for segment in impact.segments)
    assert touched == (demands[0] != demands[1])
    assert impact.total == len(demands[1])
