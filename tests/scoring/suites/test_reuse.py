"""What a line's digest of decisions promises: equal digests, equal answers of the glossary."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import Inline
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.evaluate import evaluate
from g60translate.scoring.suites.line import Line
from g60translate.scoring.suites.reuse import Lender, obstacle, program_digest
from g60translate.scoring.suites.sets import LoadedSuite, TestSet
from g60translate.scoring.suites.suite import Suite

LINES = ("Das Tal wächst.", "Die Messe im Tal.", "Der Park.", "Nichts davon.")
OUTPUTS = ("The valley grows.", "The fair in the dale park.", "The Park fair.", "None of it.")
SET = TestSet(
    name="s", source_lang="de", target_lang="en", sources=LINES, references=(OUTPUTS,),
    docids=(), domain="", digest="0" * 64,
)  # fmt: skip
VALLEY = Concept("valley", (Term("de", "Tal"), Term("en", "valley")))
FAIR = Concept("fair", (Term("de", "Messe"), Term("en", "fair")))
GLOSSARY = Glossary((VALLEY, FAIR))


def touched(new: Glossary, *, old: Glossary = GLOSSARY) -> list[int]:
    before, after = (Lender(each).decisions(SET) for each in (old, new))
    return [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]


@pytest.mark.parametrize(
    ("concept", "lines"),
    [
        (Concept("valley", (Term("de", "Tal"), Term("en", "dale"))), [0, 1]),
        (Concept("fair", (Term("de", "Messe"), Term("en", "fair", case=CasePolicy.EXACT))), [1]),
        (Concept("fair", (Term("de", "Messe"), Term("en", "fair", forms=("fairs",)))), [1]),
        (Concept("fair", (Term("de", "Messe"), Term("en", "fair", note="x", source="y"))), []),
        (Concept("fair", (Term("de", "Messe"), Term("en", "fair"), Term("fr", "foire"))), []),
        (Concept("park", (Term("de", "Park"), Term("en", "park"))), [2]),
        (Concept("other", (Term("de", "Hafen"), Term("en", "port"))), []),
        (Concept("other", (Term("en", "port", Status.FORBIDDEN),)), [0, 1, 2, 3]),
    ],
)
def test_a_change_touches_the_lines_that_it_decides(concept: Concept, lines: list[int]) -> None:
    assert touched(GLOSSARY.with_concept(concept)) == lines


def test_an_accepted_wording_that_may_hide_a_forbidden_one_touches_every_line() -> None:
    banned = GLOSSARY.with_concept(Concept("dale", (Term("en", "green dale", Status.FORBIDDEN),)))
    hiding = banned.with_concept(Concept("x", (Term("en", "dale"),)))
    assert touched(hiding, old=banned) == [0, 1, 2, 3]
    assert touched(banned.with_concept(Concept("x", (Term("en", "hill"),))), old=banned) == []


words = st.sampled_from(["Tal", "Messe", "Park", "valley", "fair", "dale", "park", "the dale"])
terms = st.builds(
    Term,
    lang=st.sampled_from(["de", "en"]),
    text=words,
    status=st.sampled_from(Status),
    case=st.sampled_from(CasePolicy),
    inflect=st.sampled_from(Inflect),
    do_not_translate=st.booleans(),
)
concepts = st.lists(st.lists(terms, min_size=1, max_size=4).map(tuple), max_size=3)


@given(concepts, st.lists(terms, min_size=1, max_size=3).map(tuple))
@settings(deadline=None, max_examples=200)
def test_equal_digests_mean_equal_answers(
    held: list[tuple[Term, ...]], added: tuple[Term, ...]
) -> None:
    """A concept is added, which leaves most lines as they were, and changes some."""
    old = Glossary(tuple(Concept(f"c{n}", each) for n, each in enumerate(held)))
    books = [old, old.with_concept(Concept("new", added))]

    def answers(book: Glossary, line: str) -> object:
        verifier = TermVerifier(book, target_lang="en")
        hits = TermMatcher(book, source_lang="de", target_lang="en").find(line)
        return (
            [(h.start, h.end, verifier.accepted(h), verifier.inflects(h)) for h in hits],
            [[r.span for r in verifier.verify(hits, output)] for output in OUTPUTS],
            [[(h.start, h.end) for h in verifier.forbidden(output)] for output in OUTPUTS],
        )

    digests = [Lender(book).decisions(SET) for book in books]
    for number, line in enumerate(LINES):
        if digests[0][number] == digests[1][number]:
            assert answers(books[0], line) == answers(books[1], line)


def measure(
    lender: Lender, *, test_set: TestSet = SET, asked: list[str] | None = None
) -> Evaluation:
    def translate(_: str, __: str, lines: object) -> list[Line]:
        assert isinstance(lines, list)
        if asked is not None:
            asked.extend(line.text for line in lines)
        return [Line(line.text.upper(), logprob=-0.5) for line in lines]

    suite = Suite.model_construct(name="s", sets=())
    return evaluate(LoadedSuite(suite, (test_set,)), translate, system="model:m", lender=lender)


def test_lent_outputs_keep_their_places_and_probabilities() -> None:
    first = measure(Lender(GLOSSARY))
    asked: list[str] = []
    new = GLOSSARY.with_concept(Concept("park", (Term("de", "Park"), Term("en", "park"))))
    second = measure(Lender(new, first), asked=asked)
    assert asked == ["Der Park."]
    assert second.sets[0].outputs == first.sets[0].outputs
    assert second.sets[0].logprobs == first.sets[0].logprobs == (-0.5,) * 4
    assert second.sets[0].reused == 3


def _other_texts(test_set: TestSet) -> TestSet:
    return TestSet(**{**_fields(test_set), "digest": "1" * 64})  # type: ignore[arg-type]


def _with_codes(test_set: TestSet) -> TestSet:
    codes = ((), (Inline(0, 3, "b"),), (), ())
    return TestSet(**{**_fields(test_set), "inlines": codes})  # type: ignore[arg-type]


def _fields(test_set: TestSet) -> dict[str, object]:
    return {name: getattr(test_set, name) for name in TestSet.__slots__}


@pytest.mark.parametrize(
    ("change", "asked"), [(_other_texts, list(LINES)), (_with_codes, [LINES[1]])]
)
def test_other_texts_and_lines_with_codes_are_translated(
    change: Callable[[TestSet], TestSet], asked: list[str]
) -> None:
    found: list[str] = []
    measure(Lender(GLOSSARY, measure(Lender(GLOSSARY))), test_set=change(SET), asked=found)
    assert found == asked


def test_obstacles_are_named() -> None:
    earlier = measure(Lender(GLOSSARY)).model_copy(
        update={"system": "model:a|beam:4|glossary:x|glossary_digest:y", "program": "p"}
    )
    assert obstacle(earlier, system="model:a|beam:4|glossary:z", program="p") is None
    assert "program" in (obstacle(earlier, system=earlier.system, program="q") or "")
    assert "option" in (obstacle(earlier, system="model:a|beam:1", program="p") or "")


def test_the_program_has_one_digest() -> None:
    assert len(program_digest()) == 64
    program_digest.cache_clear()
    assert program_digest() == program_digest()
