"""Parts of an Office Open XML package that Word, PowerPoint and Excel share."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping

from g60translate.documents.archive import ZIP_ERRORS, Archive, read_archive
from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.parts import Place, TreePart
from g60translate.documents.package.properties import is_for_people, speaks
from g60translate.documents.xml.parsing import Element, local, parse_xml, serialise_xml
from g60translate.errors import BrokenDocument, UnsupportedFormat

_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXT_VALUE = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
_STRICT = b"http://purl.oclc.org/ooxml/"
_MAIN_PARTS = ("word/document.xml", "ppt/presentation.xml", "xl/workbook.xml")
_CONTENT_TYPES = "[Content_Types].xml"


def is_package(data: bytes, *, folder: str) -> bool:
    """Whether a ZIP archive, even a damaged one, names a part in this folder."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith(f"{folder}/") for name in archive.namelist())
    except ZIP_ERRORS:
        return f"{folder}/".encode() in data


def read_package(data: bytes, *, name: str) -> Archive:
    """Unpack an Office document.

    Raises BrokenDocument for archives that `read_archive` refuses, UnsupportedFormat for the
    strict variant (ISO/IEC 29500-1 without -4), whose names are all different.
    """
    archive = read_archive(data, name=name)
    if any(_STRICT in archive.parts.get(part, b"")[:4096] for part in _MAIN_PARTS):
        raise UnsupportedFormat(
            f"{name} is saved as Strict Open XML, which is not read. Save it as an ordinary "
            "Word, PowerPoint or Excel file."
        )
    return archive


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


def title_part(archive: Archive, *, name: str) -> Iterator[TreePart]:
    """The core properties with the document's title, if it has one."""
    for part in parts_of_type(archive, "core-properties", name=name):
        root = parse_xml(archive.parts[part], name=f"{name} ({part})")
        element = root.find(f"{_DC}title")
        if element is not None and translatable(element.text or ""):
            block = Block("title", BlockKind.ATTRIBUTE, element.text or "")
            yield TreePart(part, archive.parts[part], root, [Place(block, element)])


def property_parts(archive: Archive, *, name: str) -> Iterator[TreePart]:
    """The document's title, and the properties of its own that are words (29500-1, 22.3)."""
    yield from title_part(archive, name=name)
    for part in parts_of_type(archive, "custom-properties", name=name):
        root = parse_xml(archive.parts[part], name=f"{name} ({part})")
        places = [
            Place(Block(f"property-{entry.get('pid')}", BlockKind.ATTRIBUTE, said), value)
            for entry in root
            if (value := entry.find(_TEXT_VALUE)) is not None
            if is_for_people(entry.get("name", "")) and speaks(said := value.text or "")
        ]
        yield TreePart(part, archive.parts[part], root, places)


def core_lang(archive: Archive, *, name: str) -> str | None:
    """dc:language of the core properties."""
    for part in parts_of_type(archive, "core-properties", name=name):
        root = parse_xml(archive.parts[part], name=f"{name} ({part})")
        return (root.findtext(f"{_DC}language") or "").strip() or None
    return None


def core_with_lang(archive: Archive, parts: Mapping[str, bytes], lang: str) -> dict[str, bytes]:
    """The core properties with dc:language set; `parts` were changed before."""
    changed: dict[str, bytes] = {}
    for part in parts_of_type(archive, "core-properties", name="the document"):
        now = parts.get(part, archive.parts[part])
        root = parse_xml(now, name=part)
        _set_core_lang(root, lang)
        changed[part] = serialise_xml(root, original=now)
    return changed


def related(archive: Archive, part: str, *, name: str) -> dict[str, tuple[str, str]]:
    """Relationship id to the last word of its type and its target part (29500-2, 6.5.3)."""
    folder, _, file = part.rpartition("/")
    rels = archive.parts.get(f"{folder}/_rels/{file}.rels")
    if rels is None:
        return {}
    root = parse_xml(rels, name=f"{name} (relationships of {part})")
    return {
        entry.get("Id", ""): (
            entry.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, entry.get("Target", ""))).lstrip("/"),
        )
        for entry in root
        if local(entry) == "Relationship" and entry.get("TargetMode") != "External"
    }


def _set_core_lang(root: Element, lang: str) -> None:
    element = root.find(f"{_DC}language")
    if element is None:
        element = root.makeelement(f"{_DC}language", None, None)
        root.append(element)
    element.text = lang


def _natural(name: str) -> list[tuple[int, str]]:
    """`slide10` after `slide9`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
