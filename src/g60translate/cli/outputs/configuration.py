"""What the commands of `config` print with `--json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Given:
    """A value and who gave it: `flag`, `environment`, `file` or `default`, and where."""

    value: Any
    origin: str
    where: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The configuration that holds: its file, if there is one, and every key's value."""

    file: str | None
    values: dict[str, Given]


@dataclass(frozen=True, slots=True)
class Begun:
    """The configuration file that was written."""

    file: str
