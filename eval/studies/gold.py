"""The hand-made sets: sentences with codes on both sides, and sentences with word links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from g60translate.documents.model import Inline, InlineKind
from g60translate.spans import Span

ROOT = Path(__file__).parents[2]
TAGGED = ROOT / "eval" / "sets" / "tagged.de-en.jsonl"
ALIGNED = ROOT / "eval" / "sets" / "aligned.de-en.jsonl"
CORPUS = ROOT / "corpus" / "press" / "dev.jsonl"

# What stands around a word and is no part of it; a per cent sign is part of its number.
_EDGE = "„“”\"‘’‚'«»()[].,:;!?–-…"
_CODE = re.compile(r"<(/?)([a-z]+\d*)(/?)>")

Links = frozenset[tuple[int, int]]
"""Pairs of the indices of a source and a target word."""


def words(text: str) -> list[Span]:
    """Words between white space, without the signs at their edges; what is all signs is none."""
    found, at = [], 0
    for chunk in text.split():
        at = text.index(chunk, at)
        core = chunk.strip(_EDGE)
        if core:
            start = at + chunk.index(core)
            found.append((start, start + len(core)))
        at += len(chunk)
    return found


def word_at(spans: list[Span], span: Span) -> int:
    """The index of the word in which a piece or a finer word ends, -1 for signs."""
    inside = (i for i, (start, end) in enumerate(spans) if start < span[1] <= end)
    return next(inside, -1)


@dataclass(frozen=True, slots=True)
class Tagged:
    """Text with codes; a line break stands over the space that it takes the place of."""

    text: str
    codes: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence with codes on both sides; `kind` says what most of them stand over."""

    number: int
    kind: str
    source: Tagged
    target: Tagged

    @property
    def owned(self) -> dict[str, str]:
        return {code.tag: "\n" for code in self.source.codes if code.tag.startswith("br")}


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with gold links between the words of its sides; the possible hold the sure."""

    number: int
    source: str
    target: str
    sure: Links
    possible: Links


def parse(marked: str) -> Tagged:
    """Read `<b>…</b>`, `<fn/>` and `<br/>`, numbered where a kind comes twice."""
    parts: list[str] = []
    codes: list[Inline] = []
    length = at = 0
    for match in _CODE.finditer(marked):
        parts.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        closing, tag, alone = match.groups()
        if alone:
            breaks = tag.startswith("br")
            codes.append(Inline(length, length + breaks, tag, InlineKind.STANDALONE))
            parts.append(" " * breaks)
            length += breaks
        elif closing:
            index = next(i for i, code in enumerate(codes) if code.tag == tag)
            codes[index] = replace(codes[index], end=length)
        else:
            codes.append(Inline(length, length, tag))
    parts.append(marked[at:])
    return Tagged("".join(parts), tuple(codes))


def read_tagged(path: Path = TAGGED, *, corpus: Path = CORPUS) -> list[Item]:
    """The sentences with codes; each must be the corpus's, with the same codes on both sides."""
    items = []
    for row, plain in _rows(path, corpus):
        source, target = parse(row["de"]), parse(row["en"])
        if (source.text, target.text) != (plain["de"], plain["en"]):
            raise ValueError(f"{path}: number {row['id']} without its codes is not the corpus's")
        tags = [sorted(code.tag for code in side.codes) for side in (source, target)]
        if tags[0] != tags[1] or len(set(tags[0])) != len(tags[0]):
            raise ValueError(f"{path}: number {row['id']} has other codes on its two sides")
        items.append(Item(int(row["id"]), row["kind"], source, target))
    return items


def read_links(path: Path = ALIGNED, *, corpus: Path = CORPUS) -> list[Pair]:
    """The sentences with links; each must be the corpus's, and no index may lie outside."""
    pairs = []
    for row, plain in _rows(path, corpus):
        if (row["de"], row["en"]) != (plain["de"], plain["en"]):
            raise ValueError(f"{path}: number {row['id']} is not the corpus's")
        sure = _links(row["sure"])
        possible = sure | _links(row["possible"])
        lengths = (len(words(row["de"])), len(words(row["en"])))
        if any(one >= lengths[0] or other >= lengths[1] for one, other in possible):
            raise ValueError(f"{path}: number {row['id']} links a word that is not there")
        pairs.append(Pair(int(row["id"]), row["de"], row["en"], sure, possible))
    return pairs


def _rows(path: Path, corpus: Path) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Rows of a set, each with the corpus's row of the same document and segment."""
    plain = {
        (row["doc"], row["seg"]): row
        for row in map(json.loads, corpus.read_text("utf-8").splitlines())
    }
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        yield row, plain[row["doc"], row["seg"]]


def _links(text: str) -> Links:
    return frozenset((int(a), int(b)) for a, b in (pair.split("-") for pair in text.split()))
