"""What paths on the command line mean: a pipe, a file, a folder, one to be made."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.errors import InputError

PIPE = "-"


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
    """Raise InputError for an input that is a folder, saying how whole folders are translated."""
    for source in inputs:
        if source != PIPE and Path(source).is_dir():
            raise InputError(
                f"{source} is a folder. Translate all that is in it with: "
                f"g60translate batch {shlex.quote(source)} -o OUT/ --to LANG"
            )
