"""A document on its way: what it is, where it stands, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from g60translate.server.wishes import JobWish

if TYPE_CHECKING:
    from g60translate.translation.translated import TranslatedSegment


class JobState(StrEnum):
    """QUEUED and RUNNING become DONE, FAILED or STOPPED (by its owner) and stay so."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"

    @property
    def over(self) -> bool:
        """Whether nothing more happens."""
        return self in {JobState.DONE, JobState.FAILED, JobState.STOPPED}


@dataclass(frozen=True, slots=True)
class Job:
    """A document job.

    `id` is 32 upper-case hexadecimal digits. `name` is the file's name as the client gave it, for
    people: no path is ever made of it. `target_name` is what the result is called. `done` of
    `total` sentences are translated; both are 0 until the document is read. `characters` are the
    code points of its text. `message` says why it failed. `source_lang` is known once it is told.
    """

    id: str
    owner: str
    name: str
    wish: JobWish
    state: JobState
    created: datetime
    changed: datetime
    done: int = 0
    total: int = 0
    characters: int = 0
    format: str = ""
    source_lang: str = ""
    target_name: str = ""
    message: str = ""


class JobFile(StrEnum):
    """The files of a job; each is called so in the job's folder.

    GLOSSARY is the one that was enforced: a review cuts and proves by the same one.
    """

    SOURCE = "source"
    TARGET = "target"
    RECORD = "record.json"
    REPORT = "report.html"
    GLOSSARY = "glossary.csv"
    REVIEWED = "reviewed"
    REVIEWED_RECORD = "reviewed.json"


@dataclass(frozen=True, slots=True)
class JobEvent:
    """What followers of a job are told: the job as it stands now, and what is new of its text.

    `segments` are those finished since the event before, by their place in the document from 0;
    whoever comes while the job runs has all so far first, whoever comes afterwards none.
    """

    job: Job
    segments: Mapping[int, TranslatedSegment] = field(default_factory=dict)
