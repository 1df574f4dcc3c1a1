"""What is handed to whoever translates, and what comes back: values that any process can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from g60translate.batch.journal.row import Made
from g60translate.documents.model import Block, Document
from g60translate.documents.options import ReadingOptions
from g60translate.pipeline import Translator


class Bench(Protocol):
    """What a process needs to translate; loading it takes a while, so each has one."""

    def translator(self, source_lang: str) -> Translator:
        """The translator from this language."""
        ...

    def source_language(self, document: Document, *, name: str) -> str:
        """The language that was asked for, or that the text is in."""
        ...


@dataclass(frozen=True, slots=True)
class Setup:
    """What all tasks of a batch share; `bench` makes what loads the models.

    Tags are the languages as they were asked for; an empty one says no more than is found. A
    worker with one `lane` leaves the other cores to other workers.
    """

    bench: Callable[[], Bench]
    target_tag: str
    source_tag: str = ""
    format: str | None = None
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    reports: bool = True
    one_lane: bool = True


@dataclass(frozen=True, slots=True)
class Whole:
    """A file to translate as a whole; `target` is the output's name in its record."""

    file: int
    name: str
    target: str
    data: bytes
    part: int = -1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some blocks of a file, with the nearest ones around that have text."""

    file: int
    part: int
    lang: str
    blocks: tuple[Block, ...]
    before: Block | None
    after: Block | None


@dataclass(frozen=True, slots=True)
class Join:
    """All stretches of a file, in their order, to be made a document again."""

    file: int
    name: str
    target: str
    data: bytes
    lang: str
    contents: tuple[bytes, ...]
    part: int = -1


@dataclass(frozen=True, slots=True)
class Texts:
    """Some rows of a table, the first one with this number; each is a document or a segment."""

    file: int
    part: int
    lang: str
    first: int
    texts: tuple[str, ...]


Task = Whole | Stretch | Join | Texts


class Blame(StrEnum):
    """What a failure lies in: the file, its kind, that it is empty, or what is around it."""

    FILE = "file"
    KIND = "kind"
    EMPTY = "empty"
    AROUND = "around"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task has no result."""

    reason: str
    code: int
    blame: Blame


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a task: a translation, a stretch of one, a failure, or its worker's end.

    A task that is `lost` was in its worker's hands, or, where it is not `begun`, waited there.
    `segments` are those that were translated for it, `seconds` what it took.
    """

    task: Task
    made: Made | None = None
    content: bytes | None = None
    failure: Failure | None = None
    lost: bool = False
    begun: bool = True
    segments: int = 0
    seconds: float = 0.0
