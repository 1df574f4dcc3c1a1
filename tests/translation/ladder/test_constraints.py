"""The ladder: which rung settles what, and what is said when none does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pytest

from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.store import parse_csv
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding, Hypothesis, RawHypothesis
from g60translate.translation.ladder.constraints import ALL_RUNGS, Ladder
from g60translate.translation.request import Request, Rung, Translation
from tests.conftest import Answers, ScriptedEngine

GLOSSARY: Glossary = parse_csv(
    """concept,lang,term,status,inflect
valley,de,Tal,preferred,noun:n
valley,en,valley,preferred,noun
valley,en,gorge,forbidden,none
hill,de,Sonnenhügel,preferred,name
hill,en,Sunny Hill,preferred,name
plan,de,Plan,preferred,noun:m
plan,en,blueprint,preferred,noun
""",
    name="terms.csv",
)
MATCHER = TermMatcher(GLOSSARY, source_lang="de", target_lang="en")
VERIFIER = TermVerifier(GLOSSARY, target_lang="en")

# Without the last resorts, which put a wording in by themselves.
ASKING = ALL_RUNGS - {Rung.INSERTION, Rung.REPLACEMENT}

Scripted = Callable[[Answers], ScriptedEngine]


def ask(engine: Engine, *texts: str, rungs: Collection[Rung] = ALL_RUNGS) -> list[Translation]:
    ladder = Ladder(engine, VERIFIER, beam=2, rungs=rungs)
    requests = [Request(f"s{n}", t, "de", "en", MATCHER.find(t)) for n, t in enumerate(texts)]
    return ladder.translate(requests)


def answers_when(cue: str, then: Sequence[str], otherwise: Sequence[str]) -> Answers:
    return lambda source: then if cue in source else otherwise


@pytest.mark.parametrize(
    ("answers", "rung", "text"),
    [
        (lambda _: ["The valley is big.", "x"], Rung.MODEL, "The valley is big."),
        (
            answers_when("⟦ Tal", ["A valley.", "x"], ["A hole.", "A pit."]),
            Rung.INLINE,
            "A valley.",
        ),
        (lambda _: ["The hole is big.", "The valley is big."], Rung.N_BEST, "The valley is big."),
        (
            answers_when("▒", ["A valley.", "x"], ["A hole.", "A pit."]),
            Rung.MASKED,
            "A valley.",
        ),
        (
            answers_when("❰0❱", ["The ❰0❱ is big.", "x"], ["A hole.", "A pit."]),
            Rung.PLACEHOLDER,
            "The valley is big.",
        ),
    ],
)
def test_the_first_rung_that_meets_the_term_settles_it(
    scripted: Scripted, answers: Answers, rung: Rung, text: str
) -> None:
    (translation,) = ask(scripted(answers), "Das Tal ist groß.")
    assert translation.text == text
    assert [outcome.rung for outcome in translation.outcomes] == [rung]


def test_the_cost_of_the_terms_is_told(scripted: Scripted) -> None:
    engine = scripted(answers_when("▒", ["A much longer valley.", "x"], ["A hole.", "A pit."]))
    costly, free = ask(engine, "Das Tal ist groß.", "Guten Tag.")
    # Here every piece more makes a translation less probable by 0.01.
    more = len(engine.subwords.encode_target(costly.text)) - len(
        engine.subwords.encode_target("A hole.")
    )
    assert costly.cost == pytest.approx(-0.01 * more)
    assert free.cost == 0.0


def test_the_cost_of_a_less_probable_answer_is_what_the_decoder_says(scripted: Scripted) -> None:
    engine = scripted(lambda _: ["The hole is big.", "The valley is big."])
    (translation,) = ask(engine, "Das Tal ist groß.")
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.N_BEST]
    # The scripted decoder holds each answer for less probable by 0.1 than the one before.
    assert translation.cost == pytest.approx(-0.1)


def test_what_no_rung_settles_is_reported_and_nothing_is_appended(scripted: Scripted) -> None:
    engine = scripted(lambda _: ["The hole is big.", "x"])
    (translation,) = ask(engine, "Das Tal ist groß.", rungs=ASKING)
    assert translation.text == "The hole is big."
    (outcome,) = translation.outcomes
    assert not outcome.result.met
    assert outcome.rung is None
    assert outcome.result.expected == "valley"


def test_only_sentences_that_miss_something_climb(scripted: Scripted) -> None:
    engine = scripted(
        lambda source: ["The valley.", "x"] if "gut" in source else ["A hole.", "A pit."]
    )
    ask(engine, "Das Tal ist gut.", "Das Tal ist groß.", "Hallo.")
    assert sum("gut" in source for source in engine.seen) == 1
    assert sum("Hallo" in source for source in engine.seen) == 1
    assert sum("groß" in source for source in engine.seen) > 2


def test_only_the_missed_term_is_shown_more_strongly(scripted: Scripted) -> None:
    engine = scripted(answers_when("▒", ["The valley blueprint.", "x"], ["The valley.", "x"]))
    (translation,) = ask(engine, "Der Plan für das Tal")
    assert engine.seen == [
        "Der Plan für das Tal",
        "Der ⟦ Plan ¦ blueprint ⟧ für das Tal",
        "Der ⟦ ▒ ¦ blueprint ⟧ für das Tal",
    ]
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.MASKED, Rung.MODEL]


def test_a_name_is_hidden_from_the_model_before_it_is_annotated(scripted: Scripted) -> None:
    engine = scripted(answers_when("❰0❱", ["At ❰0❱.", "x"], ["At the hill.", "x"]))
    (translation,) = ask(engine, "Bei Sonnenhügel.")
    assert engine.seen == ["Bei Sonnenhügel.", "Bei ❰0❱."]
    assert translation.text == "At Sunny Hill."


def test_a_hypothesis_without_a_forbidden_wording_is_preferred(scripted: Scripted) -> None:
    engine = scripted(lambda _: ["The valley, a gorge.", "The valley here."])
    (translation,) = ask(engine, "Das Tal ist groß.")
    assert translation.text == "The valley here."
    engine = scripted(lambda _: ["The valley, a gorge.", "x"])
    (translation,) = ask(engine, "Das Tal ist groß.", rungs=ASKING)
    assert [hit.surface for hit in translation.forbidden] == ["gorge"]


def test_a_forbidden_wording_is_suppressed_when_the_model_is_asked_again(
    scripted: Scripted,
) -> None:
    engine = scripted(lambda _: ["The valley, a gorge."] * 2)
    decode = engine.translate

    def watched(
        texts: Sequence[str], decoding: Decoding | None = None
    ) -> list[Sequence[Hypothesis]]:
        if decoding and decoding.suppress == ("gorge",):
            engine._answers = lambda _: ["The valley, a place."] * 2
        return decode(texts, decoding)

    engine.translate = watched  # type: ignore[method-assign]
    (translation,) = ask(engine, "Das Tal ist groß.")
    assert translation.text == "The valley, a place."
    assert not translation.forbidden


def test_a_long_sentence_is_taken_clause_by_clause_at_last(scripted: Scripted) -> None:
    clause = "und heute sprechen hier sehr viele Leute über sehr viele Dinge, "
    text = "Das Tal wächst, " + clause * 4 + "das weiß jeder."
    engine = scripted(
        lambda source: (
            ["The ❰0❱ grows"] * 2
            if source.startswith("Das ❰0❱ wächst") and len(source) < 100
            else ["and so on"] * 2
        )
    )
    (translation,) = ask(engine, text)
    assert translation.text.startswith("The valley grows and so on")
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.CLAUSES]
    assert translation.parts > 1


def test_a_sentence_that_ran_in_a_circle_is_decoded_again_without_loops(
    scripted: Scripted,
) -> None:
    engine = scripted(lambda _: ["the school of the school of the school of the school of art"])
    decodings: list[Decoding] = []
    decode = engine.translate

    def watched(
        texts: Sequence[str], decoding: Decoding | None = None
    ) -> list[Sequence[Hypothesis]]:
        decodings.append(decoding or Decoding())
        if decodings[-1].no_repeat_ngram:
            engine._answers = lambda _: ["The school of art opens today in the town."]
        return decode(texts, decoding)

    engine.translate = watched  # type: ignore[method-assign]
    (translation,) = ask(engine, "Die Kunstschule öffnet heute in der Stadt.")
    assert translation.text == "The school of art opens today in the town."
    assert [d.no_repeat_ngram for d in decodings] == [0, 4]


LONG = (
    "Die Messe öffnet heute ihre Tore, weil der Rat der Stadt es am Dienstag nach langer Beratung "
    "so beschlossen hat, und die vielen Gäste kommen in diesem Jahr aus aller Welt in die Stadt."
)
WHOLE = (
    "The fair opens its gates today, because the council decided so on Tuesday after long talks, "
    "and the many guests come to the town from all over the world this year."
)


FIRST = (
    "The fair opens its gates today, and nothing else is to be said of it here than that it is as "
    "open as it has been in each and every other year."
)


def watch(engine: ScriptedEngine) -> list[Decoding]:
    """The ways in which the engine is asked from now on."""
    seen: list[Decoding] = []
    decode = engine.translate

    def watched(
        texts: Sequence[str], decoding: Decoding | None = None
    ) -> list[Sequence[Hypothesis]]:
        seen.append(decoding or Decoding())
        return decode(texts, decoding)

    engine.translate = watched  # type: ignore[method-assign]
    return seen


class Forgetful(ScriptedEngine):
    """Looks at the beginning of the source only, unless its answer is WHOLE or a part's."""

    def _raw(self, answer: str, width: int, rank: int) -> RawHypothesis:
        raw = super()._raw(answer, width, rank)
        if answer == FIRST:
            raw.attention[:] = 0.0
            raw.attention[:, : width // 2] = 2.0 / width
        return raw


def forgetful(scripted: Scripted, *others: str) -> Forgetful:
    model = scripted(lambda _: []).model
    return Forgetful(model, lambda text: [FIRST, *others, FIRST] if text == LONG else [text])


def test_a_dropped_clause_is_found_in_a_less_probable_answer(scripted: Scripted) -> None:
    engine = forgetful(scripted, WHOLE)
    asked = watch(engine)
    (translation,) = ask(engine, LONG)
    assert translation.text == WHOLE
    assert translation.dropped == ()
    assert [decoding.hypotheses for decoding in asked] == [2]


def test_or_else_the_sentence_is_translated_in_parts(scripted: Scripted) -> None:
    engine = forgetful(scripted)
    asked = watch(engine)
    (translation,) = ask(engine, LONG)
    assert translation.parts > 1
    assert translation.dropped == ()
    assert [decoding.hypotheses for decoding in asked] == [2, 2]


def test_what_stays_dropped_is_told(scripted: Scripted) -> None:
    engine = forgetful(scripted)
    (translation,) = ask(engine, LONG, rungs=frozenset({Rung.MODEL}))
    assert translation.parts == 1
    assert [stretch.split()[-1] for stretch in translation.dropped] == ["Stadt"]


def test_a_much_less_probable_answer_is_not_taken_for_what_was_dropped(scripted: Scripted) -> None:
    engine = forgetful(scripted)
    # Each place further down the list is less probable by 0.1 a piece.
    engine._answers = lambda text: [FIRST, FIRST, WHOLE] if text == LONG else [text]
    rungs = frozenset({Rung.MODEL, Rung.N_BEST})
    (translation,) = Ladder(engine, VERIFIER, beam=4, rungs=rungs).translate(
        [Request("s", LONG, "de", "en")]
    )
    assert translation.text == FIRST
    assert translation.dropped


def test_rungs_can_be_switched_off(scripted: Scripted) -> None:
    engine = scripted(answers_when("❰0❱", ["The ❰0❱.", "x"], ["A hole.", "The valley."]))
    (translation,) = ask(engine, "Das Tal ist groß.", rungs=frozenset({Rung.PLACEHOLDER}))
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.PLACEHOLDER]
    assert engine.seen == ["Das ❰0❱ ist groß."]
    (translation,) = ask(scripted(lambda _: ["The valley.", "x"]), "Das Tal.", rungs=frozenset())
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.MODEL]


