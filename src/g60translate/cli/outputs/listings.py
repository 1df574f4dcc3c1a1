"""What `formats --json` and `pairs --json` print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its name for `--format`, its suffixes, and what survives translation."""

    name: str
    suffixes: tuple[str, ...]
    kept: tuple[str, ...]


Formats = list[Format]


@dataclass(frozen=True, slots=True)
class Pair:
    """A language pair (ISO 639-1), the language in between if it takes two models, and those."""

    source: str
    target: str
    pivot: str | None
    models: tuple[str, ...]


Pairs = list[Pair]
