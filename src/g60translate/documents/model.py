"""What every format becomes once it is read: blocks of plain text with inline codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class BlockKind(StrEnum):
    """The role a block plays on the page; press rules and reports look at it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    HEADER = "header"
    FOOTER = "footer"
    ATTRIBUTE = "attribute"
    SUBTITLE = "subtitle"


class InlineKind(StrEnum):
    """How a code takes part in its block, in the sense of XLIFF 2.1, 4.7.

    PAIRED surrounds its span (bold, link); STANDALONE stands at its place and owns the text of
    its span, usually empty or one line break (`<br>`, a footnote mark, an image); PROTECTED
    surrounds text that must appear in the target unchanged (inline code, `translate="no"`).
    """

    PAIRED = "paired"
    STANDALONE = "standalone"
    PROTECTED = "protected"


@dataclass(frozen=True, slots=True)
class Inline:
    """One inline code over `text[start:end]`, half-open, in Unicode code points.

    `tag` names the code for its codec and is unique within its block. In a block's tuple an
    outer code stands before the codes inside it.
    """

    start: int
    end: int
    tag: str
    kind: InlineKind = InlineKind.PAIRED

    def shift(self, offset: int) -> Inline:
        """The same code `offset` code points further on."""
        return replace(self, start=self.start + offset, end=self.end + offset)


@dataclass(frozen=True, slots=True)
class Block:
    """One stream of translatable text: a paragraph, a cell, an attribute value.

    `id` is unique in the document and stable from one reading to the next. `remark` is what a
    person must be told about it, such as why its text is left as it is.
    """

    id: str
    kind: BlockKind
    text: str
    inlines: tuple[Inline, ...] = ()
    remark: str = ""

    def __post_init__(self) -> None:
        for inline in self.inlines:
            if not 0 <= inline.start <= inline.end <= len(self.text):
                raise ValueError(f"inline {inline} lies outside block {self.id!r}")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a document that its reader has to be told, such as a part left as it was.

    `block_id` names the block near which it lies; the first one where that is empty.
    """

    message: str
    block_id: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """What the translations of some blocks must keep to, or their place stays as it was.

    Together they have at most `most` UTF-16 code units and none of the characters in `without`;
    `message` says what stays and why.
    """

    block_ids: tuple[str, ...]
    most: int
    message: str
    without: str = ""

    def holds(self, now: Mapping[str, Block]) -> bool:
        """Whether it is kept; `now` has the blocks by their ids, the changed ones at least."""
        texts = [now[name].text for name in self.block_ids if name in now]
        length = sum(len(text.encode("utf-16-le")) // 2 for text in texts)
        return length <= self.most and {*self.without}.isdisjoint("".join(texts))


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order.

    `skeleton` belongs to the codec named `format`: it holds whatever of the file is not
    translatable text, so that writing unchanged blocks gives the file back byte for byte.
    `lang` is the declared language as a BCP 47 tag, None where the file declares none. `remarks`
    say what is not translated and not otherwise to be seen; so does each of the `limits` that does
    not hold for a translation. `becomes` is the format that it is written in, where that is not the
    one it was read from.
    """

    format: str
    blocks: tuple[Block, ...]
    skeleton: object
    lang: str | None = None
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[Remark, ...] = ()
    limits: tuple[Limit, ...] = ()
    becomes: str = ""

    @property
    def written_as(self) -> str:
        """The format that it is written in."""
        return self.becomes or self.format

    def with_blocks(self, changed: Mapping[str, Block], *, lang: str | None = None) -> Document:
        """The same document with the blocks of these ids exchanged and its language set."""
        blocks = tuple(changed.get(block.id, block) for block in self.blocks)
        return replace(self, blocks=blocks, lang=lang or self.lang)

    def left_over(self) -> tuple[Remark, ...]:
        """What is said of the places that stay as they were, since their texts do not fit."""
        now = {block.id: block for block in self.blocks} if self.limits else {}
        broken = (limit for limit in self.limits if not limit.holds(now))
        return tuple(Remark(limit.message, limit.block_ids[0]) for limit in broken)

    @property
    def text(self) -> str:
        """All block texts, one a line; what language detection looks at."""
        return "\n".join(block.text for block in self.blocks)
