"""Codes shown as placeholders: asked once more, and taken only where nothing is worse for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from g60translate.documents.model import Block, BlockKind, Document, Inline, InlineKind
from g60translate.glossary.book import Glossary
from g60translate.models.card import Markers
from g60translate.models.store import Model
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.ladder.marking import MARGIN, Placing, in_question
from g60translate.translation.translated import TranslatedDocument
from tests.conftest import Answers, ScriptedEngine
from tests.translation.ladder.test_constraints import GLOSSARY

Scripted = Callable[[Answers], ScriptedEngine]

SOURCE = "Die neue Halle in Songjiang steht."
ALONE = "Stands hall new the Songjiang in."
MARKED = "The ❰0❱new hall❰1❱ in Songjiang stands."


def code(part: str, tag: str = "b", kind: InlineKind = InlineKind.PAIRED) -> Inline:
    return Inline(SOURCE.index(part), SOURCE.index(part) + len(part), tag, kind)


def answering(marked: str, alone: str = ALONE) -> Answers:
    return lambda source: [marked if "❰0❱" in source else alone]


def walk(
    engine: ScriptedEngine,
    *codes: Inline,
    text: str = SOURCE,
    how: Placing = Placing.MARKERS,
    glossary: Glossary | None = None,
) -> TranslatedDocument:
    translator = Translator(
        engine, glossary or Glossary.empty(), SrxSegmenter(), checks=[], codes=how
    )
    block = Block("b", BlockKind.PARAGRAPH, text, codes)
    return translator.translate(Document("text", (block,), None))


def placed(done: TranslatedDocument) -> list[tuple[str, str]]:
    (block,) = done.document.blocks
    return [(code.tag, block.text[code.start : code.end]) for code in block.inlines]


def test_the_model_is_shown_the_codes_and_its_places_are_taken(scripted: Scripted) -> None:
    engine = scripted(answering(MARKED))
    done = walk(engine, code("neue Halle"))
    assert engine.seen == [SOURCE, "Die ❰0❱neue Halle❰1❱ in Songjiang steht."]
    assert done.document.blocks[0].text == "The new hall in Songjiang stands."
    # The diagonal attention of this engine points elsewhere.
    assert placed(done) == [("b", "new hall")]
    assert placed(walk(scripted(answering(MARKED)), code("neue Halle"), how=Placing.ATTENTION)) != [
        ("b", "new hall")
    ]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("The ❰0❱new hall in Songjiang stands.", "one is missing"),
        ("The ❰0❱new ❰0❱hall❰1❱ in Songjiang stands.", "one is doubled"),
        ("The ❰0❱new ❰5❱hall❰1❱ in Songjiang stands.", "one is invented"),
        ("The ❰0❱new hall❰1❱ in Songjiang stands. " * 3, "much less probable"),
    ],
)
def test_an_answer_that_is_worse_is_not_taken(scripted: Scripted, answer: str, why: str) -> None:
    engine = scripted(answering(answer))
    done = walk(engine, code("neue Halle"))
    assert len(engine.seen) == 2
    assert done.document.blocks[0].text == ALONE, why
    assert [tag for tag, _ in placed(done)] == ["b"]


def test_the_margin_is_counted_in_nats_a_piece(embedded_model: Model) -> None:
    class Fixed(ScriptedEngine):
        loss = 0.0

        def _score(
            self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
        ) -> list[float]:
            texts = [self.subwords.decode(list(target)).text for target in targets]
            return [-1.0 if text == ALONE else -1.0 - self.loss for text in texts]

    for loss, taken in ((MARGIN - 0.01, True), (MARGIN + 0.01, False)):
        engine = Fixed(embedded_model, answering(MARKED))
        engine.loss = loss
        done = walk(engine, code("neue Halle"))
        assert (done.document.blocks[0].text != ALONE) is taken


def test_an_answer_that_misses_a_term_is_not_taken(scripted: Scripted) -> None:
    text = "Das Tal ist groß."
    marked = "The ❰0❱hole❰1❱ is big."
    engine = scripted(answering(marked, "The valley is big."))
    done = walk(engine, Inline(4, 7, "b"), text=text, glossary=GLOSSARY)
    assert done.document.blocks[0].text == "The valley is big."
    assert done.missed_terms == 0
    proven = scripted(answering("Big is the ❰0❱valley❰1❱.", "The valley is big."))
    done = walk(proven, Inline(4, 7, "b"), text=text, glossary=GLOSSARY)
    assert placed(done) == [("b", "valley")]
    assert done.missed_terms == 0


def test_edges_in_the_wrong_order_are_put_right(scripted: Scripted) -> None:
    done = walk(scripted(answering("The ❰1❱new hall❰0❱ in Songjiang stands.")), code("neue Halle"))
    assert placed(done) == [("b", "new hall")]


def test_crossing_pairs_are_made_well_formed(scripted: Scripted) -> None:
    outer, inner = code("neue Halle in", "a"), code("Halle", "b")
    engine = scripted(answering("The ❰0❱new ❰1❱hall❰3❱ in❰2❱ Songjiang stands."))
    done = walk(engine, outer, inner)
    assert engine.seen[-1] == "Die ❰0❱neue ❰1❱Halle❰2❱ in❰3❱ Songjiang steht."
    (block,) = done.document.blocks
    a, b = block.inlines
    assert a.start <= b.start <= b.end <= a.end


def test_a_line_break_and_a_mark_are_placed_too(scripted: Scripted) -> None:
    text = "Die neue\nHalle in Songjiang steht."
    line_break = Inline(8, 9, "br", InlineKind.STANDALONE)
    mark = Inline(14, 14, "fn", InlineKind.STANDALONE)
    engine = scripted(answering("The new ❰0❱ hall❰1❱ in Songjiang stands."))
    done = walk(engine, line_break, mark, text=text)
    assert engine.seen[-1] == "Die neue ❰0❱ Halle❰1❱ in Songjiang steht."
    (block,) = done.document.blocks
    assert block.text == "The new\nhall in Songjiang stands."
    assert placed(done) == [("br", "\n"), ("fn", "")]
    assert block.text[: block.inlines[1].start].endswith("hall")


@pytest.mark.parametrize(
    "codes",
    [
        [code(SOURCE)],
        [code("Halle", kind=InlineKind.PROTECTED)],
        [Inline(0, 0, "fn", InlineKind.STANDALONE)],
        [Inline(len(SOURCE), len(SOURCE), "fn", InlineKind.STANDALONE)],
        [Inline(4, 4, "b")],
    ],
)
def test_codes_whose_place_is_no_question_are_not_asked_for(
    scripted: Scripted, codes: list[Inline]
) -> None:
    assert in_question(codes, SOURCE) == ()
    engine = scripted(answering(MARKED))
    walk(engine, *codes)
    assert not any("Die ❰" in seen for seen in engine.seen)


def test_more_codes_than_placeholders_are_left_to_attention(scripted: Scripted) -> None:
    parts = [code(part, part) for part in ("Die", "neue", "Halle", "in", "Songjiang", "steht")]
    engine = scripted(answering(MARKED))
    assert len(placed(walk(engine, *parts))) == 6
    assert engine.seen == [SOURCE]


def test_a_code_that_ends_inside_a_hidden_term_is_left_to_attention(scripted: Scripted) -> None:
    text = "Der Sonnenhügel ist groß."
    engine = scripted(lambda s: ["The ❰0❱ is big." if "❰0❱" in s else "The sun mountain is big."])
    done = walk(engine, Inline(4, 9, "b"), text=text, glossary=GLOSSARY)
    assert done.document.blocks[0].text == "The Sunny Hill is big."
    assert engine.seen[-1] == "Der ❰0❱ ist groß."
    around = scripted(
        lambda s: [
            "The ❰0❱❰1❱❰2❱ is big."
            if "❰2❱" in s
            else "The ❰0❱ is big."
            if "❰0❱" in s
            else "The sun mountain is big."
        ]
    )
    done = walk(around, Inline(4, 15, "b"), text=text, glossary=GLOSSARY)
    assert around.seen[-1] == "Der ❰0❱❰1❱❰2❱ ist groß."
    assert placed(done) == [("b", "Sunny Hill")]


def test_the_card_decides_unless_told_otherwise() -> None:
    symbols = ("❰0❱", "❰1❱")
    able = Markers(placeholders=symbols, codes=True)
    copying, none = Markers(placeholders=symbols), Markers()
    assert [Placing.AUTO.asks(m) for m in (able, copying, none)] == [True, False, False]
    assert [Placing.MARKERS.asks(m) for m in (able, copying, none)] == [True, True, False]
    assert not Placing.ATTENTION.asks(able)


def test_equal_sentences_with_equal_codes_are_asked_for_once(scripted: Scripted) -> None:
    engine = scripted(answering(MARKED))
    translator = Translator(
        engine, Glossary.empty(), SrxSegmenter(), checks=[], codes=Placing.MARKERS
    )
    codes = (code("neue Halle"),)
    blocks = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, SOURCE, codes) for n in range(3))
    translator.translate(Document("text", blocks, None))
    assert len(engine.seen) == 2
