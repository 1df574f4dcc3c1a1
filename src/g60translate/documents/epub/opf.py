"""The package documents of an EPUB book: what is in it, in which order, and in which language.

Section numbers are those of W3C EPUB 3.3; EPUB 2 differs in nothing that is read here.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from g60translate.documents.archive import Archive
from g60translate.documents.marked import is_home
from g60translate.documents.model import BlockKind
from g60translate.documents.package.frame import require_part
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.blocks import Rule, Treatment
from g60translate.documents.xml.parsing import Element, local, parse_xml
from g60translate.documents.xml.source import XmlSource, decode_xml_file
from g60translate.documents.xml.tokens import XML_LANG, element_ends, tokenize_xml
from g60translate.errors import BrokenDocument

CONTAINER = "META-INF/container.xml"
PACKAGE_TYPE = "application/oebps-package+xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = frozenset(("application/xhtml+xml", "text/html", "text/x-oeb1-document"))
_NCX = "application/x-dtbncx+xml"
# Fonts are often made unusable outside their book (4.3); nothing to read is locked by that.
_OF_FONTS = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"))
_DC = "{http://purl.org/dc/elements/1.1/}"
_SPOKEN = Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE)
_BREAK = Rule(Treatment.BREAK)


@dataclass(frozen=True, slots=True)
class Publication:
    """One package document (5.2) by its part's name, and the parts that it lists.

    `pages` are in reading order: contents that are shown apart, the spine, and what lies beside it.
    `others` stand in the spine, but are no pages of text.
    """

    part: str
    lang: str | None
    pages: tuple[str, ...]
    toc: tuple[str, ...]
    others: tuple[str, ...]


def publications(archive: Archive, *, name: str) -> tuple[Publication, ...]:
    """The publications that the container names (4.2.6.3.1), nearly always one.

    Raises BrokenDocument where that, a package document or a page of the spine is not there.
    """
    container = parse_xml(require_part(archive, CONTAINER, name=name), name=f"{name} ({CONTAINER})")
    paths = [
        element.get("full-path", "")
        for element in container.iter()
        if local(element) == "rootfile" and element.get("media-type") in (PACKAGE_TYPE, None)
    ]
    if not paths:
        raise BrokenDocument(f"{name} names no package document in {CONTAINER}. Export it again.")
    return tuple(_publication(archive, path, name=name) for path in dict.fromkeys(paths))


def require_unlocked(archive: Archive, *, name: str) -> None:
    """Raise BrokenDocument where more is encrypted than fonts (4.2.6.3.2)."""
    if _ENCRYPTION not in archive.parts:
        return
    root = parse_xml(archive.parts[_ENCRYPTION], name=f"{name} ({_ENCRYPTION})")
    methods = (e for e in root.iter() if local(e) == "EncryptionMethod")
    if any(method.get("Algorithm") not in _OF_FONTS for method in methods):
        raise BrokenDocument(
            f"{name} is locked by copy protection (DRM). Ask whoever published it for a copy "
            "without it."
        )


def opf_rule(token: Token) -> Rule:
    """Titles and descriptions (5.5.3), and labels of EPUB 2's guide."""
    if token.name in (f"{_DC}title", f"{_DC}description"):
        return _SPOKEN
    if token.local == "reference":
        return Rule(Treatment.BREAK, attributes=("title",))
    return _BREAK


def ncx_rule(token: Token) -> Rule:
    """The titles of EPUB 2's table of contents (OPF 2.0.1, 2.4.1); authors are names."""
    if token.local == "docAuthor":
        return Rule(Treatment.UNTOUCHED)
    return Rule(Treatment.BLOCK, BlockKind.HEADING) if token.local == "text" else _BREAK


def in_language(data: bytes, lang: str, *, old: str | None, name: str) -> bytes:
    """A package document or table of contents whose first dc:language is `lang`.

    Others, and xml:lang, follow where they say the `old` language.
    """
    source = XmlSource(decode_xml_file(data, name=name))
    return source.written((), *_edits(source.source.text, lang, old))


def _edits(text: str, lang: str, old: str | None) -> Iterator[tuple[int, int, str]]:
    tokens = tokenize_xml(text)
    ends = element_ends(tokens)
    is_first = True
    for index, token in enumerate(tokens):
        if token.kind not in (TokenKind.START, TokenKind.EMPTY):
            continue
        for attribute in token.attributes:
            if attribute.name == XML_LANG and is_home(attribute.value, home=old):
                yield attribute.start, attribute.end, lang
        if token.name == f"{_DC}language" and token.kind is TokenKind.START:
            start, end = token.end, tokens[ends[index] - 1].start
            if is_first or is_home(text[start:end].strip(), home=old):
                yield start, end, lang
            is_first = False


def _publication(archive: Archive, part: str, *, name: str) -> Publication:
    root = parse_xml(require_part(archive, part, name=name), name=f"{name} ({part})")
    items = {
        item.get("id", ""): (_resolved(part, item.get("href", "")), item.get("media-type", ""))
        for item in root.iter()
        if local(item) == "item"
    }
    kinds = dict(items.values())
    spine = [items[ref] for ref in _spine(root) if ref in items]
    for path, _ in spine:
        if path not in archive.parts:
            raise BrokenDocument(
                f"{name} has no part {path}, which is one of its chapters. Export it again."
            )
    read = [path for path, kind in spine if kind in _PAGES]
    beside = [p for p, kind in kinds.items() if kind in _PAGES and p in archive.parts]
    contents = [items[ref][0] for ref in _contents(root) if items[ref][0] in beside]
    shown_apart = [path for path in contents if path not in read]
    return Publication(
        part=part,
        lang=next(_languages(root), None),
        pages=tuple(dict.fromkeys((*shown_apart, *read, *beside))),
        toc=tuple(p for p, kind in kinds.items() if kind == _NCX and p in archive.parts),
        others=tuple(path for path, kind in spine if kind not in _PAGES),
    )


def _spine(root: Element) -> Iterator[str]:
    return (item.get("idref", "") for item in root.iter() if local(item) == "itemref")


def _contents(root: Element) -> Iterator[str]:
    """The items that are navigation documents (5.6.2)."""
    for item in root.iter():
        if local(item) == "item" and "nav" in item.get("properties", "").split():
            yield item.get("id", "")


def _languages(root: Element) -> Iterator[str]:
    for element in root.iter(f"{_DC}language"):
        if element.text and element.text.strip():
            yield element.text.strip()


def _resolved(part: str, href: str) -> str:
    """The part that a reference in another part means (4.2.5); one outside the book is none."""
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), path))
