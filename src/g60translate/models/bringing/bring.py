"""Makes a model folder of this package from whatever MarianMT folder somebody brings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from g60translate.errors import ModelError, ModelNotFound
from g60translate.models.bringing.draft import Wishes, draft_card
from g60translate.models.bringing.install import Existing, new_folder
from g60translate.models.bringing.probe import keeps_codes, probe_codes, probe_placeholders
from g60translate.models.bringing.source import Kind, Source, look_at
from g60translate.models.card import ModelCard, Quantization, Tokenizer, read_card, verify_files
from g60translate.models.convert import convert_marian, convert_weights, safe_weights
from g60translate.models.readme import read_readme
from g60translate.models.store import Model
from g60translate.models.writing import hash_files, write_card
from g60translate.translation.engines.ctranslate2 import CTranslate2Engine

# Kept beside the model wherever they are: what its makers say, and on what terms they give it. They
# make no translation, so they are no part of the model's digest.
_LEGAL = ("README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "NOTICE", "SOURCES.tsv")


def bring_model(
    folder: Path, root: Path, wishes: Wishes, *, existing: Existing = "refuse"
) -> Model:
    """Install the model that lies in `folder` as `root/NAME`, converted, tried out and described.

    Raises ModelNotFound, ModelError, ModelCorrupt, OutputExists, MissingExtra.
    """
    source = look_at(folder)
    if source.kind is Kind.OWN:
        return _copy_own(folder, root, wishes, existing=existing)
    draft = draft_card(source, read_readme(folder), wishes)
    with new_folder(root, draft.name, existing=existing) as new:
        _copy_texts(source, new, draft.tokenizer)
        if source.kind is Kind.TRANSFORMERS:
            _copy_weights(source, new / "transformers")
        _convert(source, new, draft, wishes)
        if wishes.weights == "drop":
            shutil.rmtree(new / "transformers", ignore_errors=True)
        card = _try_out(new, draft, source)
        write_card(card, new)
    return Model(root / card.name, card)


def convert_again(
    model: Model,
    root: Path,
    name: str,
    *,
    quantization: Quantization,
    existing: Existing = "refuse",
) -> Model:
    """Install `root/NAME`: the same model with its weights in another number format.

    Measured figures are of the old format and are left out. Raises ModelNotFound where the model
    has no weights to convert, ModelError, ModelCorrupt, OutputExists, MissingExtra.
    """
    if not (model.folder / "transformers").is_dir():
        raise ModelNotFound(
            f"{model.folder} holds no transformers weights, so there is nothing to convert. "
            "Pull or add the model again without --drop-weights."
        )
    verify_files(model.folder, model.card, below="transformers/")
    with new_folder(root, name, existing=existing) as new:
        shutil.copytree(model.folder, new, dirs_exist_ok=True)
        shutil.rmtree(new / "ctranslate2", ignore_errors=True)
        convert_weights(new, model.card, new / "ctranslate2", quantization=quantization)
        note = f"Weights converted to {quantization} from those of {model.card.name}."
        origin = model.card.origin.model_copy(
            update={"note": f"{model.card.origin.note} {note}".strip()}
        )
        changes = {
            "name": name,
            "quantization": quantization,
            "origin": origin,
            "quality": (),
            "sha256": hash_files(new, but=_LEGAL),
        }
        card = model.card.model_copy(update=changes)
        CTranslate2Engine(Model(new, card), threads=1)
        write_card(card, new)
    return Model(root / name, card)


def _copy_own(folder: Path, root: Path, wishes: Wishes, *, existing: Existing) -> Model:
    card = read_card(folder)
    verify_files(folder, card)
    card = card.model_copy(update={"name": wishes.name or card.name})
    with new_folder(root, card.name, existing=existing) as new:
        for name in {*card.sha256, *(each for each in _LEGAL if (folder / each).is_file())}:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, new / name)
        verify_files(new, card)
        write_card(card, new)
    return Model(root / card.name, card)


def _copy_texts(source: Source, new: Path, tokenizer: Tokenizer) -> None:
    for name in (tokenizer.source, tokenizer.target, *_LEGAL):
        if (source.folder / name).is_file():
            shutil.copyfile(source.folder / name, new / name)
    vocabulary = {piece: number for number, piece in enumerate(source.pieces)}
    text = json.dumps(vocabulary, ensure_ascii=False, indent=0)
    (new / tokenizer.vocabulary).write_text(text, encoding="utf-8")


def _copy_weights(source: Source, into: Path) -> None:
    into.mkdir()
    for name in ("config.json", "generation_config.json", source.weights.name):
        if (source.folder / name).is_file():
            shutil.copyfile(source.folder / name, into / name)
    if source.weights.suffix == ".bin":
        safe_weights(into)


def _convert(source: Source, new: Path, draft: ModelCard, wishes: Wishes) -> None:
    out = new / "ctranslate2"
    if source.kind is Kind.MARIAN:
        convert_marian(source.weights, source.vocabularies, out, quantization=wishes.quantization)
    else:
        convert_weights(new, draft, out, quantization=wishes.quantization)


def _try_out(new: Path, draft: ModelCard, source: Source) -> ModelCard:
    """Load what has been made, translate with it, and write down what it can do."""
    card = draft.model_copy(update={"sha256": hash_files(new, but=_LEGAL)})
    engine = CTranslate2Engine(Model(new, card), threads=1)
    if not engine.translate(["2023"])[0]:
        raise ModelError(f"The model in {source.folder} gives no answer. Check its files.")
    probed = probe_placeholders(engine, source.pieces)
    codes = probe_codes(engine, probed.markers.placeholders)
    markers = probed.markers.model_copy(update={"codes": keeps_codes(codes)})
    quality = (*probed.quality, *filter(None, [codes]))
    return card.model_copy(update={"markers": markers, "quality": quality})
