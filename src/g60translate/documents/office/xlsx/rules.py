"""What Excel lets a user put into cells: lists of permitted values, and what it tells about cells.

Clause numbers are those of ISO/IEC 29500-1:2016; rules of 2010 are described in MS-XLSX, 2.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind
from g60translate.documents.office.parts import Place, SharedText
from g60translate.documents.office.xlsx.strings import S
from g60translate.documents.slots import Slot
from g60translate.documents.xml.parsing import Element, local

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
RULES = (f"{S}dataValidation", f"{_X14}dataValidation")
_LITERAL = re.compile(r'\s*"((?:[^"]|"")*)"\s*')
_ENTRY = re.compile(r"[^\s,](?:[^,]*[^\s,])?")
# Excel's own limits (18.3.1.32); a longer list makes it repair the file.
_LIST, _MESSAGES = 255, {"promptTitle": 32, "prompt": 255, "errorTitle": 32, "error": 255}
_LIST_STAYS = (
    "The list of permitted values of {} stays as it was: translated it is too long, or has a comma "
    "or a quotation mark in a value. The cells are translated, so make the list anew."
)
_MESSAGE_STAYS = "The message “{}” of {} stays as it was: its translation is too long for Excel."


def rule_places(root: Element) -> Iterator[Place]:
    """The values and messages of the rules under an element (18.3.1.32)."""
    for rule in root.iter(*RULES):
        where = _cells(rule)
        if rule.get("type") == "list":
            yield from _values(rule, where)
        for name, most in _MESSAGES.items():
            said = rule.get(name, "")
            if translatable(said):
                block = Block("", BlockKind.ATTRIBUTE, said)
                text = SharedText(
                    rule, said, str, most, _MESSAGE_STAYS.format(said, where), attribute=name
                )
                yield Place(block, rule, slot=Slot(block, 0, len(said)), shared=text)


def _values(rule: Element, where: str) -> Iterator[Place]:
    """The values of a list that stands in the rule itself; one in cells is translated with them."""
    formula = next((e for e in rule.iter() if local(e) in ("formula1", "f") and e.text), None)
    literal = _LITERAL.fullmatch(formula.text or "") if formula is not None else None
    if formula is None or literal is None:
        return
    # The quotation marks around it do not count.
    most = _LIST + 2
    text = SharedText(
        formula, formula.text or "", str, most, _LIST_STAYS.format(where), without=',"'
    )
    for entry in _ENTRY.finditer(literal.group(1)):
        if translatable(entry.group()) and '"' not in entry.group():
            start = literal.start(1) + entry.start()
            block = Block("", BlockKind.ATTRIBUTE, entry.group())
            slot = Slot(block, start, start + len(entry.group()))
            yield Place(block, formula, copies=True, slot=slot, shared=text)


def _cells(rule: Element) -> str:
    """The cells that a rule is for."""
    inner = next((e.text or "" for e in rule.iter() if local(e) == "sqref"), "")
    return rule.get("sqref", inner).strip() or "some cells"
