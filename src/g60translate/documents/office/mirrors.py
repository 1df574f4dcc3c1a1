"""Texts that stand in a file more than once, for programs of different ages: copies follow one.

Clause numbers are those of ISO/IEC 29500-3, and of 29500-4 for VML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from g60translate.documents.model import Block
from g60translate.documents.office.parts import Place, TreePart, attribute_places
from g60translate.documents.xml.parsing import Element, local

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWING = "drawing"
VML = "{urn:schemas-microsoft-com:vml}"


DESCRIBED = ("{*}docPr", "{*}cNvPr", f"{VML}*")
"""What `lxml` finds the elements by that `described_places` looks at."""


def described_places(element: Element) -> Iterator[Place]:
    """The alternative texts of a drawing's element, and the words of WordArt in VML (19.1.2.21)."""
    if str(element.tag).startswith(VML):
        yield from attribute_places(element, "title", "alt")
        if local(element) == "textpath":
            yield from attribute_places(element, "string")
    elif local(element) in ("docPr", "cNvPr"):
        yield from attribute_places(element, "title", "descr")


def with_mirrors(places: Sequence[Place]) -> list[Place]:
    """Let texts of a fallback, and copies in one drawing, follow their twins before them.

    A twin has the same text, and the same codes where there may be any. A fallback (10.3) that says
    something else has its own blocks.
    """
    result: list[Place] = []
    for place in places:
        whole = _whole(place)
        twin = None
        if whole is not None:
            inside = (o for o in result if any(a is whole for a in o.element.iterancestors()))
            twin = next((other.block for other in inside if _is_twin(place, other)), None)
        result.append(place if twin is None else replace(place, block=twin, mirror=True))
    return result


def with_copies(parts: Iterable[TreePart], *, of_cells: bool = False) -> Iterator[TreePart]:
    """Let places that copy follow the first one before them that says the same.

    That is another copy, or a cell's plain text if they copy those too.
    """
    said: dict[str, Block] = {}
    for part in parts:
        places = []
        for place in part.places:
            twin = said.get(place.block.text) if place.copies else None
            if twin is not None:
                place = replace(place, block=twin, mirror=True)  # noqa: PLW2901
            elif place.copies or (of_cells and place.paragraph and not place.block.inlines):
                said.setdefault(place.block.text, place.block)
            places.append(place)
        yield replace(part, places=places)


def _whole(place: Place) -> Element | None:
    """What holds all copies of a text: the alternatives around a fallback, or its drawing."""
    fallback = next(place.element.iterancestors(_FALLBACK), None)
    if fallback is not None:
        return fallback.getparent()
    if place.attribute is None:
        return None
    return next((a for a in place.element.iterancestors() if local(a) == _DRAWING), None)


def _is_twin(place: Place, other: Place) -> bool:
    if place.block.text != other.block.text or other.block.id == place.block.id:
        return False
    return place.paragraph is None or place.block.inlines == other.block.inlines
