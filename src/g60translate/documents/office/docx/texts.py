"""The text parts of a Word document: paragraphs, alternative texts, entries of drop-down lists.

Clause numbers are those of ISO/IEC 29500-1:2016.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.docx.dialect import DocxDialect
from g60translate.documents.office.docx.paragraphs import RunReading, paragraph_items
from g60translate.documents.office.docx.properties import W
from g60translate.documents.office.docx.revisions import has_revisions, joined, settle
from g60translate.documents.office.docx.styles import paragraph_kind
from g60translate.documents.office.mirrors import DESCRIBED, described_places
from g60translate.documents.office.parts import Place, TreePart
from g60translate.documents.office.runs import read_paragraph
from g60translate.documents.options import TrackedChanges
from g60translate.documents.xml.parsing import Element
from g60translate.documents.xml.units import cut_units

_CELL = (f"{W}tc",)
# Lists of content controls may stand around paragraphs, those of old forms stand in them.
_LISTS = (f"{W}dropDownList", f"{W}comboBox")
_ENTRIES = (f"{W}listItem", f"{W}listEntry")
_UNITS = (
    f"{W}p",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    *_LISTS,
)


@dataclass(frozen=True, slots=True)
class TextReader:
    """What the text parts are read by; new runs say `lang` where they say a language."""

    reading: RunReading
    tracked_changes: TrackedChanges
    lang: str | None = None

    def parts(self, file: str, data: bytes, role: str, *, name: str) -> Iterator[TreePart]:
        """A part paragraph by paragraph, so that a long text is never held as a whole tree."""
        where = f"{name} ({file})"
        without_languages = replace(self.reading, home=None)
        by_style = self.reading.styles.mark_languages
        cut = cut_units(data, name=where, units=_UNITS, watched=_CELL)
        for unit in joined(cut, self.tracked_changes, name=where):
            root = unit.parsed(name=where)
            inside = "cell" if role == "document" and unit.inside else role
            revised = has_revisions(unit.content)
            if revised:
                settle(root, self.tracked_changes, removable=inside == "document")
            marked = by_style or b"lang" in unit.content
            reading = self.reading if marked else without_languages
            places = list(self._places(root, inside, reading))
            if places or revised:
                yield TreePart(file, data, root, places, DocxDialect(self.lang), unit, revised)

    def _places(self, root: Element, role: str, reading: RunReading) -> Iterator[Place]:
        for element in root.iter(f"{W}p", *_ENTRIES, *DESCRIBED):
            if element.tag == f"{W}p":
                paragraph = read_paragraph(
                    paragraph_items(element, reading),
                    block_id="",
                    kind=paragraph_kind(element, role, reading.styles),
                )
                if paragraph is not None:
                    yield Place(paragraph.block, element, paragraph)
            elif element.tag in _ENTRIES:
                yield from _entry(element)
            else:
                yield from described_places(element)


def _entry(element: Element) -> Iterator[Place]:
    """What an entry of a list shows (17.5.2.21, 17.16.22); its value is data and stays."""
    is_item = element.tag == f"{W}listItem"
    shown = f"{W}displayText" if is_item else f"{W}val"
    text = element.get(shown, "") or element.get(f"{W}value", "")
    if translatable(text):
        yield Place(Block("", BlockKind.ATTRIBUTE, text), element, attribute=shown)
