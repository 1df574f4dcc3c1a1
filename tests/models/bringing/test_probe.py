"""What is found out about a model by trying."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from g60translate.models.bringing.probe import (
    FAMILIES,
    keeps_codes,
    plain_signs,
    probe_codes,
    probe_placeholders,
)
from g60translate.models.store import Model
from g60translate.translation.engines.loading import load_engine
from tests.conftest import Answers, ScriptedEngine

Scripted = Callable[[Answers], ScriptedEngine]


@pytest.fixture(scope="module")
def vocabulary(embedded_model: Model) -> frozenset[str]:
    path = embedded_model.folder / embedded_model.card.tokenizer.vocabulary
    return frozenset(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.model
def test_the_embedded_models_own_placeholders_are_found(
    embedded_model: Model, vocabulary: frozenset[str]
) -> None:
    probed = probe_placeholders(load_engine(embedded_model), vocabulary)
    assert probed.markers.placeholders == embedded_model.card.markers.placeholders
    (figure,) = probed.quality
    assert figure.value >= 90
    assert "20 carrier sentences" in figure.set
    # Copying is all that was tried.
    assert (probed.markers.term, probed.markers.mask) == ((), "")


def test_a_model_that_copies_only_letters_gets_a_family_of_letters(
    scripted: Scripted, vocabulary: frozenset[str]
) -> None:
    engine = scripted(lambda source: ["".join(c for c in source if c.isalnum() or c == " ")])
    probed = probe_placeholders(engine, vocabulary)
    assert probed.markers.placeholders[:2] == ("QX0Q", "QX1Q")


def test_a_model_that_loses_some_gets_none_but_the_share_is_told(
    scripted: Scripted, vocabulary: frozenset[str]
) -> None:
    kept = iter(range(10**6))
    engine = scripted(lambda source: [source if next(kept) % 5 else "lost"])
    probed = probe_placeholders(engine, vocabulary)
    assert probed.markers.placeholders == ()
    assert probed.quality[0].value == 80.0


def test_a_symbol_that_comes_back_twice_is_not_copied(
    scripted: Scripted, vocabulary: frozenset[str]
) -> None:
    engine = scripted(lambda source: [f"{source} {source}"])
    assert probe_placeholders(engine, vocabulary).markers.placeholders == ()


def test_families_that_the_pieces_cannot_spell_are_not_tried(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    spelt = {*engine.subwords.encode("a b QX0Q QX1Q QX2Q QX3Q QX4Q QX5Q").pieces}
    spelt |= {*engine.subwords.encode("a b QX6Q QX7Q QX8Q QX9Q").pieces}
    probed = probe_placeholders(engine, spelt)
    assert probed.markers.placeholders[0] == "QX0Q"
    assert all("❰" not in text for text in engine.seen)


def test_without_sentences_of_the_language_nothing_is_claimed(
    embedded_model: Model, vocabulary: frozenset[str]
) -> None:
    card = embedded_model.card.model_copy(update={"source_lang": "fi"})
    engine = ScriptedEngine(Model(embedded_model.folder, card), lambda source: [source])
    probed = probe_placeholders(engine, vocabulary)
    assert (probed.markers.symbols, probed.quality) == ((), ())
    assert engine.seen == []


@pytest.mark.parametrize(
    ("spoil", "share"),
    [
        (lambda answer: answer, 100),
        (lambda answer: answer.replace("❰1❱", ""), 0),
        (lambda answer: answer.replace("❰1❱", "❰1❱❰1❱"), 0),
        (lambda answer: answer.replace("❰0❱Songjiang❰1❱", "❰0❱❰1❱Songjiang"), 0),
        (lambda answer: f"{answer} So" if "❰0❱" in answer else answer, 0),
        (
            lambda answer: answer.replace("❰0❱Songjiang❰1❱", "❰0❱松江❰1❱").replace(
                "Songjiang", "松江"
            ),
            100,
        ),
    ],
    ids=["kept", "lost", "doubled", "beside", "other wording", "translated"],
)
def test_codes_are_kept_where_the_placeholders_come_back_around_the_same_wording(
    scripted: Scripted, spoil: Callable[[str], str], share: float
) -> None:
    figure = probe_codes(scripted(lambda source: [spoil(source)]), ("❰0❱", "❰1❱"))
    assert figure is not None
    assert figure.value == share
    assert keeps_codes(figure) is (share == 100)


def test_without_placeholders_no_codes_are_tried(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    assert probe_codes(engine, ()) is None
    assert not keeps_codes(None)
    assert engine.seen == []


def test_a_model_that_reads_typeset_signs_needs_no_plain_ones(
    embedded_model: Model, vocabulary: frozenset[str], scripted: Scripted
) -> None:
    subwords = scripted(lambda source: [source]).subwords
    assert not {*"„“–—’"} & {*plain_signs(subwords, vocabulary)}
    seen = frozenset(piece for piece in vocabulary if "„" not in piece and "–" not in piece)
    unread = plain_signs(subwords, seen)
    assert unread["–"] == "—"
    assert unread["„"] == '"'
    assert all(len(sign) == len(plain) == 1 for sign, plain in unread.items())


def test_no_symbol_is_part_of_another_or_of_a_usual_text() -> None:
    assert all(family.count("#") == 1 for family in FAMILIES)
    assert len(set(FAMILIES)) == len(FAMILIES)
