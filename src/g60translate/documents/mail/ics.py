"""Calendars: summaries and descriptions of events (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.splice import Splicer
from g60translate.documents.web.fields import TextField, read_field

_FOLD = re.compile(r"\r?\n[ \t]")
_TEXT = re.compile(
    r'(?im)^(?P<head>(?P<name>SUMMARY|DESCRIPTION)(?:;(?:"[^"\r\n]*"|[^":\r\n]|\r?\n[ \t])*)?:)'
    r"(?P<value>[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)"
)
_LANGUAGE = re.compile(r";LANGUAGE=\"?([\w-]+)", re.IGNORECASE)
_UNESCAPE = re.compile(r"\\([\\;,nN])")
# RFC 5545, 3.1: no line is longer, in bytes and without its end.
_LONGEST = 75


@dataclass(frozen=True, slots=True)
class _Text:
    """A value at `source[start:end]` behind `before` bytes of its line, and what it says."""

    start: int
    end: int
    before: int
    field: TextField


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    texts: tuple[_Text, ...]
    languages: tuple[tuple[int, int], ...]
    lang: str | None


class IcsCodec:
    """iCalendar files; times, places and people stay."""

    name = "ics"
    suffixes = (".ics",)
    kept = (
        "times, places, people, alarms and every byte outside the texts",
        "line ends, folded lines that do not change",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether it begins as a calendar does."""
        return b"BEGIN:VCALENDAR" in data[:64].replace(b"\0", b"")

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the texts. Raises EncodingFault."""
        source = decode(data, name=name)
        texts: list[_Text] = []
        languages: list[tuple[int, int]] = []
        blocks: list[Block] = []
        for match in _TEXT.finditer(source.text):
            if language := _LANGUAGE.search(source.text, *match.span("head")):
                languages.append(language.span(1))
            value = _UNESCAPE.sub(_character, _FOLD.sub("", match["value"]))
            summary = match["name"].upper() == "SUMMARY"
            field = read_field(
                value,
                first=len(blocks) + 1,
                content="line" if summary else "text",
                kind=BlockKind.HEADING if summary else None,
            )
            if field is not None:
                before = len(re.split(r"[\r\n]", match["head"])[-1].encode())
                texts.append(_Text(*match.span("value"), before, field))
                blocks += field.blocks()
        lang = source.text[slice(*languages[0])] if languages else None
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=_Skeleton(source, tuple(texts), tuple(languages), lang),
            lang=lang,
        )

    def write(self, document: Document) -> bytes:
        """The calendar with its changed texts, folded anew."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        source = skeleton.source.text
        line_end = "\r\n" if "\r\n" in source else "\n"
        now = {block.id: block for block in document.blocks}
        splicer = Splicer(source)
        for text in skeleton.texts:
            mine = [now[block.id] for block in text.field.blocks() if block.id in now]
            value = text.field.written(mine)
            if value != text.field.value:
                folded = f"{line_end} ".join(_folded(_escaped(value), text.before))
                splicer.put(text.start, text.end, folded)
        if document.lang is not None and document.lang != skeleton.lang:
            for start, end in skeleton.languages:
                splicer.put(start, end, document.lang)
        return skeleton.source.with_text(splicer.render()).encode()


def _character(match: re.Match[str]) -> str:
    return "\n" if match.group(1) in "nN" else match.group(1)


def _escaped(value: str) -> str:
    value = re.sub(r"([\\;,])", r"\\\1", value)
    return re.sub(r"\r\n|\r|\n", r"\\n", value)


def _folded(value: str, before: int) -> Iterator[str]:
    """The lines of a value, whose first has so many bytes before it."""
    line, length = "", before
    for sign in value:
        size = len(sign.encode("utf-8", "surrogatepass"))
        if length + size > _LONGEST:
            yield line
            line, length = "", 1
        line += sign
        length += size
    yield line
