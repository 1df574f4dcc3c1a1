"""SubRip and WebVTT subtitles: times and cue settings stay, sentences may run through cues."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import unescape

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.model import Document
from g60translate.documents.slots import escape_markup
from g60translate.documents.splice import Splicer
from g60translate.documents.subtitles.cues import Sentence, find_sentences, render
from g60translate.documents.subtitles.timings import TIMING

_SRT_HEAD = re.compile(
    rb"\s*(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:\d+[ \t]*[\r\n]\s*)?" + TIMING.pattern.encode()
)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    sentences: tuple[Sentence, ...]


def _read(
    data: bytes, *, name: str, format_: str, unspell: Callable[[str], str], blank_ends: bool
) -> Document:
    source = decode(data, name=name)
    sentences = tuple(find_sentences(source.text, decode=unspell, blank_ends=blank_ends))
    return Document(
        format=format_,
        blocks=tuple(sentence.flow.block for sentence in sentences),
        skeleton=_Skeleton(source, sentences),
    )


def _write(document: Document, *, spell: Callable[[str], str]) -> bytes:
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    text = skeleton.source.text
    now = {block.id: block for block in document.blocks}
    splicer = Splicer(text)
    for sentence in skeleton.sentences:
        flow = sentence.flow
        block = now.get(flow.block.id, flow.block)
        if block != flow.block:
            write = partial(render, text, sentence, block, spell=spell, between=splicer.render)
            splicer.put(flow.start, flow.end, write)
    return skeleton.source.with_text(splicer.render()).encode()


class SrtCodec:
    """SubRip files, with the tags that players know."""

    name = "srt"
    suffixes = (".srt",)
    kept = (
        "numbers, times, positions and line ends",
        "italics, bold, underline, colours, speakers' dashes, notes of songs",
        "lines of at most 42 columns; sentences that run through cues, shared out again",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the file begins with a time line, or a number and a time line."""
        return _SRT_HEAD.match(data[:1024].replace(b"\0", b"")) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the cues; what is no cue stays as it is. Raises EncodingFault."""
        return _read(data, name=name, format_=self.name, unspell=str, blank_ends=False)

    def write(self, document: Document) -> bytes:
        """The file with its changed sentences."""
        return _write(document, spell=str)


class VttCodec:
    """WebVTT files (W3C WebVTT: The Web Video Text Tracks Format)."""

    name = "vtt"
    suffixes = (".vtt",)
    kept = (
        "header, notes, styles, regions, cue names, times and settings",
        "voices, classes, languages, italics, ruby and time tags",
        "lines of at most 42 columns; sentences that run through cues, shared out again",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the file begins with WEBVTT."""
        head = data[:64].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf")
        return re.match(rb"(?:\xff\xfe|\xfe\xff)?WEBVTT(?:[ \t\r\n]|\Z)", head) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the cues; what is no cue stays as it is. Raises EncodingFault."""
        return _read(data, name=name, format_=self.name, unspell=unescape, blank_ends=True)

    def write(self, document: Document) -> bytes:
        """The file with its changed sentences."""
        return _write(document, spell=escape_markup)
