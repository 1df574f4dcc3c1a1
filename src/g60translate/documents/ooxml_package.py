"""Parts of an Office Open XML package that Word, PowerPoint and Excel share."""

from __future__ import annotations

import re

from g60translate.documents.archive import Archive
from g60translate.documents.codes import translatable
from g60translate.documents.xml import Element, local, parse_xml
from g60translate.errors import BrokenDocument

_DC = "{http://purl.org/dc/elements/1.1/}"
_CONTENT_TYPES = "[Content_Types].xml"


def is_package(data: bytes, *, folder: str) -> bool:
    """Whether a ZIP archive, even a damaged one, names a part in this folder."""
    return data.startswith(b"PK\x03\x04") and f"{folder}/".encode() in data


def parts_of_type(archive: Archive, kind: str, *, name: str) -> list[str]:
    """Names of the parts whose content type ends in `.<kind>+xml`, numbers in order.

    Raises BrokenDocument where the package has no content types (ISO/IEC 29500-2, 7.2.3).
    """
    types = archive.parts.get(_CONTENT_TYPES)
    if types is None:
        raise BrokenDocument(
            f"{name} is no Office document: it has no part {_CONTENT_TYPES}. "
            "Open it in its own program and save it again."
        )
    root = parse_xml(types, name=f"{name} ({_CONTENT_TYPES})")
    ending = f".{kind}+xml"
    found = [
        part
        for override in root
        if local(override) == "Override" and override.get("ContentType", "").endswith(ending)
        if (part := override.get("PartName", "").lstrip("/")) in archive.parts
    ]
    return sorted(found, key=_natural)


def core_title(archive: Archive, *, name: str) -> tuple[str, Element, Element] | None:
    """Part name, tree and element of the document's title, if it has one."""
    for part in parts_of_type(archive, "core-properties", name=name):
        root = parse_xml(archive.parts[part], name=f"{name} ({part})")
        element = root.find(f"{_DC}title")
        if element is not None and translatable(element.text or ""):
            return part, root, element
    return None


def core_lang(archive: Archive, *, name: str) -> str | None:
    """dc:language of the core properties."""
    for part in parts_of_type(archive, "core-properties", name=name):
        root = parse_xml(archive.parts[part], name=f"{name} ({part})")
        return (root.findtext(f"{_DC}language") or "").strip() or None
    return None


def set_core_lang(root: Element, lang: str) -> None:
    """Set dc:language in a tree of core properties."""
    element = root.find(f"{_DC}language")
    if element is None:
        element = root.makeelement(f"{_DC}language", None, None)
        root.append(element)
    element.text = lang


def _natural(name: str) -> list[tuple[int, str]]:
    """`slide10` after `slide9`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
