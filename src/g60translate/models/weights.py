"""The weights of a CTranslate2 Marian model, read back out of its one file.

The file is the one that `ctranslate2.specs.model_spec.ModelSpec` writes (binary version 6): the
specification's name, then per variable its name, dimensions, type and bytes, then aliases. int8
matrices have a scale a row, by which the whole numbers are divided (round(127 x / max|row|)).
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from g60translate.errors import ModelCorrupt, ModelError
from g60translate.models.shape import EMBEDDING, Shape

Weights = dict[str, npt.NDArray[np.float32]]

FOLDER: Final = "ctranslate2"
_VERSION: Final = 6
_TYPES: Final = (np.float32, np.int8, np.int16, np.int32, np.float16)
# CTranslate2's enumeration of activations (include/ctranslate2/ops/activation.h).
_ACTIVATIONS: Final = {0: "relu", 2: "swish"}


@dataclass(frozen=True, slots=True)
class MarianWeights:
    """A Marian network: weights by transformers name in float32, `(out, in)` for matrices.

    `bias` is the output's, one value an id, where the model has one.
    """

    weights: Weights
    shape: Shape
    bias: npt.NDArray[np.float32] | None = None


def read_weights(folder: Path) -> MarianWeights:
    """Dequantise `folder/ctranslate2`; the padding, which it does not store, comes last again.

    Raises ModelCorrupt (cut or unknown) and ModelError (no Marian network).
    """
    path = folder / FOLDER / "model.bin"
    variables = _variables(path)
    try:
        return _marian(variables, folder)
    except KeyError as missing:
        raise ModelError(
            f"{path} has no {missing}, so it is no Marian network that transformers could run."
        ) from None


def _variables(path: Path) -> dict[str, npt.NDArray[Any]]:
    try:
        data = path.read_bytes()
        return _parsed(data)
    except FileNotFoundError:
        raise ModelError(f"There is no {path}. Copy the model's folder as a whole.") from None
    except (struct.error, ValueError, IndexError, UnicodeDecodeError) as error:
        raise ModelCorrupt(
            f"{path} is no whole CTranslate2 model of version {_VERSION}: {error}. Copy it again."
        ) from None


def _parsed(data: bytes) -> dict[str, npt.NDArray[Any]]:
    at = 0

    def number(kind: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{kind}", data, at)
        at += struct.calcsize(f"<{kind}")
        return int(value)

    def string() -> str:
        nonlocal at
        length = number("H")
        text = data[at : at + length - 1].decode()
        at += length
        return text

    if (version := number("I")) != _VERSION:
        raise ValueError(f"it has version {version}")
    string()  # the specification's name
    number("I")  # and its revision
    found: dict[str, npt.NDArray[Any]] = {}
    for _ in range(number("I")):
        name = string()
        dimensions = [number("I") for _ in range(number("B"))]
        kind, size = _TYPES[number("B")], number("I")
        count = int(np.prod(dimensions, dtype=np.int64))
        if size != count * np.dtype(kind).itemsize or at + size > len(data):
            raise ValueError(f"{name} is cut")
        found[name] = np.frombuffer(data, kind, count, at).reshape(dimensions)
        at += size
    for _ in range(number("I")):
        alias, name = string(), string()
        found[alias] = found[name]
        if f"{name}_scale" in found:
            found[f"{alias}_scale"] = found[f"{name}_scale"]
    return found


def _marian(variables: dict[str, npt.NDArray[Any]], folder: Path) -> MarianWeights:
    def value(name: str) -> npt.NDArray[np.float32]:
        array = variables[name].astype(np.float32)
        scale = variables.get(f"{name}_scale")
        if scale is None:
            return array
        return array / scale.astype(np.float32)[..., None] if scale.ndim else array / scale

    table = value("decoder/embeddings/weight")
    vocabulary = len(table) + 1
    weights: Weights = {EMBEDDING: np.vstack([table, np.zeros_like(table[:1])])}

    def put(old: str, new: str) -> None:
        weights[f"{new}.weight"] = value(f"{old}/weight")
        weights[f"{new}.bias"] = value(f"{old}/bias")

    def norm(old: str, new: str) -> None:
        weights[f"{new}.weight"] = value(f"{old}/gamma")
        weights[f"{new}.bias"] = value(f"{old}/beta")

    def attention(old: str, new: str, *, across: bool) -> None:
        """Projections that are fused along their rows, taken apart again."""
        matrices = [value(f"{old}/linear_{n}/weight") for n in range(2 if not across else 3)]
        biases = [value(f"{old}/linear_{n}/bias") for n in range(2 if not across else 3)]
        rows = np.vstack(matrices[:-1])
        flat = np.concatenate(biases[:-1])
        for name, matrix, bias in zip("qkv", np.split(rows, 3), np.split(flat, 3), strict=True):
            weights[f"{new}.{name}_proj.weight"] = matrix
            weights[f"{new}.{name}_proj.bias"] = bias
        weights[f"{new}.out_proj.weight"] = matrices[-1]
        weights[f"{new}.out_proj.bias"] = biases[-1]
        norm(f"{old}/layer_norm", f"{new}_layer_norm")

    sides = (("encoder", ("self_attention",)), ("decoder", ("self_attention", "attention")))
    names = {"self_attention": "self_attn", "attention": "encoder_attn"}
    layers = {}
    for side, attentions in sides:
        layers[side] = 0
        while f"{side}/layer_{layers[side]}/ffn/linear_0/weight" in variables:
            old, new = f"{side}/layer_{layers[side]}", f"model.{side}.layers.{layers[side]}"
            for kind in attentions:
                attention(f"{old}/{kind}", f"{new}.{names[kind]}", across=kind == "attention")
            put(f"{old}/ffn/linear_0", f"{new}.fc1")
            put(f"{old}/ffn/linear_1", f"{new}.fc2")
            norm(f"{old}/ffn/layer_norm", f"{new}.final_layer_norm")
            layers[side] += 1
    bias = None
    if "decoder/projection/bias" in variables:
        bias = np.append(value("decoder/projection/bias"), np.float32(0))
    shape = Shape(
        vocabulary=vocabulary,
        width=table.shape[1],
        encoder_layers=layers["encoder"],
        decoder_layers=layers["decoder"],
        ffn=len(variables["encoder/layer_0/ffn/linear_0/bias"]),
        heads=int(variables["encoder/num_heads"]),
        positions=len(variables["decoder/position_encodings/encodings"]),
        activation=_ACTIVATIONS.get(int(variables["encoder/activation"]), "of CTranslate2"),
        pad=vocabulary - 1,
        eos=_end(folder),
    )
    return MarianWeights(weights, shape, bias)


def _end(folder: Path) -> int:
    """The id of the end symbol."""
    config = json.loads((folder / FOLDER / "config.json").read_text(encoding="utf-8"))
    pieces = json.loads((folder / FOLDER / "shared_vocabulary.json").read_text(encoding="utf-8"))
    return int(pieces.index(config["eos_token"]))
