"""TMX 1.4b translation memories: read unit by unit, written with the same few elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from g60translate.errors import BrokenDocument, InputError

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
# Native code between these is markup of the old document, not text (TMX 1.4b, content markup).
_CODE: Final = frozenset({"bpt", "ept", "ph", "it", "ut"})
# Where tools keep the name of the document a unit comes from.
_DOCUMENT_PROPERTIES: Final = ("x-document", "x-filename", "x-file", "filename", "project-file")


@dataclass(frozen=True, slots=True)
class Unit:
    """One translation unit in one language pair; `document` is '' where the file names none."""

    source: str
    target: str
    document: str = ""


def read_tmx(path: Path, *, source_lang: str, target_lang: str) -> Iterator[Unit]:
    """The units that have both languages, compared by primary subtag (`de` matches `de-AT`).

    Memory stays flat however long the file. Raises InputError, BrokenDocument; units that lack a
    language are skipped.
    """
    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    units = etree.iterparse(
        str(path),
        events=("end",),
        tag="tu",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        for _, unit in units:
            sides: dict[str, str] = {}
            for variant in unit.iterfind("tuv"):
                tag = variant.get(_LANG) or variant.get("lang") or ""
                segment = variant.find("seg")
                if segment is not None:
                    sides.setdefault(tag.split("-")[0].split("_")[0].lower(), _text(segment))
            if source_lang in sides and target_lang in sides:
                yield Unit(sides[source_lang], sides[target_lang], _document(unit))
            unit.clear()
            while unit.getprevious() is not None:
                del unit.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise BrokenDocument(f"{path} is not well-formed XML: {error}. Export it again.") from None


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname not in _CODE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _document(unit: etree._Element) -> str:
    for prop in unit.iterfind("prop"):
        if (prop.get("type") or "").lower() in _DOCUMENT_PROPERTIES:
            return (prop.text or "").strip()
    return ""


def write_tmx(units: Iterable[Unit], *, source_lang: str, target_lang: str) -> bytes:
    """The units as a TMX 1.4 file; reading it gives the same units."""
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
    for unit in units:
        element = etree.SubElement(body, "tu")
        if unit.document:
            etree.SubElement(element, "prop", type="x-document").text = unit.document
        for lang, text in ((source_lang, unit.source), (target_lang, unit.target)):
            variant = etree.SubElement(element, "tuv", {_LANG: lang})
            etree.SubElement(variant, "seg").text = text
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
