"""What paths on the command line mean: a pipe, a file, a folder, one to be made."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.errors import InputError

PIPE = "-"
# So many kinds of files are named where a folder was given.
_MOST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where something goes. A folder is there already, or its name ends with a slash."""

    path: Path
    is_folder: bool

    @property
    def to_make(self) -> tuple[Path, ...]:
        """The folder, where it has to be made first."""
        return (self.path,) if self.is_folder and not self.path.is_dir() else ()


def place(text: str) -> Place:
    """What a path means; raises InputError where a file has the name of the folder asked for."""
    path = Path(text)
    ends = text.endswith(("/", os.sep))
    if ends and path.exists() and not path.is_dir():
        raise InputError(f"{path} is a file, so no folder can be made there. Name another.")
    return Place(path, is_folder=ends or path.is_dir())


def refuse_folders(inputs: Sequence[str]) -> None:
    """Raise InputError for an input that is a folder, saying how its files are named."""
    for source in inputs:
        folder = Path(source)
        if source == PIPE or not folder.is_dir():
            continue
        found = _suffixes(folder)
        if not found:
            raise InputError(
                f"{source} is a folder, and no file in it has a format that can be translated. "
                "`g60translate formats` lists them. Name the files."
            )
        named = " ".join(str(folder / f"*{suffix}") for suffix in found[:_MOST])
        raise InputError(
            f"{source} is a folder. Name the files in it: "
            f"g60translate translate {named} --to LANG -o OUT/"
        )


def _suffixes(folder: Path) -> list[str]:
    """The suffixes of the files in a folder that can be translated."""
    from g60translate.documents.codec import CODECS, load_codec

    known = {suffix for name in CODECS for suffix in load_codec(name).suffixes}
    return sorted({each.suffix for each in folder.iterdir() if each.suffix.lower() in known})
