from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term
from g60translate.glossary.matching import lemmas
from g60translate.glossary.matching.fold import Folded, fold
from g60translate.glossary.matching.lemmas import LemmaIndex
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.search import (
    CaseRule,
    Find,
    Pattern,
    PatternIndex,
    select,
    straddling,
)


def concept(concept_id: str, *terms: Term, priority: int = 0) -> Concept:
    return Concept(concept_id, (*terms, Term("en", f"the {concept_id}")), priority=priority)


def matcher(*concepts: Concept, lang: str = "de") -> TermMatcher:
    return TermMatcher(Glossary(concepts), source_lang=lang, target_lang="en")


def found(text: str, *terms: Term) -> list[str]:
    lang = terms[0].lang
    return [hit.surface for hit in matcher(concept("c", *terms), lang=lang).find(text)]


NAME = Inflect.NAME
NOUN = Inflect.NOUN
VALLEY = Term("de", "G60 S&T Innovation Valley", inflect=NAME)
INITIATIVE = Term("de", "„Belt and Road“-Initiative", inflect=NOUN, gender="f")
CLOVER = Term("de", "Four-leaf Clover", inflect=NAME)


@pytest.mark.parametrize(
    ("term", "text", "surface"),
    [
        (VALLEY, "des „G60 S&T Innovation Valley“ am Fluss", "G60 S&T Innovation Valley"),
        (VALLEY, "des G60 S&T Innovation Valleys", "G60 S&T Innovation Valleys"),
        (VALLEY, "das G60 S & T\nInnovation Valley", "G60 S & T\nInnovation Valley"),
        (VALLEY, "G60\u00a0S&T Inno\u00advation Valley", "G60\u00a0S&T Inno\u00advation Valley"),
        (VALLEY, "die G60-S&T-Innovation-Valley-Region", "G60-S&T-Innovation-Valley"),
        (VALLEY, "DAS G60 S&T INNOVATION VALLEY", "G60 S&T INNOVATION VALLEY"),
        (INITIATIVE, "der „Belt & Road“-Initiative bei", "„Belt & Road“-Initiative"),
        (INITIATIVE, "der Belt-and-Road-Initiative", "Belt-and-Road-Initiative"),
        (INITIATIVE, "der Belt and Road Initiative", "Belt and Road Initiative"),
        (INITIATIVE, "(„Belt and Road“-Initiativen)", "„Belt and Road“-Initiativen"),
        (CLOVER, "im „Four-leaf Clover“ abgehalten", "Four-leaf Clover"),
        (CLOVER, "Four-Leaf-Clover-Halle", "Four-Leaf-Clover"),
        (Term("de", "CIIE"), "CIIE-Delegation", "CIIE"),
        (Term("de", "14. Fünfjahresplan", inflect=NOUN, gender="m"),
         "des 14. Fünfjahresplans (2021-2025)", "14. Fünfjahresplans"),
        (Term("de", "Talgebiet", inflect=NOUN, gender="n"), "des Talgebiets", "Talgebiets"),
        (Term("de", "Sonderverwaltungsregion", inflect=NOUN, gender="f"),
         "DIE SONDERVERWALTUNGSREGIONEN", "SONDERVERWALTUNGSREGIONEN"),
        (Term("de", "Partnerstadt", inflect=NOUN), "mit Partnerstädten", "Partnerstädten"),
        (Term("en", "Songjiang District"), "Songjiang District’s", "Songjiang District"),
        (Term("en", "pilot city", inflect=NOUN), "two pilot cities", "pilot cities"),
        (Term("fr", "initiative « Belt and Road »"), "l’initiative “Belt and Road”.",
         "initiative “Belt and Road”"),
        (Term("zh", "科创走廊"), "长三角G60科创走廊九城市", "科创走廊"),
        (Term("zh", "G60科创走廊"), "长三角 G60 科创走廊", "G60 科创走廊"),
        (Term("zh", "外交部"), "外交部长期支持", "外交部"),
        (Term("zh", "长三角"), "东部长三角", "长三角"),
        (Term("zh", "“四叶草”"), "在“四叶草”开幕", "“四叶草”"),
        (Term("zh", "国家会展中心（上海）"), "国家会展中心(上海)", "国家会展中心(上海)"),
    ],
)  # fmt: skip
def test_a_term_is_found_as_people_write_it(term: Term, text: str, surface: str) -> None:
    assert found(text, term) == [surface]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Term("de", "Tal"), "das Talgebiet im Metal"),
        (Term("de", "CIIE"), "die ciie und die CIIEs"),
        (Term("de", "G60"), "G600 und XG60"),
        (Term("de", "Messe", case=CasePolicy.EXACT), "DIE MESSE, messe"),
        (Term("de", "Messe", inflect=NOUN, gender="f"), "sie messen genau"),
        (Term("de", "neun Städte", inflect=NOUN), "die neuen Städte"),
        (Term("en", "Yangtze River Delta"), "Yangtze River\n\nDelta"),
        (Term("en", "Songjiang"), "mail to press@songjiang.example or www.songjiang-x.example"),
        (Term("en", "m2"), "12 m²"),
        (Term("zh", "财政部"), "财政部长和财政部门"),
        (Term("zh", "中国制造"), "中国制造业"),
    ],
)
def test_what_is_another_word_is_not_found(term: Term, text: str) -> None:
    assert found(text, term) == []


