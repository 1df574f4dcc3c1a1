from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest
import sentencepiece
import torch
from transformers import MarianMTModel

from g60translate.errors import ModelError, OutputExists
from g60translate.models.card import read_card, verify_files
from g60translate.models.shape import EMBEDDING
from g60translate.models.weights import read_weights
from g60translate.training.corpus.pieces import pieces_of_model
from g60translate.training.corpus.subwords import MARKERS, PAD, markers_of
from g60translate.training.export.card import CardFacts, ParentFact, SourceFact
from g60translate.training.export.export import export_model, write_transformers
from g60translate.training.export.folder import read_model
from g60translate.training.run.checkpoint import Checkpoint

FACTS = CardFacts(
    name="tiny",
    source_lang="de",
    target_lang="en",
    licence="CC-BY-SA-4.0",
    parent=ParentFact(name="a parent", licence="CC-BY-SA-4.0", origin="somewhere"),
    sources=(SourceFact(label="press", pairs=3, licence="CC0 1.0", origin="here"),),
    left_out=("talks",),
    markers=MARKERS,
    revision="abc",
)


@pytest.fixture
def folder(tiny: Checkpoint, pieces_file: Path, tmp_path: Path) -> Path:
    return export_model(tiny, pieces_of_model(pieces_file), out=tmp_path / "tiny", facts=FACTS)


def test_both_engines_decode_the_same(
    folder: Path, pieces_file: Path, tiny: Checkpoint, tmp_path: Path
) -> None:
    spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    text = "Am 8. November wurde die Konferenz eröffnet."
    stored = read_model(folder)
    write_transformers(stored.weights, stored.shape, tmp_path / "float32")
    model: Any = MarianMTModel.from_pretrained(tmp_path / "float32", dtype=torch.float32)
    model.train(mode=False)
    pad = model.config.pad_token_id
    assert pad == tiny.shape.vocabulary - 1
    # Two symbols stand before <pad> in the file, so every later id moves down by one.
    ids = [i if i < PAD else i - 1 for i in [*spm.encode(text), 0]]
    greedy = {"num_beams": 1, "do_sample": False, "max_new_tokens": 12}
    reference = model.generate(torch.tensor([ids]), **greedy)[0].tolist()[1:]
    translator = ctranslate2.Translator(str(folder / "ctranslate2"), compute_type="float32")
    result = translator.translate_batch(
        [[*spm.encode(text, out_type=str), "</s>"]], beam_size=1, max_decoding_length=12
    )[0].hypotheses[0]
    got = [i if i < PAD else i - 1 for i in (spm.piece_to_id(piece) for piece in result)]
    # The ends differ in form: one engine appends the end symbol at the length limit.
    assert got[:10] == reference[:10]


def test_every_weight_comes_back_within_half_a_step(folder: Path, tiny: Checkpoint) -> None:
    found = read_weights(folder).weights
    assert set(found) == set(tiny.weights)
    for name, value in found.items():
        true = tiny.weights[name].numpy()
        if name == EMBEDDING:
            # <pad> has moved to the end, and has no vector.
            true = np.vstack([np.delete(true, PAD, axis=0), np.zeros_like(true[:1])])
        assert value.shape == true.shape
        # int8 by rows, the largest value at 127; vectors are kept as they are.
        step = np.abs(true).max(axis=1, keepdims=True) / 127 if true.ndim == 2 else 0.0
        assert (np.abs(value - true) <= 0.51 * step + 1e-6).all(), name


def test_the_card_tells_what_happened_and_hashes_every_file(folder: Path) -> None:
    card = read_card(folder)
    verify_files(folder, card)
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == {
        *card.sha256,
        "model.toml",
    }
    assert card.origin.licence == "CC-BY-SA-4.0"
    assert "a parent, CC-BY-SA-4.0" in card.origin.weights
    assert "talks" in card.origin.data
    assert card.markers == MARKERS == markers_of(folder / "source.spm")
    assert card.max_tokens == 64
    assert card.training.revision == "abc"
    assert "CC0 1.0" in (folder / "SOURCES.tsv").read_text(encoding="utf-8")


def test_the_layout_is_the_products(folder: Path) -> None:
    assert {*read_card(folder).sha256} == {
        "SOURCES.tsv",
        "source.spm",
        "vocab.json",
        "ctranslate2/config.json",
        "ctranslate2/model.bin",
        "ctranslate2/shared_vocabulary.json",
    }


def test_an_existing_folder_is_kept_unless_told(
    folder: Path, tiny: Checkpoint, pieces_file: Path
) -> None:
    pieces = pieces_of_model(pieces_file)
    before = (folder / "model.toml").read_bytes()
    with pytest.raises(OutputExists):
        export_model(tiny, pieces, out=folder, facts=FACTS)
    assert (folder / "model.toml").read_bytes() == before
    changed = replace(FACTS, note="Second.")
    export_model(tiny, pieces, out=folder, facts=changed, existing="replace")
    assert "Second." in read_card(folder).training.note
    assert [path.name for path in folder.parent.iterdir()] == ["tiny"]


def test_strange_pieces_are_refused(tiny: Checkpoint, pieces_file: Path, tmp_path: Path) -> None:
    pieces = pieces_of_model(pieces_file)
    other = replace(pieces, vocabulary={"a": 0, "b": 1})
    with pytest.raises(ModelError, match="do not belong together"):
        export_model(tiny, other, out=tmp_path / "x", facts=FACTS)
    assert not (tmp_path / "x").exists()
