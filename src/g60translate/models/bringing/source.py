"""A folder that somebody brings: what kind of model it holds, and where its parts are."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from g60translate.errors import ModelError, ModelNotFound
from g60translate.models.bringing.snapshot import PARTS, WEIGHTS
from g60translate.models.card import CARD_NAME
from g60translate.wording import counted

_PIECES = ("source.spm", "target.spm")


class Kind(StrEnum):
    """Where a model folder comes from."""

    OWN = "g60translate"
    TRANSFORMERS = "transformers"
    MARIAN = "Marian"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder with all the parts of a model.

    `pieces` are the model's pieces in the order of their ids, `weights` is the file of weights and
    `max_tokens` the positions of the network. `vocabularies` are Marian's `.yml` files.
    """

    folder: Path
    kind: Kind
    pieces: tuple[str, ...] = ()
    weights: Path = Path()
    max_tokens: int = 0
    vocabularies: tuple[Path, ...] = ()


def look_at(folder: Path) -> Source:
    """Tell what a folder holds; raises ModelNotFound where it is no model, ModelError if unfit."""
    if not folder.is_dir():
        raise ModelNotFound(f"There is no folder {folder}. Name the folder of a model.")
    if (folder / CARD_NAME).is_file():
        return Source(folder, Kind.OWN)
    if (folder / "config.json").is_file():
        return _transformers(folder)
    if any(folder.glob("*.npz")):
        return _marian(folder)
    raise ModelNotFound(
        f"{folder} holds no model. A model folder has either {CARD_NAME}, or "
        f"{', '.join(PARTS)} and {' or '.join(WEIGHTS)}, or Marian's *.npz with decoder.yml, "
        "vocab.yml, source.spm and target.spm."
    )


def _transformers(folder: Path) -> Source:
    _require(folder, PARTS)
    weights = next((folder / name for name in WEIGHTS if (folder / name).is_file()), None)
    if weights is None:
        raise ModelNotFound(f"{folder} has neither {' nor '.join(WEIGHTS)}. Copy it as a whole.")
    config = _read_json(folder / "config.json")
    if config.get("model_type") != "marian":
        raise ModelError(
            f"{folder} holds a model of the type {config.get('model_type')!r}. Only MarianMT "
            "models, such as OPUS-MT's, can be used."
        )
    if (folder / "target_vocab.json").is_file() or not config.get(
        "share_encoder_decoder_embeddings", True
    ):
        raise ModelError(
            f"{folder} holds a model with one vocabulary for each language, which CTranslate2 "
            "cannot convert from transformers. Take the same model in Marian's own format."
        )
    vocabulary = _read_json(folder / "vocab.json")
    pieces = tuple(sorted(vocabulary, key=lambda piece: int(vocabulary[piece])))
    size, pad = config.get("vocab_size"), config.get("pad_token_id")
    if len(pieces) != size or pad != size - 1 or pieces[-1] != "<pad>":
        raise ModelError(
            f"{folder} has {len(pieces)} pieces in vocab.json, but config.json says {size}, with "
            f"the padding at {pad}; it belongs at the end. The files are not of one model."
        )
    return Source(
        folder, Kind.TRANSFORMERS, pieces, weights, int(config["max_position_embeddings"])
    )


def _marian(folder: Path) -> Source:
    _require(folder, _PIECES)
    model, vocabularies = _named_by_decoder(folder)
    # CTranslate2 reads the file as Marian writes it, which is not quite YAML.
    from ctranslate2.converters.marian import load_vocab  # noqa: PLC0415  slow to import

    try:
        pieces = tuple(load_vocab(str(vocabularies[0])))
        same = tuple(load_vocab(str(vocabularies[-1]))) == pieces
    except (OSError, ValueError) as error:
        raise ModelError(f"{vocabularies[0]} is no vocabulary of Marian's: {error}.") from error
    if not same:
        raise ModelError(
            f"{folder} holds a model with one vocabulary for each language. Only models that "
            "share one, as OPUS-MT's do, can be used."
        )
    # Marian computes positions as it goes. OPUS-MT is trained on sentences of up to 500 pieces.
    return Source(folder, Kind.MARIAN, pieces, model, 512, vocabularies)


def _named_by_decoder(folder: Path) -> tuple[Path, tuple[Path, ...]]:
    """The model and the vocabularies that `decoder.yml` names, or the only ones there are."""
    config = folder / "decoder.yml"
    if config.is_file():
        text = config.read_text(encoding="utf-8", errors="replace")
        models, names = _yaml_list(text, "models"), _yaml_list(text, "vocabs")
    else:
        models = sorted(path.name for path in folder.glob("*.npz"))
        names = sorted(path.name for path in folder.glob("*vocab*.yml"))
    if len(models) != 1 or not names:
        raise ModelError(
            f"{config} is missing or names {counted(len(models), 'model')} and "
            f"{counted(len(names), 'vocabulary', 'vocabularies')}. "
            "It has to name one model (.npz) and its vocabularies (.yml)."
        )
    paths = [folder / name for name in (models[0], *names)]
    for path in paths:
        if path.resolve().parent != folder.resolve() or not path.is_file():
            raise ModelError(f"{config} names {path}, which is no file in that folder.")
    return paths[0], tuple(paths[1:])


def _yaml_list(text: str, key: str) -> list[str]:
    """The items of a list of plain words, which is all that Marian's configuration has there."""
    block = re.search(rf"^{key}:[ \t]*\n((?:[ \t]*-[ \t]*\S.*\n?)+)", text, re.MULTILINE)
    if block is not None:
        items = re.findall(r"^[ \t]*-[ \t]*(.+?)[ \t]*$", block.group(1), re.MULTILINE)
    else:
        inline = re.search(rf"^{key}:[ \t]*\[(.*)\]", text, re.MULTILINE)
        items = inline.group(1).split(",") if inline else []
    return [item.strip().strip("\"'") for item in items]


def _require(folder: Path, names: Sequence[str]) -> None:
    missing = [name for name in names if not (folder / name).is_file()]
    if missing:
        raise ModelNotFound(f"{folder} has no {', no '.join(missing)}. Copy the model as a whole.")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ModelError(f"{path} is not valid JSON: {error}. Copy the file again.") from None
    if not isinstance(content, dict):
        raise ModelError(f"{path} is not a JSON object. Copy the file again.")
    return content
