"""Headers and footers of Excel's printed pages: texts among codes (ISO/IEC 29500-1, 18.3.1.46)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.documents.flow.flow import Flow, Piece, PieceKind, build_flow
from g60translate.documents.model import BlockKind
from g60translate.documents.office.parts import Place, SharedText
from g60translate.documents.office.xlsx.strings import S
from g60translate.documents.slots import Slot
from g60translate.documents.xml.parsing import Element, local

HEADERS = f"{S}headerFooter"
# 18.3.1.39: a section, a font, a size, a colour, a switch or a field; and text.
_TOKEN = re.compile(
    r"(?P<section>&[LCRlcr])"
    r"""|(?P<code>&(?:"[^"]*"|\d+|[Kk](?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[^&]))"""
    r"|(?P<text>(?:[^&]|&&)+)|(?P<rest>&)"
)
# Numbers that are shown in their places: a sentence needs them.
_NUMBERS = {"&P": "1", "&N": "9"}
_MOST = 255
_STAYS = (
    "“{}” on the printed page stays as it was: its translation is too long for Excel. Write it "
    "anew."
)


def printed_places(root: Element) -> Iterator[Place]:
    """The texts of the headers and footers under an element, section by section."""
    for part in (each for around in root.iter(HEADERS) for each in around):
        source = part.text or ""
        kind = BlockKind.HEADER if local(part).endswith("Header") else BlockKind.FOOTER
        flows = list(_flows(source, kind))
        if flows:
            shown = " / ".join(flow.block.text for flow in flows)
            text = SharedText(part, source, _spelt, _MOST, _STAYS.format(shown))
            for flow in flows:
                yield Place(flow.block, part, slot=Slot.of(flow), shared=text)


def _flows(source: str, kind: BlockKind) -> Iterator[Flow]:
    pieces: list[Piece] = []
    for match in (*_TOKEN.finditer(source), None):
        if match is None or match["section"]:
            flow = build_flow(
                pieces, source=source, decode=_read, block_id="", kind=kind, folding=False
            )
            if flow is not None:
                yield flow
            pieces = []
        elif match["text"]:
            pieces.append(Piece(PieceKind.TEXT, *match.span()))
        else:
            number = _NUMBERS.get(match.group().upper())
            own = PieceKind.STANDALONE if number is None else PieceKind.PROTECTED
            name = "x" if number is None else "field"
            pieces.append(Piece(own, *match.span(), name, number or ""))


def _read(raw: str) -> str:
    return raw.replace("&&", "&")


def _spelt(text: str) -> str:
    return text.replace("&", "&&")
