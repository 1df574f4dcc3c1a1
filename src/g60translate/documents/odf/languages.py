"""Styles of OpenDocument that mark a language: which text stays for it, and which marks follow.

Clause numbers are those of ODF 1.3, part 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from g60translate.documents.marked import is_foreign, is_home, speaks_foreign
from g60translate.documents.odf.names import DC, FO, STYLE, TEXT
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.xml.parsing import parse_xml
from g60translate.documents.xml.tokens import decode_xml, element_ends, tokenize_xml

_MARKED = {f"{TEXT}span": "text", f"{TEXT}p": "paragraph", f"{TEXT}h": "paragraph"}
_Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LanguageMarks:
    """The languages that styles mark text with, by family and name; and what they are based on."""

    langs: Mapping[_Key, str]
    bases: Mapping[_Key, str]

    def of(self, token: Token) -> str:
        """The language that an element's style marks it with, empty if none."""
        family = _MARKED.get(token.name, "")
        name = token.get(f"{TEXT}style-name") or ""
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            if lang := self.langs.get((family, name)):
                return lang
            name = self.bases.get((family, name), "")
        return ""


def language_marks(*parts: bytes) -> LanguageMarks:
    """What the styles in these parts mark; default styles mark nothing, for every text has them."""
    langs: dict[_Key, str] = {}
    bases: dict[_Key, str] = {}
    for data in parts:
        for style in parse_xml(data, name="styles").iter(f"{STYLE}style"):
            key = (style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", ""))
            bases[key] = style.get(f"{STYLE}parent-style-name", "")
            properties = style.find(f"{STYLE}text-properties")
            langs[key] = properties.get(f"{FO}language", "") if properties is not None else ""
    return LanguageMarks(langs, bases)


def foreign_places(source: str, marks: LanguageMarks, *, home: str | None) -> frozenset[int]:
    """Where spans and paragraphs begin that are in another language than `home`."""
    if not any(is_foreign(lang, home=home) for lang in marks.langs.values()):
        return frozenset()
    tokens = tokenize_xml(source)
    ends = element_ends(tokens)
    return frozenset(
        token.start
        for index, token in enumerate(tokens)
        if token.kind is TokenKind.START
        and is_foreign(lang := marks.of(token), home=home)
        and speaks_foreign(_said(source, tokens[index : ends[index]]), lang, home=home)
    )


def language_edits(source: str, lang: str, *, home: str | None) -> Iterator[tuple[int, int, str]]:
    """Set dc:language, the language of default styles, and that of styles that say `home`."""
    tokens = tokenize_xml(source)
    ends = element_ends(tokens)
    language, _, country = lang.partition("-")
    default_to = 0
    for index, token in enumerate(tokens):
        if token.kind not in (TokenKind.START, TokenKind.EMPTY):
            continue
        if token.name == f"{DC}language":
            tag = source[token.start : token.end].rstrip("/>")
            end = tokens[ends[index] - 1].end
            yield token.start, end, f"{tag}>{lang}</{tag[1:].split()[0]}>"
        if token.name == f"{STYLE}default-style":
            default_to = ends[index]
        if index < default_to or is_home(token.get(f"{FO}language"), home=home):
            for attribute in token.attributes:
                if attribute.name == f"{FO}language":
                    yield attribute.start, attribute.end, language
                elif attribute.name == f"{FO}country":
                    yield attribute.start, attribute.end, country or "none"


def _said(source: str, tokens: list[Token]) -> str:
    texts = (token for token in tokens if token.kind is TokenKind.TEXT)
    return "".join(decode_xml(source[token.start : token.end]) for token in texts)
