"""Held-out parts by document, so that no sentence is tested beside its own neighbours."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.bitext.pairs import Pair
from g60translate.errors import InputError

# Units of a memory without documents stand in the order of the texts; a run of this many is
# taken for a document.
_RUN = 20


@dataclass(frozen=True, slots=True)
class Split:
    """`train` shares no document and no source sentence with `held_out`."""

    train: tuple[Pair, ...]
    held_out: tuple[Pair, ...]


def split_by_document(pairs: Sequence[Pair], *, share: float, seed: int = 0) -> Split:
    """Hold out about this share of the pairs, whole documents at a time.

    A document is held out by the hash of its name and the seed, so more data never moves a
    document from one part to the other. Training pairs whose source also stands in the held-out
    part are dropped. Raises InputError where either part would be empty.
    """
    if not 0 < share < 1:
        raise InputError(f"A share of {share} cannot be held out; give one between 0 and 1.")
    names = [p.document or f"run {i // _RUN}" for i, p in enumerate(pairs)]
    chosen = {name for name in names if _position(f"{seed}\n{name}") < share}
    if pairs and not chosen:
        chosen = {min(names, key=lambda name: _position(f"{seed}\n{name}"))}
    held_out = tuple(p for p, name in zip(pairs, names, strict=True) if name in chosen)
    seen = {_key(p.source) for p in held_out}
    train = tuple(
        p
        for p, name in zip(pairs, names, strict=True)
        if name not in chosen and _key(p.source) not in seen
    )
    if not train or not held_out:
        raise InputError(
            f"{len(pairs)} pairs in {len(set(names))} documents cannot be split into a training "
            "and a held-out part. Give more translations."
        )
    return Split(train, held_out)


def _position(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") / 2**64


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
