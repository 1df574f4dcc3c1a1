"""Characters that a wording should not have: invisible, look-alike, stray, unbalanced."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.glossary.lint.remark import Remark, about_term

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_FRENCH_SPACES = re.compile("(?<=«)[\u00a0\u202f]|[\u00a0\u202f](?=[»:;!?])")
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_FORMULA = re.compile(r"[=+@-]")
_BRACKETS = {"(": ")", "（": "）", "[": "]", "«": "»", "《": "》", "「": "」", "„": "“”"}
# Cyrillic and Greek letters that look like Latin ones (Unicode TR39, confusables, by eye).
_LOOK_ALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТХаеіјорсѕухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXaeijopcsyxABEZHIKMNOPTYXo"
)
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u04ff]")


def examine(glossary: Glossary) -> Iterator[Remark]:
    """Remarks on the characters of every term and its forms."""
    for concept in glossary:
        for term in concept.terms:
            for wording in (term.text, *term.forms):
                yield from _wording(concept, term, wording)


def repair_term(term: Term) -> Term:
    """The term without invisible characters, look-alikes, stray spaces and split accents."""

    def mend(wording: str) -> str:
        for step in (_without_invisible, _without_look_alikes, _without_stray_spaces(term.lang)):
            wording = step(wording)
        return unicodedata.normalize("NFC", wording)

    forms = (mend(form) for form in term.forms)
    # A text that mends to nothing stays, so that lint goes on to report it.
    return replace(term, text=mend(term.text) or term.text, forms=tuple(f for f in forms if f))


def _wording(concept: Concept, term: Term, wording: str) -> Iterator[Remark]:
    def remark(rule: str, severity: Severity, message: str, *, fixable: bool = False) -> Remark:
        return about_term(rule, severity, concept, term, message, fixable=fixable)

    if found := _INVISIBLE.search(wording):
        name = unicodedata.name(found[0], f"U+{ord(found[0]):04X}")
        yield remark(
            "invisible",
            Severity.ERROR,
            f"{wording!r} hides the character {name}",
            fixable=bool(_without_invisible(wording)),
        )
    if (mended := _without_look_alikes(wording)) != wording:
        odd = next(char for char, other in zip(wording, mended, strict=True) if char != other)
        yield remark(
            "look-alike",
            Severity.ERROR,
            f"{wording!r} has {unicodedata.name(odd, '?')} among Latin letters",
            fixable=True,
        )
    if _without_stray_spaces(term.lang)(wording) != wording:
        yield remark(
            "stray-space",
            Severity.WARNING,
            f"{wording!r} has a doubled or unusual space",
            fixable=True,
        )
    if not unicodedata.is_normalized("NFC", wording):
        yield remark(
            "split-accent",
            Severity.WARNING,
            f"{wording!r} writes an accent as a character of its own",
            fixable=True,
        )
    if missing := _unbalanced(wording):
        yield remark("unbalanced", Severity.ERROR, f"{wording!r} lacks the partner of {missing}")
    if _FORMULA.match(wording):
        yield remark("formula", Severity.WARNING, f"a spreadsheet takes {wording!r} for a formula")
    if term.lang in ("de", "en", "fr") and _HAN.search(wording):
        yield remark(
            "wrong-language", Severity.WARNING, f"{wording!r} stands as {term.lang} and is Chinese"
        )


def _without_invisible(wording: str) -> str:
    return _INVISIBLE.sub("", wording).strip()


def _without_look_alikes(wording: str) -> str:
    """Look-alikes replaced in words that have Latin letters too; a Greek word stays Greek."""

    def mend(match: re.Match[str]) -> str:
        word = match[0]
        mended = word.translate(_LOOK_ALIKES)
        mixed = _FOREIGN.search(word) and any("a" <= char.lower() <= "z" for char in word)
        return mended if mixed and not _FOREIGN.search(mended) else word

    return _WORD.sub(mend, wording)


def _without_stray_spaces(lang: str) -> Callable[[str], str]:
    def mend(wording: str) -> str:
        if lang != "fr":
            return _SPACES.sub(" ", wording).strip()
        # French sets a no-break space inside its marks and before : ; ! ?
        kept = _FRENCH_SPACES.sub("\x00", wording)
        found = iter(_FRENCH_SPACES.findall(wording))
        return re.sub("\x00", lambda _: next(found), _SPACES.sub(" ", kept)).strip()

    return mend


def _unbalanced(wording: str) -> str:
    """The first bracket or quotation mark without a partner, or nothing."""
    expected: list[tuple[str, str]] = []
    closing = "".join(_BRACKETS.values()).replace("“", "").replace("”", "")
    for char in wording:
        if expected and char in expected[-1][1]:
            expected.pop()
        elif char in _BRACKETS:
            expected.append((char, _BRACKETS[char]))
        elif char in closing:
            return char
    return expected[-1][0] if expected else ""
