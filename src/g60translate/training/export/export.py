"""From weights to a model folder that both engines read.

    NAME/model.toml, source.spm (target.spm where it differs), vocab.json, SOURCES.tsv
    NAME/ctranslate2/   int8
    NAME/transformers/  fp16
The whole folder is made beside its place and then renamed, so it is never half a model.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import ctranslate2

from g60translate.errors import ModelError, OutputExists
from g60translate.models.card import Tokenizer
from g60translate.models.shape import EMBEDDING, Shape, config_values
from g60translate.models.writing import write_card
from g60translate.training.corpus.pieces import Pieces
from g60translate.training.export.card import CardFacts, build_card, write_sources
from g60translate.training.extra import marian_classes, torch
from g60translate.training.run.checkpoint import Checkpoint, check_weights


def export_model(
    checkpoint: Checkpoint,
    pieces: Pieces,
    *,
    out: Path,
    facts: CardFacts,
    existing: Literal["refuse", "replace"] = "refuse",
) -> Path:
    """Write the model folder `out` with its card."""
    if out.exists() and existing == "refuse":
        raise OutputExists(f"The model folder {out} exists already. Choose another or replace it.")
    shape, weights, vocabulary, bias = pad_last(checkpoint, pieces)
    check_weights(weights, shape, where="memory")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as name:
        folder = Path(name) / out.name
        folder.mkdir()
        tokenizer = write_tokenizer(pieces, vocabulary, folder)
        write_ctranslate2(weights, shape, folder, bias=bias, tokenizer=tokenizer)
        if facts.sources:
            write_sources(facts.sources, folder)
        card = build_card(
            facts,
            folder,
            max_tokens=shape.positions,
            tokenizer=tokenizer,
            shape_note=_describe(shape),
        )
        write_card(card, folder)
        if out.exists():
            out.replace(Path(name) / "replaced")
        folder.replace(out)
    return out


def _describe(shape: Shape) -> str:
    return (
        f"{shape.encoder_layers} encoder and {shape.decoder_layers} decoder layers, "
        f"d {shape.width}, ffn {shape.ffn}, {shape.heads} heads, {shape.vocabulary} pieces."
    )


def pad_last(
    checkpoint: Checkpoint, pieces: Pieces
) -> tuple[Shape, dict[str, torch.Tensor], dict[str, int], torch.Tensor | None]:
    """Move `<pad>` to the last id, where converters expect it, and zero its embedding.

    Raises ModelError where the pieces are not the network's.
    """
    shape = checkpoint.shape
    if sorted(pieces.vocabulary.values()) != list(range(shape.vocabulary)):
        raise ModelError(
            f"The tokenizer has {len(pieces.vocabulary)} pieces, the network "
            f"{shape.vocabulary}; they do not belong together."
        )
    last = shape.vocabulary - 1
    order = [i for i in range(shape.vocabulary) if i != shape.pad] + [shape.pad]
    place = {old: new for new, old in enumerate(order)}
    weights = dict(checkpoint.weights)
    embedding = weights[EMBEDDING][order].clone()
    embedding[last] = 0
    weights[EMBEDDING] = embedding
    vocabulary = {piece: place[i] for piece, i in pieces.vocabulary.items()}
    in_order = dict(sorted(vocabulary.items(), key=lambda item: item[1]))
    bias = None if pieces.bias is None else pieces.bias[order]
    return replace(shape, pad=last, eos=place[shape.eos]), weights, in_order, bias


def write_tokenizer(pieces: Pieces, vocabulary: Mapping[str, int], folder: Path) -> Tokenizer:
    """Copy the SentencePiece files and write vocab.json, in the order of the ids."""
    shutil.copyfile(pieces.source, folder / "source.spm")
    target = "source.spm"
    if pieces.target.read_bytes() != pieces.source.read_bytes():
        target = "target.spm"
        shutil.copyfile(pieces.target, folder / target)
    (folder / "vocab.json").write_text(
        json.dumps(vocabulary, ensure_ascii=False, indent=0), encoding="utf-8"
    )
    return Tokenizer(target=target, prefix=pieces.prefix)


def write_transformers(
    weights: Mapping[str, torch.Tensor],
    shape: Shape,
    folder: Path,
    *,
    bias: torch.Tensor | None = None,
) -> None:
    """A folder in float32 that MarianMTModel.from_pretrained reads, without a tokenizer."""
    config_class, model_class = marian_classes()
    with quiet_transformers():
        model = model_class(config_class(**config_values(shape)))
        parameters: dict[str, Any] = dict(model.named_parameters())
        with torch.no_grad():
            for name, value in weights.items():
                parameters[name].copy_(value)
            if bias is not None:
                model.get_buffer("final_logits_bias").copy_(bias.view(1, -1))
        model.save_pretrained(folder)
    for path in folder.iterdir():
        path.chmod(0o644)


def write_ctranslate2(
    weights: Mapping[str, torch.Tensor],
    shape: Shape,
    folder: Path,
    *,
    bias: torch.Tensor | None = None,
    tokenizer: Tokenizer,
) -> None:
    """Write `folder/ctranslate2`, int8 with float32 where int8 is not used, and load it once.

    The converter wants model and tokenizer side by side, as transformers keeps them.
    """
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415

    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        joint = Path(name)
        write_transformers(weights, shape, joint, bias=bias)
        shutil.copyfile(folder / tokenizer.source, joint / "source.spm")
        shutil.copyfile(folder / tokenizer.target, joint / "target.spm")
        shutil.copyfile(folder / tokenizer.vocabulary, joint / "vocab.json")
        (joint / "tokenizer_config.json").write_text(
            json.dumps({"tokenizer_class": "MarianTokenizer"}), encoding="utf-8"
        )
        with quiet_transformers():
            converter = TransformersConverter(str(joint))
            converter.convert(str(folder / "ctranslate2"), quantization="int8")
    ctranslate2.Translator(str(folder / "ctranslate2"))


@contextmanager
def quiet_transformers() -> Iterator[None]:
    """Without its progress bars and its hints for other uses than ours."""
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]
