"""Charts: the names of categories and series, as they are kept where the chart is drawn.

Clause numbers are those of ISO/IEC 29500-1:2016; charts of 2016 are described in MS-ODRAWXML, 2.24.
"""

from __future__ import annotations

from typing import Final

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.parts import Place
from g60translate.documents.xml.parsing import Element, local

CHARTS: Final = ("drawingml.chart", "chartex")
"""What the content types of charts end in."""

# Where strings are kept that a chart shows (21.2.2.201, 21.2.2.103, 21.2.2.202; strDim of 2016).
_STRINGS = frozenset(("strCache", "multiLvlStrCache", "strLit", "strDim"))


def cached_place(element: Element) -> Place | None:
    """The place of a name that a chart shows; None for any other element."""
    if local(element) not in ("v", "pt") or not translatable(element.text or ""):
        return None
    around = [local(ancestor) for ancestor in element.iterancestors()]
    is_name = around[:1] in (["tx"], ["txData"]) or not _STRINGS.isdisjoint(around)
    if not is_name:
        return None
    return Place(Block("", BlockKind.CAPTION, element.text or ""), element, copies=True)
