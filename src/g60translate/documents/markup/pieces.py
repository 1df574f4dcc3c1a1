"""The inline tokens of one block as pieces of a flow: text, codes and what stays to the byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from markdown_it.token import Token

from g60translate.documents.flow.flow import Flow, Piece, PieceKind, build_flow, fold
from g60translate.documents.markup.inline import place
from g60translate.documents.markup.islands import IslandKind, Masked
from g60translate.documents.model import BlockKind

_HTML_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]*)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PAIRS = {"em": "em", "strong": "strong", "s": "del", "link": "a", "span": "span"}
# Begins the names of templates' tags, which say nothing.
_TAG = "tag"


def inline_flow(
    tokens: Sequence[Token], content: str, masked: Masked, *, block_id: str, kind: BlockKind
) -> Flow | None:
    """The inline tokens of one block as a flow over its content, which is a masked one."""
    return build_flow(
        _edged(_paired(_pieces(tokens, content, masked)), content),
        source=content,
        decode=decode_text,
        block_id=block_id,
        kind=kind,
    )


def decode_text(raw: str) -> str:
    """Resolve backslash escapes and character references."""
    return _ESCAPE.sub(r"\1", raw) if "\\" in raw else unescape(raw)


def signs_of(tokens: Sequence[Token]) -> frozenset[str]:
    """Signs that stand in the text and nowhere behind a backslash."""
    special = [token for token in tokens if token.type == "text_special"]
    # A backslash that escapes nothing is text, as in C:\\Users.
    plain = [token for token in special if token.content == token.markup]
    texts = [*(token for token in tokens if token.type == "text"), *plain]
    bare = {sign for token in texts for sign in token.content}
    return frozenset(bare - {token.content for token in special if token not in plain})


def _pieces(tokens: Sequence[Token], content: str, masked: Masked) -> list[Piece]:
    """The tokens as pieces of a flow; an address in angle brackets is one protected piece."""
    pieces: list[Piece] = []
    address: int | None = None
    spoken = ""
    for token in tokens:
        start, end = place(token)
        if token.markup == "autolink":
            if token.nesting > 0:
                address = start
            elif address is not None:
                pieces.append(Piece(PieceKind.PROTECTED, address, end, "a", spoken))
                address = None
        elif address is not None:
            spoken = masked.original(token.content)
        elif token.type == "text":
            # The second sign of a `**` is an emptied text token; its pair includes it.
            if token.content:
                _add_text(pieces, start, end, content, masked)
        elif token.type == "code_inline":
            code = masked.original(token.content)
            pieces.append(Piece(PieceKind.PROTECTED, start, end, "code", code))
        else:
            pieces.append(_piece(token, start, end))
    return pieces


def _add_text(pieces: list[Piece], start: int, end: int, content: str, masked: Masked) -> None:
    """Text, and the islands in it; an attribute list belongs to the code that it follows."""
    position = start
    for first, last, island in masked.find(content[start:end]):
        here, behind = start + first, start + last
        if here > position:
            pieces.append(Piece(PieceKind.TEXT, position, here))
        position = behind
        half = island.half()
        before = pieces[-1] if pieces else None
        if island.kind is IslandKind.ATTRIBUTES:
            ends_code = before is not None and before.kind not in (PieceKind.TEXT, PieceKind.OPEN)
            if before is not None and ends_code and before.end == here:
                pieces[-1] = replace(before, end=behind)
            else:
                pieces.append(Piece(PieceKind.STANDALONE, here, behind, "attributes"))
        elif half is not None:
            kind = PieceKind.OPEN if half[0] else PieceKind.CLOSE
            pieces.append(Piece(kind, here, behind, _TAG + half[1], fold(island.raw)))
        else:
            name = _TAG if island.kind is IslandKind.BLOCK else "kept"
            pieces.append(Piece(PieceKind.PROTECTED, here, behind, name, fold(island.raw)))
    if end > position:
        pieces.append(Piece(PieceKind.TEXT, position, end))


def _paired(pieces: list[Piece]) -> list[Piece]:
    """Tags of templates without their other half in the same block stay where they are."""
    open_tags: list[int] = []
    alone = set()
    for index, piece in enumerate(pieces):
        if not piece.name.startswith(_TAG) or piece.kind is PieceKind.PROTECTED:
            continue
        if piece.kind is PieceKind.OPEN:
            open_tags.append(index)
            continue
        while open_tags and pieces[open_tags[-1]].name != piece.name:
            alone.add(open_tags.pop())
        if open_tags:
            open_tags.pop()
        else:
            alone.add(index)
    return [
        replace(piece, kind=PieceKind.PROTECTED, name=_TAG)
        if index in alone or index in open_tags
        else piece
        for index, piece in enumerate(pieces)
    ]


def _edged(pieces: list[Piece], content: str) -> list[Piece]:
    """Tags of templates at the edges take no part in the sentence."""
    edged = list(pieces)
    for indices in (range(len(edged)), range(len(edged) - 1, -1, -1)):
        for index in indices:
            piece = edged[index]
            if piece.kind is PieceKind.PROTECTED and piece.name == _TAG:
                edged[index] = Piece(PieceKind.STANDALONE, piece.start, piece.end, _TAG)
            elif piece.kind is not PieceKind.STANDALONE and (
                piece.kind is not PieceKind.TEXT or content[piece.start : piece.end].strip()
            ):
                break
    return edged


def _piece(token: Token, start: int, end: int) -> Piece:
    match token.type:
        case "text_special" | "softbreak":
            return Piece(PieceKind.TEXT, start, end)
        case "hardbreak":
            return Piece(PieceKind.STANDALONE, start, end, "br", "\n")
        case "html_inline":
            return _html_piece(token.content, start, end)
    name, _, half = token.type.rpartition("_")
    if half not in ("open", "close") or name not in _PAIRS:
        return Piece(PieceKind.STANDALONE, start, end, {"image": "img"}.get(token.type, "x"))
    opens = half == "open"
    if name == "strong":
        start, end = (start - 1, end) if opens else (start, end + 1)
    return Piece(PieceKind.OPEN if opens else PieceKind.CLOSE, start, end, _PAIRS[name])


def _html_piece(tag: str, start: int, end: int) -> Piece:
    match = _HTML_TAG.match(tag)
    if match is None or tag.endswith("/>") or match.group(2).lower() in ("br", "img", "wbr"):
        name = match.group(2).lower() if match else "x"
        return Piece(PieceKind.STANDALONE, start, end, name, "\n" if name == "br" else "")
    kind = PieceKind.CLOSE if match.group(1) else PieceKind.OPEN
    return Piece(kind, start, end, match.group(2).lower())
