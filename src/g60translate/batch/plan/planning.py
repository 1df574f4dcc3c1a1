"""What a batch is to do: every file of its sources, and where its translation goes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import Final

from g60translate.batch.places.opening import is_url, open_place
from g60translate.batch.places.place import Entry, Place
from g60translate.batch.plan.archives import MOST_DEEP, Archives, is_archive
from g60translate.batch.plan.item import Bar, Item
from g60translate.batch.plan.rules import IGNORE_FILE, Ignoring, Rules, ignoring
from g60translate.errors import InputError

RECORD_SUFFIX: Final = ".g60.json"
Naming = Callable[[str], str]
"""What the translation of a file of this name is called."""


@dataclass(slots=True)
class Planner:
    """Finds the files of a batch.

    `output` is left out where it lies in a source. Files changed after `settled` (seconds since
    1970) are left to a later round.
    """

    output: Place
    naming: Naming
    rules: Rules = field(default_factory=Rules)
    settled: float = float("inf")
    archives: Archives = field(default_factory=Archives)

    def plan(self, sources: Sequence[str]) -> list[Item]:
        """The files in the order of their names, source by source.

        The content of a single folder comes to lie in the output itself; of several, each one in a
        folder of its name. Raises InputError for a source that is not there, or whose name another
        one has; what is wrong with a file is said in its item.
        """
        opened = [_opened(source) for source in sources]
        prefixes = [
            f"{_name(place)}/" if entry.is_folder and len(opened) > 1 else ""
            for place, entry in opened
        ]
        if twice := {p for p in prefixes if p and prefixes.count(p) > 1}:
            raise InputError(
                f"Two sources are called {min(twice).rstrip('/')!r}, and would be one folder in "
                "the output. Run one after the other, each with its own output."
            )
        found = chain.from_iterable(
            self._folder(place, "", prefix, ())
            if entry.is_folder
            else self._file(place, "", entry, "", named=True)
            for (place, entry), prefix in zip(opened, prefixes, strict=True)
        )
        try:
            return _without_clashes(found)
        finally:
            self.archives.close()

    def _folder(
        self, place: Place, path: str, prefix: str, above: Sequence[Ignoring]
    ) -> Iterator[Item]:
        below = f"{path}/" if path else ""
        try:
            children = place.children(path)
            names = {each.name for each in children}
            if IGNORE_FILE in names:
                data = place.read(below + IGNORE_FILE)
                above = [*above, ignoring(below, data, name=place.describe(below + IGNORE_FILE))]
        except InputError as error:
            yield self._item(place, path, (), prefix + path, reason=str(error), bar=Bar.FAULT)
            return
        for child in children:
            where = below + child.name
            if child.name.startswith(".") or child.name.endswith(RECORD_SUFFIX):
                continue
            if not self.rules.takes(where, above, is_folder=child.is_folder or is_archive(where)):
                continue
            if not child.is_folder:
                yield from self._file(place, where, child, prefix + below, named=False)
            elif f"{place.identity}/{where}" != self.output.identity:
                yield from self._folder(place, where, prefix, above)

    def _file(
        self, place: Place, path: str, entry: Entry, folder: str, *, named: bool
    ) -> Iterator[Item]:
        late = entry.modified > self.settled
        if is_archive(entry.name) and not late:
            stem = entry.name[: -len(".zip")]
            yield from self._archive(place, path, (), f"{folder}{stem}/")
            return
        item = self._item(place, path, (), folder + entry.name, size=entry.size, named=named)
        yield replace(item, bar=Bar.LATER, reason="It is being written.") if late else item

    def _archive(
        self, place: Place, path: str, above: tuple[str, ...], folder: str
    ) -> Iterator[Item]:
        try:
            listed = sorted(self.archives.listing(place, path, above))
        except InputError as error:
            yield self._item(place, path, above, folder[:-1], reason=str(error), bar=Bar.FAULT)
            return
        for name, size in listed:
            parts = PurePosixPath(name).parts
            if any(part.startswith(".") or part == "__MACOSX" for part in parts):
                continue
            members = (*above, name)
            nested = is_archive(name)
            if not self.rules.takes(name, (), is_folder=nested):
                continue
            if not nested:
                yield self._item(place, path, members, folder + name, size=size)
            elif len(members) >= MOST_DEEP:
                reason = f"It lies {len(members)} archives deep, and is not opened. Unpack it."
                yield self._item(place, path, members, folder + name, reason=reason, bar=Bar.FAULT)
            else:
                yield from self._archive(place, path, members, f"{folder}{name[: -len('.zip')]}/")

    def _item(
        self,
        place: Place,
        path: str,
        members: tuple[str, ...],
        below: str,
        *,
        size: int = 0,
        named: bool = False,
        bar: Bar | None = None,
        reason: str = "",
    ) -> Item:
        folder, _, name = below.rpartition("/")
        target = f"{folder}/{self.naming(name)}" if folder else self.naming(name)
        key = "\0".join((self._key(place, path), *members))
        return Item(place, path, members, key, target, size, named, bar, reason)

    def _key(self, place: Place, path: str) -> str:
        """A name that stays where source and output are moved together."""
        whole = f"{place.identity}/{path}" if path else place.identity
        if is_url(whole) or is_url(self.output.identity):
            return whole
        return os.path.relpath(whole, self.output.identity).replace(os.sep, "/")


def _opened(source: str) -> tuple[Place, Entry]:
    place = open_place(source)
    entry = place.entry("")
    if entry is None:
        raise InputError(f"There is no file or folder {source}. Check the name.")
    return place, entry


def _name(place: Place) -> str:
    return place.identity.rstrip("/").replace(os.sep, "/").rpartition("/")[2]


def _without_clashes(found: Iterator[Item]) -> list[Item]:
    """The items; of those that would be written to one place, the first one only is begun."""
    taken: dict[str, Item] = {}
    items: list[Item] = []
    for item in found:
        for written in (item.target, item.target + RECORD_SUFFIX) if item.bar is None else ():
            other = taken.setdefault(written, item)
            if other is item:
                continue
            item = replace(  # noqa: PLW2901  what is kept of it
                item,
                bar=Bar.FAULT,
                reason=f"Its translation would be called {written}, and so is that of "
                f"{other.source}. Rename one, or name outputs by another `output_name` in "
                "g60.toml.",
            )
            break
        items.append(item)
    return items
