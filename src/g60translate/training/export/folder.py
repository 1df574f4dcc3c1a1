"""Reads a MarianMT model folder for training: this package's own, or one of transformers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from g60translate.errors import ModelError, ModelNotFound
from g60translate.models.card import CARD_NAME, ModelCard, Tokenizer, read_card, verify_files
from g60translate.models.shape import EMBEDDING, Shape, shape_of_config, weight_shapes
from g60translate.models.weights import FOLDER as INT8
from g60translate.models.weights import read_weights
from g60translate.training.corpus.pieces import Pieces
from g60translate.training.extra import safetensors_torch, torch
from g60translate.training.run.checkpoint import check_weights

# Names that transformers versions have stored the one tied embedding under.
_TIED = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainableModel:
    """Weights by transformers name (float32), with the tokenizer; `card` where there is one."""

    weights: dict[str, torch.Tensor]
    shape: Shape
    pieces: Pieces
    card: ModelCard | None


def read_model(folder: Path, *, prefix: str = "") -> TrainableModel:
    """Read `folder`; `prefix` such as `>>deu<<` is for models of several target languages.

    Raises ModelNotFound, ModelCorrupt (hashes of a card), ModelError (no Marian model).
    """
    card = read_card(folder) if (folder / CARD_NAME).is_file() else None
    tokenizer = card.tokenizer if card else Tokenizer(target="target.spm", prefix=prefix)
    if card and not (folder / "transformers").is_dir():
        verify_files(folder, card, below=f"{INT8}/")
        weights, shape, bias = _dequantised(folder)
    else:
        if card:
            verify_files(folder, card, below="transformers/")
        weights, shape, bias = _stored(folder / "transformers" if card else folder)
    check_weights(weights, shape, where=str(folder))
    vocabulary = _read_json(folder / tokenizer.vocabulary)
    for name in (tokenizer.source, tokenizer.target):
        if not (folder / name).is_file():
            raise ModelNotFound(f"{folder} has no {name}; copy the model's folder as a whole.")
    return TrainableModel(
        weights=weights,
        shape=shape,
        pieces=Pieces(
            source=folder / tokenizer.source,
            target=folder / tokenizer.target,
            vocabulary={piece: int(i) for piece, i in vocabulary.items()},
            prefix=tokenizer.prefix,
            bias=None if bias is None or not bias.any() else bias.float().view(-1),
        ),
        card=card,
    )


def _dequantised(folder: Path) -> tuple[dict[str, torch.Tensor], Shape, torch.Tensor | None]:
    """What an int8 model holds, to within half a step of its rows."""
    found = read_weights(folder)
    weights = {name: torch.from_numpy(value.copy()) for name, value in found.weights.items()}
    return weights, found.shape, None if found.bias is None else torch.from_numpy(found.bias)


def _stored(folder: Path) -> tuple[dict[str, torch.Tensor], Shape, torch.Tensor | None]:
    """What transformers has saved."""
    shape = shape_of_config(_read_json(folder / "config.json"), where=str(folder))
    stored = _read_weights(folder)
    for name in _TIED:
        if EMBEDDING not in stored and name in stored:
            stored[EMBEDDING] = stored[name]
    weights = {name: stored[name].float() for name in weight_shapes(shape) if name in stored}
    return weights, shape, stored.get("final_logits_bias")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelNotFound(
            f"There is no {path}, so {path.parent} is no MarianMT folder. Name a folder with a "
            "model card, or one with config.json, weights, source.spm, target.spm and vocab.json."
        ) from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is not valid JSON: {error}.") from None
    if not isinstance(content, dict):
        raise ModelError(f"{path} is not a JSON object.")
    return content


def _read_weights(folder: Path) -> dict[str, torch.Tensor]:
    safe, pickled = folder / "model.safetensors", folder / "pytorch_model.bin"
    if safe.is_file():
        loaded: Mapping[str, torch.Tensor] = safetensors_torch().load_file(safe)
    elif pickled.is_file():
        loaded = torch.load(pickled, map_location="cpu", weights_only=True)
    else:
        raise ModelNotFound(f"{folder} has neither model.safetensors nor pytorch_model.bin.")
    return dict(loaded)
