"""Finds the glossaries that requests name, and keeps the house's own up to date."""

from __future__ import annotations

from asyncio import to_thread
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from g60translate.glossary.book import Glossary
from g60translate.resources import resource_folder
from g60translate.server.refusals import not_found
from g60translate.server.settings import Settings
from g60translate.server.wishes import HOUSE

if TYPE_CHECKING:
    from g60translate.glossary.concept import Concept
    from g60translate.server.services import GlossarySource

NONE: Final = "none"
_MOST_MERGED: Final = 16


class House:
    """The glossary file of the server's start; answers `services.HouseGlossary`."""

    def __init__(self, settings: Settings) -> None:
        self._path = _path(settings)
        self._lock = Lock()
        self._state: tuple[int, int] | None = None
        self._read = Glossary.empty()

    @property
    def path(self) -> Path | None:
        """The file; None where the server was started without a glossary."""
        return self._path

    def is_read(self) -> bool:
        """Whether the file has not changed since it was read, so that reading it takes no time."""
        return self._path is None or self._state == self._stand(self._path)

    def read(self) -> Glossary:
        """What the file says now. Raises GlossaryError, InputError."""
        from g60translate.glossary.reading import read_glossary  # noqa: PLC0415

        if self._path is None:
            return self._read
        with self._lock:
            state = self._stand(self._path)
            # A file that has gone is told by whoever reads it.
            if state is None or state != self._state:
                self._read = read_glossary(self._path).glossary
                self._state = state
            return self._read

    @staticmethod
    def _stand(path: Path) -> tuple[int, int] | None:
        found = path.stat() if path.exists() else None
        return (found.st_mtime_ns, found.st_size) if found else None


class Shelf:
    """Answers `services.Glossaries`."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._sources: list[GlossarySource] = []
        # To merge lists of thousands of terms takes seconds, and clients name them again and again.
        self._merged: OrderedDict[tuple[str, ...], Glossary] = OrderedDict()
        self._lock = Lock()

    def add_source(self, source: GlossarySource) -> None:
        """Ask this store too, after those that were added before."""
        self._sources.append(source)

    def close(self) -> None:
        """Close the stores of the rooms."""
        for source in self._sources:
            source.close()

    async def find(
        self, references: Sequence[str], *, owner: str, source_lang: str, target_lang: str
    ) -> Glossary:
        """All of these as one. Raises Refusal."""
        if list(references) == [HOUSE] and self._house.is_read():
            return self._house.read()
        return await to_thread(
            self.found, references, owner=owner, source_lang=source_lang, target_lang=target_lang
        )

    def found(
        self, references: Sequence[str], *, owner: str, source_lang: str, target_lang: str
    ) -> Glossary:
        """As `find`, for threads."""
        books = [
            self._one(each, owner=owner, source_lang=source_lang, target_lang=target_lang)
            for each in references
        ]
        if len(books) == 1:
            return books[0]
        key = (source_lang, *(book.digest for book in books))
        with self._lock:
            if key not in self._merged:
                self._merged[key] = merged(books, source_lang=source_lang)
                if len(self._merged) > _MOST_MERGED:
                    self._merged.popitem(last=False)
            self._merged.move_to_end(key)
            return self._merged[key]

    def _one(self, reference: str, *, owner: str, source_lang: str, target_lang: str) -> Glossary:
        if reference == NONE:
            return Glossary.empty()
        if reference == HOUSE:
            return self._house.read()
        for source in self._sources:
            book = source.glossary(
                reference, owner=owner, source_lang=source_lang, target_lang=target_lang
            )
            if book is not None:
                return book
        raise not_found(f"There is no glossary {reference!r}.")


def merged(books: Sequence[Glossary], *, source_lang: str) -> Glossary:
    """Glossaries as one: a source wording belongs to the first that has it."""
    spoken = [book for book in books if len(book)]
    if len(spoken) <= 1:
        return spoken[0] if spoken else Glossary.empty()
    known: set[str] = set()
    concepts: list[Concept] = []
    for number, book in enumerate(spoken, 1):
        mine: set[str] = set()
        for concept in book:
            wordings = {t.text.casefold() for t in concept.terms if t.lang == source_lang}
            terms = tuple(
                t for t in concept.terms if t.lang != source_lang or t.text.casefold() not in known
            )
            if any(t.lang == source_lang for t in terms) or not wordings:
                mine |= wordings
                concepts.append(replace(concept, id=f"{number}.{concept.id}", terms=terms))
        known |= mine
    return Glossary(tuple(concepts), name="+".join(book.name for book in spoken))


def _path(settings: Settings) -> Path | None:
    if settings.no_glossary:
        return None
    return settings.glossary or resource_folder("glossary") / "g60.csv"
