"""What Word's styles and settings say about paragraphs and languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from g60translate.documents.archive import Archive
from g60translate.documents.model import BlockKind
from g60translate.documents.office.docx.properties import W
from g60translate.documents.office.package import core_lang, core_with_lang, parts_of_type
from g60translate.documents.xml.parsing import Element, parse_xml, serialise_xml

_KINDS_BY_ROLE = {
    "header": BlockKind.HEADER,
    "footer": BlockKind.FOOTER,
    "footnotes": BlockKind.FOOTNOTE,
    "endnotes": BlockKind.FOOTNOTE,
    "cell": BlockKind.TABLE_CELL,
}
# Built-in styles keep their English names in every language version, their ids do not.
_KINDS_BY_STYLE = (
    (re.compile(r"heading( \d)?|title|subtitle", re.IGNORECASE), BlockKind.HEADING),
    (re.compile(r"caption", re.IGNORECASE), BlockKind.CAPTION),
    (re.compile(r"list\b.*", re.IGNORECASE), BlockKind.LIST_ITEM),
)
_EAST_ASIAN = ("zh", "ja", "ko")
_LANG = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"


def style_names(archive: Archive, *, name: str) -> dict[str, str]:
    """Style id to style name, empty where the package has no styles."""
    return {
        style.get(f"{W}styleId", ""): title.get(f"{W}val", "")
        for _, root in _roots(archive, "styles", name=name)
        for style in root.iter(f"{W}style")
        if (title := style.find(f"{W}name")) is not None
    }


def paragraph_kind(paragraph: Element, role: str, styles: Mapping[str, str]) -> BlockKind:
    """The part or the cell around it decides, then the style, then the numbering."""
    if role in _KINDS_BY_ROLE:
        return _KINDS_BY_ROLE[role]
    if next(paragraph.iterancestors(f"{W}tc"), None) is not None:
        return BlockKind.TABLE_CELL
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    key = style.get(f"{W}val", "") if style is not None else ""
    for pattern, kind in _KINDS_BY_STYLE:
        if pattern.fullmatch(styles.get(key, key)):
            return kind
    if paragraph.find(f"{W}pPr/{W}numPr") is not None:
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def declared_lang(archive: Archive, *, name: str) -> str | None:
    """dc:language, else the default run language, else the theme font language."""
    if (lang := core_lang(archive, name=name)) is not None:
        return lang
    for kind, path in (("styles", _LANG), ("settings", f"{W}themeFontLang")):
        for _, root in _roots(archive, kind, name=name):
            element = root.find(path)
            if element is not None and (value := element.get(f"{W}val")):
                return value
    return None


def with_lang(archive: Archive, parts: Mapping[str, bytes], lang: str) -> dict[str, bytes]:
    """The parts that declare a language, declaring this one; `parts` were changed before."""
    changed = core_with_lang(archive, parts, lang)
    for kind in ("styles", "settings"):
        for part, root in _roots(archive, kind, name="the document"):
            _set_lang(root, kind, lang)
            changed[part] = serialise_xml(root, original=archive.parts[part])
    return changed


def _set_lang(root: Element, kind: str, lang: str) -> None:
    element = root.find(_LANG if kind == "styles" else f"{W}themeFontLang")
    if element is None and kind == "styles":
        defaults = root.find(_LANG.rpartition("/")[0])
        if defaults is not None:
            element = etree.SubElement(defaults, f"{W}lang")
    if element is not None:
        element.set(f"{W}val", lang)
        if lang.lower().partition("-")[0] in _EAST_ASIAN:
            element.set(f"{W}eastAsia", lang)


def _roots(archive: Archive, kind: str, *, name: str) -> list[tuple[str, Element]]:
    return [
        (part, parse_xml(archive.parts[part], name=f"{name} ({part})"))
        for part in parts_of_type(archive, kind, name=name)
    ]
