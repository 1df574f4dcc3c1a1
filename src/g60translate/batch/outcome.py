"""How the files of a batch ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from g60translate.batch.plan.item import Item
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
