"""XLIFF 1.2 and 2.x: sources are read, targets are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText
from g60translate.documents.model import Block, Document
from g60translate.documents.slots import Slot, put_slots
from g60translate.documents.splice import Splicer
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.blocks import Rule, Treatment, XmlFinder
from g60translate.documents.xml.source import attribute_edit, decode_xml_file
from g60translate.documents.xml.tokens import decode_xml

_ROOT = re.compile(rb"<(?:\w+:)?xliff\s[^>]*version\s*=\s*[\"'][12]\.")
# A filled target in another state is somebody's decision (1.2: 2.4; 2.1: 4.3.1.30).
_OPEN_STATES = frozenset(("new", "initial", "needs-translation", "needs-adaptation", "needs-l10n"))
_INLINE = {
    **dict.fromkeys(("g", "pc", "mrk"), Rule(Treatment.PAIRED)),
    # The native codes inside the others are no text.
    **dict.fromkeys(
        ("x", "bx", "ex", "bpt", "ept", "ph", "it", "sc", "ec", "sm", "em", "cp"),
        Rule(Treatment.UNTOUCHED),
    ),
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A source with text, and what is written for its translation.

    `content` is the range between the source's tags. `target` is the range of the target element,
    empty where one must be made, and `opening` its start tag. `segment` is a 2.x segment's tag.
    """

    slot: Slot
    content: tuple[int, int]
    target: tuple[int, int]
    opening: str
    segment: Token | None


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    units: tuple[_Unit, ...]
    lang: str | None
    roots: tuple[tuple[Token, str], ...]


