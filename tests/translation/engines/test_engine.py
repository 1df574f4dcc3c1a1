"""Both engines on the embedded model: order, length, batches, and one truth between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from g60translate.errors import EngineError, InputError, ModelCorrupt
from g60translate.models.convert import convert_weights
from g60translate.models.store import Model
from g60translate.translation.engines.ctranslate2 import CTranslate2Engine, _filler
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding
from g60translate.translation.engines.loading import load_engine
from tests.conftest import ScriptedEngine

pytestmark = pytest.mark.model

if TYPE_CHECKING:
    from g60translate.translation.engines.transformers import TransformersEngine

ENGINES = ["ctranslate2", "transformers"]


@pytest.fixture(scope="module")
def engines(embedded_model: Model) -> dict[str, Engine]:
    return {name: load_engine(embedded_model, name=name) for name in ENGINES}


@pytest.mark.parametrize("name", ENGINES)
def test_answers_stand_in_the_order_of_the_sources(engines: dict[str, Engine], name: str) -> None:
    sources = ["Guten Tag, liebe Gäste aus Shanghai.", "Ja.", "", "Danke."]
    together = [ranked[0].text for ranked in engines[name].translate(sources)]
    alone = [engines[name].translate([source])[0][0].text for source in sources]
    assert together == alone
    assert together[2] == ""


@pytest.mark.parametrize("name", ENGINES)
def test_hypotheses_come_best_first_and_know_their_places(
    engines: dict[str, Engine], name: str
) -> None:
    source = "Die Konferenz fand am 8. November in Shanghai statt."
    (ranked,) = engines[name].translate([source], Decoding(beam=4, hypotheses=4))
    assert len(ranked) == 4
    # transformers ranks by its own sum; both give the mean per piece.
    assert ranked[0].logprob <= 0
    for hypothesis in ranked:
        shape = (len(hypothesis.target_spans), len(hypothesis.source_spans))
        assert hypothesis.attention.shape == shape
        assert "".join(hypothesis.text[a:b] for a, b in hypothesis.target_spans) == hypothesis.text
        assert "".join(source[a:b] for a, b in hypothesis.source_spans) == source
        # Each row is a distribution over the source, whose end symbol has been cut off.
        assert (hypothesis.attention.sum(axis=1) <= 1.001).all()


def test_asking_for_more_hypotheses_changes_nothing_in_the_best(
    engines: dict[str, Engine], press_german: tuple[str, ...]
) -> None:
    engine, sources = engines["ctranslate2"], press_german[:60]
    for (one,), several in zip(
        engine.translate(sources, Decoding(beam=4)),
        engine.translate(sources, Decoding(beam=4, hypotheses=4)),
        strict=True,
    ):
        assert (one.text, one.logprob) == (several[0].text, several[0].logprob)


@pytest.mark.parametrize("name", ENGINES)
def test_a_sentence_of_too_many_words_is_translated_in_parts(
    engines: dict[str, Engine], name: str
) -> None:
    source = ", ".join(f"Stadt {number}" for number in range(1, 91))
    (ranked,) = engines[name].translate([source], Decoding(beam=1))
    assert ranked[0].parts > 1
    # White space at a cut belongs to no piece.
    covered = "".join(source[a:b] for a, b in ranked[0].source_spans)
    assert covered.replace(" ", "") == source.replace(" ", "")


def test_no_word_of_a_long_sentence_is_cut_silently(embedded_model: Model) -> None:
    engine = ScriptedEngine(embedded_model, lambda source: [source])
    source = ", ".join(f"Stadt {number}" for number in range(1, 2501))
    (ranked,) = engine.translate([source], Decoding(beam=1))
    assert ranked[0].text.split() == source.split()
    assert ranked[0].attention.shape == (
        len(ranked[0].target_spans),
        len(ranked[0].source_spans),
    )


def test_the_batch_never_changes_a_result(
    engines: dict[str, Engine], press_german: tuple[str, ...]
) -> None:
    sources = press_german[:120]
    engine = engines["ctranslate2"]
    together = [ranked[0].text for ranked in engine.translate(sources)]
    backwards = [ranked[0].text for ranked in engine.translate(sources[::-1])]
    alone = [engine.translate([source])[0][0].text for source in sources]
    assert together == alone == backwards[::-1]


def test_neither_the_batch_nor_the_threads_change_a_probability(
    engines: dict[str, Engine], embedded_model: Model, press_german: tuple[str, ...]
) -> None:
    words = [text.split() for text in press_german[:30]]
    # Of all lengths, also those that are a width by themselves and those just beyond it.
    texts = [" ".join(each[: 1 + at % 12]) for at, each in enumerate(words)]
    texts += [" ".join(["Ja"] * count) for count in (5, 6, 7, 8, 14, 15, 16, 17, 30, 31, 32)]
    one, several = engines["ctranslate2"], load_engine(embedded_model, threads=3)
    together = one.translate(texts)
    for some in (several.translate(texts), one.translate(texts[::-1])[::-1]):
        for ours, theirs in zip(together, some, strict=True):
            assert (ours[0].text, ours[0].logprob) == (theirs[0].text, theirs[0].logprob)
            assert np.array_equal(ours[0].attention, theirs[0].attention)
    for text, ours in zip(texts, together, strict=True):
        alone = one.translate([text])[0][0]
        assert (alone.text, alone.logprob) == (ours[0].text, ours[0].logprob)


def test_what_fills_a_batch_soon_ends(embedded_model: Model) -> None:
    engine = CTranslate2Engine(embedded_model, threads=1)
    for width in (8, 16, 64, embedded_model.card.max_tokens):
        (answer,) = engine._translator.translate_batch([_filler(width)], beam_size=4)
        assert len(answer.hypotheses[0]) < 8


def test_a_model_that_never_ends_a_filler_is_not_given_one(
    embedded_model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CTranslate2Engine, "_filler_ends", lambda _: False)
    engine = CTranslate2Engine(embedded_model, threads=1)
    assert [engine._padded(length) for length in (1, 7, 16, 17)] == [1, 7, 16, 17]
    assert engine.translate(["Guten Tag.", "Ja."])[1][0].text


def test_float_paths_of_both_engines_agree_piece_for_piece(
    engines: dict[str, Engine],
    embedded_model: Model,
    press_german: tuple[str, ...],
    tmp_path: Path,
) -> None:
    for name in ("source.spm", "vocab.json"):
        (tmp_path / name).write_bytes((embedded_model.folder / name).read_bytes())
    # The reference engine has dequantised the weights; CTranslate2 is given the same ones.
    network = cast("TransformersEngine", engines["transformers"])._network
    network.save_pretrained(tmp_path / "transformers")
    convert_weights(tmp_path, embedded_model.card, tmp_path / "ctranslate2", quantization="float32")
    card = embedded_model.card.model_copy(update={"sha256": {}})
    floating = CTranslate2Engine(Model(tmp_path, card), compute_type="float32")
    sources, greedy = press_german[:200], Decoding(beam=1)
    ours = [ranked[0] for ranked in floating.translate(sources, greedy)]
    reference = [ranked[0] for ranked in engines["transformers"].translate(sources, greedy)]
    assert len(ours) == 200
    assert [h.text for h in ours] == [h.text for h in reference]
    assert [h.target_spans for h in ours] == [h.target_spans for h in reference]
    for mine, theirs in zip(ours, reference, strict=True):
        assert mine.attention == pytest.approx(theirs.attention, abs=1e-3)


@pytest.mark.parametrize("name", ENGINES)
def test_a_suppressed_wording_does_not_come_out(engines: dict[str, Engine], name: str) -> None:
    source = "Die Konferenz fand in Shanghai statt."
    (free,) = engines[name].translate([source])
    assert "conference" in free[0].text.lower()
    banned = Decoding(suppress=("conference", "Conference"))
    (kept_out,) = engines[name].translate([source], banned)
    assert "conference" not in kept_out[0].text.lower()


@pytest.mark.parametrize("name", ENGINES)
def test_a_forced_beginning_is_kept_and_continued(engines: dict[str, Engine], name: str) -> None:
    source = "Die Konferenz fand am 8. November in Shanghai statt."
    prefix = "On November 8, the meeting"
    (answer,) = engines[name].complete([source], [prefix], Decoding(beam=2))
    assert answer.text.startswith(prefix)
    assert "Shanghai" in answer.text
    assert answer.attention.shape == (len(answer.target_spans), len(answer.source_spans))


def test_scores_of_both_engines_agree_and_know_good_from_bad(
    engines: dict[str, Engine],
) -> None:
    source = "Die Konferenz fand in Shanghai statt."
    targets = ["The conference took place in Shanghai.", "Bread of the the seven never."]
    scored = {n: engine.score([source] * 2, targets) for n, engine in engines.items()}
    for good, bad in scored.values():
        assert bad < good < 0
    # int8 against float32; of nonsense neither is sure
    assert scored["ctranslate2"][0] == pytest.approx(scored["transformers"][0], abs=0.3)
    assert scored["ctranslate2"][1] == pytest.approx(scored["transformers"][1], rel=0.2)


def test_what_does_not_fit_is_neither_completed_nor_scored(engines: dict[str, Engine]) -> None:
    long = "Wort, " * 300
    with pytest.raises(EngineError, match="in parts"):
        engines["ctranslate2"].score([long], ["word"])


def test_a_long_text_keeps_its_inline_terms_whole(embedded_model: Model) -> None:
    engine = ScriptedEngine(embedded_model, lambda source: [source])
    term = "⟦ das eine, das andere ¦ the one, the other ⟧"
    text = "Und so weiter, " * 20 + term + " und so fort" * 20
    engine.translate([text], Decoding(part_pieces=30, beam=1))
    assert sum(term in source for source in engine.seen) == 1


def test_an_unknown_engine_is_named_with_the_known_ones(embedded_model: Model) -> None:
    with pytest.raises(InputError, match="ctranslate2, transformers"):
        load_engine(embedded_model, name="bergamot")


@pytest.mark.parametrize("name", ENGINES)
def test_a_damaged_weight_file_is_refused_before_it_is_loaded(
    embedded_model: Model, tmp_path: Path, name: str
) -> None:
    weights = "ctranslate2/model.bin"  # the reference engine dequantises it
    (tmp_path / weights).parent.mkdir()
    for file in ("source.spm", "vocab.json"):
        (tmp_path / file).write_bytes((embedded_model.folder / file).read_bytes())
    (tmp_path / weights).write_bytes(b"not the weights")
    sums = {n: embedded_model.card.sha256[n] for n in ("source.spm", "vocab.json", weights)}
    card = embedded_model.card.model_copy(update={"sha256": sums})
    with pytest.raises(ModelCorrupt, match="SHA-256"):
        load_engine(replace(embedded_model, folder=tmp_path, card=card), name=name)


@pytest.mark.parametrize("name", ENGINES)
def test_a_number_format_that_is_not_to_be_had_is_answered_with_those_that_are(
    embedded_model: Model, name: str
) -> None:
    with pytest.raises(EngineError, match=rf"{name} does not multiply in 'int3'.*cpu \(.*float32"):
        load_engine(embedded_model, name=name, compute_type="int3")


def test_the_number_format_asked_for_is_the_one_that_is_told(embedded_model: Model) -> None:
    engine = load_engine(embedded_model, compute_type="float32", threads=1)
    assert (engine.device, engine.compute_type) == ("cpu", "float32")
