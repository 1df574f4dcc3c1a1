"""What of an XLIFF file needs a translation: units, their segments, and the text of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g60translate.documents.exchange.messages import (
    MessageSlots,
    message_slots,
)
from g60translate.documents.exchange.xliff_text import inline_text
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.tokens import decode_xml, element_ends, tokenize_xml

# A filled target in another state is somebody's decision (1.2: 2.4; 2.1: 4.3.1.30).
_OPEN_STATES = frozenset(("new", "initial", "needs-translation", "needs-adaptation", "needs-l10n"))
# XLIFF 2 has no state for what a machine wrote: it stays initial, with this beside it.
MACHINE = "g60translate:machine"


@dataclass(frozen=True, slots=True)
class Place:
    """One text of a unit, at `[start, end)` of the file; None for a text that is kept."""

    start: int
    end: int
    message: MessageSlots | None
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A source with text, and what is written for its translation.

    `content` is the range of the source's content, in which the `places` lie. `target` is the
    range of the target element, empty where one must be made, and `opening` its start tag.
    `holder` is the tag of the 1.2 unit or the 2.x segment.
    """

    places: tuple[Place, ...]
    content: tuple[int, int]
    target: tuple[int, int]
    opening: str
    holder: Token


class UnitReader:
    """Walks the units of either version."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokenize_xml(text)
        self._ends = element_ends(self._tokens)
        self._root = next(token for token in self._tokens if token.local == "xliff")
        self.first_version = (self._root.get("version") or "").startswith("1.")

    def source_lang(self) -> str | None:
        """The language of the first file."""
        if not self.first_version:
            return self._root.get("srcLang")
        files = (token for token in self._tokens if token.local == "file")
        return next((lang for token in files if (lang := token.get("source-language"))), None)

    def roots(self) -> Iterator[tuple[Token, str]]:
        """The elements that name the target's language, and the attribute that does."""
        if not self.first_version:
            yield self._root, "trgLang"
            return
        for token in self._tokens:
            if token.local == "file" and token.kind is not TokenKind.END:
                yield token, "target-language"

    def units(self) -> Iterator[Unit]:
        """Each 1.2 trans-unit or 2.x segment that needs a translation."""
        wanted = "trans-unit" if self.first_version else "segment"
        # Whether the elements around are to be translated: the nearest one that says so decides.
        speaking = [True]
        count = 0
        for index, token in enumerate(self._tokens):
            if token.kind is TokenKind.END:
                speaking.pop()
            if token.kind is not TokenKind.START:
                continue
            said = token.get("translate")
            speaking.append(speaking[-1] if said not in ("yes", "no") else said == "yes")
            if token.local == wanted:
                unit = self._unit(index, first=count + 1, speaking=speaking[-1])
                if unit is not None:
                    count += sum(len(p.message.blocks) for p in unit.places if p.message)
                    yield unit

    def _unit(self, index: int, *, first: int, speaking: bool) -> Unit | None:
        parts = self._children(index)
        start = parts.get("seg-source", parts.get("source"))
        if start is None or self._tokens[start].kind is TokenKind.EMPTY:
            return None
        end = self._ends[start]
        places = self._places(index, parts, start, first=first, speaking=speaking)
        if not any(place.message for place in places):
            return None
        content = self._tokens[start].end, self._tokens[end - 1].start
        opening, target = self._target(parts, start)
        return Unit(tuple(places), content, target, opening, self._tokens[index])

    def _places(
        self, index: int, parts: dict[str, int], start: int, *, first: int, speaking: bool
    ) -> list[Place]:
        """The texts of a unit that need a translation, and those that have one."""
        segments = self._segments(start)
        if not segments:
            if not self._is_open(self._tokens[index], parts):
                return []
            return self._texts([(start + 1, self._ends[start] - 1)], first, speaking=speaking)
        done = self._segments(parts["target"]) if "target" in parts else {}
        filled = {mid: range_ for mid, range_ in done.items() if self._raw(range_).strip()}
        if not filled and not self._is_open(self._tokens[index], parts):
            return []
        copied = [m for m in filled if self._raw(filled[m]) == self._raw(segments.get(m, (0, 0)))]
        approved = self._tokens[index].get("approved") == "yes"
        if filled.keys() >= segments.keys() and self._is_open(self._tokens[index], parts):
            filled = {}
        elif filled.keys() < segments.keys() and not approved:
            filled = {mid: range_ for mid, range_ in filled.items() if mid not in copied}
        places = []
        for mid, range_ in segments.items():
            if mid in filled:
                places.append(Place(*self._span(range_), None, self._raw(filled[mid])))
            else:
                new = self._texts([range_], first, speaking=speaking)
                first += sum(len(place.message.blocks) for place in new if place.message)
                places += new
        return places

    def _texts(
        self, ranges: Sequence[tuple[int, int]], first: int, *, speaking: bool
    ) -> list[Place]:
        places = []
        for range_ in ranges:
            message = inline_text(self._text, self._tokens, self._ends, range_, speaking=speaking)
            slots = message_slots(message, first=first)
            if slots is not None:
                first += len(slots.blocks)
                places.append(Place(*self._span(range_), slots))
        return places

    def _segments(self, index: int) -> dict[str, tuple[int, int]]:
        """The contents of the marks of segments in an element, by their ids."""
        return {
            token.get("mid") or str(place): (place + 1, max(place + 1, self._ends[place] - 1))
            for place in range(index + 1, self._ends[index] - 1)
            if (token := self._tokens[place]).local == "mrk"
            and token.kind in (TokenKind.START, TokenKind.EMPTY)
            and token.get("mtype") == "seg"
        }

    def _span(self, range_: tuple[int, int]) -> tuple[int, int]:
        """Where the content of an element that has one lies."""
        start, end = range_
        return self._tokens[start - 1].end, self._tokens[end].start

    def _raw(self, range_: tuple[int, int]) -> str:
        """The content between two tags, nothing for an element without content."""
        start, end = range_
        if self._tokens[start - 1].kind is TokenKind.EMPTY:
            return ""
        return self._text[slice(*self._span((start, end)))]

    def _target(self, parts: dict[str, int], start: int) -> tuple[str, tuple[int, int]]:
        """The start tag of the new target, and the range that it takes."""
        if (target := parts.get("target")) is not None:
            token, last = self._tokens[target], self._tokens[self._ends[target] - 1]
            place, tag = (token.start, last.end), self._text[token.start : token.end].rstrip("/>")
            tag = re.sub(r"""\s+state(?:-qualifier)?\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag).rstrip()
        else:
            place = (self._tokens[self._ends[start] - 1].end,) * 2
            written = self._text[self._tokens[start].start + 1 : self._tokens[start].end - 1]
            prefix, colon, _ = written.split()[0].rpartition(":")
            tag = f"<{prefix}{colon}target"
        if self.first_version:
            tag += ' state="needs-review-translation" state-qualifier="mt-suggestion"'
        return f"{tag}>", place

    def _children(self, index: int) -> dict[str, int]:
        """The first child of each name, as the index of its token."""
        found: dict[str, int] = {}
        child = index + 1
        while child < self._ends[index] - 1:
            token = self._tokens[child]
            if token.kind in (TokenKind.START, TokenKind.EMPTY):
                found.setdefault(token.local, child)
                child = self._ends[child]
            else:
                child += 1
        return found

    def _is_open(self, holder: Token, parts: dict[str, int]) -> bool:
        """Whether the target is missing, empty, a copy of the source, or marked as open."""
        if "target" not in parts:
            return True
        target = self._said(parts["target"])
        if not target.strip():
            return True
        if holder.get("subState") == MACHINE:
            return False
        state = holder.get("state") or self._tokens[parts["target"]].get("state")
        if state in _OPEN_STATES:
            return True
        return (
            state is None
            and holder.get("approved") != "yes"
            and target == self._said(parts["source"])
        )

    def _said(self, index: int) -> str:
        tokens = self._tokens[index : self._ends[index]]
        return "".join(
            decode_xml(self._text[token.start : token.end])
            for token in tokens
            if token.kind is TokenKind.TEXT
        )
