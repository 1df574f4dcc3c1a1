"""The model card: what a model folder holds, where it comes from and how to prove it is whole."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from g60translate.errors import ModelCorrupt, ModelError, ModelNotFound, UnsupportedPair
from g60translate.models.doubt import DoubtWeights

CARD_NAME = "model.toml"
NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"

Quantization = Literal["int8", "int16", "float16", "float32"]


def stays_inside(name: str) -> bool:
    """Whether a file name (POSIX) leads nowhere but below its folder."""
    path = PurePosixPath(name)
    # A root may be written `/` or, by POSIX, `//`.
    relative = not path.is_absolute() and ".." not in path.parts
    return bool(path.name) and relative and not {"\\", ":"} & {*name}


def _inside(name: str) -> str:
    if not stays_inside(name):
        raise ValueError(f"{name!r} is no file below the model's folder")
    return name


# A card may come from anywhere.
_File = Annotated[str, AfterValidator(_inside)]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_Sign = Annotated[str, Field(min_length=1, max_length=1)]
_Lang = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tokenizer(_Part):
    """SentencePiece files relative to the model's folder.

    `vocabulary` maps pieces to ids for the transformers engine; `prefix` is one piece put before
    every source, such as `>>deu<<` for models with several target languages. `plain` has signs
    that the model has never seen, each with the one sign that stands for it, such as „ with ".
    """

    source: _File = "source.spm"
    target: _File = "source.spm"
    vocabulary: _File = "vocab.json"
    prefix: str = ""
    plain: dict[_Sign, _Sign] = {}


class Markers(_Part):
    """Symbols the model was trained to understand; empty where it was not.

    `term` is (open, separator, close) of an inline term, `mask` stands for a hidden source term,
    `placeholders` are copied one to one from source to target; `codes` says that two of them around
    words come back around their translations, and that the wording does not suffer from it.
    """

    term: tuple[str, str, str] | tuple[()] = ()
    mask: str = ""
    placeholders: tuple[str, ...] = ()
    codes: bool = False

    @property
    def symbols(self) -> tuple[str, ...]:
        """All symbols that must never reach a reader."""
        mask = (self.mask,) if self.mask else ()
        return (*self.term, *mask, *self.placeholders)


class Origin(_Part):
    """Where the weights come from and what may be done with them.

    `licence` is an SPDX identifier; `repository` and `revision` (a commit) say where to fetch the
    same weights again.
    """

    licence: str
    weights: str
    data: str = ""
    note: str = ""
    repository: str = ""
    revision: str = ""


class Training(_Part):
    """What really happened in training; counts are of target pieces."""

    parent: str = ""
    target_tokens: int = 0
    revision: str = ""
    note: str = ""


class Quality(_Part):
    """One measured figure with the signature that makes it repeatable."""

    set: str
    metric: str
    value: float
    signature: str


class ModelCard(_Part):
    """`model.toml`. `max_tokens` counts pieces with the end symbol; files map to their SHA-256.

    `quantization` is the number format of the weights for CTranslate2; `doubt` says how its
    confidence is told, where not as that of other models.

    A multilingual model lists all its source languages in `sources`, and in `targets` the language
    token of each target language; `source_lang` and `target_lang` are then its first pair.
    """

    schema_version: Annotated[int, Field(ge=1, le=1)] = 1
    name: str = Field(pattern=NAME_PATTERN)
    source_lang: _Lang
    target_lang: _Lang
    sources: tuple[_Lang, ...] = ()
    targets: dict[_Lang, str] = {}
    max_tokens: int = Field(gt=8)
    quantization: Quantization = "int8"
    origin: Origin
    tokenizer: Tokenizer = Tokenizer()
    markers: Markers = Markers()
    training: Training = Training()
    quality: tuple[Quality, ...] = ()
    doubt: DoubtWeights | None = None
    sha256: dict[_File, _Sha256]

    @model_validator(mode="after")
    def _first_pair_is_listed(self) -> Self:
        if self.sources and self.source_lang not in self.sources:
            raise ValueError(f"sources does not list source_lang {self.source_lang!r}")
        if self.targets and self.targets.get(self.target_lang) != self.tokenizer.prefix:
            raise ValueError("tokenizer.prefix is not the token of target_lang in targets")
        return self

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair of languages that the model translates, its first pair leading."""
        first = (self.source_lang, self.target_lang)
        sources = self.sources or (self.source_lang,)
        targets = self.targets or (self.target_lang,)
        others = ((s, t) for s in sources for t in targets if s != t)
        return (first, *(pair for pair in others if pair != first))

    def for_pair(self, source_lang: str, target_lang: str) -> Self:
        """The same card set to one of its pairs; raises UnsupportedPair."""
        if (source_lang, target_lang) not in self.pairs:
            raise UnsupportedPair(
                f"The model {self.name!r} translates {describe_pairs(self.pairs)}, not "
                f"{source_lang}→{target_lang}. Name another model, or other languages."
            )
        prefix = self.targets.get(target_lang, self.tokenizer.prefix)
        tokenizer = self.tokenizer.model_copy(update={"prefix": prefix})
        changes = {"source_lang": source_lang, "target_lang": target_lang, "tokenizer": tokenizer}
        return self.model_copy(update=changes)

    @property
    def digest(self) -> str:
        """One SHA-256 over all file hashes; names the exact weights in every signature."""
        listing = "\n".join(f"{name} {value}" for name, value in sorted(self.sha256.items()))
        return hashlib.sha256(listing.encode()).hexdigest()


def describe_pairs(pairs: Sequence[tuple[str, str]], *, most: int = 6) -> str:
    """`de→en, de→zh and 12 more pairs`."""
    shown = ", ".join(f"{source}→{target}" for source, target in pairs[:most])
    return f"{shown} and {len(pairs) - most} more pairs" if len(pairs) > most else shown


def read_card(folder: Path) -> ModelCard:
    """Read `folder/model.toml`.

    Raises ModelNotFound where there is no card, ModelError where it is not valid.
    """
    path = folder / CARD_NAME
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelNotFound(
            f"{folder} holds no {CARD_NAME}, so it is not a model folder. "
            "Name a folder with a model card, or an installed model."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelError(
            f"{path} is not valid TOML: {error}. Restore the model's folder."
        ) from None
    try:
        return ModelCard.model_validate(content)
    except ValidationError as error:
        listing = "; ".join(
            f"{'.'.join(str(key) for key in item['loc']) or 'card'}: {item['msg']}"
            for item in error.errors()
        )
        raise ModelError(
            f"{path} is not a valid model card ({listing}). Mend it or restore the model's folder."
        ) from None


def file_sha256(path: Path) -> str:
    """The SHA-256 of one file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def verify_files(folder: Path, card: ModelCard, *, below: str = "") -> None:
    """Compare the files whose names start with `below` with the card's hashes.

    Files directly in the folder are always compared. Raises ModelCorrupt naming every file that
    is missing or differs.
    """
    wrong = []
    for name, expected in card.sha256.items():
        if "/" in name and not name.startswith(below):
            continue
        path = folder / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif file_sha256(path) != expected:
            wrong.append(f"{name} does not have the SHA-256 on the card")
    if wrong:
        raise ModelCorrupt(
            f"The model {card.name!r} in {folder} is damaged: {'; '.join(wrong)}. "
            "Copy the model's folder again from its source."
        )