def test_offsets_point_into_the_given_text() -> None:
    text = "Ü\u00ad „Belt & Road“-Initiative\u200b!"
    (hit,) = matcher(concept("bri", INITIATIVE)).find(text)
    assert text[hit.start : hit.end] == hit.surface == "„Belt & Road“-Initiative"


def test_the_longest_of_nested_terms_stands() -> None:
    expo = concept("expo", Term("de", "Import Expo"), priority=9)
    full = concept("full", Term("de", "China International Import Expo"))
    hits = matcher(expo, full).find("die China International Import Expo und die Import Expo")
    assert [hit.concept_id for hit in hits] == ["full", "expo"]


def test_of_straddling_terms_the_longer_stands_then_the_higher_priority() -> None:
    left, right = Term("de", "Fonds Bank Haus"), Term("de", "Haus Rat")
    text = "Fonds Bank Haus Rat"
    assert [h.concept_id for h in matcher(concept("a", right), concept("b", left)).find(text)] == [
        "b"
    ]
    left = Term("de", "Rat Haus")
    text = "Rat Haus Rat"
    first = matcher(concept("l", left), concept("r", right)).find(text)
    assert [h.concept_id for h in first] == ["l"]
    second = matcher(concept("l", left), concept("r", right, priority=1)).find(text)
    assert [h.concept_id for h in second] == ["r"]


def test_a_straddle_is_told_with_the_term_that_was_given_up() -> None:
    long = concept("long", Term("de", "Fonds Bank Haus"))
    inner = concept("inner", Term("de", "Bank"))
    short = concept("short", Term("de", "Haus Rat"))
    text = "Der „Fonds Bank Haus“ Rat und ein Haus Rat"
    search = matcher(long, inner, short)
    assert [hit.concept_id for hit in search.find(text)] == ["long", "short"]
    (straddle,) = search.straddles(text)
    assert straddle.kept == search.find(text)[0]
    assert (straddle.given_up.concept_id, straddle.given_up.surface) == ("short", "Haus“ Rat")
    assert search.straddles("Haus Rat, Fonds Bank Haus") == ()


def test_a_concept_given_up_is_named_once() -> None:
    long = concept("long", Term("de", "Fonds Bank Haus"))
    short = concept("short", Term("de", "Haus Rat", forms=("Haus Rat Amt",)))
    (straddle,) = matcher(long, short).straddles("Fonds Bank Haus Rat Amt")
    assert straddle.given_up.surface == "Haus Rat Amt"


def test_terms_of_one_concept_do_not_contend() -> None:
    both = concept("c", Term("de", "Fonds Bank Haus"), Term("de", "Haus Rat"))
    assert matcher(both).straddles("Fonds Bank Haus Rat") == ()


def test_the_order_of_concepts_decides_nothing() -> None:
    one, two = concept("one", Term("de", "Messe")), concept("two", Term("de", "Messe"))
    text = "Messe"
    assert matcher(one, two).find(text) == matcher(two, one).find(text)


def test_only_decided_terms_count() -> None:
    undecided = Concept("u", (Term("de", "Tal"), Term("en", "valley", status=Status.ADMITTED)))
    kept = Concept("k", (Term("de", "Nansui", do_not_translate=True),))
    glossary = Glossary((undecided, kept))
    hits = TermMatcher(glossary, source_lang="de", target_lang="en").find("Tal von Nansui")
    assert [hit.surface for hit in hits] == ["Nansui"]


def test_a_concept_holds_whatever_its_date() -> None:
    coming = Concept("c", (Term("de", "Talgebiet"), Term("en", "valley")), valid_from="2999-01-01")
    assert [hit.concept_id for hit in matcher(coming).find("das Talgebiet")] == ["c"]


def test_forbidden_source_wordings_are_found_too() -> None:
    banned = Term("de", "Ein Gürtel, eine Straße", status=Status.FORBIDDEN)
    assert found("„Ein Gürtel, eine Straße“", banned) == ["Ein Gürtel, eine Straße"]


def test_an_empty_glossary_and_an_empty_text_give_nothing() -> None:
    assert TermMatcher(Glossary.empty(), source_lang="de", target_lang="en").find("Tal") == ()
    assert matcher(concept("c", VALLEY)).find("") == ()


