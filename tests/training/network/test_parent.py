from __future__ import annotations

import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from g60translate.errors import ModelCorrupt, ModelError
from g60translate.models.shape import EMBEDDING, Shape, weight_shapes
from g60translate.training.corpus.batches import EncodedCorpus, Packer, Sizes
from g60translate.training.corpus.subwords import MARKERS, PAD, Subwords, train_subwords
from g60translate.training.network.network import Network
from g60translate.training.network.parent import (
    ParentModel,
    adopt_body,
    body_of_student,
    read_marian,
    read_parent,
)
from g60translate.training.network.transplant import embed_pieces, read_pivot
from g60translate.training.run.checkpoint import Checkpoint, save_checkpoint
from tests.training.tiny import Press

WIDTH, FFN, PIECES = 8, 12, 20


def marian_file(tensors: dict[str, np.ndarray], *, int8: tuple[str, ...] = ()) -> bytes:
    """Marian's binary format, version 1; `int8` tensors as intgemm keeps them."""
    names = [name.encode() + b"\0" for name in tensors]
    bodies, kinds = [], []
    for key, array in tensors.items():
        if key in int8:
            multiplier = 127 / max(1e-6, float(np.abs(array).max()))
            whole = np.rint(array * multiplier).astype(np.int8)
            kept = whole if key == "Wemb" else whole.T
            bodies.append(kept.tobytes() + struct.pack("<f", multiplier) + b"\0" * 60)
            kinds.append(0x4101)
        else:
            bodies.append(array.astype(np.float32).tobytes())
            kinds.append(0x404)
    data = struct.pack("<QQ", 1, len(tensors))
    for name, kind, array, body in zip(names, kinds, tensors.values(), bodies, strict=True):
        data += struct.pack("<QQQQ", len(name), kind, array.ndim, len(body))
    data += b"".join(names)
    for array in tensors.values():
        data += struct.pack(f"<{array.ndim}i", *array.shape)
    padding = 24
    return data + struct.pack("<Q", padding) + b"\0" * padding + b"".join(bodies)


def student() -> dict[str, np.ndarray]:
    """One encoder and one decoder layer with an SSRU cell, in Marian's names and layout."""
    rng = np.random.default_rng(0)
    tensors: dict[str, np.ndarray] = {"Wemb": rng.normal(size=(PIECES, WIDTH))}

    def norm(name: str) -> None:
        tensors[f"{name}_ln_scale"] = 1 + 0.1 * rng.normal(size=(1, WIDTH))
        tensors[f"{name}_ln_bias"] = 0.1 * rng.normal(size=(1, WIDTH))

    def attention(name: str) -> None:
        for part in "qkvo":
            tensors[f"{name}_W{part}"] = rng.normal(size=(WIDTH, WIDTH))
            tensors[f"{name}_b{part}"] = rng.normal(size=(1, WIDTH))
        norm(f"{name}_Wo")

    def feed_forward(name: str) -> None:
        tensors[f"{name}_W1"] = rng.normal(size=(WIDTH, FFN))
        tensors[f"{name}_b1"] = rng.normal(size=(1, FFN))
        tensors[f"{name}_W2"] = rng.normal(size=(FFN, WIDTH))
        tensors[f"{name}_b2"] = rng.normal(size=(1, WIDTH))
        norm(f"{name}_ffn")

    attention("encoder_l1_self")
    feed_forward("encoder_l1_ffn")
    tensors["decoder_l1_rnn_W"] = rng.normal(size=(WIDTH, WIDTH))
    tensors["decoder_l1_rnn_Wf"] = rng.normal(size=(WIDTH, WIDTH))
    norm("decoder_l1_rnn_ffn")
    attention("decoder_l1_context")
    feed_forward("decoder_l1_ffn")
    return tensors


SHAPE = Shape(
    vocabulary=PIECES, width=WIDTH, encoder_layers=1, decoder_layers=1, ffn=FFN, heads=2,
    positions=32, pad=PAD,
)  # fmt: skip


