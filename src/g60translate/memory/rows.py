"""Entries as rows of the table, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

from g60translate.bitext.units import Code, Details
from g60translate.memory.entry import Entry, Origin, State
from g60translate.memory.features import hash_of
from g60translate.memory.schema import side_hash

COLUMNS: Final = (
    "source_lang, target_lang, source, target, source_codes, target_codes, before, after, "
    "document, origin, state, author, changed, unit, tags, details"
)


def row_of(entry: Entry) -> dict[str, str | int]:
    """Every column of an entry, its lists as JSON."""
    pair = (entry.source_lang, entry.target_lang)
    sides = (entry.unit_details, entry.source_details, entry.target_details)
    return {
        "source_lang": entry.source_lang,
        "target_lang": entry.target_lang,
        "source": entry.source,
        "target": entry.target,
        "source_hash": side_hash(*pair, entry.source),
        "target_hash": side_hash(*pair[::-1], entry.target),
        "whole_hash": hash_of(
            *(*pair, entry.source, entry.target),
            *(entry.before, entry.after, entry.document),
        ),
        "source_codes": json.dumps([[c.start, c.end, c.xml] for c in entry.source_codes]),
        "target_codes": json.dumps([[c.start, c.end, c.xml] for c in entry.target_codes]),
        "before": entry.before,
        "after": entry.after,
        "document": entry.document,
        "origin": str(entry.origin),
        "state": str(entry.state),
        "author": entry.author,
        "changed": entry.changed.astimezone(UTC).isoformat(timespec="seconds"),
        "unit": entry.unit,
        "tags": json.dumps([entry.source_tag, entry.target_tag]),
        "details": json.dumps([asdict(side) if side != Details() else None for side in sides]),
    }


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry of a row with `COLUMNS`."""
    named = dict(zip(COLUMNS.split(", "), row, strict=True))
    source_tag, target_tag = json.loads(named.pop("tags"))
    unit, source, target = (
        _details(side) for side in json.loads(named.pop("details")) or [None] * 3
    )
    return Entry(
        named["source_lang"],
        named["target_lang"],
        named["source"],
        named["target"],
        Origin(named["origin"]),
        datetime.fromisoformat(named["changed"]),
        source_codes=tuple(Code(*code) for code in json.loads(named["source_codes"])),
        target_codes=tuple(Code(*code) for code in json.loads(named["target_codes"])),
        before=named["before"],
        after=named["after"],
        document=named["document"],
        author=named["author"],
        state=State(named["state"]),
        unit=named["unit"],
        source_tag=source_tag,
        target_tag=target_tag,
        unit_details=unit,
        source_details=source,
        target_details=target,
    )


def _details(content: dict[str, Any] | None) -> Details:
    if content is None:
        return Details()
    return Details(
        content["attributes"],
        tuple((kind, text) for kind, text in content["properties"]),
        tuple(content["notes"]),
    )
