"""What a WordprocessingML paragraph says: its runs, fields, links and marks as items.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from g60translate.documents.flow.flow import PieceKind
from g60translate.documents.office.docx.dialect import DocxDialect
from g60translate.documents.office.docx.languages import foreign_runs
from g60translate.documents.office.docx.properties import (
    W,
    folded_style,
    key_of,
    raised_of,
    switched_on,
)
from g60translate.documents.office.docx.styles import Styles
from g60translate.documents.office.runs import Item, Node
from g60translate.documents.xml.parsing import Element, local

# Wrappers that only say where text came from: accepted insertions, tags of meaning, direction.
_TRANSPARENT = frozenset(("ins", "moveTo", "smartTag", "customXml", "dir", "bdo"))
# Deleted text, and marks that the next program to open the file makes anew.
_DROPPED = frozenset(("del", "moveFrom", "proofErr", "pPr", "rPr", "lastRenderedPageBreak"))
COMMENT_MARKS = frozenset(("commentRangeStart", "commentRangeEnd", "commentReference"))
_NAMES = {
    "drawing": "img",
    "pict": "img",
    "object": "img",
    "AlternateContent": "img",
    "footnoteReference": "note",
    "endnoteReference": "note",
    "commentReference": "comment",
    "fldChar": "field",
    "instrText": "field",
}


@dataclass(frozen=True, slots=True)
class RunReading:
    """What runs are read by.

    Text in `kept_styles` (folded ids) stays, and so does what is marked with another language than
    `home`. Marks of comments are no codes where they are not `with_comments`.
    """

    kept_styles: frozenset[str] = frozenset()
    styles: Styles = field(default_factory=Styles)
    home: str | None = None
    with_comments: bool = True


def paragraph_items(paragraph: Element, reading: RunReading) -> list[Item]:
    """The flow of one `w:p`."""
    foreign = foreign_runs(paragraph, reading.styles, home=reading.home)
    return _Reader(reading, foreign).items(paragraph)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one paragraph, whose runs in another language are `foreign`."""

    reading: RunReading
    foreign: frozenset[Element]

    def items(self, parent: Element) -> list[Item]:
        """The flow of the paragraph or of a container in it."""
        return _with_fields(list(self._atoms(parent)))

    def _atoms(self, parent: Element) -> Iterator[Item]:
        for child in parent:
            name = local(child)
            if not name or name in _DROPPED or _is_cursor(child) or self._is_left_out(name):
                continue
            if name == "r":
                yield from self._run(child)
            elif name in _TRANSPARENT:
                yield from self._atoms(child)
            elif name == "hyperlink":
                yield from self._container(child, child, "a")
            elif name == "sdt" and (content := child.find(f"{W}sdtContent")) is not None:
                yield from self._container(child, content, "control")
            elif name == "fldSimple":
                yield _sealed((Node(child),), _shown(child), "field")
            else:
                yield Item(PieceKind.STANDALONE, nodes=(Node(child),))

    def _container(self, element: Element, content: Element, name: str) -> Iterator[Item]:
        yield Item(PieceKind.OPEN, container=element, name=name)
        yield from self.items(content)
        yield Item(PieceKind.CLOSE, name=name)

    def _run(self, run: Element) -> Iterator[Item]:
        """One item for each child of a `w:r`."""
        properties = run.find(f"{W}rPr")
        hidden = switched_on(properties, "vanish") or switched_on(properties, "specVanish")
        mark = properties.find(f"{W}rStyle") if properties is not None else None
        style = mark.get(f"{W}val", "") if mark is not None else ""
        kept = mark is not None and folded_style(style) in self.reading.kept_styles
        sealed = kept or run in self.foreign
        raised = raised_of(properties, otherwise=self.reading.styles.raised_of(style))
        key = key_of(properties)
        for child in run:
            name = local(child)
            if not name or name in _DROPPED or self._is_left_out(name):
                continue
            node = Node(child, in_run=True, format=properties)
            text = _text_of(child)
            if hidden or (text is None and name != "ruby"):
                yield Item(PieceKind.STANDALONE, nodes=(node,), name=_NAMES.get(name, "x"))
            elif name == "ruby":
                yield _sealed((node,), _shown(child, skip="rt"), "ruby")
            elif sealed:
                yield _sealed((node,), text or "", "keep")
            elif name in ("br", "cr", "tab"):
                tag = "tab" if name == "tab" else "br"
                yield Item(PieceKind.STANDALONE, text or "", nodes=(node,), name=tag)
            elif text:
                yield Item(PieceKind.TEXT, text, key=key, format=properties, name=raised)

    def _is_left_out(self, name: str) -> bool:
        return name in COMMENT_MARKS and not self.reading.with_comments


