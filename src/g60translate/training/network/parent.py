"""Starting from another model: a Marian binary file, a model folder or a checkpoint.

The Bergamot project's students are Marian files with int8 weights and an SSRU decoder. All but
the SSRU cell fits a MarianMT of the same width; the cell becomes self-attention that starts as a
mean over the past, with the cell's own projection as its values.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from g60translate.errors import ModelCorrupt, ModelError
from g60translate.models.shape import EMBEDDING, Shape
from g60translate.training.export.folder import read_model
from g60translate.training.extra import torch
from g60translate.training.network.network import random_weights
from g60translate.training.run.checkpoint import read_checkpoint

PARENT_PIECES: Final = "parent_target_pieces"
"""A checkpoint's fact: the target pieces that its own parent had seen."""
_FLOAT32, _INTGEMM8 = 0x404, 0x4101


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentModel:
    """`body`: weights by transformers name, without the embedding; `embedding`: (pieces, width).

    `vocabulary` maps the parent's pieces to rows, `pieces` is its SentencePiece file; both are
    empty for a checkpoint, whose pieces are the recipe's own. `seen` counts the target pieces of
    a checkpoint or a model folder's card, and of the parents before it.
    """

    body: dict[str, torch.Tensor]
    embedding: torch.Tensor
    vocabulary: Mapping[str, int]
    pieces: Path | None
    seen: int = 0


def read_parent(path: Path, *, pieces: Path | None) -> ParentModel:
    """Read a parent by what it is: a folder, a checkpoint `.pt`, or else a Marian binary."""
    if path.is_dir():
        model = read_model(path)
        body = dict(model.weights)
        embedding = body.pop(EMBEDDING)
        trained = model.card.training if model.card else None
        return ParentModel(
            body=body,
            embedding=embedding,
            vocabulary=model.pieces.vocabulary,
            pieces=model.pieces.source,
            seen=trained.target_tokens if trained else 0,
        )
    if path.suffix == ".pt":
        checkpoint = read_checkpoint(path)
        body = dict(checkpoint.weights)
        return ParentModel(
            body=body,
            embedding=body.pop(EMBEDDING),
            vocabulary={},
            pieces=None,
            seen=checkpoint.seen + int(checkpoint.facts.get(PARENT_PIECES, 0)),
        )
    if pieces is None:
        raise ModelError(f"The parent {path} is a Marian file; name its SentencePiece file too.")
    from g60translate.training.corpus.subwords import Subwords  # noqa: PLC0415

    tensors = read_marian(path)
    processor = Subwords(pieces).processor
    return ParentModel(
        body=body_of_student(tensors),
        embedding=tensors["Wemb"],
        vocabulary={processor.id_to_piece(i): i for i in range(processor.get_piece_size())},
        pieces=pieces,
    )