class XliffCodec:
    """Exchange files of translation tools (OASIS XLIFF 1.2 and 2.0 to 2.2).

    A unit whose target is filled and not marked as open is not read: it is somebody's work.
    """

    name = "xliff"
    suffixes = (".xlf", ".xliff", ".mxliff", ".sdlxliff")
    kept = (
        "sources, notes, alternatives, metadata and every byte outside targets",
        "inline codes with their ids, and text marked as not to be translated",
        "targets that are filled and not marked as new or in need of translation",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the root element is an XLIFF one."""
        return _ROOT.search(data[:4096].replace(b"\0", b"")) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Read every source that needs a target. Raises BrokenDocument, EncodingFault."""
        source = decode_xml_file(data, name=name)
        reader = _Reader(source.text)
        units = tuple(reader.units())
        lang = reader.source_lang()
        return Document(
            format=self.name,
            blocks=tuple(unit.slot.block for unit in units),
            skeleton=_Skeleton(source, units, lang, tuple(reader.roots())),
            lang=lang,
        )

    def write(self, document: Document) -> bytes:
        """The file with a target for each changed block, marked as a machine's suggestion."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = skeleton.source.text
        now = {block.id: block for block in document.blocks}
        splicer = Splicer(text)
        for unit in skeleton.units:
            block = now.get(unit.slot.block.id, unit.slot.block)
            if block == unit.slot.block:
                continue
            splicer.put(*unit.target, _target(text, unit, block))
            if unit.segment is not None:
                splicer.put(*attribute_edit(unit.segment, "state", "state", "translated"))
        if document.lang is not None and document.lang != skeleton.lang:
            for token, attribute in skeleton.roots:
                splicer.put(*attribute_edit(token, attribute, attribute, document.lang))
        return skeleton.source.with_text(splicer.render()).encode_markup()


def _target(text: str, unit: _Unit, block: Block) -> str:
    """A target element: the source's content with the block in its place."""
    splicer = Splicer(text)
    put_slots(splicer, (unit.slot,), {block.id: block})
    name = unit.opening[1:].rstrip(">").split()[0]
    return f"{unit.opening}{splicer.render(*unit.content)}</{name}>"


class _Reader:
    """Walks the units of either version."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._finder = XmlFinder(text, _rule, folding=False)
        self._tokens = self._finder.tokens
        self._root = next(token for token in self._tokens if token.local == "xliff")
        self._first_version = (self._root.get("version") or "").startswith("1.")

    def source_lang(self) -> str | None:
        """The language of the first file."""
        if not self._first_version:
            return self._root.get("srcLang")
        files = (token for token in self._tokens if token.local == "file")
        return next((lang for token in files if (lang := token.get("source-language"))), None)

    def roots(self) -> Iterator[tuple[Token, str]]:
        """The elements that name the target's language, and the attribute that does."""
        if not self._first_version:
            yield self._root, "trgLang"
            return
        for token in self._tokens:
            if token.local == "file" and token.kind is not TokenKind.END:
                yield token, "target-language"

    def units(self) -> Iterator[_Unit]:
        """Each 1.2 trans-unit or 2.x segment that needs a translation."""
        holder = "trans-unit" if self._first_version else "segment"
        sealed_until = count = 0
        for index, token in enumerate(self._tokens):
            if token.kind is not TokenKind.START or index < sealed_until:
                continue
            if token.get("translate") == "no":
                sealed_until = self._finder.ends[index]
            elif token.local == holder:
                unit = self._unit(index, f"b{count + 1}")
                if unit is not None:
                    count += 1
                    yield unit

    def _unit(self, index: int, block_id: str) -> _Unit | None:
        parts = self._children(index)
        start = parts.get("seg-source", parts.get("source"))
        if start is None or self._tokens[start].kind is TokenKind.EMPTY:
            return None
        holder = self._tokens[index]
        if not self._is_open(holder, parts):
            return None
        end = self._finder.ends[start]
        slot = self._finder.stream(start + 1, end - 1, block_id=block_id)
        if slot is None:
            return None
        content = self._tokens[start].end, self._tokens[end - 1].start
        if (target := parts.get("target")) is not None:
            token, last = self._tokens[target], self._tokens[self._finder.ends[target] - 1]
            place, tag = (token.start, last.end), self._text[token.start : token.end].rstrip("/>")
            tag = re.sub(r"""\s+state(?:-qualifier)?\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag).rstrip()
        else:
            place = (self._tokens[end - 1].end,) * 2
            written = self._text[self._tokens[start].start + 1 : self._tokens[start].end - 1]
            prefix, colon, _ = written.split()[0].rpartition(":")
            tag = f"<{prefix}{colon}target"
        if self._first_version:
            tag += ' state="needs-review-translation" state-qualifier="mt-suggestion"'
        return _Unit(slot, content, place, f"{tag}>", None if self._first_version else holder)

    def _children(self, index: int) -> dict[str, int]:
        """The first child of each name, as the index of its token."""
        found: dict[str, int] = {}
        child = index + 1
        while child < self._finder.ends[index] - 1:
            token = self._tokens[child]
            if token.kind in (TokenKind.START, TokenKind.EMPTY):
                found.setdefault(token.local, child)
                child = self._finder.ends[child]
            else:
                child += 1
        return found

    def _is_open(self, holder: Token, parts: dict[str, int]) -> bool:
        """Whether the target is missing, empty, a copy of the source, or marked as open."""
        if "target" not in parts:
            return True
        target = self._said(parts["target"])
        state = holder.get("state") or self._tokens[parts["target"]].get("state")
        if not target.strip() or state in _OPEN_STATES:
            return True
        return (
            state is None
            and holder.get("approved") != "yes"
            and target == self._said(parts["source"])
        )

    def _said(self, index: int) -> str:
        tokens = self._tokens[index : self._finder.ends[index]]
        return "".join(
            decode_xml(self._text[token.start : token.end])
            for token in tokens
            if token.kind is TokenKind.TEXT
        )


def _rule(token: Token) -> Rule:
    if token.local == "mrk" and (
        token.get("translate") == "no" or token.get("mtype") in ("protected", "x-protected")
    ):
        return Rule(Treatment.PROTECTED)
    return _INLINE.get(token.local, Rule(Treatment.UNTOUCHED))
