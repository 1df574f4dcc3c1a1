"""Converts a model's transformers weights to CTranslate2's format."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from pathlib import Path

from g60translate.errors import MissingExtra, ModelError
from g60translate.models.card import ModelCard

CTRANSLATE2_FILES = ("config.json", "model.bin", "shared_vocabulary.json")


def convert_weights(folder: Path, card: ModelCard, out: Path, *, quantization: str) -> None:
    """Write `folder/transformers` as a CTranslate2 model into `out`, which must not exist.

    `quantization` as CTranslate2 names it: `float32`, `int8` … Raises MissingExtra, ModelError.
    """
    try:
        import torch  # noqa: F401, PLC0415  checked here: the converter's own message is a traceback
        from ctranslate2.converters import TransformersConverter  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra(
            error.name or "torch", extra="reference", purpose="Converting a model"
        ) from error
    with tempfile.TemporaryDirectory() as scratch:
        # The converter reads the tokenizer's files from beside the weights.
        whole = Path(scratch) / "model"
        shutil.copytree(folder / "transformers", whole)
        shutil.copy(folder / card.tokenizer.source, whole / "source.spm")
        shutil.copy(folder / card.tokenizer.target, whole / "target.spm")
        shutil.copy(folder / card.tokenizer.vocabulary, whole / "vocab.json")
        settings = {
            "source_lang": card.source_lang,
            "target_lang": card.target_lang,
            "tokenizer_class": "MarianTokenizer",
            "model_max_length": card.max_tokens,
        }
        (whole / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
        try:
            with warnings.catch_warnings():
                # The tokenizer recommends a punctuation normaliser that a conversion never calls.
                warnings.filterwarnings("ignore", message=".*sacremoses")
                TransformersConverter(str(whole)).convert(str(out), quantization=quantization)
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(
                f"{folder} cannot be converted to CTranslate2: {error}. "
                "Check that its transformers folder is a complete MarianMT model."
            ) from error
