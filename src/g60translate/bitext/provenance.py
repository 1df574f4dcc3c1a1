"""Where training text comes from, under which licence, and whether it may be used in business."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from g60translate.errors import Fault, FaultyData, InputError


class Commercial(StrEnum):
    """What a licence says about commercial use.

    `PARTLY`: a mixed source, some of it forbidden. `UNSTATED`: no licence is stated, or it names
    research only as one of its uses.
    """

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    PARTLY = "partly"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Source:
    """One labelled source of a corpus."""

    label: str
    licence: str
    origin: str
    commercial: Commercial


_FORBIDS = re.compile(
    r"\bNC\b|non-?\s?commercial|not for commercial|research (?:use )?only", re.IGNORECASE
)
_MIXED = re.compile(r"\bmixed\b|\bper repository\b|\bsome\b", re.IGNORECASE)
_UNSTATED = re.compile(
    r"^\s*$|not (?:stated|found)|no (?:\w+ )*licen[cs]e|unclear|unknown|free for research",
    re.IGNORECASE,
)


def commercial_use(licence: str) -> Commercial:
    """Read a licence as people write it down; the strictest reading wins."""
    if _FORBIDS.search(licence):
        return Commercial.PARTLY if _MIXED.search(licence) else Commercial.FORBIDDEN
    if _UNSTATED.search(licence) and not _MIXED.search(licence):
        return Commercial.UNSTATED
    return Commercial.ALLOWED


def read_sources(path: Path) -> dict[str, Source]:
    """A TSV with the columns `source`, `licence`, `origin` and optionally `commercial`.

    `commercial` overrules what the licence's wording suggests. Raises InputError, FaultyData.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"There is no list of sources {path}.") from None
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    missing = {"source", "licence", "origin"} - set(rows.fieldnames or ())
    faults = [Fault("line 1", f"the column {name!r} is missing") for name in sorted(missing)]
    sources: dict[str, Source] = {}
    for number, row in enumerate(rows, 2):
        if faults and number == 2:
            break
        label, licence = row["source"], row["licence"] or ""
        stated = row.get("commercial") or ""
        if stated and stated not in list(Commercial):
            choices = ", ".join(Commercial)
            faults.append(Fault(f"line {number}", f"{stated!r} is not one of {choices}"))
            continue
        if label in sources:
            faults.append(Fault(f"line {number}", f"the source {label!r} stands twice"))
        use = Commercial(stated) if stated else commercial_use(licence)
        sources[label] = Source(label, licence, row["origin"] or "", use)
    if faults:
        raise FaultyData(str(path), faults, advice="Mend the list; every source needs its licence.")
    return sources


def left_out(labels: Iterable[str], sources: Mapping[str, Source]) -> dict[str, str]:
    """The labels that may not be used without a word from someone, each with the reason.

    Forbidden and partly forbidden sources are left out, and so is one that is not on the list.
    """
    reasons = {}
    for label in sorted(set(labels)):
        source = sources.get(label)
        if source is None:
            reasons[label] = "it is not on the list of sources"
        elif source.commercial in {Commercial.FORBIDDEN, Commercial.PARTLY}:
            part = "in part " if source.commercial is Commercial.PARTLY else ""
            reasons[label] = f"its licence {part}forbids commercial use: {source.licence}"
    return reasons
