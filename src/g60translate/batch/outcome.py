"""How the files of a batch ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import PurePosixPath

from g60translate.batch.plan.item import Item
from g60translate.batch.task import Blame, Failure
from g60translate.documents.codec import CODECS, load_codec
from g60translate.reports.record.model import Summary


class Ending(StrEnum):
    """TRANSLATED now; UNCHANGED since it was; FAILED; LEFT_OUT as nothing that is translated."""

    TRANSLATED = "translated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A file's ending; `code` is that of a failure, `report` whether a page was written for it."""

    item: Item
    ending: Ending
    lang: str = ""
    form: str = ""
    summary: Summary | None = None
    code: int = 0
    reason: str = ""
    report: bool = False


def failed(item: Item, failure: Failure) -> Outcome:
    """The ending of a file that cannot be translated.

    What somebody comes upon in a folder and is no text, or empty, is no failure; a file that is
    named, or whose name says that it is a document, is one.
    """
    strange = failure.blame is Blame.KIND and _suffix(item) not in _suffixes()
    if (strange or failure.blame is Blame.EMPTY) and not item.named:
        return Outcome(item, Ending.LEFT_OUT, reason=failure.reason)
    return Outcome(item, Ending.FAILED, code=failure.code, reason=failure.reason)


def _suffix(item: Item) -> str:
    return PurePosixPath(item.name).suffix.lower()


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(suffix for name in CODECS for suffix in load_codec(name).suffixes)
