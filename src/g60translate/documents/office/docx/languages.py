"""Runs of Word that are marked with a language: which are in another one, and which follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from g60translate.documents.marked import is_foreign, primary, speaks_foreign
from g60translate.documents.office.docx.properties import W
from g60translate.documents.office.docx.styles import Styles
from g60translate.documents.xml.parsing import Element
from g60translate.language.detection import plain_language

_SHOWN = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<|<(?:\w+:)?p[\s>]")
_SAMPLE = 20_000


def foreign_runs(paragraph: Element, styles: Styles, *, home: str | None) -> frozenset[Element]:
    """The runs of a paragraph that are in another language than `home`.

    A run's own mark counts before its style's, and that before its paragraph's (17.7.2).
    """
    if home is None:
        return frozenset()
    around = styles.lang_of(_value(paragraph, "pPr", "pStyle"))
    marked = [(run, _lang_of(run, styles) or around) for run in _runs(paragraph)]
    found: set[Element] = set()
    for lang, group in groupby(marked, key=lambda pair: pair[1]):
        if is_foreign(lang, home=home):
            runs = [run for run, _ in group]
            said = "".join(t.text or "" for run in runs for t in run.findall(f"{W}t"))
            if speaks_foreign(said, lang, home=home):
                found.update(runs)
    return frozenset(found)


def spoken_in(text_part: bytes) -> str | None:
    """The language of a text part, None where it is not plain."""
    words: list[bytes] = []
    length = 0
    for match in _SHOWN.finditer(text_part):
        words.append(match.group(1) or b" ")
        length += len(words[-1])
        if length > _SAMPLE:
            break
    return plain_language(b"".join(words).decode("utf-8", errors="replace"))


def following(part: bytes, lang: str, *, home: str) -> bytes:
    """A part whose runs say `lang` where they were marked with `home`."""
    mark = re.compile(
        rb"""(<(?:\w+:)?lang\s(?:[^>]*\s)?\w+:val=")%b(?:[-_][A-Za-z0-9-]*)?(")"""
        % re.escape(primary(home)).encode(),
        re.IGNORECASE,
    )
    return mark.sub(rb"\g<1>%b\g<2>" % lang.encode(), part)


def _runs(paragraph: Element) -> Iterator[Element]:
    """Its runs, but not those of paragraphs inside it."""
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is paragraph:
            yield run


def _lang_of(run: Element, styles: Styles) -> str:
    return _value(run, "rPr", "lang") or styles.lang_of(_value(run, "rPr", "rStyle"))


def _value(element: Element, *path: str) -> str:
    found = element.find("/".join(f"{W}{name}" for name in path))
    return found.get(f"{W}val", "") if found is not None else ""
