"""News items in XML: NITF, NewsML-G2 and NewsML 1, with the XHTML or NITF inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from g60translate.documents.model import Document
from g60translate.documents.news.vocabulary import G2, news_rule
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.blocks import Treatment
from g60translate.documents.xml.source import XmlSource, attribute_edit, read_xml_source
from g60translate.documents.xml.tokens import XML_LANG, tokenize_xml

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>]*>\s*)*"
    rb"<(?:\w+:)?(\w+)[\s>]",
    re.DOTALL,
)
_AROUND = frozenset(
    ("nitf", "body", "html", "newsItem", "packageItem", "newsMessage", "NewsItem", "NewsML")
)


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: XmlSource
    lang: str | None


class NitfCodec:
    """News Industry Text Format: headlines, abstract, body, tables, captions."""

    name: str = "nitf"
    suffixes: tuple[str, ...] = (".nitf",)
    roots: tuple[str, ...] = ("nitf",)
    kept: tuple[str, ...] = (
        "every byte outside translated text, also the doctype",
        "inline markup of names, places, dates and numbers, which stays around its words",
        "head, bylines, datelines, rights and identifiers",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the root element is one of this format."""
        found = _ROOT.match(data[:8192].replace(b"\0", b""))
        return found is not None and found.group(1).decode() in self.roots

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the texts of the item. Raises BrokenDocument, EncodingFault."""
        source = read_xml_source(data, name=name, rule=news_rule)
        lang = next((value for _, _, value in _languages(source.source.text)), None)
        return Document(
            format=self.name,
            blocks=tuple(slot.block for slot in source.slots),
            skeleton=_Skeleton(source, lang),
            lang=lang,
        )

    def write(self, document: Document) -> bytes:
        """The item with its changed blocks, and its new language where it named the old one."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        edits = []
        if document.lang is not None and document.lang != skeleton.lang:
            edits = [
                attribute_edit(token, name, name, document.lang)
                for token, name, value in _languages(skeleton.source.source.text)
                if value == skeleton.lang
            ]
        return skeleton.source.written(document.blocks, *edits)


class NewsmlCodec(NitfCodec):
    """NewsML-G2 items, packages and messages, and NewsML 1, with XHTML or NITF content."""

    name = "newsml"
    suffixes = (".newsml", ".xml")
    roots = ("newsItem", "newsMessage", "packageItem", "NewsML")
    kept = (
        "every byte outside translated text",
        "markup inside XHTML and NITF content",
        "identifiers, subjects, names, sluglines, credits and rights",
    )


def _languages(text: str) -> Iterator[tuple[Token, str, str]]:
    """Elements that name the language of translated text, the attribute and its value.

    G2's `language` comes first where it is there; others that say the same are changed with it.
    """
    tokens = [t for t in tokenize_xml(text) if t.kind in (TokenKind.START, TokenKind.EMPTY)]
    for token in tokens:
        if token.name == f"{G2}language" and (tag := token.get("tag")):
            yield token, "tag", tag
    for token in tokens:
        if token.local in _AROUND or news_rule(token).treatment is Treatment.BLOCK:
            for name in (XML_LANG, "lang"):
                if value := token.get(name):
                    yield token, name, value
