"""Two models in a row: terms bound at both ends, places followed through both halves."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from g60translate.documents.model import Block, BlockKind, Document, Inline
from g60translate.errors import UnsupportedPair
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.store import parse_csv
from g60translate.models.store import Model
from g60translate.pipeline import Translator
from g60translate.pivot import PivotTranslator
from g60translate.reports.record.model import dump_record, load_record
from g60translate.reports.record.writing import FileContent, make_record
from g60translate.scoring.suites.system import system_signature
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.ladder.constraints import Ladder
from g60translate.translation.request import Rung
from g60translate.translation.translated import TranslatedDocument
from tests.conftest import Answers, ScriptedEngine

GLOSSARY: Glossary = parse_csv(
    """concept,lang,term,status,inflect
valley,de,Tal,preferred,noun:n
valley,en,valley,preferred,noun
valley,fr,vallée,preferred,noun
council,de,Rat,preferred,name
council,fr,conseil,preferred,name
hall,de,Halle,preferred,name
hall,en,Exhibition Hall,preferred,name
""",
    name="terms.csv",
)

Chain = Callable[[Answers, Answers], PivotTranslator]


@pytest.fixture
def leg(embedded_model: Model) -> Callable[[str, str, Answers], Translator]:
    def load(source: str, target: str, answers: Answers) -> Translator:
        pair = {"name": f"{source}-{target}", "source_lang": source, "target_lang": target}
        model = Model(embedded_model.folder, embedded_model.card.model_copy(update=pair))
        return Translator(ScriptedEngine(model, answers), GLOSSARY, SrxSegmenter(), beam=2)

    return load


@pytest.fixture
def chain(leg: Callable[[str, str, Answers], Translator]) -> Chain:
    return lambda first, second: PivotTranslator(
        leg("de", "en", first), leg("en", "fr", second), checks=[]
    )


def walk(translator: Translator, text: str, *inlines: Inline) -> TranslatedDocument:
    block = Block("b", BlockKind.PARAGRAPH, text, inlines)
    return translator.translate(Document("text", (block,), skeleton=None))


def test_a_term_is_enforced_in_the_pivot_language_and_in_the_target(chain: Chain) -> None:
    seen: list[str] = []

    def to_english(source: str) -> list[str]:
        seen.append(source)
        return ["The valley sleeps."] if "¦ valley" in source else ["The hole sleeps."]

    def to_french(source: str) -> list[str]:
        seen.append(source)
        return ["La vallée dort."] if "¦ vallée" in source else ["Le trou dort."]

    result = walk(chain(to_english, to_french), "Das Tal schläft.")
    assert "Das ⟦ Tal ¦ valley ⟧ schläft." in seen
    assert "The ⟦ valley ¦ vallée ⟧ sleeps." in seen
    (segment,) = result.segments
    assert segment.translation is not None
    (outcome,) = segment.translation.outcomes
    assert segment.sentence.request.text == "Das Tal schläft."
    assert outcome.result.hit.surface == "Tal"
    assert outcome.rung is Rung.INLINE
    assert outcome.result.span is not None
    assert segment.restored.text[slice(*outcome.result.span)] == "vallée"
    assert result.missed_terms == 0


def test_a_term_without_a_pivot_wording_is_carried_through_to_its_target_wording(
    chain: Chain,
) -> None:
    seen: list[str] = []

    def to_english(source: str) -> list[str]:
        seen.append(source)
        return [source.replace("Der", "The").replace("tagt", "meets")]

    def to_french(source: str) -> list[str]:
        seen.append(source)
        return [source.replace("The", "Le").replace("meets", "siège").replace("Rat", "avis")]

    result = walk(chain(to_english, to_french), "Der Rat tagt.")
    assert seen == ["Der ❰0❱ tagt.", "The Rat meets.", "The ❰0❱ meets."]
    assert result.document.blocks[0].text == "Le conseil siège."
    assert result.missed_terms == 0


def test_a_term_that_only_the_pivot_language_has_decided_is_right_in_the_pivot(
    chain: Chain,
) -> None:
    halfway: list[str] = []

    def to_english(source: str) -> list[str]:
        return ["The ❰0❱ is full."] if "❰0❱" in source else ["The room is full."]

    def to_french(source: str) -> list[str]:
        halfway.append(source)
        return ["La halle est pleine."]

    result = walk(chain(to_english, to_french), "Die Halle ist voll.")
    assert halfway == ["The Exhibition Hall is full."]
    # There is nothing to prove in French.
    assert result.segments[0].translation is not None
    assert result.segments[0].translation.outcomes == ()


def test_the_proof_is_of_the_last_text_whatever_the_first_half_proved(
    leg: Callable[[str, str, Answers], Translator],
) -> None:
    first = leg("de", "en", lambda _: ["The valley sleeps."])
    second = leg("en", "fr", lambda _: ["Le trou dort."])
    second.ladder = Ladder(
        second.engine,
        TermVerifier(GLOSSARY, target_lang="fr"),
        beam=2,
        rungs={Rung.MODEL, Rung.N_BEST},
    )
    result = walk(PivotTranslator(first, second, checks=[]), "Das Tal schläft.")
    assert result.segments[0].translation is not None
    (outcome,) = result.segments[0].translation.outcomes
    assert (outcome.result.met, outcome.rung) == (False, None)
    assert result.missed_terms == 1


def test_addresses_pass_through_both_models(chain: Chain) -> None:
    result = walk(
        chain(
            lambda source: [source.replace("Siehe", "See")],
            lambda source: [source.replace("See", "Voir")],
        ),
        "Siehe www.g60.cn heute.",
    )
    assert result.document.blocks[0].text == "Voir www.g60.cn heute."
    assert result.segments[0].translation is not None
    assert result.segments[0].translation.lost == ()


def test_formatting_follows_its_words_through_both_halves(chain: Chain) -> None:
    source = "Im Jahr 2023 wuchs Shanghai."
    bold = Inline(8, 12, "b")
    result = walk(
        chain(lambda _: ["In 2023 Shanghai grew."], lambda _: ["Shanghai a grandi en 2023."]),
        source,
        bold,
    )
    (block,) = result.document.blocks
    (inline,) = block.inlines
    assert block.text[inline.start : inline.end] == "2023"


def test_nothing_is_made_up_where_the_first_model_stays_silent(chain: Chain) -> None:
    asked: list[str] = []

    def to_french(source: str) -> list[str]:
        asked.append(source)
        return ["Bonjour."]

    result = walk(chain(lambda _: [""], to_french), "Guten Tag.")
    assert asked == []
    assert result.document.blocks[0].text == ""


def test_record_and_signature_name_both_models(chain: Chain) -> None:
    translator = chain(lambda source: [source], lambda source: [source])
    result = walk(translator, "Das Tal schläft.")
    file = FileContent("a.txt", b"")
    record = make_record(result, translator, source=file, target=file, seconds=0.1)
    assert load_record(dump_record(record), name="record") == record
    assert record.options.model == "de-en+en-fr"
    assert record.options.model_digest.count("+") == 1
    assert (record.source.lang, record.target.lang) == ("de", "fr")
    assert "model:de-en+en-fr" in str(system_signature(translator))


def test_two_models_that_do_not_join_are_refused(
    leg: Callable[[str, str, Answers], Translator],
) -> None:
    one = leg("de", "en", lambda source: [source])
    other = leg("fr", "de", lambda source: [source])
    with pytest.raises(UnsupportedPair, match="de→en and fr→de do not join"):
        PivotTranslator(one, other)


def spans(text: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        places.append((at, at + len(word)))
        at += len(word)
    return places


def test_links_are_followed_through_both_halves() -> None:
    """Word order turns around twice, so only the product of both links is right."""
    flip = np.eye(3, dtype=np.float32)[::-1].copy()
    shift = np.roll(np.eye(3, dtype=np.float32), 1, axis=1)
    first = Alignment(
        "eins zwei drei",
        "three two one",
        source_spans=spans("eins zwei drei"),
        target_spans=spans("three two one"),
        attention=flip,
    )
    second = Alignment(
        "three two one",
        "deux un trois",
        source_spans=spans("three two one"),
        target_spans=spans("deux un trois"),
        attention=shift,
    )
    whole = first.then(second)
    text = "deux un trois"
    found = {
        word: whole.project(span)
        for word, span in zip(("eins", "zwei", "drei"), spans("eins zwei drei"), strict=True)
    }
    assert {k: v and text[slice(*v)] for k, v in found.items()} == {
        "eins": "un",
        "zwei": "deux",
        "drei": "trois",
    }
    with pytest.raises(ValueError, match="does not begin"):
        second.then(first)


def test_anchors_that_meet_become_one() -> None:
    first = Alignment("a b", "c d", anchors=[Anchor((0, 1), (2, 3))])
    second = Alignment("c d", "e f", anchors=[Anchor((2, 3), (0, 1)), Anchor((0, 1), (2, 3))])
    assert first.then(second).anchors == (Anchor((0, 1), (0, 1)),)


def test_what_neither_model_can_write_goes_through_both(chain: Chain) -> None:
    translator = chain(
        lambda source: [source.replace("Der Bezirk", "The district").replace("ist neu", "is new")],
        lambda source: [source.replace("The district", "Le quartier").replace("is new", "existe")],
    )
    result = walk(translator, "Der Bezirk (松江) {name} ist neu")
    assert result.document.blocks[0].text == "Le quartier (松江) {name} existe"
    assert result.segments[0].translation is not None
    assert result.segments[0].translation.lost == ()
