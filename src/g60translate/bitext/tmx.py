"""TMX 1.4b translation memories, level 2: read unit by unit and written again without a loss.

Inline codes, properties, notes and dates are kept as they are. Source: LISA, TMX 1.4b
Specification (2005), sections 3 and 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from g60translate.bitext.units import Code, Details, FullUnit, Unit, Variant
from g60translate.errors import BrokenDocument, InputError

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Native code between these is markup of the old document, not text (TMX 1.4b, content markup).
_CODE: Final = frozenset({"bpt", "ept", "ph", "it", "ut"})


def read_units(path: Path) -> Iterator[FullUnit]:
    """All units of a file, as they come; memory stays flat however long it is.

    Raises InputError, BrokenDocument.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    units = etree.iterparse(
        str(path),
        events=("end",),
        tag="{*}tu",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, unit in units:
            yield FullUnit(
                tuple(_variant(variant) for variant in unit.iterfind("{*}tuv")), _details(unit)
            )
            unit.clear()
            while unit.getprevious() is not None:
                del unit.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BrokenDocument(f"{path} is not well-formed XML: {error}. Export it again.") from None
    root = etree.QName(units.root).localname
    if root != "tmx":
        raise BrokenDocument(f"{path} is no TMX file: its root is {root!r}.")


def read_tmx(path: Path, *, source_lang: str, target_lang: str) -> Iterator[Unit]:
    """The texts of the units that have both languages, compared by primary subtag.

    Raises InputError, BrokenDocument; units that lack a language are skipped.
    """
    for unit in read_units(path):
        sides: dict[str, str] = {}
        for variant in unit.variants:
            sides.setdefault(variant.base, variant.text)
        if source_lang in sides and target_lang in sides:
            yield Unit(sides[source_lang], sides[target_lang], unit.document)


def _details(element: etree._Element) -> Details:
    return Details(
        {str(k): str(v) for k, v in element.attrib.items() if k not in (_LANG, "lang")},
        tuple((p.get("type") or "", p.text or "") for p in element.iterfind("{*}prop")),
        tuple(note.text or "" for note in element.iterfind("{*}note")),
    )


def _variant(element: etree._Element) -> Variant:
    lang = element.get(_LANG) or element.get("lang") or ""
    segment = element.find("{*}seg")
    codes: list[Code] = []
    text = "" if segment is None else _text(segment, 0, codes)
    return Variant(lang, text, tuple(codes), _details(element))


def _text(element: etree._Element, at: int, codes: list[Code]) -> str:
    """The words of an element that begins at offset `at`; its inline elements go to `codes`."""
    parts = [element.text or ""]
    for child in element:
        here = at + sum(map(len, parts))
        if isinstance(child.tag, str):
            place = len(codes)
            inside = "" if etree.QName(child).localname in _CODE else _text(child, here, codes)
            parts.append(inside)
            # An outer element stands before those inside it.
            codes.insert(place, Code(here, here + len(inside), _alone(child)))
        parts.append(child.tail or "")
    return "".join(parts)


def _alone(element: etree._Element) -> str:
    """An inline element without what follows it, and without its words if it has any."""
    if etree.QName(element).localname in _CODE:
        return etree.tostring(element, encoding="unicode", with_tail=False)
    bare = etree.Element(element.tag, {str(k): str(v) for k, v in element.attrib.items()})
    return etree.tostring(bare, encoding="unicode")


def write_tmx(units: Iterable[Unit], *, source_lang: str, target_lang: str) -> bytes:
    """Plain pairs as a TMX 1.4 file; reading it gives the same pairs."""
    return write_units(
        (
            FullUnit(
                (Variant(source_lang, unit.source), Variant(target_lang, unit.target)),
                Details(properties=(("x-document", unit.document),) if unit.document else ()),
            )
            for unit in units
        ),
        source_lang=source_lang,
    )


def write_units(units: Iterable[FullUnit], *, source_lang: str) -> bytes:
    """Units as a TMX 1.4 file, `*all*` as its language where they have no source in common."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        creationtool="g60translate",
        creationtoolversion="1",
        segtype="sentence",
        adminlang="en",
        srclang=source_lang,
        datatype="plaintext",
    ).set("o-tmf", "g60translate")
    body = etree.SubElement(root, "body")
    texts: list[tuple[etree._Element, Variant]] = []
    for unit in units:
        body.append(_unit_element(unit, texts))
    etree.indent(root)
    # Filled only now: white space inside a segment is text, which indenting would add to.
    for segment, variant in texts:
        _fill(segment, variant)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _unit_element(unit: FullUnit, texts: list[tuple[etree._Element, Variant]]) -> etree._Element:
    """The element with empty segments; `texts` gets what they are to be filled with."""
    element = etree.Element("tu", dict(unit.details.attributes))
    _describe(element, unit.details)
    for variant in unit.variants:
        side = etree.SubElement(element, "tuv", {_LANG: variant.lang, **variant.details.attributes})
        _describe(side, variant.details)
        texts.append((etree.SubElement(side, "seg"), variant))
    return element


def _describe(element: etree._Element, details: Details) -> None:
    for note in details.notes:
        etree.SubElement(element, "note").text = note
    for kind, text in details.properties:
        etree.SubElement(element, "prop", type=kind).text = text


def _fill(segment: etree._Element, variant: Variant) -> None:
    """Put the text and its inline elements, where they stood, into an empty `<seg>`."""
    open_elements: list[tuple[etree._Element, int]] = [(segment, len(variant.text))]
    at = 0

    def put(text: str) -> None:
        parent = open_elements[-1][0]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

    def advance(place: int) -> None:
        nonlocal at
        while len(open_elements) > 1 and open_elements[-1][1] <= place:
            end = open_elements[-1][1]
            put(variant.text[at:end])
            at = end
            open_elements.pop()
        put(variant.text[at:place])
        at = place

    for code in variant.codes:
        advance(code.start)
        element = etree.fromstring(code.xml)
        open_elements[-1][0].append(element)
        if code.end > code.start:
            open_elements.append((element, code.end))
    while len(open_elements) > 1:
        advance(open_elements[-1][1])
    put(variant.text[at:])
