"""Converts a model's weights, from transformers or from Marian itself, to CTranslate2's format."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from g60translate.errors import MissingExtra, ModelError
from g60translate.models.card import ModelCard, Quantization

CTRANSLATE2_FILES = ("config.json", "model.bin", "shared_vocabulary.json")


def require_converter() -> None:
    """Raise MissingExtra where weights of transformers cannot be converted here."""
    for package in ("torch", "transformers"):
        if find_spec(package) is None:
            raise MissingExtra(package, extra="reference", purpose="Converting a model")


def convert_weights(
    folder: Path, card: ModelCard, out: Path, *, quantization: Quantization
) -> None:
    """Write `folder/transformers` as a CTranslate2 model into `out`, which must not exist.

    Raises MissingExtra, ModelError.
    """
    require_converter()
    from ctranslate2.converters import TransformersConverter  # noqa: PLC0415  takes seconds

    with tempfile.TemporaryDirectory(prefix=".convert-", dir=out.parent) as scratch:
        # The converter reads the tokenizer's files from beside the weights.
        whole = Path(scratch) / "model"
        shutil.copytree(folder / "transformers", whole, copy_function=_link)
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
        with _explained(folder), warnings.catch_warnings(), _silent_transformers():
            # The tokenizer recommends a punctuation normaliser that a conversion never calls.
            warnings.filterwarnings("ignore", message=".*sacremoses")
            TransformersConverter(str(whole)).convert(str(out), quantization=quantization)


def convert_marian(
    model: Path, vocabularies: Sequence[Path], out: Path, *, quantization: Quantization
) -> None:
    """Write Marian's own `.npz` as a CTranslate2 model into `out`; needs no torch.

    `vocabularies` are the `.yml` files of source and target. Raises ModelError.
    """
    from ctranslate2.converters import MarianConverter  # noqa: PLC0415  slow to import

    with _explained(model.parent):
        paths = [str(path) for path in vocabularies]
        MarianConverter(str(model), paths).convert(str(out), quantization=quantization)
    # This converter lets CTranslate2 add the end symbol to a source; our engine adds it itself.
    path = out / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(config | {"add_source_eos": False}, indent=2), encoding="utf-8")


def safe_weights(folder: Path) -> None:
    """Rewrite a pickled `pytorch_model.bin` in place as `model.safetensors`.

    Only tensors are unpickled. Raises MissingExtra, ModelError.
    """
    require_converter()
    from transformers import MarianMTModel  # noqa: PLC0415  takes seconds

    with _explained(folder), _silent_transformers():
        # An embedding that is shared is stored once, and sinusoidal positions are not stored.
        MarianMTModel.from_pretrained(folder, weights_only=True).save_pretrained(folder)
    (folder / "pytorch_model.bin").unlink()


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # Weights come from anywhere, and their readers raise whatever comes to their mind. What the
        # system says, such as that the disk is full, is not the model's fault.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise ModelError(
            f"{folder} cannot be converted to CTranslate2: {error}. "
            "Check that it is a complete MarianMT model."
        ) from error


@contextmanager
def _silent_transformers() -> Iterator[None]:
    from transformers.utils import logging  # noqa: PLC0415

    level = logging.get_verbosity()
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        logging.set_verbosity(level)
        logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _link(source: str, target: str) -> None:
    """A second name for a file where the disk has them, else a copy: weights are large."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
