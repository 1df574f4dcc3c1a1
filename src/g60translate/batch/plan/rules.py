"""Which files of a tree are meant: globs of the command line, and `.g60ignore` files in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pathspec import GitIgnoreSpec

from g60translate.errors import InputError

IGNORE_FILE: Final = ".g60ignore"


@dataclass(frozen=True, slots=True)
class Ignoring:
    """The lines of one ignore file, for what lies below `folder` (empty, or ending with `/`)."""

    folder: str
    spec: GitIgnoreSpec

    def says(self, path: str) -> bool | None:
        """True to leave it out, False to take it all the same, None for no word about it."""
        return self.spec.check_file(path.removeprefix(self.folder)).include


@dataclass(frozen=True, slots=True)
class Rules:
    """Patterns as `.gitignore` has them; without `include` every file is meant.

    Whoever knows git knows what they mean, and pathspec means the same.
    """

    include: GitIgnoreSpec | None = None
    exclude: GitIgnoreSpec | None = None

    def takes(self, path: str, files: Sequence[Ignoring], *, is_folder: bool) -> bool:
        """Whether to take a path below the source; a folder that is left out is not entered.

        `files` are the ignore files above it, the outermost first: the last word holds.
        """
        name = f"{path}/" if is_folder else path
        if self.exclude is not None and self.exclude.match_file(name):
            return False
        words = [word for each in files if (word := each.says(name)) is not None]
        if words and words[-1]:
            return False
        return is_folder or self.include is None or self.include.match_file(name)


def rules_of(include: Sequence[str], exclude: Sequence[str]) -> Rules:
    """The rules of these patterns; raises InputError for one that is none."""
    return Rules(
        _spec(include, "--include") if include else None,
        _spec(exclude, "--exclude") if exclude else None,
    )


def ignoring(folder: str, data: bytes, *, name: str) -> Ignoring:
    """What an ignore file says; raises InputError naming it."""
    return Ignoring(folder, _spec(data.decode("utf-8-sig", "replace").splitlines(), name))


def _spec(lines: Sequence[str], name: str) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise InputError(f"{name} has a pattern that is none: {error}.") from None