def read_marian(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a Marian binary model (version 1), int8 ones dequantised to float32.

    Layout: version, count; per tensor (name length, type, dimensions, bytes); names; shapes;
    padding; data. intgemm keeps matrices transposed, all but the embedding, and puts the
    multiplier behind the data. Raises ModelCorrupt.
    """
    data = path.read_bytes()
    tensors: dict[str, torch.Tensor] = {}
    try:
        version, count = struct.unpack_from("<QQ", data, 0)
        if version != 1:
            raise ModelCorrupt(f"{path} is no Marian binary model of version 1.")
        heads = [struct.unpack_from("<QQQQ", data, 16 + 32 * i) for i in range(count)]
        at = 16 + 32 * count
        names, shapes = [], []
        for length, *_ in heads:
            names.append(data[at : at + length - 1].decode())
            at += length
        for _, _, dimensions, _ in heads:
            shapes.append(struct.unpack_from(f"<{dimensions}i", data, at))
            at += 4 * dimensions
        at += 8 + struct.unpack_from("<Q", data, at)[0]
        for (_, kind, _, size), name, shape in zip(heads, names, shapes, strict=True):
            tensor = _tensor(data[at : at + size], kind, name, shape)
            if tensor is not None:
                tensors[name] = tensor
            at += size
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise ModelCorrupt(f"{path} is no whole Marian binary model: {error}.") from None
    return tensors


def _tensor(raw: bytes, kind: int, name: str, shape: tuple[int, ...]) -> torch.Tensor | None:
    count = int(np.prod(shape))
    if kind == _FLOAT32:
        return torch.from_numpy(np.frombuffer(raw, np.float32, count).reshape(shape).copy())
    if kind == _INTGEMM8 and not name.endswith("QuantMultA"):
        whole = np.frombuffer(raw, np.int8, count)
        multiplier = np.frombuffer(raw, np.float32, 1, offset=count)[0]
        matrix = whole.reshape(shape) if name == "Wemb" else whole.reshape(shape[::-1]).T
        return torch.from_numpy(matrix.astype(np.float32) / multiplier)
    return None


def body_of_student(tensors: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """Marian's names to transformers' names; the embedding is left to the caller.

    Raises ModelError where a tensor that a student has is missing.
    """
    body: dict[str, torch.Tensor] = {}
    try:
        for layer in range(_layers(tensors, "encoder_l{}_self_Wq")):
            old, new = f"encoder_l{layer + 1}", f"model.encoder.layers.{layer}"
            _attention(tensors, body, f"{old}_self", f"{new}.self_attn")
            _feed_forward(tensors, body, old, new)
        for layer in range(_layers(tensors, "decoder_l{}_context_Wq")):
            old, new = f"decoder_l{layer + 1}", f"model.decoder.layers.{layer}"
            if f"{old}_self_Wq" in tensors:
                _attention(tensors, body, f"{old}_self", f"{new}.self_attn")
            else:
                _mean_of_the_past(tensors, body, f"{old}_rnn", f"{new}.self_attn")
            _attention(tensors, body, f"{old}_context", f"{new}.encoder_attn")
            _feed_forward(tensors, body, old, new)
    except KeyError as missing:
        raise ModelError(f"The parent has no tensor {missing}; it is no Marian student.") from None
    return body


def _layers(tensors: Mapping[str, torch.Tensor], pattern: str) -> int:
    count = 0
    while pattern.format(count + 1) in tensors:
        count += 1
    return count


_Tensors = Mapping[str, torch.Tensor]


def _attention(tensors: _Tensors, body: dict[str, torch.Tensor], old: str, new: str) -> None:
    for one, other in (("q", "q"), ("k", "k"), ("v", "v"), ("o", "out")):
        body[f"{new}.{other}_proj.weight"] = tensors[f"{old}_W{one}"].t().contiguous()
        body[f"{new}.{other}_proj.bias"] = tensors[f"{old}_b{one}"].view(-1)
    _norm(tensors, body, f"{old}_Wo", f"{new}_layer_norm")


def _feed_forward(tensors: _Tensors, body: dict[str, torch.Tensor], old: str, new: str) -> None:
    for number in (1, 2):
        body[f"{new}.fc{number}.weight"] = tensors[f"{old}_ffn_W{number}"].t().contiguous()
        body[f"{new}.fc{number}.bias"] = tensors[f"{old}_ffn_b{number}"].view(-1)
    _norm(tensors, body, f"{old}_ffn_ffn", f"{new}.final_layer_norm")


def _norm(tensors: _Tensors, body: dict[str, torch.Tensor], old: str, new: str) -> None:
    body[f"{new}.weight"] = tensors[f"{old}_ln_scale"].view(-1)
    body[f"{new}.bias"] = tensors[f"{old}_ln_bias"].view(-1)


def _mean_of_the_past(tensors: _Tensors, body: dict[str, torch.Tensor], old: str, new: str) -> None:
    """Flat attention over what was decoded so far: small queries and keys, identity output."""
    values = tensors[f"{old}_W"].t().contiguous()
    width = len(values)
    generator = torch.Generator().manual_seed(0)
    for name in ("q", "k"):
        flat = torch.empty(width, width)
        torch.nn.init.xavier_uniform_(flat, gain=0.5, generator=generator)
        body[f"{new}.{name}_proj.weight"] = flat
    body[f"{new}.v_proj.weight"] = values
    body[f"{new}.out_proj.weight"] = torch.eye(width)
    for name in ("q", "k", "v", "out"):
        body[f"{new}.{name}_proj.bias"] = torch.zeros(width)
    _norm(tensors, body, f"{old}_ffn", f"{new}_layer_norm")


def adopt_body(parent: ParentModel, shape: Shape, *, seed: int) -> dict[str, torch.Tensor]:
    """Random weights of this shape with all of the parent's that fit; the embedding is random.

    Raises ModelError where the width differs or nothing fits.
    """
    if parent.embedding.shape[1] != shape.width:
        raise ModelError(
            f"The parent is {parent.embedding.shape[1]} wide, the recipe {shape.width}; "
            "set dimensions.width to the parent's."
        )
    weights = random_weights(shape, seed=seed)
    fitting = {
        name: tensor
        for name, tensor in parent.body.items()
        if name in weights and weights[name].shape == tensor.shape
    }
    if not fitting:
        raise ModelError("No weight of the parent fits the recipe's dimensions.")
    return {**weights, **fitting}
