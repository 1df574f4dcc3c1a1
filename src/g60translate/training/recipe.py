"""The recipe: everything that decides a training run, in one TOML file."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from g60translate.errors import ConfigError, Fault, InputError
from g60translate.training.driving import (
    Budget,
    Checkpoints,
    Count,
    Optimise,
    Part,
    Positive,
    Share,
)

_ADVICE = "Mend the recipe; training/README.md describes every key."


class Dimensions(Part):
    """Size of the network; with a parent the width must be the parent's."""

    width: Count = 256
    encoder_layers: Count = 6
    decoder_layers: Count = 2
    ffn: Count = 1536
    heads: Count = 8
    positions: Count = 256


class Subwords(Part):
    """`model`: an existing SentencePiece file; else one of `pieces` pieces is trained."""

    model: Path | None = None
    pieces: Count = 12_000


class Corpus(Part):
    """One bilingual file; `label` is for lines that carry none.

    `turned`: a TSV whose first column is the target. Other files name their languages themselves.
    """

    path: Path
    label: str = ""
    turned: bool = False
    augment: Literal["as set", "never"] = "as set"


class Provenance(Part):
    """`accept` maps a source that would be left out to the reason why it is used all the same."""

    sources: Path | None = None
    accept: dict[str, str] = Field(default_factory=dict)


class Augment(Part):
    """Shares of the lines that each change is tried on; the rest stays as it is.

    `masked` is the share of inline terms whose source side is hidden, `dictionary` a TSV of
    source and target words (`turned`: target and source), `leave_out` a file of terms (one a
    line) kept for tests.
    """

    terms: Share = 0.20
    masked: Share = 0.30
    placeholders: Share = 0.15
    tags: Share = 0.05
    capitals: Share = 0.03
    titles: Share = 0.02
    breaks: Share = 0.02
    dictionary: Path | None = None
    turned: bool = False
    leave_out: Path | None = None

    @model_validator(mode="after")
    def _some_lines_stay(self) -> Self:
        total = (
            self.terms + self.placeholders + self.tags + self.capitals + self.titles + self.breaks
        )
        if total > 0.9:
            raise ValueError(f"the shares add up to {total:.2f}; at least 0.1 must stay plain")
        return self


class Parent(Part):
    """A model to start from: a Marian .bin file, or a folder of transformers or of this package.

    `pieces` is its SentencePiece file (a model folder brings its own). `pivot` is for a parent
    that knows another language in place of the recipe's `unknown` side: a TSV from words of the
    language that both know to words of the parent's other one.
    """

    path: Path
    name: str
    licence: str
    origin: str = ""
    pieces: Path | None = None
    pivot: Path | None = None
    unknown: Literal["source", "target"] = "source"


class Dev(Part):
    """A text to score on while training, two plain files or one bilingual file."""

    name: str
    source: Path
    target: Path
    lines: Count = 200
    every_minutes: Positive = 25
    beam: Count = 1


class Recipe(Part):
    """One model from data to folder. Paths are relative to the recipe's file."""

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    source_lang: str = Field(pattern=r"^[a-z]{2,3}$")
    target_lang: str = Field(pattern=r"^[a-z]{2,3}$")
    licence: str
    note: str = ""
    seed: Annotated[int, Field(ge=0)] = 0
    max_pieces: Annotated[int, Field(ge=4, le=250)] = 120
    dimensions: Dimensions = Dimensions()
    subwords: Subwords = Subwords()
    corpus: tuple[Corpus, ...] = Field(min_length=1)
    provenance: Provenance = Provenance()
    weights: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    augment: Augment = Augment()
    parent: Parent | None = None
    optimise: Optimise = Optimise()
    budget: Budget
    checkpoints: Checkpoints = Checkpoints()
    dev: tuple[Dev, ...] = ()

    @model_validator(mode="after")
    def _lines_fit(self) -> Self:
        longest = self.max_pieces + 1
        if longest > self.dimensions.positions or longest > self.optimise.tokens:
            raise ValueError(
                f"max_pieces {self.max_pieces} and the end symbol fit neither more than "
                f"{self.dimensions.positions} positions nor batches of {self.optimise.tokens}"
            )
        return self

    def weight(self, label: str) -> float:
        """How often a line of this source is drawn per round; `*` stands for all others."""
        return self.weights.get(label, self.weights.get("*", 1.0))

    @property
    def data_digest(self) -> str:
        """Changes with every key that changes the prepared data."""
        parts = {"name", "source_lang", "target_lang", "seed", "max_pieces", "subwords", "corpus"}
        parts |= {"provenance", "augment"}
        content = self.model_dump_json(include=parts) + str(self.optimise.alignment > 0)
        return hashlib.sha256(content.encode()).hexdigest()


def load_recipe(path: Path) -> Recipe:
    """Read a recipe; relative paths become absolute.

    Raises InputError (no such file) and ConfigError with every fault.
    """
    return build_recipe(recipe_tables(path), folder=path.resolve().parent, where=str(path))


def recipe_tables(path: Path) -> dict[str, Any]:
    """A recipe's content, not yet validated; what it leaves out is its `base`'s, if it names one.

    Raises InputError (no such file) and ConfigError (no TOML, a base that has a base).
    """
    content = _toml(path)
    base = content.pop("base", None)
    if base is None:
        return content
    common = _toml(path.parent / str(base))
    if "base" in common:
        raise ConfigError(
            str(path), [Fault("base", f"{base} has a base itself; name that one")], advice=_ADVICE
        )
    return merged(common, content)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no recipe {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), [Fault("file", str(error))], advice=_ADVICE) from None


def merged(base: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """The base's tables with the change's keys on top; lists are replaced."""
    result = dict(base)
    for key, value in change.items():
        inner = isinstance(value, dict) and isinstance(base.get(key), dict)
        result[key] = merged(base[key], value) if inner else value
    return result


def build_recipe(content: dict[str, Any], *, folder: Path, where: str) -> Recipe:
    """Validate a recipe's content; paths are taken from `folder`, and the files must exist."""
    try:
        recipe = Recipe.model_validate(content)
    except ValidationError as error:
        faults = [
            Fault(".".join(str(key) for key in item["loc"]) or "recipe", item["msg"])
            for item in error.errors()
        ]
        raise ConfigError(where, faults, advice=_ADVICE) from None
    missing: list[Fault] = []
    resolved = _resolve(recipe, folder, "", missing)
    if missing:
        raise ConfigError(where, missing, advice=_ADVICE)
    assert isinstance(resolved, Recipe)
    return resolved


def _resolve(value: Any, folder: Path, where: str, missing: list[Fault]) -> Any:
    if isinstance(value, Path):
        path = folder / value
        if not path.exists():
            missing.append(Fault(where, f"there is no file {path}"))
        return path
    if isinstance(value, BaseModel):
        changed = {
            name: _resolve(getattr(value, name), folder, f"{where}.{name}".lstrip("."), missing)
            for name in type(value).model_fields
        }
        return value.model_copy(update=changed)
    if isinstance(value, tuple):
        return tuple(_resolve(x, folder, f"{where}.{i}", missing) for i, x in enumerate(value))
    return value
