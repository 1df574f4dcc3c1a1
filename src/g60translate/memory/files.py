"""Memories of other programs: TMX, TSV and XLIFF read as entries, TMX and TSV written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Final, TypeVar

from g60translate.bitext.pairs import read_pairs
from g60translate.bitext.tmx import read_units, write_units
from g60translate.bitext.units import Details, FullUnit, Variant
from g60translate.errors import Fault, InputError, UnsupportedFormat
from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.xliff import read_xliff

Pair = tuple[str, str]

_Kind = TypeVar("_Kind", bound=StrEnum)

# TMX 1.4b, 4.1: dates in ISO 8601's short form, UTC.
_TMX_DATE: Final = "%Y%m%dT%H%M%SZ"


def read_entries(
    path: Path, *, pair: Pair | None, origin: Origin, faults: list[Fault] | None = None
) -> Iterator[Entry]:
    """Read a file by its suffix: `.tmx`, `.tsv` or `.xlf`/`.xliff`.

    `pair` names the languages of a TSV; other files name theirs, and a pair then leaves the rest
    out. `faults` gets what units of a TMX have that keeps them from being taken over. Raises
    InputError, BrokenDocument.
    """
    reader = next((r for suffix, r in _READERS.items() if path.name.lower().endswith(suffix)), None)
    if reader is None:
        raise UnsupportedFormat(
            f"{path} is no file that a memory can read. Give {', '.join(_READERS)}."
        )
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    entries = reader(path, pair, origin, [] if faults is None else faults)
    if pair is None:
        return entries
    wanted = {pair, pair[::-1]}
    return (e for e in entries if (e.source_lang, e.target_lang) in wanted)


def _tmx(path: Path, pair: Pair | None, origin: Origin, faults: list[Fault]) -> Iterator[Entry]:
    now = datetime.now(UTC)
    for number, unit in enumerate(read_units(path), 1):
        name = hashlib.sha256(f"{path.resolve()} {number}".encode()).hexdigest()[:16]
        fault = _fault(unit)
        if fault:
            called = unit.details.attributes.get("tuid")
            faults.append(Fault(f"unit {number}{f' ({called})' if called else ''}", fault))
        sides = [v for v in unit.variants if pair is None or v.base in pair]
        if pair is not None:
            sides.sort(key=lambda variant: pair.index(variant.base))
        for one, other in combinations([v for v in sides if v.base and v.text.strip()], 2):
            if one.base != other.base:
                yield _entry(unit, one, other, origin, name, now)


def _fault(unit: FullUnit) -> str:
    """What is wrong with a unit; '' where all of it can be taken over."""
    if any(not variant.base for variant in unit.variants):
        return "a text names no language (xml:lang)"
    empty = [variant.lang for variant in unit.variants if not variant.text.strip()]
    if empty:
        return f"nothing stands under {', '.join(empty)}"
    if len({variant.base for variant in unit.variants}) < 2:
        return "there are not two languages"
    return ""


def _entry(
    unit: FullUnit, one: Variant, other: Variant, origin: Origin, name: str, now: datetime
) -> Entry:
    said: dict[str, str] = {}
    for details in (unit.details, one.details, other.details):
        said.update(details.attributes)
    properties = {kind.lower(): text for kind, text in unit.details.properties}
    return Entry(
        one.base,
        other.base,
        one.text,
        other.text,
        _one_of(Origin, properties.get("x-g60-origin"), origin),
        _date(said.get("changedate") or said.get("creationdate"), now),
        source_codes=one.codes,
        target_codes=other.codes,
        before=properties.get("x-context-pre", ""),
        after=properties.get("x-context-post", ""),
        document=unit.document,
        author=said.get("changeid") or said.get("creationid") or "",
        state=_one_of(State, properties.get("x-g60-state"), State.APPROVED),
        unit=name,
        source_tag=one.lang,
        target_tag=other.lang,
        unit_details=unit.details,
        source_details=one.details,
        target_details=other.details,
    )


def _one_of(kind: type[_Kind], text: str | None, otherwise: _Kind) -> _Kind:
    """What a property says, or something else where another program made nonsense of it."""
    return next((member for member in kind if member.value == text), otherwise)


def _date(text: str | None, now: datetime) -> datetime:
    try:
        return datetime.strptime(text or "", _TMX_DATE).replace(tzinfo=UTC)
    except ValueError:
        return now


def _tsv(path: Path, pair: Pair | None, origin: Origin, faults: list[Fault]) -> Iterator[Entry]:
    del faults
    if pair is None:
        raise InputError(f"{path} does not name its languages. Give --from and --to.")
    now = datetime.now(UTC)
    for row in read_pairs(path, source_lang=pair[0], target_lang=pair[1]):
        yield Entry(*pair, row.source, row.target, origin, now, document=row.document)


def _xliff(path: Path, pair: Pair | None, origin: Origin, faults: list[Fault]) -> Iterator[Entry]:
    del pair, faults
    return read_xliff(path, origin=origin, now=datetime.now(UTC))


_Reader = Callable[[Path, Pair | None, Origin, list[Fault]], Iterator[Entry]]
_READERS: Final[Mapping[str, _Reader]] = {
    ".tmx": _tmx,
    ".tsv": _tsv,
    ".tsv.gz": _tsv,
    ".xlf": _xliff,
    ".xliff": _xliff,
}


def tmx_of(entries: Iterable[Entry]) -> bytes:
    """Entries as TMX; those that came from one unit of several languages are one again."""
    units: dict[str, FullUnit] = {}
    for number, entry in enumerate(entries):
        name = entry.unit or f"#{number}"
        sides = (
            Variant(
                entry.source_tag or entry.source_lang,
                entry.source,
                entry.source_codes,
                entry.source_details,
            ),
            Variant(
                entry.target_tag or entry.target_lang,
                entry.target,
                entry.target_codes,
                entry.target_details,
            ),
        )
        known = units.get(name)
        if known is not None and any(v in known.variants for v in sides):
            new = tuple(v for v in sides if v.lang not in {k.lang for k in known.variants})
            units[name] = FullUnit((*known.variants, *new), known.details)
        else:
            key = name if known is None else f"{name}#{number}"
            units[key] = FullUnit(sides, _unit_details(entry))
    langs = {unit.variants[0].lang for unit in units.values()}
    return write_units(units.values(), source_lang=langs.pop() if len(langs) == 1 else "*all*")


def _unit_details(entry: Entry) -> Details:
    """What the unit said when it came, and what was added to it since."""
    given = entry.unit_details
    kinds = {kind.lower() for kind, _ in given.properties}
    ours = {
        "x-document": entry.document if not FullUnit((), given).document else "",
        "x-context-pre": entry.before,
        "x-context-post": entry.after,
        "x-g60-origin": str(entry.origin),
        "x-g60-state": str(entry.state) if entry.state is not State.APPROVED else "",
    }
    attributes = dict(given.attributes)
    sides = (entry.source_details.attributes, entry.target_details.attributes, attributes)
    if not any(key in side for side in sides for key in ("changedate", "creationdate")):
        attributes["changedate"] = entry.changed.astimezone(UTC).strftime(_TMX_DATE)
    if entry.author and not any("changeid" in s or "creationid" in s for s in sides):
        attributes["changeid"] = entry.author
    return Details(
        attributes,
        (*given.properties, *((k, v) for k, v in ours.items() if v and k not in kinds)),
        given.notes,
    )


def tsv_of(entries: Iterable[Entry]) -> bytes:
    """Source, target, origin and document of each entry, a line each, blanks for line breaks."""
    rows = ((e.source, e.target, str(e.origin), e.document) for e in entries)
    return "".join("\t".join(" ".join(c.split()) for c in row) + "\n" for row in rows).encode()