def test_protected_text_is_copied_or_its_loss_is_told(scripted: Scripted) -> None:
    text = "Mehr auf www.g60.cn heute."
    span = (text.index("www"), text.index(" heute"))
    asked = [Request("s", text, "de", "en", (), (span,))]
    good = Ladder(scripted(lambda _: ["More at ❰0❱ today."] * 2), VERIFIER, beam=2)
    (translation,) = good.translate(asked)
    assert translation.text == "More at www.g60.cn today."
    assert not translation.lost
    forgetful = scripted(lambda _: ["More at the site."] * 2)
    bad = Ladder(forgetful, VERIFIER, beam=2, rungs=ASKING)
    assert bad.translate(asked)[0].lost == ("www.g60.cn",)
    (translation,) = Ladder(forgetful, VERIFIER, beam=2).translate(asked)
    assert "www.g60.cn" in translation.text
    assert not translation.lost


def test_the_model_chooses_the_form_of_a_noun_behind_a_placeholder(scripted: Scripted) -> None:
    class Grammarian(ScriptedEngine):
        def _score(
            self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
        ) -> list[float]:
            texts = [self.subwords.decode(list(target)).text for target in targets]
            return [0.0 if "two valleys" in text else -1.0 for text in texts]

    plain = scripted(answers_when("❰0❱", ["There are two ❰0❱."] * 2, ["There are holes."] * 2))
    engine = Grammarian(plain.model, plain._answers)
    (translation,) = ask(engine, "Es gibt dort zwei Tal.")
    assert translation.text == "There are two valleys."
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.PLACEHOLDER]


def test_insertion_lets_the_model_write_on_after_the_term(scripted: Scripted) -> None:
    engine = scripted(
        lambda source: (
            [source.split(" >> ")[1] + " goes on."]
            if source.endswith("The valley")
            else ["The hole is big."] * 2
        )
    )
    (translation,) = ask(engine, "Das Tal ist groß.", rungs=frozenset({Rung.INSERTION}))
    assert translation.text == "The valley goes on."
    assert translation.put_in == ("valley",)
    assert [outcome.rung for outcome in translation.outcomes] == [Rung.INSERTION]


def test_replacement_puts_the_term_over_the_aligned_words_and_touches_no_other_term(
    scripted: Scripted,
) -> None:
    engine = scripted(lambda _: ["The valley hole"] * 2)
    (translation,) = ask(engine, "Das Tal Plan", rungs=frozenset({Rung.REPLACEMENT}))
    assert translation.text == "The valley blueprint"
    assert [outcome.rung for outcome in translation.outcomes] == [
        Rung.MODEL,
        Rung.REPLACEMENT,
    ]
