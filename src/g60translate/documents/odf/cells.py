"""Cells of OpenDocument spreadsheets: which hold a text that somebody typed.

Clause numbers are those of ODF 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from g60translate.documents.model import Block, BlockKind, Remark
from g60translate.documents.odf.names import OFFICE, TABLE, TEXT
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.blocks import Rule, Treatment
from g60translate.documents.xml.tokens import element_ends, tokenize_xml

_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_STRING = f"{OFFICE}string-value"
# Deleted cells, and copies of what other documents say (9.9, 9.3.1).
_ASIDE = (f"{TABLE}tracked-changes", f"{TABLE}dde-link")
_SOURCE = f"{TABLE}table-source"
_KEEP = Rule(Treatment.UNTOUCHED, name="keep")
_TYPED = Rule(Treatment.BREAK, BlockKind.TABLE_CELL, attributes=(_STRING,))
_SHEET = Rule(Treatment.BREAK, attributes=(f"{TABLE}name",))
_LITERAL = re.compile(r'"((?:[^"]|"")+)"')
_ATTRIBUTE_NAME = re.compile(r"\s+[^\s=]+\s*=\s*[\"']$")
_FORMULA = (
    "A formula or a list of permitted values looks for “{0}” ({1}), which is translated where it "
    "stands in cells, but not there. Check all formulas and lists with texts."
)
_FILTER = (
    "A filter keeps rows with “{}”, which is translated where it stands in cells, but not in "
    "filters. Set the filters anew."
)


def cell_rules(text: str, *, sheet_names: bool) -> dict[int, Rule]:
    """The rules for elements of the content that begin at these places.

    The look of numbers, dates and results of formulas stays (9.1.4), and what is only kept aside.
    A text without paragraphs stands in an attribute (19.385). With `sheet_names` the names of
    sheets are read too.
    """
    tokens = tokenize_xml(text)
    ends = element_ends(tokens)
    rules: dict[int, Rule] = {}
    around: list[Token] = []
    for index, token in enumerate(tokens):
        if token.kind is TokenKind.END:
            around.pop()
            continue
        if token.kind not in (TokenKind.START, TokenKind.EMPTY):
            continue
        parent = around[-1] if around else None
        if token.name in _ASIDE or (token.name == f"{TEXT}p" and parent and _computed(parent)):
            rules[token.start] = _KEEP
        elif token.name == _SOURCE and parent is not None:
            rules[parent.start] = _KEEP
        elif _is_typed(token) and not _paragraphs(tokens, index, ends):
            rules[token.start] = _TYPED
        elif sheet_names and _is_sheet(token, parent):
            rules[token.start] = _SHEET
        if token.kind is TokenKind.START:
            around.append(token)
    return rules


def sheets(text: str) -> dict[int, str]:
    """The names of the sheets by where they stand."""
    found = {}
    around: list[Token] = []
    for token in tokenize_xml(text):
        if token.kind is TokenKind.END:
            around.pop()
        elif token.kind is TokenKind.START:
            if _is_sheet(token, around[-1] if around else None):
                for attribute in token.attributes:
                    if attribute.name == f"{TABLE}name":
                        found[attribute.start] = attribute.value
            around.append(token)
    return found


def without_copies(text: str) -> Iterator[tuple[int, int, str]]:
    """Take out the attribute that says once more what the paragraphs of a cell say.

    Programs believe it rather than the paragraphs.
    """
    tokens = tokenize_xml(text)
    ends = element_ends(tokens)
    for index, token in enumerate(tokens):
        if _is_typed(token) and _paragraphs(tokens, index, ends):
            for attribute in token.attributes:
                before = _ATTRIBUTE_NAME.search(text[token.start : attribute.start])
                if attribute.name == _STRING and before is not None:
                    yield token.start + before.start(), attribute.end + 1, ""


def formula_remarks(text: str, blocks: Sequence[Block]) -> Iterator[Remark]:
    """What is said where formulas, lists or filters name strings of cells; once of each."""
    cells = {block.text: block for block in blocks if block.kind is BlockKind.TABLE_CELL}
    said: dict[str, Remark] = {}
    for token in tokenize_xml(text) if cells else ():
        for name in ("formula", "condition"):
            formula = token.get(f"{TABLE}{name}") or ""
            for literal in _LITERAL.findall(formula):
                if literal in cells:
                    message = _FORMULA.format(literal, formula.removeprefix("of:"))
                    said.setdefault("formula", Remark(message, cells[literal].id))
        value = token.get(f"{TABLE}value") or ""
        if token.local in ("filter-condition", "filter-set-item") and value in cells:
            said.setdefault("filter", Remark(_FILTER.format(value), cells[value].id))
    yield from said.values()


def _computed(cell: Token) -> bool:
    """Whether what a cell shows is made from its value or formula."""
    if cell.name not in _CELLS:
        return False
    typed = cell.get(f"{OFFICE}value-type") in (None, "string")
    return cell.get(f"{TABLE}formula") is not None or not typed


def _is_typed(token: Token) -> bool:
    """Whether this is a cell with a text in its attribute."""
    is_open = token.kind in (TokenKind.START, TokenKind.EMPTY)
    has_text = is_open and token.name in _CELLS and bool(token.get(_STRING))
    return has_text and not _computed(token)


def _paragraphs(tokens: Sequence[Token], index: int, ends: Mapping[int, int]) -> bool:
    return any(token.name == f"{TEXT}p" for token in tokens[index : ends[index]])


def _is_sheet(token: Token, parent: Token | None) -> bool:
    is_table = token.name == f"{TABLE}table" and parent is not None
    return is_table and parent is not None and parent.name == f"{OFFICE}spreadsheet"
