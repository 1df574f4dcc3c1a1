"""Xcode's string catalogues: all languages of a program in one JSON file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.exchange.messages import Message, MessageSlots, message_slots
from g60translate.documents.model import Document, Remark
from g60translate.documents.news.json_strings import parse_json
from g60translate.documents.splice import Splicer
from g60translate.documents.strings.catalogue import sealed
from g60translate.documents.strings.json_tree import Node, new_member, parse_tree
from g60translate.errors import BrokenDocument, EncodingFault

_UNIT = "stringUnit"
# Apple: a person has to look at it before it counts as translated.
_STATE = "needs_review"


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of an entry: the keys below its localization, and where its value stands."""

    path: tuple[str, ...]
    slots: MessageSlots
    value: Node | None


@dataclass(frozen=True, slots=True)
class _Entry:
    node: Node
    texts: tuple[_Text, ...]


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    entries: tuple[_Entry, ...]
    lang: str


class XcstringsCodec:
    """The texts of the source language, written to the language of the translation.

    A localization that is there already stays, unless Xcode calls it new.
    """

    name = "xcstrings"
    suffixes = (".xcstrings",)
    kept = (
        "keys, comments, order, other languages and every byte outside what is added",
        "localizations that are there, texts not to be translated",
        "placeholders, plural and device variations",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether this is a JSON object with a source language and strings."""
        if b"{" not in data[:64] or b"sourceLanguage" not in data.replace(b"\0", b""):
            return False
        try:
            value = parse_json(decode(data, name="").text, name="")
        except (BrokenDocument, EncodingFault):
            return False
        return _is_catalogue(value)

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the texts of the source language. Raises BrokenDocument, EncodingFault."""
        source = decode(data, name=name)
        if not _is_catalogue(parse_json(source.text, name=name)):
            raise BrokenDocument(f"{name} has no sourceLanguage and strings, so is no catalogue.")
        root = parse_tree(source.text)
        strings = root.at("strings")
        lang = (root.at("sourceLanguage") or root).text
        assert strings is not None
        assert lang is not None
        entries: list[_Entry] = []
        remarks: list[Remark] = []
        count = 0
        for key, node in strings.members.items():
            if (should := node.at("shouldTranslate")) is not None and should.value is False:
                continue
            texts: list[_Text] = []
            for path, text, value in _source_texts(key, node, lang):
                slots = message_slots(sealed(Message(text)), first=count + 1, breaks=True)
                if slots is not None:
                    count += len(slots.blocks)
                    texts.append(_Text(path, slots, value))
            if texts:
                entries.append(_Entry(node, tuple(texts)))
            if node.at("localizations", lang, "substitutions") is not None:
                remarks.append(Remark(f"The substitutions of “{key}” are left for a translator."))
        return Document(
            format=self.name,
            blocks=tuple(b for entry in entries for text in entry.texts for b in text.slots.blocks),
            skeleton=_Skeleton(source, tuple(entries), lang),
            lang=lang.replace("_", "-"),
            remarks=tuple(remarks),
        )

    def write(self, document: Document) -> bytes:
        """The file with localizations in the document's language added."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        source = skeleton.source.text
        now = {block.id: block for block in document.blocks}
        target = document.lang or skeleton.lang
        own = target == skeleton.lang.replace("_", "-")
        splicer = Splicer(source)
        for entry in skeleton.entries:
            texts = entry.texts
            if any(text.slots.left for text in texts):
                continue
            if own and not any(text.slots.changed(now) for text in texts):
                continue
            values = [text.slots.written(now) for text in texts]
            for start, end, value in _edits(
                source, entry, values, skeleton.lang if own else target
            ):
                splicer.put(start, end, value)
        return skeleton.source.with_text(splicer.render()).encode()


def _is_catalogue(value: object) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("sourceLanguage"), str)
        and isinstance(value.get("strings"), dict)
        and all(isinstance(entry, dict) for entry in value["strings"].values())
    )


def _source_texts(
    key: str, node: Node, lang: str
) -> Iterator[tuple[tuple[str, ...], str, Node | None]]:
    """The texts in the source language; where there is none, the key is the text."""
    localization = node.at("localizations", lang)
    if localization is None:
        yield (), key, None
        return
    yield from _units(localization, ())


def _units(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str, Node | None]]:
    for key, inner in node.members.items():
        if key == _UNIT:
            value = inner.at("value")
            if value is not None and value.text is not None:
                yield path, value.text, value
        elif key != "substitutions":
            yield from _units(inner, (*path, key))


def _edits(
    source: str, entry: _Entry, values: Sequence[str], target: str
) -> Iterator[tuple[int, int, str]]:
    """The changes that put an entry's texts into a language."""
    there = entry.node.at("localizations", target)
    if there is not None and all(text.value is not None for text in entry.texts):
        own = {text.value.start for text in entry.texts if text.value is not None}
        if all(there.start < start < there.end for start in own):
            for text, value in zip(entry.texts, values, strict=True):
                assert text.value is not None
                yield text.value.start, text.value.end, _literal(value)
            return
    localization: dict[str, object] = {}
    for text, value in zip(entry.texts, values, strict=True):
        place = localization
        for key in text.path:
            inner = place.setdefault(key, {})
            assert isinstance(inner, dict)
            place = inner
        place[_UNIT] = {"state": _STATE, "value": value}
    if there is not None:
        state = there.at(_UNIT, "state")
        if state is not None and state.text == "new":
            yield there.start, there.end, _reshaped(source, there, localization)
        return
    localizations = entry.node.at("localizations")
    if localizations is None:
        yield new_member(source, entry.node, "localizations", {target: localization})
    else:
        yield new_member(source, localizations, target, localization)


def _reshaped(source: str, node: Node, value: object) -> str:
    """A value in the place of another one, on lines of its own."""
    shell = Node(node.start, node.end, key_start=node.key_start)
    _, _, member = new_member(source, shell, "x", value)
    return member[member.index("{") :].rstrip().replace("\n  ", "\n")


def _literal(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
