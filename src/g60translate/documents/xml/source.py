"""One XML file or part as text with slots: read with care, written by splicing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.model import Block
from g60translate.documents.slots import Slot, put_slots
from g60translate.documents.splice import Splicer
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.blocks import Rule, XmlFinder
from g60translate.documents.xml.parsing import parse_xml

_DECLARATION = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)""")


@dataclass(frozen=True, slots=True)
class XmlSource:
    """The source of one XML document and the slots found in it."""

    source: EncodedText
    slots: tuple[Slot, ...] = ()

    def written(self, blocks: Sequence[Block], *more: tuple[int, int, str]) -> bytes:
        """The source with changed blocks, and with `more` ranges set to these values."""
        splicer = Splicer(self.source.text)
        put_slots(splicer, self.slots, {block.id: block for block in blocks})
        for start, end, value in more:
            splicer.put(start, end, value)
        return self.source.with_text(splicer.render()).encode_markup()


def decode_xml_file(data: bytes, *, name: str) -> EncodedText:
    """The text of an XML document that is well-formed and declares no entities.

    Raises BrokenDocument, EncodingFault.
    """
    parse_xml(data, name=name)
    found = _DECLARATION.match(data)
    return decode(data, name=name, declared=found.group(1).decode("ascii") if found else None)


def read_xml_source(
    data: bytes, *, name: str, rule: Callable[[Token], Rule], folding: bool = True, first: int = 1
) -> XmlSource:
    """The slots of an XML document by a vocabulary's rule, numbered from `b<first>`."""
    source = decode_xml_file(data, name=name)
    slots = XmlFinder(source.text, rule, folding=folding).find(first=first)
    return XmlSource(source, tuple(slots))


def attribute_edit(token: Token, name: str, spelling: str, value: str) -> tuple[int, int, str]:
    """The change that sets an attribute; `spelling` is its name with prefix, if it is new."""
    for attribute in token.attributes:
        if attribute.name == name:
            return attribute.start, attribute.end, value
    back = 2 if token.kind is TokenKind.EMPTY else 1
    return token.end - back, token.end - back, f' {spelling}="{value}"'
