"""What a memory can do without."""

from __future__ import annotations

from collections.abc import Iterable

from g60translate.memory.entry import Origin, Stored

_RANKS = (Origin.MACHINE, Origin.IMPORTED, Origin.HUMAN)


def useless(entries: Iterable[Stored]) -> list[tuple[Stored, str]]:
    """Entries with nothing on a side, and doubles in all but their document, each with the reason.

    Of doubles the one stays that ranks highest (a person's before an import's before a model's),
    then the latest.
    """
    found: list[tuple[Stored, str]] = []
    kept: dict[tuple[str, ...], Stored] = {}
    for stored in entries:
        entry = stored.entry
        if not entry.source.strip() or not entry.target.strip():
            found.append((stored, "a side is empty"))
            continue
        key = (
            entry.source_lang,
            entry.target_lang,
            entry.source,
            entry.target,
            entry.before,
            entry.after,
        )
        other = kept.get(key)
        if other is None:
            kept[key] = stored
            continue
        better, worse = sorted((other, stored), key=_worth, reverse=True)
        kept[key] = better
        found.append((worse, f"the same as number {better.number}"))
    return found


def _worth(stored: Stored) -> tuple[int, str]:
    return (_RANKS.index(stored.entry.origin), stored.entry.changed.isoformat())
