"""Which elements of an HTML source stay as they are, down to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from g60translate.documents.codes import translatable
from g60translate.documents.marked import is_foreign
from g60translate.documents.tokens import Token, TokenKind
from g60translate.documents.web.tokens import Markup, note_end, tokenize
from g60translate.documents.web.vocabulary import BREAKING, PROTECTED, UNTOUCHED, VOID

# A gap of several blanks, or a tab, between words of one line.
_COLUMNS = re.compile(r"[^\s](?:[ \u00a0]{2,}|[ \u00a0]*\t[ \u00a0\t]*)[^\s]")
# Their language is the whole page's.
_ROOTS = ("html", "body")


def sealed_ends(source: Markup, *, home: str | None) -> dict[int, int]:
    """Where each element begins in which nothing may change, to where it ends.

    `home` is the language that is translated from; what is marked with another one is sealed.
    Elements of one name are nested. One that is never closed is an ordinary code if it is inline,
    else it runs to the end.
    """
    ends: dict[int, int] = {}
    # Elements count from the first sealed one of their name: those around it close after it.
    open_tags: dict[str, list[tuple[int, bool, int]]] = {}
    codes = 0
    before = (0, 0)
    for token in tokenize(source):
        name = token.name
        is_text = token.kind is TokenKind.TEXT
        before = (token.start, token.end) if is_text else (0, 0) if name in BREAKING else before
        if token.kind is TokenKind.START:
            if name in BREAKING and open_tags.get("p"):
                # Any of these ends a paragraph that has no end tag.
                start, sealed, _ = open_tags["p"].pop()
                if sealed:
                    ends[start] = token.start
            sealed = name in UNTOUCHED or name in PROTECTED or _is_kept(token)
            # Word marks parts of words with a language too, by the keyboard.
            foreign = _is_foreign(token, home)
            sealed = sealed or (foreign and not source[slice(*before)][-1:].isalpha())
            codes += name in PROTECTED
            if name in VOID or (sealed and _is_closed(source, token)):
                if sealed:
                    ends[token.start] = token.end
            elif name in ("a", "sup") and (end := note_end(source, token.start)) is not None:
                ends[token.start] = end
            elif sealed or name == "pre" or open_tags.get(name):
                open_tags.setdefault(name, []).append((token.start, sealed, codes))
        elif token.kind is TokenKind.END and open_tags.get(name):
            start, sealed, codes_before = open_tags[name].pop()
            has_code = name == "pre" and codes > codes_before
            if sealed or has_code or (name == "pre" and _in_columns(source, start, token.end)):
                ends[start] = token.end
    for name, unclosed in open_tags.items():
        if name in BREAKING or name in UNTOUCHED:
            ends.update((start, len(source)) for start, sealed, _ in unclosed if sealed)
    return ends


def starts_outside(source: Markup, *, home: str | None) -> Iterator[tuple[Token, int]]:
    """Start tags outside of sealed elements, each with where the sealed one that it begins ends.

    That is no further than the tag's own place where it begins none.
    """
    sealed = sealed_ends(source, home=home)
    sealed_to = 0
    for token in tokenize(source):
        if token.kind is TokenKind.START and token.start >= sealed_to:
            sealed_to = sealed.get(token.start, sealed_to)
            yield token, sealed_to


def columns(source: Markup, *, home: str | None) -> Iterator[tuple[int, str]]:
    """The preformatted columns that are left as they are: where each begins, and its first line.

    Program code and what is marked to stay is none.
    """
    for token, sealed_to in starts_outside(source, home=home):
        if (
            token.name != "pre"
            or token.start >= sealed_to
            or _is_kept(token)
            or _is_foreign(token, home)
        ):
            continue
        raw = source[token.start : sealed_to]
        if any(inner.name in PROTECTED for inner in tokenize(raw)):
            continue
        lines = (
            " ".join(line.split()) for line in _text(source, token.start, sealed_to).split("\n")
        )
        if first := next((line for line in lines if translatable(line)), ""):
            yield token.start, first


def _is_closed(source: Markup, token: Token) -> bool:
    """Whether an element whose content counts for nothing has none, as XHTML spells it."""
    is_data = token.name in UNTOUCHED or token.name in PROTECTED
    return is_data and source[token.start : token.end].endswith("/>")


def _in_columns(source: Markup, start: int, end: int) -> bool:
    """Whether the blanks of a preformatted element carry meaning."""
    return _COLUMNS.search(_text(source, start, end)) is not None


def _text(source: Markup, start: int, end: int) -> str:
    raw = source[start:end]
    shown = (token for token in tokenize(raw) if token.kind is TokenKind.TEXT)
    return unescape("".join(raw[token.start : token.end] for token in shown))


def _is_kept(token: Token) -> bool:
    if not token.attributes:
        return False
    return token.get("translate") == "no" or "notranslate" in (token.get("class") or "").split()


def _is_foreign(token: Token, home: str | None) -> bool:
    if not token.attributes or token.name in _ROOTS:
        return False
    return is_foreign(language_of(token), home=home)


def language_of(token: Token) -> str | None:
    """The language that a tag declares for its element."""
    return token.get("lang") or token.get("xml:lang")
