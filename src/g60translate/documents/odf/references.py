"""References to the sheets of an OpenDocument spreadsheet, renewed where the names change.

Clause numbers are those of ODF 1.3, part 4 (OpenFormula) and 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from g60translate.documents.slots import escape_markup, quoted
from g60translate.documents.tokens import Attribute, Token, TokenKind
from g60translate.documents.xml.tokens import tokenize_xml

# Attributes that hold formulas or addresses of cells (part 3, 18.3.1 to 18.3.3).
_HOLDERS = re.compile(r".*(?:address(?:es)?|ranges?|formula|condition|expression|cell)")
# A string; a quoted name; a bare one, before `.` and a place (part 4, 5.8).
_REFERENCE = re.compile(
    r""""(?:[^"]|"")*"|'((?:[^']|'')+)'(?=\.)"""
    r"""|(?<![\w.'])([^\W\d]\w*)(?=\.\$?(?:[A-Za-z]{1,3}\$?\d|[A-Za-z]{1,3}\b|\d))"""
)
_PLAIN = re.compile(r"[A-Za-z_]\w*")


def renamed(value: str, names: Mapping[str, str]) -> str:
    """A formula or some addresses with references to renamed sheets; strings stay."""

    def reference(match: re.Match[str]) -> str:
        inside, bare = match.groups()
        old = bare if inside is None else inside.replace("''", "'")
        new = names.get(old or "")
        return match.group() if new is None else _spelt(new)

    return _REFERENCE.sub(reference, value)


def reference_edits(text: str, names: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The changes of a part that names sheets by their old names."""
    is_active = False
    for token in tokenize_xml(text):
        if token.kind is TokenKind.TEXT and is_active:
            old = text[token.start : token.end]
            if old in names:
                yield token.start, token.end, escape_markup(names[old])
        is_active = _is_active_sheet(token)
        for attribute in token.attributes:
            new = _renewed(token, attribute, names)
            if new != attribute.value:
                value = quoted(escape_markup(new), attribute.quote)
                yield attribute.start, attribute.end, value


def _renewed(token: Token, attribute: Attribute, names: Mapping[str, str]) -> str:
    kind, value = attribute.name.rpartition("}")[2], attribute.value
    if kind == "href" and value.startswith("#"):
        return "#" + _link(value[1:], names)
    if token.local == "config-item-map-entry" and kind == "name":
        return names.get(value, value)
    # LibreOffice's conditional formats have theirs in an attribute of its own.
    is_formula = _HOLDERS.fullmatch(kind) or (token.local == "condition" and kind == "value")
    return renamed(value, names) if is_formula else value


def _link(target: str, names: Mapping[str, str]) -> str:
    """A link to a sheet, or to a place on one; names are often not quoted there."""
    sheet, dot, place = target.rpartition(".")
    if target in names:
        return names[target]
    if dot and sheet in names:
        return f"{_spelt(names[sheet])}.{place}"
    return renamed(target, names)


def _is_active_sheet(token: Token) -> bool:
    return token.local == "config-item" and any(
        attribute.value == "ActiveTable" for attribute in token.attributes
    )


def _spelt(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"
