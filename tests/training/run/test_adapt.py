from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sentencepiece
import torch
from transformers import MarianConfig, MarianMTModel

from g60translate.bitext.tmx import write_tmx
from g60translate.bitext.units import Unit
from g60translate.errors import InputError, ModelCorrupt, ModelError, ModelNotFound, OutputExists
from g60translate.models.card import read_card
from g60translate.models.shape import Shape, config_values
from g60translate.training.corpus.pieces import pieces_of_model
from g60translate.training.export.export import export_model, write_transformers
from g60translate.training.export.folder import read_model
from g60translate.training.run.adapt import Adaptation, adapt
from g60translate.training.run.checkpoint import Checkpoint
from tests.training.export.test_export import FACTS
from tests.training.tiny import Press


def silent(_: str) -> None:
    pass


@pytest.fixture
def own(tiny: Checkpoint, pieces_file: Path, tmp_path: Path) -> Path:
    weights = {n: t * (1.0 if "norm" in n else 0.3) for n, t in tiny.weights.items()}
    pieces = pieces_of_model(pieces_file)
    return export_model(replace(tiny, weights=weights), pieces, out=tmp_path / "own", facts=FACTS)


@pytest.fixture
def opus(pieces_file: Path, tmp_path: Path) -> Path:
    """An OPUS-MT folder in small: swish, an output bias, two SentencePiece files, mixed-up ids."""
    spm = sentencepiece.SentencePieceProcessor(model_file=str(pieces_file))
    order = ["</s>", "<unk>"]
    order += sorted({spm.id_to_piece(i) for i in range(len(spm))} - {*order, "<pad>"})
    vocabulary = {piece: i for i, piece in enumerate([*order, "<pad>"])}
    last = len(order)
    shape = Shape(
        vocabulary=last + 1, width=16, encoder_layers=1, decoder_layers=1, ffn=32, heads=2,
        positions=512, activation="swish", pad=last,
    )  # fmt: skip
    torch.manual_seed(0)
    model: Any = MarianMTModel(MarianConfig(**config_values(shape)))
    model.final_logits_bias.normal_()
    folder = tmp_path / "opus-mt-de-en"
    model.save_pretrained(folder)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    shutil.copy(pieces_file, folder / "source.spm")
    shutil.copy(pieces_file, folder / "target.spm")
    return folder


@pytest.fixture
def memory(press: Press, tmp_path: Path) -> Path:
    units = [Unit(a, b, f"doc {i // 8}") for i, (a, b) in enumerate(press.pairs[:300])]
    path = tmp_path / "house.tmx"
    path.write_bytes(write_tmx(units, source_lang="de", target_lang="en"))
    return path


def plan(memory: Path, **changes: Any) -> Adaptation:
    settings = {
        "name": "house",
        "source_lang": "de",
        "target_lang": "en",
        "memories": [memory],
        "rounds": 4.0,
        "rate": 3e-3,
        "tokens": 512,
        "max_pieces": 60,
        "most_held_out": 8,
        "beam": 1,
        "threads": 1,
        **changes,
    }
    return Adaptation(**settings)


def test_an_opus_model_is_adapted_and_scored_before_and_after(
    opus: Path, memory: Path, tmp_path: Path
) -> None:
    wanted = plan(memory, licence="CC-BY-4.0")
    adapted = adapt(opus, wanted, work=tmp_path / "w", out=tmp_path / "house", report=silent)
    card = read_card(adapted.folder)
    assert card.origin.licence == "CC-BY-4.0"
    assert card.training.parent == "opus-mt-de-en"
    assert {gain.metric for gain in adapted.gains} == {"BLEU", "chrF2"}
    for gain in adapted.gains:
        assert f"{gain.metric} {gain.before:.2f}" in card.training.note
        assert gain.after in {quality.value for quality in card.quality}
    # The adapted model fits the house better, by the loss of transformers itself.
    stored = read_model(adapted.folder)
    write_transformers(stored.weights, stored.shape, tmp_path / "float32", bias=stored.pieces.bias)
    assert loss(tmp_path / "float32", opus) < loss(opus, opus) - 0.3
    kept = read_model(adapted.folder).pieces.bias
    before = read_model(opus).pieces.bias
    assert kept is not None
    assert before is not None
    # All but <pad>'s, which CTranslate2 never writes and does not store.
    torch.testing.assert_close(kept[:-1], before[:-1], atol=2e-3, rtol=1e-2)