def test_a_marian_file_is_read_and_dequantised(tmp_path: Path) -> None:
    tensors = student()
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file(tensors, int8=("Wemb", "encoder_l1_self_Wq", "encoder_l1_ffn_W1")))
    read = read_marian(path)
    assert set(read) == set(tensors)
    for name, array in tensors.items():
        # One step of int8 at this size.
        np.testing.assert_allclose(read[name].numpy(), array, atol=0.5 * np.abs(array).max() / 127)


@pytest.mark.parametrize("cut", [3, 40, 500, -1])
def test_a_cut_file_is_corrupt(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(marian_file(student())[:cut])
    with pytest.raises(ModelCorrupt, match="no whole Marian"):
        read_marian(path)


def test_the_students_encoder_computes_what_marian_computes() -> None:
    tensors = {name: torch.tensor(array).float() for name, array in student().items()}
    body = body_of_student(tensors)
    assert set(body) == set(weight_shapes(SHAPE)) - {EMBEDDING}
    weights = {**body, EMBEDDING: tensors["Wemb"]}
    ids = np.array([5, 7, 3, 0])
    data = EncodedCorpus(
        source=ids.astype(np.uint16), target=ids.astype(np.uint16),
        source_lengths=np.array([4]), target_lengths=np.array([4]),
        labels=np.zeros(1, np.int16), names=("x",), links=np.zeros(0, np.uint8),
    )  # fmt: skip
    network = Network(SHAPE)
    batch = Packer(data, sizes=Sizes(4, 4), pad=PAD).pack(np.array([0]))
    encoded, _ = network._encode(weights, batch)

    # Marian's own formulas, with its matrices on the right.
    x = tensors["Wemb"][ids] * WIDTH**0.5 + network._positions[:4]
    q, k, v = (
        (x @ tensors[f"encoder_l1_self_W{p}"] + tensors[f"encoder_l1_self_b{p}"])
        .view(4, 2, 4)
        .transpose(0, 1)
        for p in "qkv"
    )
    mixed = torch.softmax(q @ k.transpose(1, 2) / 2.0, -1) @ v
    x = x + mixed.transpose(0, 1).reshape(4, WIDTH) @ tensors["encoder_l1_self_Wo"]
    x = _norm(x + tensors["encoder_l1_self_bo"], tensors, "encoder_l1_self_Wo")
    inner = torch.relu(x @ tensors["encoder_l1_ffn_W1"] + tensors["encoder_l1_ffn_b1"])
    y = x + inner @ tensors["encoder_l1_ffn_W2"] + tensors["encoder_l1_ffn_b2"]
    torch.testing.assert_close(
        encoded, _norm(y, tensors, "encoder_l1_ffn_ffn"), atol=1e-4, rtol=1e-4
    )


def _norm(x: torch.Tensor, tensors: dict[str, torch.Tensor], name: str) -> torch.Tensor:
    scale, bias = tensors[f"{name}_ln_scale"].view(-1), tensors[f"{name}_ln_bias"].view(-1)
    return torch.nn.functional.layer_norm(x, (WIDTH,), scale, bias)


def test_a_missing_tensor_is_named() -> None:
    tensors = {name: torch.tensor(array).float() for name, array in student().items()}
    del tensors["decoder_l1_rnn_W"]
    with pytest.raises(ModelError, match="decoder_l1_rnn_W"):
        body_of_student(tensors)


def test_only_fitting_weights_are_adopted(tiny: Checkpoint, tmp_path: Path) -> None:
    parent = read_parent(save_checkpoint(tiny, tmp_path), pieces=None)
    assert parent.seen == tiny.seen
    deeper = replace(tiny.shape, decoder_layers=3)
    weights = adopt_body(parent, deeper, seed=0)
    assert set(weights) == set(weight_shapes(deeper))
    for name, tensor in tiny.weights.items():
        if name != EMBEDDING:
            assert torch.equal(weights[name], tensor)
    with pytest.raises(ModelError, match="16 wide"):
        adopt_body(parent, replace(tiny.shape, width=32), seed=0)
    strange = replace(parent, body={"x": torch.zeros(1)})
    with pytest.raises(ModelError, match="No weight"):
        adopt_body(strange, tiny.shape, seed=0)


def test_a_marian_file_needs_its_pieces(tmp_path: Path) -> None:
    (tmp_path / "model.bin").write_bytes(marian_file(student()))
    with pytest.raises(ModelError, match="SentencePiece"):
        read_parent(tmp_path / "model.bin", pieces=None)


def test_pieces_take_their_own_or_their_translations_vector(
    press: Press, pieces_file: Path, tmp_path: Path
) -> None:
    # The parent knows only English and a made-up language: English in capitals.
    english = [pair[1] for pair in press.pairs]
    lines = english + [text.upper() for text in english]
    spm = train_subwords(lines, tmp_path / "parent.model", pieces=900)
    names = [Subwords(spm).processor.id_to_piece(i) for i in range(900)]
    parent = ParentModel(
        body={},
        embedding=torch.randn(900, 12, generator=torch.Generator().manual_seed(0)),
        vocabulary={name: i for i, name in enumerate(names)},
        pieces=spm,
    )
    subwords = Subwords(pieces_file)
    data = encoded(press, subwords)
    words = sorted({word.strip(".,") for text in english for word in text.split()})
    pivot_file = tmp_path / "pivot.tsv"
    pivot_file.write_text(
        "".join(f"{word}\t{word.upper()}\n" for word in words if word), encoding="utf-8"
    )
    pivot = read_pivot(pivot_file)
    plain = embed_pieces(parent, subwords, data, pivot=None)
    routed = embed_pieces(parent, subwords, data, pivot=pivot)
    assert "translated" not in plain.ways
    assert routed.ways["translated"] > 50

    ids = {subwords.processor.id_to_piece(i): i for i in range(len(subwords))}
    the = ids["▁the"]
    for embedded in (plain, routed):
        assert torch.equal(embedded.table[the], parent.embedding[parent.vocabulary["▁the"]])
        assert not embedded.table[PAD].any()
    # "und" is read as the parent reads "AND".
    und = routed.table[ids["▁und"]]
    wanted = Subwords(spm).processor.encode("AND", out_type=int)
    similarity = torch.cosine_similarity(und, parent.embedding[wanted].mean(0), dim=0)
    assert similarity > 0.6
    # A marker is nobody's word, the same in both.
    mask = ids[MARKERS.mask]
    assert torch.equal(plain.table[mask], routed.table[mask])


def test_what_stands_in_both_vocabularies_is_carried_over_whatever_it_is(
    press: Press, tmp_path: Path
) -> None:
    joint = train_subwords((text for p in press.pairs for text in p), tmp_path / "j", pieces=900)
    subwords = Subwords(joint)
    names = [subwords.processor.id_to_piece(i) for i in range(len(subwords))]
    table = torch.randn(len(names), WIDTH, generator=torch.Generator().manual_seed(1))
    parent = ParentModel(
        body={},
        embedding=table,
        vocabulary={name: i for i, name in enumerate(names)},
        pieces=joint,
    )
    embedded = embed_pieces(parent, subwords, encoded(press, subwords), pivot=None)
    assert embedded.ways == {"shared": len(names) - 1}
    kept = [i for i in range(len(names)) if i != PAD]
    assert torch.equal(embedded.table[kept], table[kept])


def encoded(press: Press, subwords: Subwords) -> EncodedCorpus:
    sides = [subwords.encode([pair[side] for pair in press.pairs]) for side in (0, 1)]
    kept = [i for i in range(len(press.pairs)) if max(len(s[i]) for s in sides) < 100]
    lines = [[[*side[i], 0] for i in kept] for side in sides]
    return EncodedCorpus(
        source=np.concatenate(lines[0]).astype(np.uint16),
        target=np.concatenate(lines[1]).astype(np.uint16),
        source_lengths=np.array([len(x) for x in lines[0]]),
        target_lengths=np.array([len(x) for x in lines[1]]),
        labels=np.zeros(len(kept), np.int16),
        names=("press",),
        links=np.zeros(0, np.uint8),
    )
