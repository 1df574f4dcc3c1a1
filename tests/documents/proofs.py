"""What a proof of a claim in docs/formats.md is: a file that shows it, or the name of a test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Case(NamedTuple):
    """A file in which `new` stands only after translation into capitals, and `kept` before too."""

    data: bytes
    new: tuple[str, ...] = ("DAS TAL",)
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """The name of a test that proves the claim at length, `module.test`."""

    test: str


def keeps(data: bytes, *kept: str, new: tuple[str, ...] = ("DAS TAL",)) -> Case:
    """What is kept stands beside text that is translated, or the case would say little."""
    return Case(data, new, kept)


Proofs = dict[str, Case | Shown]
"""The proofs of one format by their claims, as the page has them."""
