"""Finds model folders by name, by path or by language pair."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.errors import ModelError, ModelNotFound, UnsupportedPair
from g60translate.models.card import CARD_NAME, ModelCard, describe_pairs, read_card
from g60translate.resources import resource_folder


@dataclass(frozen=True, slots=True)
class Model:
    """A model folder with its card read; the card's first pair is the one that is translated."""

    folder: Path
    card: ModelCard

    def for_pair(self, source_lang: str, target_lang: str) -> Model:
        """The same model set to one of its pairs; raises UnsupportedPair."""
        return Model(self.folder, self.card.for_pair(source_lang, target_lang))


def default_roots() -> tuple[Path, ...]:
    """Folders that are searched for models, first match wins.

    `G60_MODELS` (path list), then the user's data folder, then what ships with the package.
    """
    named = tuple(Path(part) for part in os.environ.get("G60_MODELS", "").split(os.pathsep) if part)
    return (*named, *_of_the_user(), shipped_root())


def _of_the_user() -> tuple[Path, ...]:
    """None for a user without a home, such as a container may run as."""
    try:
        data_home = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    except RuntimeError:
        return ()
    return (data_home / "g60translate" / "models",)


def shipped_root() -> Path:
    """The folder of the models that come with the package."""
    return resource_folder("models")


class ModelStore:
    """The installed models, one folder each below the given roots."""

    def __init__(self, roots: Sequence[Path] | None = None) -> None:
        self.roots = tuple(default_roots() if roots is None else roots)

    def __iter__(self) -> Iterator[Model]:
        seen: set[str] = set()
        for root in self.roots:
            for card_path in sorted(root.glob(f"*/{CARD_NAME}")):
                # A folder with a dot is being built, or is on its way out.
                if card_path.parent.name.startswith("."):
                    continue
                card = read_card(card_path.parent)
                if card.name not in seen:
                    seen.add(card.name)
                    yield Model(card_path.parent, card)

    @property
    def install_root(self) -> Path:
        """Where new models go: the folder that is searched first."""
        return self.roots[0]

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
            if (source_lang, target_lang) in model.card.pairs:
                return model.for_pair(source_lang, target_lang)
        pairs = describe_pairs([pair for model in installed for pair in model.card.pairs])
        raise UnsupportedPair(
            f"No installed model translates {source_lang}→{target_lang}. "
            f"Installed pairs: {pairs or 'none'}. Name another language with --from or --to, "
            "or a model folder with --model."
        )

    def own(self, name: str) -> Model:
        """The installed model of this name, if it may be changed; raises ModelError otherwise.

        What ships with the package may not be, nor may folders outside the roots.
        """
        model = self.get(name)
        parent = model.folder.resolve().parent
        if parent == shipped_root().resolve():
            raise ModelError(
                f"The model {model.card.name!r} ships with g60translate and cannot be changed. "
                "Install a model of another name beside it."
            )
        if parent not in {root.resolve() for root in self.roots}:
            raise ModelError(
                f"{model.folder} is no installed model, so it is not changed. Name an installed "
                f"one: {', '.join(installed.card.name for installed in self)}."
            )
        return model
