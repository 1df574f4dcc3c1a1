from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from g60translate.errors import InputError
from g60translate.training.corpus.pieces import encode_pairs, pieces_of_model
from g60translate.training.recipe import Dev
from g60translate.training.run.checkpoint import Checkpoint
from g60translate.training.run.devscore import DevSet, loss, read_dev, score
from tests.training.network.test_network import reference, reference_inputs
from tests.training.tiny import Press


@pytest.fixture
def dev(press: Press) -> DevSet:
    short = [pair for pair in press.pairs if len(pair[0]) < 50][:12]
    return DevSet(
        name="few", sources=[a for a, _ in short], references=[b for _, b in short], beam=2
    )


def test_the_dev_loss_is_that_of_transformers(
    tiny: Checkpoint, pieces_file: Path, dev: DevSet
) -> None:
    weights = {n: t * (1.0 if "norm" in n else 0.3) for n, t in tiny.weights.items()}
    weights["model.shared.weight"][tiny.shape.pad] = 0
    pieces = pieces_of_model(pieces_file)
    data = encode_pairs(dev.sources, dev.references, pieces, eos=tiny.shape.eos, most=60)
    expected = reference(tiny.shape, weights)(**reference_inputs(data, tiny.shape)).loss
    got = loss(weights, tiny.shape, pieces, dev, tokens=128)
    assert got == pytest.approx(expected.item(), abs=1e-4)


def test_a_score_is_repeatable_and_carries_its_signature(
    tiny: Checkpoint, pieces_file: Path, dev: DevSet
) -> None:
    pieces = pieces_of_model(pieces_file)
    first = score(tiny.weights, tiny.shape, pieces, dev, threads=1)
    assert first == score(tiny.weights, tiny.shape, pieces, dev, threads=1)
    assert len(first.translations) == 12
    bleu, chrf = first.quality
    assert (bleu.metric, chrf.metric) == ("BLEU", "chrF2")
    assert "tok:13a" in bleu.signature
    assert "beam:2|lines:12" in bleu.signature


def test_a_line_longer_than_the_positions_is_cut(
    tiny: Checkpoint, pieces_file: Path, dev: DevSet
) -> None:
    long = replace(dev, sources=["Wort " * 500], references=["word"])
    scored = score(tiny.weights, tiny.shape, pieces_of_model(pieces_file), long, threads=1)
    assert len(scored.translations) == 1


def test_unequal_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x\ny\n", encoding="utf-8")
    (tmp_path / "b").write_text("x\n", encoding="utf-8")
    with pytest.raises(InputError, match="2 lines"):
        read_dev(Dev(name="d", source=tmp_path / "a", target=tmp_path / "b"))


def test_pairs_too_long_are_left_out_and_unknown_pieces_are_unknown(pieces_file: Path) -> None:
    pieces = pieces_of_model(pieces_file)
    small = {piece: i for piece, i in pieces.vocabulary.items() if piece != "▁die"}
    data = encode_pairs(
        ["die", "Konferenz " * 30], ["the", "x"], replace(pieces, vocabulary=small), eos=0, most=10
    )
    assert data.source.tolist() == [1, 0]
    prefixed = encode_pairs(["die"], ["the"], replace(pieces, prefix="<unk>"), eos=0, most=10)
    assert prefixed.source.tolist()[0] == 1
    assert len(prefixed.source) == 3
    with pytest.raises(InputError, match="at most 1 pieces"):
        encode_pairs(["die Konferenz"], ["the conference"], pieces, eos=0, most=1)
