"""What `serve --json` prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that answers: its address, and the folder of its data."""

    address: str
    data: str
