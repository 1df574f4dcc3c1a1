"""What there is to do for each file: nothing any more, to write it, or to translate the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from g60translate.batch.cutting import CHARACTERS, cut
from g60translate.batch.journal.journal import Journal
from g60translate.batch.journal.row import Row, State
from g60translate.batch.outcome import Ending, Outcome
from g60translate.batch.places.place import Place
from g60translate.batch.plan.archives import Archives
from g60translate.batch.plan.item import Bar, Item
from g60translate.batch.rows.table import Chunk, Fields, Table, table_of
from g60translate.batch.task import Bench, Setup, Task, Texts, Whole
from g60translate.documents.files import read_document, require_text
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.options import read_for
from g60translate.errors import EmptyDocument, ExitCode, G60Error
from g60translate.reports.record.model import Summary

# A file of fewer bytes is one task: to cut it would cost more than a worker's loss of it.
SMALL: Final = 4 * CHARACTERS
# Rows by which the language of a table is told.
_SAMPLE: Final = 200


@dataclass(slots=True)
class Job:
    """A file that is under way; `file` is its number in the journal, `open` its parts at work."""

    index: int
    item: Item
    file: int
    digest: str
    feeder: Feeder
    row: Row | None = None
    written: str = ""
    lang: str = ""
    table: Table | None = None
    data: bytes | None = None
    is_cut: bool = False
    all_dealt: bool = False
    joining: bool = False
    ended: bool = False
    open: set[int] = field(default_factory=set)

    def tasks(self, there: set[int]) -> Iterator[Task]:
        """What is to be done of the file, but for the parts that are there. Raises G60Error."""
        data, self.data = self.data, None
        if self.table is not None:
            yield from self._of_rows(there)
        elif data is not None and len(data) < SMALL:
            yield Whole(self.file, self.item.name, self.item.target_name, data)
        elif data is not None:
            yield from self._of_document(data, there)

    def _of_document(self, data: bytes, there: set[int]) -> Iterator[Task]:
        setup, name = self.feeder.shared, self.item.name
        options = read_for(self.item.target_name, setup.reading)
        document = read_document(data, name=name, format=setup.format, options=options)
        require_text(document, name=name)
        self._begin_to_cut(self.feeder.bench.source_language(document, name=name))
        for stretch in cut(document.blocks, file=self.file, lang=self.lang):
            if stretch.part not in there:
                yield stretch

    def _of_rows(self, there: set[int]) -> Iterator[Task]:
        first = 1
        for part, chunk in enumerate(self.chunks()):
            texts = tuple(text for text in chunk.texts if text is not None)
            if part == 0:
                self._begin_to_cut(self.feeder.language(texts[:_SAMPLE], name=self.item.name))
            if texts and part not in there:
                yield Texts(self.file, part, self.lang, first, texts)
            first += len(texts)

    def _begin_to_cut(self, lang: str) -> None:
        """Parts hold for the model that they were translated with, and so for a language."""
        self.lang, self.is_cut = lang, True
        self.feeder.journal.cut(self.file, lang=lang, setup=self.feeder.setup(lang))

    def chunks(self) -> Iterator[Chunk]:
        """The rows of a table. Raises EmptyDocument where it has none, InputError."""
        assert self.table is not None
        name = self.item.name
        with self.feeder.archives.open(self.item) as stream:
            empty = True
            for chunk in self.table.chunks(stream, self.feeder.fields, name=name):
                empty = False
                yield chunk
        if empty:
            raise EmptyDocument(f"{name} holds no rows to translate.")


@dataclass(slots=True)
class Feeder:
    """Goes through a plan. `setup` is the fingerprint of all that decides a translation.

    `setup` is given the source language, or nothing where no model is meant. With `again` what was
    set aside is tried once more, with `force` everything is done anew.
    """

    items: Sequence[Item]
    journal: Journal
    output: Place
    bench: Bench
    shared: Setup
    setup: Callable[[str], str]
    archives: Archives = field(default_factory=Archives)
    fields: Fields = field(default_factory=Fields)
    jsonl: bool = False
    again: bool = False
    force: bool = False

    def steps(self) -> Iterator[tuple[int, Outcome | Job]]:
        """File by file: how it has ended already, or what to do. Raises DiskFull."""
        for index, item in enumerate(self.items):
            if item.bar is Bar.LATER:
                continue
            if item.bar is Bar.LEFT_OUT:
                yield index, Outcome(item, Ending.LEFT_OUT, reason=item.reason)
            elif item.bar is Bar.FAULT:
                yield index, _unusable(item, item.reason, ExitCode.INPUT)
            else:
                yield index, self._step(index, item)

    def _step(self, index: int, item: Item) -> Outcome | Job:
        try:
            table = table_of(item.name, jsonl=self.jsonl)
            data = self.archives.read(item) if table is None else None
            digest = (
                hashlib.sha256(data).hexdigest() if data is not None else self.archives.digest(item)
            )
        except G60Error as error:
            return _unusable(item, str(error), error.exit_code)
        row = None if self.force else self.journal.find(item.key)
        if row is not None and self._still_holds(row, item, digest):
            if row.state is State.DONE:
                summary = Summary.model_validate_json(row.summary)
                return Outcome(
                    item, Ending.UNCHANGED, row.lang, row.form, summary, report=table is None
                )
            if row.state is State.ASIDE and not self.again and not (item.named and not row.code):
                ending = Ending.FAILED if row.code else Ending.LEFT_OUT
                return Outcome(item, ending, code=row.code, reason=row.reason)
        else:
            row = None
        number = (
            row.number
            if row is not None
            else self.journal.begin(
                item.key, digest=digest, setup=self.setup(""), target=item.target
            )
        )
        known = self.journal.find(item.key)
        return Job(
            index,
            item,
            number,
            digest,
            self,
            row=row,
            written="" if known is None else known.written,
            lang="" if row is None else row.lang,
            table=table,
            data=data,
        )

    def _still_holds(self, row: Row, item: Item, digest: str) -> bool:
        """Whether what the journal knows is of this very file, translated in this very way."""
        if (row.digest, row.target) != (digest, item.target):
            return False
        if row.state is State.DONE and self.output.entry(item.target) is None:
            return False
        try:
            return row.setup == self.setup(row.lang)
        except G60Error:
            # Its model is gone, so it cannot be translated again either; that will be said.
            return False

    def read(self, item: Item) -> bytes:
        """A file's content."""
        return self.archives.read(item)

    def language(self, texts: Sequence[str], *, name: str) -> str:
        """The language that was asked for, or that the texts are in. Raises UnknownLanguage."""
        blocks = (Block("sample", BlockKind.PARAGRAPH, "\n".join(texts)),)
        return self.bench.source_language(Document("lines", blocks, skeleton=None), name=name)


def _unusable(item: Item, reason: str, code: int) -> Outcome:
    return Outcome(item, Ending.FAILED, code=code, reason=reason)
