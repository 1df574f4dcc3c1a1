"""What Word's styles and settings say about paragraphs, runs and languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from g60translate.documents.archive import Archive
from g60translate.documents.marked import is_home
from g60translate.documents.model import BlockKind
from g60translate.documents.office.docx.properties import W, raised_of, set_lang
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
_DEFAULTS = f"{W}docDefaults/{W}rPrDefault/{W}rPr"
_LANG = f"{_DEFAULTS}/{W}lang"
_THEME_LANG = f"{W}themeFontLang"


@dataclass(frozen=True, slots=True)
class Style:
    """A style: what it is called, what it is based on, and what it says of its text.

    `lang` is empty and `raised` is `x` where it says nothing.
    """

    name: str = ""
    base: str = ""
    lang: str = ""
    raised: str = "x"
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by their ids."""

    by_id: Mapping[str, Style] = field(default_factory=dict)

    def name_of(self, style: str) -> str:
        """What a style of this id is called; the id where it is not there."""
        found = self.by_id.get(style)
        return style if found is None else found.name

    @property
    def mark_languages(self) -> bool:
        """Whether any of them marks a language."""
        return any(style.lang and not style.is_default for style in self.by_id.values())

    def lang_of(self, style: str) -> str:
        """The language that a style marks its text with, empty if none.

        Those of the default style and the document's defaults mark nothing: every text has them.
        """
        marking = (each.lang for each in self._chain(style) if not each.is_default)
        return next(filter(None, marking), "")

    def raised_of(self, style: str) -> str:
        """`sup` or `sub` for a style that sets its text above or below the line, else `x`."""
        return next((each.raised for each in self._chain(style) if each.raised != "x"), "x")

    def _chain(self, style: str) -> Iterator[Style]:
        """A style and what it is based on (17.7.4.3)."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            yield self.by_id[style]
            style = self.by_id[style].base


def read_styles(archive: Archive, *, name: str) -> Styles:
    """The styles, none where the package has none."""
    return Styles(
        {
            style.get(f"{W}styleId", ""): Style(
                name=_value(style, "name"),
                base=_value(style, "basedOn"),
                lang=_value(style, f"rPr/{W}lang"),
                raised=raised_of(style.find(f"{W}rPr")),
                is_default=style.get(f"{W}default", "0") not in ("0", "false", "off"),
            )
            for _, root in _roots(archive, "styles", name=name)
            for style in root.iter(f"{W}style")
        }
    )


def paragraph_kind(paragraph: Element, role: str, styles: Styles) -> BlockKind:
    """The part or the cell around it decides, then the style, then the numbering."""
    if role in _KINDS_BY_ROLE:
        return _KINDS_BY_ROLE[role]
    if next(paragraph.iterancestors(f"{W}tc"), None) is not None:
        return BlockKind.TABLE_CELL
    key = _value(paragraph, f"pPr/{W}pStyle")
    for pattern, kind in _KINDS_BY_STYLE:
        if pattern.fullmatch(styles.name_of(key)):
            return kind
    if paragraph.find(f"{W}pPr/{W}numPr") is not None:
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def declared_lang(archive: Archive, *, name: str) -> str | None:
    """dc:language, else the default run language, else the theme font language."""
    if (lang := core_lang(archive, name=name)) is not None:
        return lang
    for kind, path in (("styles", _LANG), ("settings", _THEME_LANG)):
        for _, root in _roots(archive, kind, name=name):
            element = root.find(path)
            if element is not None and (value := element.get(f"{W}val")):
                return value
    return None


def with_lang(
    archive: Archive, parts: Mapping[str, bytes], lang: str, *, home: str | None
) -> dict[str, bytes]:
    """The parts that declare a language, declaring this one; `parts` were changed before.

    Styles that are marked with the language `home` follow too.
    """
    changed = core_with_lang(archive, parts, lang)
    for kind in ("styles", "settings"):
        for part, root in _roots(archive, kind, name="the document"):
            _set_lang(root, kind, lang, home)
            changed[part] = serialise_xml(root, original=archive.parts[part])
    return changed


def _set_lang(root: Element, kind: str, lang: str, home: str | None) -> None:
    default = root.find(_LANG if kind == "styles" else _THEME_LANG)
    if default is None and kind == "styles":
        defaults = root.find(_DEFAULTS)
        if defaults is not None:
            default = etree.SubElement(defaults, f"{W}lang")
    if default is not None:
        set_lang(default, lang)
    for element in root.iter(f"{W}lang"):
        if is_home(element.get(f"{W}val"), home=home):
            set_lang(element, lang)


def _value(element: Element, path: str) -> str:
    """The `val` of a descendant, empty if it is not there."""
    found = element.find(f"{W}{path}")
    return found.get(f"{W}val", "") if found is not None else ""


def _roots(archive: Archive, kind: str, *, name: str) -> list[tuple[str, Element]]:
    return [
        (part, parse_xml(archive.parts[part], name=f"{name} ({part})"))
        for part in parts_of_type(archive, kind, name=name)
    ]