def loss(folder: Path, tokenizer: Path) -> float:
    vocabulary = json.loads((tokenizer / "vocab.json").read_text(encoding="utf-8"))
    spm = sentencepiece.SentencePieceProcessor(model_file=str(tokenizer / "source.spm"))
    model: Any = MarianMTModel.from_pretrained(folder, dtype=torch.float32)
    model.train(mode=False)

    def ids(text: str) -> torch.Tensor:
        return torch.tensor([[*(vocabulary[p] for p in spm.encode(text, out_type=str)), 0]])

    with torch.no_grad():
        source, target = "Die Konferenz in Shanghai.", "The conference in Shanghai."
        return float(model(input_ids=ids(source), labels=ids(target)).loss)


def test_a_model_of_this_package_keeps_its_markers_and_licence(
    own: Path, memory: Path, tmp_path: Path
) -> None:
    adapted = adapt(
        own, plan(memory, rounds=0.2), work=tmp_path / "w", out=tmp_path / "h", report=silent
    )
    card = read_card(adapted.folder)
    assert card.markers == FACTS.markers
    assert card.origin.licence == "CC-BY-SA-4.0"
    assert card.max_tokens == 64
    with pytest.raises(OutputExists):
        adapt(own, plan(memory), work=tmp_path / "w", out=tmp_path / "h", report=silent)


def test_another_plan_starts_afresh_in_the_same_folder(
    own: Path, memory: Path, tmp_path: Path
) -> None:
    for number, seed in enumerate((0, 0, 1)):
        changed = plan(memory, rounds=0.2, seed=seed)
        adapt(own, changed, work=tmp_path / "w", out=tmp_path / f"h{number}", report=silent)
    log = [json.loads(x) for x in (tmp_path / "w" / "log.jsonl").read_text().splitlines()]
    starts = [line["step"] for line in log if line["event"] == "start"]
    assert starts[0] == 0
    assert starts[1] > 0
    assert starts[2] == 0


def test_reading_a_folder_gives_back_what_was_exported(
    own: Path, tiny: Checkpoint, pieces_file: Path
) -> None:
    model = read_model(own)
    assert model.shape == replace(tiny.shape, pad=tiny.shape.vocabulary - 1)
    name = "model.encoder.layers.1.fc2.weight"
    torch.testing.assert_close(model.weights[name], 0.3 * tiny.weights[name], atol=1e-3, rtol=1e-2)
    assert model.pieces.bias is None


def test_faults_are_named(own: Path, opus: Path, memory: Path, tmp_path: Path) -> None:
    def fails(folder: Path, error: type[Exception], match: str, **changes: Any) -> None:
        with pytest.raises(error, match=match):
            adapt(
                folder, plan(memory, **changes),
                work=tmp_path / "w", out=tmp_path / "out", report=silent,
            )  # fmt: skip

    fails(opus, ModelError, "--licence")
    fails(own, InputError, "no pair fr→en", source_lang="fr")
    fails(tmp_path, ModelNotFound, "no MarianMT folder")
    (opus / "source.spm").unlink()
    fails(opus, ModelNotFound, "source.spm", licence="x")
    weights = own / "ctranslate2" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    fails(own, ModelCorrupt, "SHA-256")
    stranger = json.loads((opus / "config.json").read_text(encoding="utf-8"))
    stranger.update(model_type="bart", scale_embedding=False)
    (opus / "config.json").write_text(json.dumps(stranger), encoding="utf-8")
    fails(opus, ModelError, "model_type is 'bart'.*scale_embedding is false", licence="x")
