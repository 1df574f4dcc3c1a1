from __future__ import annotations

import random

import pytest
from rapidfuzz.distance import Indel

from g60translate.memory.entry import Origin, State
from g60translate.memory.features import key_of
from g60translate.memory.lookup import Lookup, MatchKind
from g60translate.memory.opening import memory_of
from g60translate.memory.phrases import Phrases
from tests.memory.test_store import NOW, entry


def test_the_neighbours_decide_between_wordings() -> None:
    memory = memory_of(
        [
            entry("Ende", "End", before="A.", after="B."),
            entry("Ende", "Close", before="C.", after="D."),
            entry("Ende", "Finish", changed=NOW.replace(day=9)),
        ],
        name="m",
    )
    lookup = Lookup([memory], source_lang="de", target_lang="en")
    found = lookup.same("Ende", before="C.", after="D.")
    assert found is not None
    assert (found.entry.target, found.kind) == ("Close", MatchKind.CONTEXT)
    elsewhere = lookup.same("Ende", before="X.", after="Y.")
    assert elsewhere is not None
    assert (elsewhere.entry.target, elsewhere.kind) == ("Finish", MatchKind.EXACT)


def test_a_person_is_believed_before_an_import_and_drafts_are_not_used() -> None:
    memory = memory_of(
        [
            entry("Stand", "As of", origin=Origin.IMPORTED, changed=NOW.replace(day=9)),
            entry("Stand", "Booth"),
            entry("Halle", "Hall", state=State.DRAFT),
        ],
        name="m",
    )
    lookup = Lookup([memory], source_lang="de", target_lang="en")
    found = lookup.same("Stand")
    assert found is not None
    assert found.entry.target == "Booth"
    assert lookup.same("Halle") is None


def test_white_space_and_composition_do_not_matter() -> None:
    memory = memory_of([entry("Für  Rückfragen:", "For inquiries:")], name="m")
    lookup = Lookup([memory], source_lang="de", target_lang="en")
    assert lookup.same("Fu\u0308r Ru\u0308ckfragen:") is not None


def test_the_other_direction_is_found_for_the_very_text() -> None:
    memory = memory_of([entry("Der Hafen", "The port", before="A", author="kl")], name="m")
    found = Lookup([memory], source_lang="en", target_lang="de").same("The port")
    assert found is not None
    assert (found.entry.target, found.entry.author, found.entry.before) == ("Der Hafen", "kl", "")


def test_the_first_memory_wins() -> None:
    house = memory_of([entry("Kontakt", "Get in touch")], name="house")
    lookup = Lookup([house, Phrases("de", "en")], source_lang="de", target_lang="en")
    found = lookup.same("Kontakt")
    assert found is not None
    assert found.memory == "house"
    phrase = lookup.same("Mit freundlichen Grüßen")
    assert phrase is not None
    assert phrase.memory == "press.tmx"


@pytest.mark.parametrize("pair", [("de", "en"), ("en", "de"), ("de", "zh"), ("zh", "en")])
def test_phrases_ship_in_many_directions(pair: tuple[str, str]) -> None:
    assert len(Phrases(*pair)) >= (400 if "zh" not in pair else 250)


def test_the_best_match_is_found_as_by_comparing_with_everything() -> None:
    chance = random.Random(7)
    words = ["der", "Hafen", "Stadt", "heute", "wieder", "öffnet", "Rat", "plant", "neue"]
    words += ["Brücke", "am", "Montag", "12", "viele"]
    texts = list({" ".join(chance.choices(words, k=chance.randint(4, 12))) for _ in range(600)})
    lookup = Lookup(
        [memory_of((entry(t, t.upper()) for t in texts), name="m")],
        source_lang="de",
        target_lang="en",
    )
    found = wanted = 0
    for text in chance.sample(texts, 150):
        changed = text.split(" ")
        changed[chance.randrange(len(changed))] = "Tunnel"
        asked = " ".join(changed)
        best = max(Indel.normalized_similarity(key_of(asked), key_of(t)) for t in texts)
        if best >= 0.75:
            wanted += 1
            match = lookup.alike(asked)
            found += match is not None and match.score >= best - 1e-9
    assert wanted > 100
    assert found / wanted >= 0.99


def test_a_short_sentence_is_found_by_its_letters_where_no_word_is_the_same() -> None:
    fillers = [f"Halle {number} wird am Freitag geräumt." for number in range(200)]
    lookup = Lookup(
        [memory_of((entry(t, t) for t in ["Das Amt entlastet uns.", *fillers]), name="m")],
        source_lang="de",
        target_lang="en",
    )
    match = lookup.alike("Die Ämter entlasteten uns.")
    assert match is not None
    assert match.entry.source == "Das Amt entlastet uns."


@pytest.mark.parametrize("length", range(40, 140, 5))
def test_lengths_about_the_border_between_letters_and_words_are_found(length: int) -> None:
    text = ("Im Hafen liegen heute viele Schiffe aus aller Herren Ländern und warten lange " * 2)[
        :length
    ].strip()
    memory = memory_of([entry(text, "x")], name="m")
    lookup = Lookup([memory], source_lang="de", target_lang="en")
    for asked in (text.replace("e", "a", 2), f"{text} noch", text[: -length // 6], text + text[:9]):
        match = lookup.alike(asked)
        assert match is not None, asked


def test_what_is_not_alike_is_not_proposed() -> None:
    memory = memory_of([entry("Der Hafen ist offen.", "The port is open.")], name="m")
    lookup = Lookup([memory], source_lang="de", target_lang="en")
    assert lookup.alike("Die Stadt baut eine Brücke über den Fluss.") is None
    assert lookup.alike("") is None


def test_capitals_and_closing_signs_do_not_hide_a_phrase() -> None:
    memory = memory_of([entry("Sperrfrist beachten", "Mind the embargo")], name="house")
    lookup = Lookup([memory, Phrases("de", "en")], source_lang="de", target_lang="en")
    found = lookup.same("SPERRFRIST BEACHTEN!")
    assert found is not None
    assert (found.entry.target, found.kind) == ("Mind the embargo", MatchKind.FUZZY)
    shipped = lookup.same("Mit freundlichen Grüßen!")
    assert shipped is not None
    assert shipped.memory == "press.tmx"
    # A question is another sentence.
    assert lookup.same("Sperrfrist beachten?") is None


def test_of_entries_of_the_same_text_the_better_one_is_shown() -> None:
    memory = memory_of(
        [
            entry("Der Hafen ist heute offen.", "The harbour is.", origin=Origin.IMPORTED),
            entry("Der Hafen ist heute offen.", "The port is open today."),
            entry("Der Hafen ist heute offen.", "Draft.", state=State.DRAFT),
        ],
        name="m",
    )
    found = Lookup([memory], source_lang="de", target_lang="en").alike("Der Hafen ist nun offen.")
    assert found is not None
    assert found.entry.target == "The port is open today."
