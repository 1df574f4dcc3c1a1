"""What the rooms share: made once when the server starts, handed to every room.

This is the seam that rooms are written against. Everything asynchronous runs on the server's event
loop; what blocks (reading documents, SQLite) is done in threads by the services themselves.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

# For types alone: a server has to answer before what translates is loaded.
if TYPE_CHECKING:
    from g60translate.documents.model import Block
    from g60translate.glossary.book import Glossary
    from g60translate.reports.record.model import Record, SegmentRecord
    from g60translate.server.jobs.model import Job, JobEvent, JobFile
    from g60translate.server.owners import Owners
    from g60translate.server.settings import Settings
    from g60translate.server.uploads import Upload
    from g60translate.server.wishes import JobWish, Wish
    from g60translate.translation.translated import TranslatedSegment


@dataclass(frozen=True, slots=True)
class TranslatedBlocks:
    """One text's blocks in the target language, in their order, with all its sentences."""

    blocks: tuple[Block, ...]
    segments: tuple[TranslatedSegment, ...]


class Translating(Protocol):
    """Turns texts over to the engine, together with those of other clients."""

    @property
    def ready(self) -> bool:
        """Whether the models of the usual pairs are loaded; until then an answer takes longer."""

    async def pairs(self) -> Sequence[tuple[str, str]]:
        """(source, target) of everything that can be translated, directly or through a third."""

    async def blocks(
        self, texts: Sequence[Sequence[Block]], wish: Wish, *, owner: str
    ) -> list[TranslatedBlocks]:
        """Translate texts that are cut into blocks already, each by itself, in their order.

        Blocks may have inline codes, which come back exactly once. The same request while the
        first is being computed, or shortly after, is answered from it. Cancelling the call gives
        the work up, unless somebody else waits for it. Raises Refusal 429 where too many wait,
        UnsupportedPair, EngineError.
        """

    async def lines(
        self, texts: Sequence[str], wish: Wish, *, owner: str
    ) -> list[tuple[str, tuple[TranslatedSegment, ...]]]:
        """Translate plain texts; each of their lines is a paragraph, and line ends stay.

        Blank texts come back as they are.
        """

    async def html(
        self, texts: Sequence[str], wish: Wish, *, owner: str
    ) -> list[tuple[str, tuple[TranslatedSegment, ...]]]:
        """Translate HTML, whole pages or pieces; whatever is not text stays byte for byte."""


class Glossaries(Protocol):
    """Finds glossaries by reference: `"house"`, `"none"`, or the id of one that a client made."""

    async def find(
        self, references: Sequence[str], *, owner: str, source_lang: str, target_lang: str
    ) -> Glossary:
        """All of these as one; the first that knows a term wins, none is an empty glossary.

        Raises Refusal 404 for an unknown one or another owner's, 400 for one without the pair.
        """

    def add_source(self, source: GlossarySource) -> None:
        """Let a room's own store answer for its ids; called in the room's `routes(services)`."""


class GlossarySource(Protocol):
    """A store of glossaries that clients made, such as the one behind `/v2/glossaries`."""

    def glossary(
        self, reference: str, *, owner: str, source_lang: str, target_lang: str
    ) -> Glossary | None:
        """The glossary of this id for the pair; None where the id is not this store's.

        Called in a thread. Raises Refusal 400 where it has no dictionary of the pair.
        """

    def close(self) -> None:
        """Called when the server has stopped; nothing is asked after that."""


class Jobs(Protocol):
    """Documents translated in the background. A job of another owner does not exist."""

    async def create(self, upload: Upload, wish: JobWish, *, owner: str) -> Job:
        """Queue an uploaded document; the upload's file is taken over.

        Raises Refusal 400 `unsupported-format` at once where the kind of the file is not one that
        is read, 400 for an empty file, 429 where too many wait.
        """

    async def get(self, job_id: str, *, owner: str) -> Job:
        """The job as it stands. Raises Refusal 404."""

    async def listed(self, *, owner: str, limit: int = 100) -> list[Job]:
        """The owner's jobs, the newest first."""

    def follow(self, job_id: str, *, owner: str) -> AsyncIterator[JobEvent]:
        """The job now, whenever something changes, and a last time when it is over.

        While it runs, each comes with the segments that are finished since.
        """

    async def file(self, job_id: str, kind: JobFile, *, owner: str) -> Path:
        """The path of a finished file. Raises Refusal 404, or 409 `not-ready` before the end."""

    async def stop(self, job_id: str, *, owner: str) -> Job:
        """Stop a job that is not over."""

    async def delete(self, job_id: str, *, owner: str) -> None:
        """Stop it if it runs, and remove every trace of it."""

    async def wait(self, job_id: str, *, owner: str) -> Job:
        """The job once it is over."""

    def key_of(self, job_id: str) -> str:
        """64 upper-case hexadecimal digits that open this job without a token.

        For DeepL's `document_key` and for download addresses that cannot be guessed.
        """

    def owner_by_key(self, job_id: str, key: str) -> str:
        """The owner of a job whose key this is, compared in constant time. Raises Refusal 404."""


@dataclass(frozen=True, slots=True)
class ReviewedSegment:
    """A segment under review: `shown` is its translation with marks ⟨1⟩…⟨/1⟩ for its codes.

    `record` has its terms, findings and confidence as they are after the last edit. `version`
    counts its edits; an edit names the one it saw. `elsewhere` are ids of segments with the same
    source text.
    """

    record: SegmentRecord
    shown: str
    source_shown: str
    approved: bool
    version: int
    elsewhere: tuple[str, ...] = ()


class Reviews(Protocol):
    """Edits of finished jobs, kept until the document is written anew."""

    async def segments(self, job_id: str, *, owner: str) -> list[ReviewedSegment]:
        """Every segment as it stands now. Raises Refusal 404, 409 `not-ready`."""

    async def edit(
        self, job_id: str, segment_id: str, shown: str, *, owner: str, version: int | None = None
    ) -> ReviewedSegment:
        """Take a person's wording and check it again; marks that are missing are told as findings.

        Raises Refusal 404, 409 `conflict` where `version` is not the newest.
        """

    async def approve(
        self, job_id: str, segment_ids: Sequence[str], approved: bool, *, owner: str
    ) -> list[ReviewedSegment]:
        """Mark segments as read and good, or no longer so."""

    async def undo(self, job_id: str, segment_id: str, *, owner: str) -> ReviewedSegment:
        """Go back by one edit; at the first the machine's own words stand again."""

    async def write(
        self, job_id: str, *, owner: str, remember: bool = True, author: str = ""
    ) -> Record:
        """Write the document with all edits (`JobFile.REVIEWED`), and tell the memory if any."""


@dataclass(frozen=True, slots=True)
class Services:
    """All of it; `house` is the glossary of the server's start."""

    settings: Settings
    owners: Owners
    translating: Translating
    glossaries: Glossaries
    jobs: Jobs
    reviews: Reviews
    house: HouseGlossary

    @property
    def data(self) -> Path:
        """The folder that a room may keep a SQLite file of its own in, named after the room."""
        return self.settings.data


class HouseGlossary(Protocol):
    """The glossary file of the server's start; read again when it has changed."""

    @property
    def path(self) -> Path | None:
        """The file; None where the server was started without a glossary."""

    def read(self) -> Glossary:
        """What the file says now. Raises GlossaryError."""