# The fuzz: a small alphabet, so that overlaps, edges and folds meet all the time.
WORDS = st.text("ab 走B", min_size=1, max_size=6).map(str.strip).filter(bool)
TEXTS = st.text("aab b走B-“”\u00ad\n&", max_size=30)
PATTERNS = st.lists(
    st.builds(
        Pattern,
        wording=WORDS,
        rule=st.sampled_from(CaseRule),
        concept_id=st.sampled_from("xyz"),
        rank=st.tuples(st.integers(0, 2)),
    ),
    max_size=8,
)


def brute_force(patterns: list[Pattern], folded: Folded) -> set[Find]:
    finds = set()
    for pattern in patterns:
        wanted = fold(pattern.wording)
        for start in range(len(folded.text)):
            end = start + len(wanted.text)
            same = folded.text[start:end] == wanted.text
            if same and folded.is_edge(start) and folded.is_edge(end):
                pairs = list(zip(folded.plain[start:end], wanted.plain, strict=True))
                lost = any(here.isupper() and there != here for there, here in pairs)
                changed = any(there != here for there, here in pairs)
                if not (pattern.rule is CaseRule.SAME and changed) and not (
                    pattern.rule is CaseRule.GAINED and lost
                ):
                    finds.add(Find(start, end, pattern))
    return finds


@settings(deadline=None, max_examples=400)
@given(PATTERNS, TEXTS)
def test_the_automaton_finds_what_brute_force_finds(patterns: list[Pattern], text: str) -> None:
    folded = fold(text)
    assert set(PatternIndex(patterns).find(folded)) == brute_force(patterns, folded)


@settings(deadline=None, max_examples=300)
@given(PATTERNS, TEXTS)
def test_selected_finds_are_disjoint_and_nothing_better_is_left_out(
    patterns: list[Pattern], text: str
) -> None:
    finds = PatternIndex(patterns).find(fold(text))
    taken = select(finds)
    for one, other in pairwise(taken):
        assert one.end <= other.start
    for find in finds:
        rivals = [t for t in taken if t.start < find.end and find.start < t.end]
        assert rivals
        assert find in rivals or min(rivals, key=lambda t: t.order).order <= find.order


@settings(deadline=None, max_examples=300)
@given(PATTERNS, TEXTS)
def test_every_straddle_and_no_other_overlap_is_named(patterns: list[Pattern], text: str) -> None:
    finds = PatternIndex(patterns).find(fold(text))
    taken = select(finds)

    def reach_over(one: Find, other: Find) -> bool:
        return one.start < other.start < one.end < other.end

    wanted = {
        (kept, find)
        for kept in taken
        for find in finds
        if (reach_over(kept, find) or reach_over(find, kept))
        and kept.pattern.concept_id != find.pattern.concept_id
        and not any(t.start <= find.start and find.end <= t.end for t in taken)
    }
    assert set(straddling(finds)) == wanted


@settings(deadline=None, max_examples=200)
@given(PATTERNS, TEXTS)
def test_hits_are_slices_in_order(patterns: list[Pattern], text: str) -> None:
    terms = [Term("fr", pattern.wording) for pattern in patterns]
    concepts = tuple(
        Concept(f"c{number}", (term, Term("en", "x"))) for number, term in enumerate(terms)
    )
    hits = TermMatcher(Glossary(concepts), source_lang="fr", target_lang="en").find(text)
    position = 0
    for hit in hits:
        assert position <= hit.start < hit.end <= len(text)
        assert text[hit.start : hit.end] == hit.surface
        position = hit.end


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("gemeinsamen Konferenzen", True),
        ("GEMEINSAMEN KONFERENZEN", True),
        ("Konferenzen gemeinsam", False),
        ("gemeinsam, die Konferenz", False),
        ("Er konferierte gemeinsam.", False),
    ],
)
def test_the_dictionary_is_asked_only_where_words_begin_alike(
    monkeypatch: pytest.MonkeyPatch, text: str, asked: bool
) -> None:
    words: list[str] = []

    def remember(word: str, lang: str) -> str:
        words.append(word)
        return "?"

    monkeypatch.setattr(lemmas, "_lemma", remember)
    index = LemmaIndex([Pattern("gemeinsame Konferenz", CaseRule.GAINED, "c")], lang="de")
    list(index.find(fold(text)))
    assert bool(words) is asked


def test_what_is_found_already_is_no_reason_to_ask() -> None:
    folded = fold("gemeinsame Konferenz")
    pattern = Pattern("gemeinsame Konferenz", CaseRule.GAINED, "c")
    index = LemmaIndex([pattern], lang="de")
    assert list(index.find(folded, known=[Find(0, 20, pattern)])) == []
    assert list(index.find(folded)) == [Find(0, 20, pattern)]
