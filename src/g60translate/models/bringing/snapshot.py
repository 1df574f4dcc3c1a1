"""The files of a model repository at one commit: which are needed, and what proves them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Final

from g60translate.errors import ModelCorrupt, ModelError
from g60translate.models.card import CARD_NAME, stays_inside

PUBLIC_ENDPOINT: Final = "https://huggingface.co"

PARTS: Final = ("config.json", "vocab.json", "source.spm", "target.spm")
EXTRAS: Final = (
    "README.md",
    "LICENSE",
    "generation_config.json",
    "tokenizer_config.json",
    "target_vocab.json",
)
# The first that is there is taken.
WEIGHTS: Final = ("model.safetensors", "pytorch_model.bin")

_SHA256_DIGITS = 64


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file of a commit; `digest` is its SHA-256, or the SHA-1 that git has for a small file."""

    name: str
    size: int
    digest: str

    def is_proven_by(self, path: Path) -> bool:
        """Whether the bytes at `path` are this file."""
        if len(self.digest) == _SHA256_DIGITS:
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == self.digest
        content = path.read_bytes()
        header = f"blob {len(content)}\0".encode()
        return hashlib.sha1(header + content, usedforsecurity=False).hexdigest() == self.digest

    def copy_proven(self, path: Path, folder: Path, *, source: str) -> None:
        """Copy `path` below `folder`; raises ModelCorrupt where it is not this file."""
        if not self.is_proven_by(path):
            raise ModelCorrupt(
                f"{source} has a damaged {self.name}: {path}. Delete it and pull the model again."
            )
        copyfile(path, folder / self.name)

    def part(self, folder: Path) -> Path:
        """Where the file grows below `folder` until it is whole."""
        return folder / f"{self.name}.part"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Those files of one commit that make up a model."""

    repository: str
    revision: str
    files: tuple[RemoteFile, ...]

    @property
    def size(self) -> int:
        """Bytes in all."""
        return sum(file.size for file in self.files)


def needed_files(names: Sequence[str], *, repository: str) -> list[str]:
    """Those of a repository's files that make up the model.

    All of them where it has a card of ours. Raises ModelError where it is no MarianMT model.
    """
    if CARD_NAME in names:
        return [name for name in names if stays_inside(name) and not name.startswith(".")]
    missing = [name for name in PARTS if name not in names]
    weights = [name for name in WEIGHTS if name in names]
    if not weights:
        missing.append(" or ".join(WEIGHTS))
    if missing:
        raise ModelError(
            f"{repository} is no MarianMT model: it has no {', no '.join(missing)}. Only MarianMT "
            "models, such as OPUS-MT's, can be pulled."
        )
    return [*PARTS, *(name for name in EXTRAS if name in names), weights[0]]


def by_hand(repository: str) -> str:
    """How to bring a model without a connection."""
    return (
        "Without a connection, bring the model by hand: on a machine that has one, save "
        f"{', '.join(PARTS)}, README.md and {' or '.join(WEIGHTS)} from {PUBLIC_ENDPOINT}/"
        f"{repository}/tree/main in a folder, copy the folder here, and run "
        f"`g60translate models add FOLDER --name {repository.rpartition('/')[2]}`."
    )
