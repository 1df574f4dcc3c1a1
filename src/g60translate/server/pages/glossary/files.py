"""The glossary files that this server may edit, and saving them without losing anyone's work."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.documents.files import read_bytes, write_atomic
from g60translate.errors import InputError
from g60translate.glossary.assembly import Placed
from g60translate.glossary.rows import explode
from g60translate.glossary.store import decode, dump_csv, parse_placed
from g60translate.server.pages.glossary.table import Cells, Change, changes, read_table


@dataclass(frozen=True, slots=True)
class State:
    """A glossary file at one moment; `version` tells its bytes from any others."""

    name: str
    version: str
    placed: Placed


class Changed(InputError):
    """Somebody else has saved the file meanwhile: `now` is what it holds.

    `theirs` is what they changed since the table was loaded, `mine` what was about to be saved.
    """

    def __init__(self, now: State, theirs: Sequence[Change], mine: Sequence[Change]) -> None:
        self.now = now
        self.theirs = tuple(theirs)
        self.mine = tuple(mine)
        super().__init__(
            f"{now.name} was changed by somebody else since you loaded it. "
            "Nothing was saved: look at both states first."
        )


class GlossaryFiles:
    """Glossary files by their names; which they are is decided where the server is started."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Raises InputError where two of the files have one name."""
        found: dict[str, Path] = {}
        for path in paths:
            if path.name in found:
                raise InputError(
                    f"Two glossaries are named {path.name}: {found[path.name]} and {path}. "
                    "Rename one of them."
                )
            found[path.name] = path
        self._paths: Mapping[str, Path] = found
        self._saving = threading.Lock()

    @property
    def names(self) -> tuple[str, ...]:
        """The files' names in the order in which they were given."""
        return tuple(self._paths)

    def load(self, name: str) -> State:
        """What the file holds now. Raises InputError, GlossaryError."""
        return self._load(self._path(name))

    def save(self, name: str, rows: Sequence[Cells], *, base: Sequence[Cells], version: str) -> str:
        """Write the table in the file's place and say its version.

        `base` are the rows as they were loaded, under `version`. Raises Changed where the file
        has another one by now, GlossaryError for a faulty table; then nothing is written.
        """
        path = self._path(name)
        mine = read_table(rows, name=name)
        with self._saving:
            now = self._load(path)
            if now.version != version:
                loaded = read_table(base, name=name)
                raise Changed(now, changes(loaded, now.placed), changes(loaded, mine))
            data = dump_csv(mine.glossary).encode("utf-8")
            write_atomic(path, data, replace=True)
        return _version(data)

    def _path(self, name: str) -> Path:
        try:
            return self._paths[name]
        except KeyError:
            raise InputError(
                f"This server edits no glossary {name!r}. It was started with: "
                f"{', '.join(self._paths) or 'none; start it with --glossary FILE'}."
            ) from None

    @staticmethod
    def _load(path: Path) -> State:
        data = read_bytes(path)
        return State(
            path.name,
            _version(data),
            parse_placed(decode(data, name=path.name), name=path.name),
        )


def put_together(
    base: Sequence[Cells], mine: Sequence[Cells], theirs: Sequence[Cells], *, name: str
) -> tuple[tuple[dict[str, str], ...], tuple[str, ...]]:
    """My changes on top of theirs, concept by concept, and the concepts that both had changed.

    Of those mine are taken, so a person has to look at them. Raises GlossaryError.
    """
    was, ours, now = (
        {concept.id: concept for concept in read_table(rows, name=name).glossary}
        for rows in (base, mine, theirs)
    )
    glossary = read_table(theirs, name=name).glossary
    both = []
    for concept_id in [*ours, *(gone for gone in was if gone not in ours)]:
        my, old, their = ours.get(concept_id), was.get(concept_id), now.get(concept_id)
        if my == old:
            continue
        if their not in (old, my):
            both.append(concept_id)
        if my is not None:
            glossary = glossary.with_concept(my)
        elif their is not None:
            glossary = glossary.without_concept(concept_id)
    return tuple(explode(glossary)), tuple(both)


def _version(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
