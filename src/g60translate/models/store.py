"""Finds model folders by name, by path or by language pair."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.errors import ModelNotFound, UnsupportedPair
from g60translate.models.card import CARD_NAME, ModelCard, read_card
from g60translate.resources import resource_folder


@dataclass(frozen=True, slots=True)
class Model:
    """A model folder with its card read."""

    folder: Path
    card: ModelCard


def default_roots() -> tuple[Path, ...]:
    """Folders that are searched for models, first match wins.

    `G60_MODELS` (path list), then the user's data folder, then what ships with the package.
    """
    named = tuple(Path(part) for part in os.environ.get("G60_MODELS", "").split(os.pathsep) if part)
    data_home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return (*named, data_home / "g60translate" / "models", resource_folder("models"))


class ModelStore:
    """The installed models, one folder each below the given roots."""

    def __init__(self, roots: Sequence[Path] | None = None) -> None:
        self.roots = tuple(default_roots() if roots is None else roots)

    def __iter__(self) -> Iterator[Model]:
        seen: set[str] = set()
        for root in self.roots:
            for card_path in sorted(root.glob(f"*/{CARD_NAME}")):
                card = read_card(card_path.parent)
                if card.name not in seen:
                    seen.add(card.name)
                    yield Model(card_path.parent, card)

    def get(self, name_or_folder: str) -> Model:
        """The model in this folder or of this name; raises ModelNotFound listing the names."""
        folder = Path(name_or_folder)
        if (folder / CARD_NAME).is_file():
            return Model(folder, read_card(folder))
        installed = list(self)
        for model in installed:
            if model.card.name == name_or_folder:
                return model
        names = ", ".join(model.card.name for model in installed) or "none"
        raise ModelNotFound(
            f"There is no model named {name_or_folder!r} and no model folder of that path. "
            f"Installed models: {names}. Searched: {', '.join(str(root) for root in self.roots)}."
        )

    def for_pair(self, source_lang: str, target_lang: str) -> Model:
        """The first model that translates this pair; raises UnsupportedPair listing the pairs."""
        installed = list(self)
        for model in installed:
            if (model.card.source_lang, model.card.target_lang) == (source_lang, target_lang):
                return model
        pairs = ", ".join(f"{m.card.source_lang}→{m.card.target_lang}" for m in installed)
        raise UnsupportedPair(
            f"No installed model translates {source_lang}→{target_lang}. "
            f"Installed pairs: {pairs or 'none'}. Name another language with --from or --to, "
            "or a model folder with --model."
        )
