"""Writes the runs of a WordprocessingML paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from g60translate.documents.office.docx.properties import W, clean
from g60translate.documents.office.runs import Node
from g60translate.documents.xml.parsing import Element

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# 17.18.92 and common sense: what Word writes for these is one character.
_SPECIAL = {"\t": "tab", "\n": "br", "\u2011": "noBreakHyphen", "\u00ad": "softHyphen"}
_SPECIAL_CUT = re.compile("([\t\n\u2011\u00ad])")


class DocxDialect:
    """Writes WordprocessingML runs (17.3.2); marks of their language say `lang`, or go."""

    def __init__(self, lang: str | None = None) -> None:
        self._lang = lang

    def text_run(self, text: str, format_: Element | None, key: str) -> Sequence[Element]:  # noqa: ARG002
        """One run; tabs, line breaks and special hyphens become their elements."""
        if not text:
            return ()
        run = etree.Element(f"{W}r")
        if (properties := clean(format_, lang=self._lang)) is not None:
            run.append(properties)
        for part in _SPECIAL_CUT.split(text):
            if part in _SPECIAL:
                etree.SubElement(run, f"{W}{_SPECIAL[part]}")
            elif part:
                shown = etree.SubElement(run, f"{W}t")
                shown.text = part
                if part != part.strip() or "  " in part:
                    shown.set(_XML_SPACE, "preserve")
        return (run,)

    def wrap(self, node: Node) -> Element:
        """The element, in a run with its old properties if it needs one."""
        if not node.in_run:
            return node.element
        run = etree.Element(f"{W}r")
        if node.format is not None:
            run.append(deepcopy(node.format))
        run.append(node.element)
        return run

    def shell(self, container: Element) -> Element:
        """The place for runs in a paragraph, a hyperlink or a content control."""
        content = container.find(f"{W}sdtContent")
        inner = container if content is None else content
        for child in list(inner):
            if child.tag != f"{W}pPr":
                inner.remove(child)
        return inner

    def finish(self, paragraph: Element) -> None:
        """Nothing is left to do."""
