"""Rows of a table through a translator; each text is a document or a segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from g60translate.documents.model import Block, BlockKind
from g60translate.pipeline import Translator
from g60translate.reports.record.model import OptionsInfo, SegmentRecord
from g60translate.reports.record.writing import options_info, segment_record


@dataclass(frozen=True, slots=True)
class Translated:
    """A row's text in the target language, and the segments that it was made from."""

    text: str
    segments: tuple[SegmentRecord, ...]

    @property
    def confidence(self) -> float | None:
        """That of the segment that is least sure; None where no model was asked."""
        known = [each.confidence for each in self.segments if each.confidence is not None]
        return min(known, default=None)

    @property
    def findings(self) -> list[str]:
        """What was found, errors first, each as `severity check: message`."""
        found = [finding for each in self.segments for finding in each.findings]
        ranked = sorted(found, key=lambda each: ("error", "warning", "info").index(each.severity))
        return [f"{each.severity} {each.check}: {each.message}" for each in ranked]


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table with what decided them, as a journal keeps them."""

    source_lang: str
    target_lang: str
    options: OptionsInfo
    rows: list[Translated]


@cache
def kept_rows() -> TypeAdapter[Rows]:
    """Reads and writes them."""
    return TypeAdapter(Rows)


def translate_texts(
    translator: Translator, texts: Sequence[str], *, first: int
) -> tuple[bytes, int]:
    """Rows for `kept_rows`, and how many segments they have; `first` is the first one's number.

    Lines are paragraphs, and line ends stay. Raises EngineError.
    """
    blocks = [
        Block(f"row{number}.{line}", BlockKind.PARAGRAPH, text.removesuffix("\r"))
        for number, row in enumerate(texts, first)
        for line, text in enumerate(row.split("\n"), 1)
    ]
    coming = translator.stream(blocks, window=max(1, len(blocks)))
    rows = []
    for row in texts:
        lines: list[str] = []
        segments: list[SegmentRecord] = []
        for line in row.split("\n"):
            block, mine = next(coming)
            lines.append(" ".join(block.text.split("\n")) + ("\r" if line.endswith("\r") else ""))
            segments += map(segment_record, mine)
        rows.append(Translated("\n".join(lines), tuple(segments)))
    kept = Rows(translator.source_lang, translator.target_lang, options_info(translator), rows)
    return kept_rows().dump_json(kept), sum(len(row.segments) for row in rows)