def _with_fields(items: list[Item]) -> list[Item]:
    """Fold each complex field (17.16.18) of one level into one item; links into a pair."""
    result: list[Item] = []
    index = 0
    while index < len(items):
        end = _field_end(items, index)
        if end is None:
            result.append(items[index])
            index += 1
            continue
        inside = items[index : end + 1]
        outer = [(n, item) for n, item in enumerate(inside) if _level(inside, n) == 0]
        code = "".join(
            node.element.text or ""
            for _, item in outer
            for node in item.nodes
            if local(node.element) == "instrText"
        )
        middle = next((n for n, item in outer if _field_char(item) == "separate"), None)
        if middle is not None and code.split()[:1] == ["HYPERLINK"]:
            opening = tuple(node for item in inside[: middle + 1] for node in item.nodes)
            result.append(Item(PieceKind.OPEN, nodes=opening, name="a"))
            result.extend(_with_fields(inside[middle + 1 : -1]))
            result.append(Item(PieceKind.CLOSE, nodes=inside[-1].nodes, name="a"))
        else:
            result.append(_frozen(inside, middle))
        index = end + 1
    return result


def _frozen(inside: Sequence[Item], middle: int | None) -> Item:
    """A whole field as one item that keeps its code and its result."""
    nodes: list[Node] = []
    depth = 0
    for item in inside:
        depth -= item.kind is PieceKind.CLOSE
        # What lies in a container stays in it.
        outer, depth = depth == 0, depth + (item.kind is PieceKind.OPEN)
        if not outer or item.kind is PieceKind.CLOSE:
            continue
        if item.kind is PieceKind.TEXT:
            shown = DocxDialect().text_run(item.text, item.format, item.key)
            nodes.extend(Node(run) for run in shown)
        elif item.container is not None:
            nodes.append(Node(item.container))
        else:
            nodes.extend(item.nodes)
    text = "".join(item.text for item in inside[middle + 1 :]) if middle is not None else ""
    return _sealed(tuple(nodes), text, "field")


def _field_char(item: Item) -> str:
    """`begin`, `separate` or `end` for a field character, else nothing."""
    # Fields of inner levels are folded already; they have more than one node, or are half a pair.
    if item.kind is not PieceKind.STANDALONE or len(item.nodes) != 1:
        return ""
    return item.nodes[0].element.get(f"{W}fldCharType", "")


def _field_end(items: Sequence[Item], start: int) -> int | None:
    """Where the field that begins at `start` ends on the same level."""
    if _field_char(items[start]) != "begin":
        return None
    depth = level = 0
    for index in range(start, len(items)):
        level += (items[index].kind is PieceKind.OPEN) - (items[index].kind is PieceKind.CLOSE)
        if level < 0:
            return None
        kind = _field_char(items[index]) if level == 0 else ""
        depth += (kind == "begin") - (kind == "end")
        if depth == 0:
            return index
    return None


def _level(items: Sequence[Item], index: int) -> int:
    """How many containers are open around an item."""
    return sum(
        (item.kind is PieceKind.OPEN) - (item.kind is PieceKind.CLOSE)
        for item in items[: index + (items[index].kind is PieceKind.CLOSE)]
    )


def _sealed(nodes: tuple[Node, ...], text: str, name: str) -> Item:
    kind = PieceKind.PROTECTED if text.strip() else PieceKind.STANDALONE
    return Item(kind, text if text.strip() else "", nodes=nodes, name=name)


def _text_of(child: Element) -> str | None:
    """What a run's child shows as text; None for objects and marks."""
    name = local(child)
    if name == "t":
        # A line end in the XML is shown as a space.
        return re.sub("[\r\n\t]+", " ", child.text or "")
    # A break of the page or column parts words like one of the line.
    return {
        "br": "\n",
        "cr": "\n",
        "tab": "\t",
        "noBreakHyphen": "\u2011",
        "softHyphen": "\u00ad",
    }.get(name)


def _shown(element: Element, *, skip: str = "none") -> str:
    skipped = {text for part in element.iter(f"{W}{skip}") for text in part.iter(f"{W}t")}
    return "".join(text.text or "" for text in element.iter(f"{W}t") if text not in skipped)


def _is_cursor(element: Element) -> bool:
    """Word's own bookmark of the last edit; its end, which has no name, may stay."""
    return local(element) == "bookmarkStart" and element.get(f"{W}name") == "_GoBack"
