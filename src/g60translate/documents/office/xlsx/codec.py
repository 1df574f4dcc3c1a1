"""Excel workbooks: the strings in cells and the texts on sheets; numbers and formulas stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from g60translate.documents.archive import Archive
from g60translate.documents.model import Block, BlockKind, Document, Remark
from g60translate.documents.office.drawingml import DrawingDialect, drawing_places
from g60translate.documents.office.frame import OfficeCodec
from g60translate.documents.office.mirrors import with_copies
from g60translate.documents.office.package import parts_of_type, property_parts
from g60translate.documents.office.parts import TreePart, numbered
from g60translate.documents.office.xlsx.columns import column_names, column_part
from g60translate.documents.office.xlsx.formulas import formula_remarks
from g60translate.documents.office.xlsx.printed import HEADERS, printed_places
from g60translate.documents.office.xlsx.rules import RULES, rule_places
from g60translate.documents.office.xlsx.sheets import renamed_parts, sheet_part
from g60translate.documents.office.xlsx.strings import STRINGS, SheetDialect, string_places
from g60translate.documents.options import ReadingOptions
from g60translate.documents.package.frame import PackageSkeleton
from g60translate.documents.package.sheet_names import with_fitting_names
from g60translate.documents.xml.parsing import parse_xml
from g60translate.documents.xml.units import cut_units

# What a sheet must have for there to be anything in it to read; it may be large.
_SPEAKING = (b"inlineStr", b"dataValidation", b"headerFooter")


class XlsxCodec(OfficeCodec):
    """SpreadsheetML packages (ISO/IEC 29500), also with macros and as templates.

    Strings that name a table's columns are left alone: formulas refer to them. Lists of permitted
    values and the names in charts follow the cells that say the same. Sheets' names are translated
    by option, and the references to them renewed.
    """

    name = "xlsx"
    suffixes = (".xlsx", ".xlsm", ".xltx")
    kept = (
        "numbers, dates, formulas, table column names, cell formats and filters",
        "sheet names, unless their translation is asked for",
        "character formatting inside cells and line breaks",
        "strings, shapes, charts, permitted values and printed headers, translated in place",
    )

    folder = "xl"
    comment_kinds = ("comments", "threadedcomments", "person")

    def __init__(
        self, options: ReadingOptions | None = None, *, with_columns: bool = False
    ) -> None:
        """With `with_columns` the names of tables' columns are read too; formulas do not follow."""
        super().__init__(options)
        self._with_columns = with_columns

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,  # noqa: ARG002
    ) -> Iterator[TreePart]:
        """The properties, sheets' names where they are asked for, and the parts with strings."""
        yield from property_parts(skeleton.archive, name=name)
        if skeleton.options.sheet_names:
            yield from sheet_part(skeleton.archive, name=name)
        parts = _string_parts(skeleton.archive, name=name, with_columns=self._with_columns)
        yield from with_copies(numbered(parts), of_cells=True)

    def remarks(
        self, skeleton: PackageSkeleton, blocks: Sequence[Block], *, name: str
    ) -> Iterable[Remark]:
        """That comments go out, and that formulas look for strings which are translated."""
        yield from super().remarks(skeleton, blocks, name=name)
        yield from formula_remarks(skeleton.archive, blocks, name=name)

    def fitting(self, document: Document, skeleton: PackageSkeleton) -> Document:
        """The names of sheets as Excel allows them."""
        return with_fitting_names(document, _sheet_names(skeleton))

    def following(
        self, document: Document, skeleton: PackageSkeleton, written: Mapping[str, bytes]
    ) -> Mapping[str, bytes]:
        """What refers to a sheet by its name."""
        old = _sheet_names(skeleton)
        names = {
            old[block.id]: block.text
            for block in document.blocks
            if old.get(block.id, block.text) != block.text
        }
        changed = dict(super().following(document, skeleton, written))
        changed.update(renamed_parts(skeleton.archive, {**written, **changed}, names))
        return changed


def _sheet_names(skeleton: PackageSkeleton) -> dict[str, str]:
    """The names of the sheets by block, where they were read."""
    if not skeleton.options.sheet_names:
        return {}
    parts = sheet_part(skeleton.archive, name="the document")
    return {place.block.id: place.block.text for part in parts for place in part.places}


def _string_parts(archive: Archive, *, name: str, with_columns: bool) -> Iterator[TreePart]:
    columns = frozenset[str]() if with_columns else column_names(archive, name=name)
    for kind in ("sharedStrings", "worksheet", "chartsheet"):
        for file in parts_of_type(archive, kind, name=name):
            data = archive.parts[file]
            if kind != "sharedStrings" and not any(sign in data for sign in _SPEAKING):
                continue
            where = f"{name} ({file})"
            for unit in cut_units(data, name=where, units=(*STRINGS, *RULES, HEADERS)):
                root = unit.parsed(name=where)
                places = [*string_places(root, columns), *rule_places(root), *printed_places(root)]
                if places:
                    yield TreePart(file, data, root, places, SheetDialect(), unit)
    for kind in ("drawing", "drawingml.chart", "chartex"):
        for file in parts_of_type(archive, kind, name=name):
            root = parse_xml(archive.parts[file], name=f"{name} ({file})")
            role = BlockKind.PARAGRAPH if kind == "drawing" else BlockKind.CAPTION
            found = [
                place
                for place in drawing_places(root, role, "cNvPr")
                if not (place.copies and place.block.text in columns)
            ]
            yield TreePart(file, archive.parts[file], root, found, DrawingDialect())
    if with_columns:
        yield from column_part(archive, name=name)
