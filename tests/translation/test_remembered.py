from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Status, Term
from g60translate.glossary.matching.match import TermMatcher
from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.opening import memory_of
from g60translate.translation.codes.alignment import Alignment
from g60translate.translation.remembered import RememberingTranslator
from g60translate.translation.request import Request, Rung, Translation

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PORT = Concept(
    "port",
    terms=(Term("de", "Hafen", Status.PREFERRED), Term("en", "port", Status.PREFERRED)),
)
GLOSSARY = Glossary((PORT,), name="test.csv")


class Model:
    """Says the source in capitals and remembers what it was asked."""

    rungs: tuple[Rung, ...] = ()

    def __init__(self) -> None:
        self.asked: list[Request] = []

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        self.asked += requests
        return [
            Translation(r.id, r.text.upper(), -1.0, Alignment(r.text, r.text.upper()))
            for r in requests
        ]


def entry(source: str, target: str, origin: Origin = Origin.HUMAN) -> Entry:
    return Entry("de", "en", source, target, origin, NOW)


def translate(
    texts: Sequence[str], *entries: Entry, glossary: Glossary = GLOSSARY
) -> tuple[list[Translation], Model]:
    model = Model()
    remembering = RememberingTranslator(
        model, [memory_of(entries, name="m")], glossary, source_lang="de", target_lang="en"
    )
    matcher = TermMatcher(glossary, source_lang="de", target_lang="en")
    requests = [
        Request(str(n), text, "de", "en", hits=tuple(matcher.find(text)))
        for n, text in enumerate(texts)
    ]
    return remembering.translate(requests), model


def test_what_was_decided_is_not_asked_again() -> None:
    (first, second), model = translate(
        ["Der Hafen ist offen.", "Neu."], entry("Der Hafen ist offen.", "The port is open.")
    )
    assert (first.text, second.text) == ("The port is open.", "NEU.")
    assert first.recalled is not None
    assert first.recalled.kind == "exact"
    assert [outcome.result.met for outcome in first.outcomes] == [True]
    assert [request.text for request in model.asked] == ["Neu."]


def test_an_import_that_breaks_the_glossary_loses_and_a_person_does_not() -> None:
    broken = "The harbour is open."
    (lost,), _ = translate(
        ["Der Hafen ist offen."], entry("Der Hafen ist offen.", broken, Origin.IMPORTED)
    )
    assert lost.recalled is None
    assert lost.proposal is not None
    assert "glossary" in lost.proposal.note
    (kept,), _ = translate(["Der Hafen ist offen."], entry("Der Hafen ist offen.", broken))
    assert kept.text == broken
    assert not kept.outcomes[0].result.met
    newer = Glossary((replace(PORT, valid_from="2026-11-20"),), name="test.csv")
    (lost,), _ = translate(
        ["Der Hafen ist offen."], entry("Der Hafen ist offen.", broken), glossary=newer
    )
    assert lost.recalled is None


def test_figures_are_repaired_and_other_likeness_is_proposed() -> None:
    known = entry("Am 8. November kommen 12 Schiffe.", "On November 8, 12 ships arrive.")
    (mended,), model = translate(["Am 9. November kommen 15 Schiffe."], known)
    assert mended.text == "On November 9, 15 ships arrive."
    assert mended.recalled is not None
    assert mended.recalled.kind == "repaired"
    assert not model.asked
    (asked,), _ = translate(["Am 8. November sinken 12 Schiffe."], known)
    assert asked.recalled is None
    assert asked.proposal is not None
    assert asked.proposal.target == known.target


def test_a_draft_is_shown_and_never_used() -> None:
    draft = replace(entry("Am 8. Mai ist Ruhe.", "On 8 May all is quiet."), state=State.DRAFT)
    for text in ("Am 9. Mai ist Ruhe.", "Am 8. Mai ist Ruhe.", "Am 8. Mai ist Ruhe"):
        (asked,), _ = translate([text], draft)
        assert asked.recalled is None
        assert asked.proposal is not None
        assert asked.proposal.target == "On 8 May all is quiet."


def test_protected_text_is_not_lost_to_a_memory() -> None:
    model = Model()
    remembering = RememberingTranslator(
        model,
        [memory_of([entry("Siehe a@b.de", "See")], name="m")],
        Glossary.empty(),
        source_lang="de",
        target_lang="en",
    )
    (answer,) = remembering.translate(
        [Request("1", "Siehe a@b.de", "de", "en", protected=((6, 12),))]
    )
    assert answer.recalled is None


def test_the_model_is_asked_once_for_the_same_text_in_other_places() -> None:
    model = Model()
    remembering = RememberingTranslator(
        model, [memory_of([], name="m")], GLOSSARY, source_lang="de", target_lang="en"
    )
    requests = [Request(str(n), "Ja.", "de", "en", context=(str(n), "")) for n in range(3)]
    assert [t.id for t in remembering.translate(requests)] == ["0", "1", "2"]
    assert len(model.asked) == 1
