"""What our own API takes and gives; segments, terms and findings are those of the record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from g60translate.reports.record.model import SegmentRecord
from g60translate.server.jobs.model import JobState
from g60translate.server.wishes import HOUSE

LanguageName = Annotated[str, Field(min_length=2, max_length=40, examples=["de", "en-GB"])]
Reference = Annotated[str, Field(min_length=1, max_length=100)]


class _Taken(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Given(BaseModel):
    model_config = ConfigDict(frozen=True)


class Said(_Given):
    """Why there is no answer: a word for programs and a sentence for people."""

    reason: str
    message: str


class Refused(_Given):
    """What every address says where it fails."""

    error: Said


class Health(_Given):
    """`ready` is false while models are being loaded: answers come, but later."""

    status: Literal["ok"]
    ready: bool
    version: str


class Pair(_Given):
    """A language pair (ISO 639-1) that can be translated."""

    source: str
    target: str


class Pairs(_Given):
    """All of them."""

    pairs: list[Pair]


class Language(_Given):
    """A language that can be translated from, and into which others."""

    code: str
    targets: list[str]


class Languages(_Given):
    """All of them."""

    languages: list[Language]


class Format(_Given):
    """A file format: its name, its suffixes, and what survives translation."""

    name: str
    suffixes: list[str]
    kept: list[str]


class Formats(_Given):
    """All of them."""

    formats: list[Format]


class GlossaryInfo(_Given):
    """A glossary that requests may name by its `id`."""

    id: str
    name: str
    concepts: int
    languages: list[str]
    digest: str


class Glossaries(_Given):
    """All that this client may name, its own included."""

    glossaries: list[GlossaryInfo]


class DetectRequest(_Taken):
    """Texts whose languages are asked for."""

    texts: Annotated[list[str], Field(min_length=1)]


class Detected(_Given):
    """The most probable language of a text and its probability, 0 to 1."""

    language: str
    probability: float


class Detections(_Given):
    """As many as there are texts, in their order."""

    detected: list[Detected]


class TranslateRequest(_Taken):
    """Texts to translate.

    In `text` each line is a paragraph; in `html` tags stay. Without `source_lang` each text's is
    told from it. `glossary` names one or several, the first that knows a term wins; `none` is
    without any. With `segments` each sentence comes with its terms, findings and confidence.
    """

    texts: Annotated[list[str], Field(min_length=1)]
    target_lang: LanguageName
    source_lang: LanguageName | None = None
    format: Literal["text", "html"] = "text"
    glossary: Reference | list[Reference] = HOUSE
    memory: bool = True
    segments: bool = False


class Translated(_Given):
    """One text's translation and the language that it was translated from."""

    text: str
    source_lang: str
    segments: list[SegmentRecord] | None = None


class Translations(_Given):
    """As many as there are texts, in their order."""

    translations: list[Translated]


class JobInfo(_Given):
    """A document on its way; `done` of `total` sentences are translated, 0 until it is read."""

    id: str
    name: str
    state: JobState
    source_lang: str | None
    target_lang: str
    format: str
    target_name: str
    created: datetime
    changed: datetime
    done: int
    total: int
    characters: int
    message: str


class SegmentEvent(_Given):
    """A sentence that is translated while its document is on its way; `place` counts from 0.

    What is said of a document as a whole comes with the record.
    """

    place: int
    segment: SegmentRecord


class JobList(_Given):
    """The client's jobs, the newest first."""

    jobs: list[JobInfo]


class ReviewSegment(_Given):
    """A segment under review.

    `shown` and `source_shown` have marks ⟨1⟩…⟨/1⟩ and ⟨2/⟩ for formatting. `version` counts its
    edits, `elsewhere` are the ids of segments with the same source text.
    """

    segment: SegmentRecord
    shown: str
    source_shown: str
    approved: bool
    version: int
    elsewhere: list[str]


class ReviewSegments(_Given):
    """Segments in the order of the document."""

    segments: list[ReviewSegment]


class EditRequest(_Taken):
    """A person's wording, its marks in their places; `version` is the one that was seen."""

    shown: Annotated[str, Field(max_length=100_000)]
    version: int | None = None


class ApproveRequest(_Taken):
    """Segments that were read and are good, or no longer so."""

    segments: Annotated[list[str], Field(min_length=1)]
    approved: bool = True


class WriteRequest(_Taken):
    """Write the document with all edits; `remember` tells the house's memory, if there is one."""

    remember: bool = True
    author: Annotated[str, Field(max_length=200)] = ""


class Written(_Given):
    """How many segments a person has changed, and what is left to say of the document."""

    edited: int
    errors: int
    warnings: int
    terms_found: int
    terms_met: int


Schema = dict[str, Any]
