"""What a WordprocessingML paragraph says: its runs, fields, links and marks as items.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy

from lxml import etree

from g60translate.documents.flow import PieceKind
from g60translate.documents.office.runs import Item, Node
from g60translate.documents.xml.parsing import Element, local

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Wrappers that only say where text came from: accepted insertions, tags of meaning, direction.
_TRANSPARENT = frozenset(("ins", "moveTo", "smartTag", "customXml", "dir", "bdo"))
# Deleted text, and marks that the next program to open the file makes anew.
_DROPPED = frozenset(("del", "moveFrom", "proofErr", "pPr", "rPr", "lastRenderedPageBreak"))
# Properties that change no letter's look: language, proofing, revision marks, hints, tracking.
_INVISIBLE = frozenset(
    ("lang", "noProof", "rPrChange", "ins", "del", "kern", "spacing", "w", "snapToGrid")
)
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
# 17.18.92 and common sense: what Word writes for these is one character.
_SPECIAL = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
_RAISED = {"superscript": "sup", "subscript": "sub"}
_SPECIAL_CUT = re.compile("([\t\n\u2011\u00ad])")


class DocxDialect:
    """Writes WordprocessingML runs (17.3.2)."""

    def text_run(self, text: str, format_: Element | None, key: str) -> Sequence[Element]:  # noqa: ARG002
        """One run; tabs, line breaks and special hyphens become their elements."""
        if not text:
            return ()
        run = etree.Element(f"{W}r")
        if (properties := _clean(format_)) is not None:
            run.append(properties)
        for part in _SPECIAL_CUT.split(text):
            if part in _SPECIAL:
                etree.SubElement(run, f"{W}{_SPECIAL[part]}")
            elif part:
                shown = etree.SubElement(run, f"{W}t")
                shown.text = part
                if part != part.strip() or "  " in part:
                    shown.set(_XML_SPACE, "preserve")
        return (run,)

    def wrap(self, node: Node) -> Element:
        """The element, in a run with its old properties if it needs one."""
        if not node.in_run:
            return node.element
        run = etree.Element(f"{W}r")
        if node.format is not None:
            run.append(deepcopy(node.format))
        run.append(node.element)
        return run

    def shell(self, container: Element) -> Element:
        """The place for runs in a paragraph, a hyperlink or a content control."""
        content = container.find(f"{W}sdtContent")
        inner = container if content is None else content
        for child in list(inner):
            if child.tag != f"{W}pPr":
                inner.remove(child)
        return inner

    def finish(self, paragraph: Element) -> None:
        """Nothing is left to do."""


def paragraph_items(paragraph: Element, protected_styles: frozenset[str]) -> list[Item]:
    """The flow of one `w:p` or of a container in it."""
    return _with_fields(list(_atoms(paragraph, protected_styles)))


def _atoms(parent: Element, protected_styles: frozenset[str]) -> Iterator[Item]:
    for child in parent:
        name = local(child)
        if not name or name in _DROPPED or _is_cursor(child):
            continue
        if name == "r":
            yield from _run(child, protected_styles)
        elif name in _TRANSPARENT:
            yield from _atoms(child, protected_styles)
        elif name == "hyperlink":
            yield from _container(child, child, "a", protected_styles)
        elif name == "sdt" and (content := child.find(f"{W}sdtContent")) is not None:
            yield from _container(child, content, "control", protected_styles)
        elif name == "fldSimple":
            yield _sealed((Node(child),), _shown(child), "field")
        else:
            yield Item(PieceKind.STANDALONE, nodes=(Node(child),))


def _container(
    element: Element, content: Element, name: str, protected_styles: frozenset[str]
) -> Iterator[Item]:
    yield Item(PieceKind.OPEN, container=element, name=name)
    yield from paragraph_items(content, protected_styles)
    yield Item(PieceKind.CLOSE, name=name)


def _run(run: Element, protected_styles: frozenset[str]) -> Iterator[Item]:
    """One item for each child of a `w:r`."""
    properties = run.find(f"{W}rPr")
    hidden = _switched_on(properties, "vanish") or _switched_on(properties, "specVanish")
    style = properties.find(f"{W}rStyle") if properties is not None else None
    sealed = style is not None and folded_style(style.get(f"{W}val", "")) in protected_styles
    key = _key(properties)
    for child in run:
        name = local(child)
        if not name or name in _DROPPED:
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
            yield Item(PieceKind.TEXT, text, key=key, format=properties, name=_raised(properties))


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


def _switched_on(properties: Element | None, name: str) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off")


def _raised(properties: Element | None) -> str:
    """`sup` or `sub` for text above or below its line (17.3.2.42, 17.3.2.24)."""
    if properties is None:
        return "x"
    aligned = properties.find(f"{W}vertAlign")
    place = aligned.get(f"{W}val", "") if aligned is not None else ""
    if place in _RAISED:
        return _RAISED[place]
    moved = properties.find(f"{W}position")
    points = moved.get(f"{W}val", "0") if moved is not None else "0"
    if points.strip("0-") == "":
        return "x"
    return "sub" if points.startswith("-") else "sup"


def folded_style(style: str) -> str:
    """A style's id or name as it is compared: without spaces and hyphens, in lower case."""
    return re.sub(r"[\s_-]", "", style).casefold()


def _key(properties: Element | None) -> str:
    """Equal for runs that look equal."""
    clean = _clean(properties)
    if clean is None:
        return ""
    for child in list(clean):
        if local(child) in _INVISIBLE:
            clean.remove(child)
        elif local(child) == "rFonts":
            child.attrib.pop(f"{W}hint", "")
            if not child.attrib:
                clean.remove(child)
    parts = sorted(etree.tostring(child, method="c14n", with_tail=False) for child in clean)
    return b"".join(parts).decode("utf-8")


def _clean(properties: Element | None) -> Element | None:
    """Properties for new text: without its old language and revision marks."""
    if properties is None:
        return None
    clean = deepcopy(properties)
    clean.tail = None
    for child in list(clean):
        if local(child) in ("lang", "rPrChange", "ins", "del", "noProof"):
            clean.remove(child)
    return clean if len(clean) else None
