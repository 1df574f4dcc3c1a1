"""OpenDocument spreadsheets: texts in cells, notes of cells, printed headers; numbers stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from g60translate.documents.model import Block, Document, Remark
from g60translate.documents.odf.cells import cell_rules, formula_remarks, sheets, without_copies
from g60translate.documents.odf.frame import CONTENT, OdfCodec
from g60translate.documents.odf.references import reference_edits
from g60translate.documents.options import ReadingOptions
from g60translate.documents.package.frame import PackageSkeleton
from g60translate.documents.package.sheet_names import with_fitting_names
from g60translate.documents.package.sources import SourcePart
from g60translate.documents.xml.blocks import Rule
from g60translate.documents.xml.source import XmlSource, decode_xml_file


class OdsCodec(OdfCodec):
    """OpenDocument spreadsheets and their templates.

    Sheets' names are translated by option, and the references to them renewed.
    """

    name = "ods"
    suffixes = (".ods", ".ots")
    kept = (
        "numbers, dates, formulas and their results, formats and filters",
        "sheet names, unless their translation is asked for",
        "character formatting inside cells, links and line breaks",
        "texts of cells, shapes, messages and printed headers, translated in place",
    )
    media_type = "application/vnd.oasis.opendocument.spreadsheet"

    def own_rules(self, part: str, text: str, options: ReadingOptions) -> Mapping[int, Rule]:
        """What cells show of numbers and formulas stays."""
        if part != CONTENT:
            return {}
        return cell_rules(text, sheet_names=options.sheet_names)

    def remarks(
        self, skeleton: PackageSkeleton, blocks: Sequence[Block], *, name: str
    ) -> Iterable[Remark]:
        """That comments go out, and that formulas look for strings which are translated."""
        yield from super().remarks(skeleton, blocks, name=name)
        for part in _contents(skeleton):
            yield from formula_remarks(part.source.source.text, blocks)

    def fitting(self, document: Document, skeleton: PackageSkeleton) -> Document:
        """The names of sheets as spreadsheets allow them."""
        return with_fitting_names(document, _sheet_names(skeleton))

    def following(
        self, document: Document, skeleton: PackageSkeleton, written: Mapping[str, bytes]
    ) -> Mapping[str, bytes]:
        """Texts that stand twice, and what refers to a sheet by its name."""
        changed = dict(super().following(document, skeleton, written))
        now = {**skeleton.archive.parts, **written, **changed}
        if CONTENT in written:
            changed[CONTENT] = now[CONTENT] = _edited(now[CONTENT], without_copies)
        old = _sheet_names(skeleton)
        names = {
            old[block.id]: block.text
            for block in document.blocks
            if old.get(block.id, block.text) != block.text
        }
        for part in now if names else ():
            # Charts are documents in folders of their own.
            if part.endswith(("content.xml", "styles.xml", "settings.xml")):
                changed[part] = _edited(now[part], lambda text: reference_edits(text, names))
        return changed


def _sheet_names(skeleton: PackageSkeleton) -> dict[str, str]:
    """The names of the sheets by block, where they were read."""
    names: dict[str, str] = {}
    for part in _contents(skeleton) if skeleton.options.sheet_names else ():
        places = sheets(part.source.source.text)
        slots = (slot for slot in part.source.slots if slot.start in places)
        names.update((slot.block.id, slot.block.text) for slot in slots)
    return names


def _contents(skeleton: PackageSkeleton) -> Iterator[SourcePart]:
    parts = (part for part in skeleton.parts if part.name == CONTENT)
    return (part for part in parts if isinstance(part, SourcePart))


def _edited(data: bytes, edits: Callable[[str], Iterable[tuple[int, int, str]]]) -> bytes:
    source = XmlSource(decode_xml_file(data, name="the document"))
    return source.written((), *edits(source.source.text))
