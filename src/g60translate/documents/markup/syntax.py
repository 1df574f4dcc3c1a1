"""What other programs read in a Markdown file: one pattern that finds it, or passes code by.

Templates (Hugo, Jekyll, Liquid, Jinja, Go, Handlebars, ERB), components and expressions (MDX),
attribute lists (kramdown, Pandoc, Python-Markdown), formulas (Pandoc, GitHub, kramdown), keys and
citations (Pandoc, Quarto), roles (MyST, reStructuredText), wiki links, task boxes, marked words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_LINE = r"(?<![^\r\n])"
_END = r"(?![^\r\n])"
# A stretch without a blank line.
_RUN = r"(?:(?!(?>\r\n|\r|\n)[ \t>]*[\r\n])[\s\S])"
# Bounded, so that no input is slow that opens what it never closes.
_SOME, _LONG = _RUN + "{1,3000}?", r"[\s\S]{0,20000}?"


def _from_to(opening: str, closing: str) -> str:
    """A stretch without a blank line or another `opening` in it."""
    return rf"{opening}(?:(?!{opening}){_RUN}){{0,3000}}?{closing}"


_BRACED = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_ATTRIBUTE = (
    r"(?:[\#.][\w:.-]+|[\w:-]+=(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s{}\"'`]+)|-(?=[\s}])|=\w+)"
)
SETTING = rf"(?<=\w=){_BRACED}"
"""Pattern of an attribute's value that is an expression."""

# Shortcodes and tags between which there is code, or nothing that is shown.
_CODE = (
    "highlight|mermaid|math|katex|latex|chart|code|codeblock|raw|verbatim|comment|plantuml"
    "|graphviz|diagram|schema|javascript|stylesheet|style"
)
_GO = "if|else|end|range|with|define|block|template|partial"
# `__NAME__` is a field to be filled in; `__WICHTIG__` is bold.
_FIELDS = (
    "NAME|VORNAME|NACHNAME|FIRMA|ORT|PLZ|ADRESSE|STRASSE|LAND|DATUM|ZEIT|UHRZEIT|JAHR|ANREDE"
    "|TITEL|BETRAG|PREIS|NUMMER|URL|LINK|EMAIL|MAIL|TELEFON|TEXT|TITLE|DATE|TIME|YEAR|AMOUNT|PRICE"
    "|ADDRESS|CITY|COMPANY|PHONE|NUMBER|ID|VERSION|TODO|PLACEHOLDER|PLATZHALTER"
)

PASSED = "passed"
"""Group of what is passed by: code, comments, addresses, escaped signs."""

# Patterns that begin a line, and those that may stand anywhere; a name with `_` is helping one.
_AT_LINE = {
    PASSED: (
        r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?P<_fence>`{3,}(?=[^`\r\n]*" + _END + r")|~{3,})"
        r"[\s\S]*?(?:" + _LINE + r"[ \t>]*(?P=_fence)[`~]*[ \t]*" + _END + r"|\Z)"
    ),
    "box": r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)+(?P<_box>\[[ xX]\])(?=[ \t])",
    "module": (
        r"(?:import\s(?:" + _RUN + r"{1,300}?\sfrom\s*)?['\"][^'\"\r\n]+['\"];?[ \t]*" + _END
        + r"|export[ ](?:const|let|default|function)\b" + _RUN + "*)"
    ),
    "command": (
        r"[ \t]*(?P<_command>\\(?!begin\b|end\b)[A-Za-z]+"
        r"(?:\{[^{}\r\n]*\}|\[[^\[\]\r\n]*\])*)(?=[ \t]*" + _END + ")"
    ),
    "contents": r"[ \t]*(?P<_contents>\[TOC\]|\[toc\])(?=[ \t]*" + _END + ")",
}  # fmt: skip
_ANYWHERE = {
    "passed_code": rf"(?<!`)(?P<_ticks>`+)(?!`){_SOME}(?<!`)(?P=_ticks)(?!`)",
    "passed_html": (
        r"<!--(?:(?!<!--)[\s\S]){0,50000}?-->"
        rf"|<(?P<_raw>script|style|textarea|pre)\b{_LONG}</(?P=_raw)\s*>"
    ),
    "passed_address": r"(?<!\w)(?:https?://|www\.|mailto:)[^\s<>{}()\[\]]*|<[a-z][\w+.-]*:[^\s<>]*>",
    "paired_code": (
        rf"\{{\{{[<%]\s*(?P<_hugo>{_CODE})\b{_LONG}\{{\{{[<%]\s*/\s*(?P=_hugo)\s*[>%]\}}\}}"
        rf"|\{{%-?\s*(?P<_liquid>{_CODE})\b{_LONG}\{{%-?\s*end(?P=_liquid)\s*-?%\}}"
    ),
    "statement": "|".join(
        (
            _from_to(r"\{\{<", r">\}\}"),
            _from_to(r"\{\{%", r"%\}\}"),
            _from_to(r"\{%", r"%\}"),
            _from_to(r"\{\#\s", r"\s\#\}"),
            _from_to(r"\{/\*", r"\*/\}"),
            _from_to(r"<%(?!=)", "%>"),
            _from_to(rf"\{{\{{-?\s*(?:[\#/^!>]|(?:{_GO})\b)", r"\}\}"),
        )
    ),
    "value": "|".join(
        (
            _from_to(r"\{\{\{", r"\}\}\}"),
            _from_to(r"\{\{", r"\}\}"),
            _from_to("<%=", "%>"),
        )
    ),
    "component": (
        rf"</?[A-Z][\w.]*[a-z][\w.]*(?:\s(?:[^<>{{}}\"'`]|\"[^\"]*\"|'[^']*'|{_BRACED})*)?/?>"
    ),
    "setting": SETTING,
    "display": rf"\$\$(?=[ \t]*[\r\n]){_LONG}\$\$|\$\${_SOME}\$\$",
    "environment": rf"\\begin\{{(?P<_env>[\w*]+)\}}{_LONG}\\end\{{(?P=_env)\}}",
    "role": (
        rf"\{{[\w:+.-]+\}}(?P<_marks>`+)(?!`){_SOME}(?<!`)(?P=_marks)(?!`)"
        r"|(?<![\w:])(?::[\w+.-]+)+:`[^`\r\n]+`"
    ),
    "attributes": rf"\{{:[^{{}}\r\n]*\}}|\{{\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}",
    # MDX: {preis > 3 && <b>Teuer</b>}, {a ? "x" : "y"}, {liste.map(x => <li>{x}</li>)}
    "expression": (
        r"(?<!\w)\{(?=[^{}\r\n]*(?:&&|\|\||=>|\w\(|===|\?[^{}\r\n:]*:))[\w!(][^{}\r\n]*"
        rf"(?:{_BRACED}[^{{}}\r\n]*)*\}}"
    ),
    "placeholder": r"(?<![\w$])\$?\{[A-Za-z_$][\w.$-]*(?:\[[\w'\"]+\])?\}|\{\d+\}",
    "wiki": r"!?\[\[[^\[\]\r\n]+\]\](?![(\[])",
    "formula": (
        r"\$`[^`\r\n]+`\$"
        rf"|(?<![\\$\w])\$(?![\s$])(?:(?!\s\|\s)(?:\\[^\r\n]|(?!\$){_RUN}))*?(?<![\s\\])\$(?![\d$])"
    ),
    "bracketed_formula": (
        rf"\\\\\({_SOME}\\\\\)|\\\\\[{_SOME}\\\\\]"
        rf"|\\\((?:(?!\\[()]){_RUN})+\\\)|\\\[(?:(?!\\[\[\]]){_RUN})+\\\]"
    ),
    "citation": r"\[(?:[^\[\]\r\n]*?[\s;(-])?-?@[\w{][^\[\]\r\n]*\](?![(\[])",
    "key": r"(?<![\w@./-])-?@[A-Za-z]\w*(?:[:.-]\w+)*",
    "tex": r"\\[A-Za-z]+(?:\[[^\[\]\r\n]*\])*(?:\{[^{}\r\n]*\})+",
    "field": rf"(?<!\w)__(?:[A-Z0-9]+_[A-Z0-9_]*[A-Z0-9]|{_FIELDS})__(?!\w)",
    "emoji": r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:`])",
    "note": rf"%%{_LONG}%%",
    "anchor": r"(?<=\s)\^[A-Za-z0-9-]+(?=[ \t]*" + _END + ")",
    "raised": r"(?<=[A-Za-z0-9)])(?:\^[^\s^~*`\[\]]{1,8}\^|~[^\s^~*`\[\]]{1,8}~)",
    "marked": "|".join(
        rf"(?<![{sign}\w]){pair}(?=[^\s{sign}](?:[^\r\n]{{0,500}}?[^\s{sign}])?{pair}(?![{sign}\w]))"
        for sign, pair in (("=", "=="), (r"\+", r"\+\+"))
    ),
    "passed_sign": r"\\[!-/:-@\[-`{-~]",
}  # fmt: skip

BLOCK = frozenset(
    ("module", "command", "contents", "paired_code", "statement", "component")
) | frozenset(("display", "environment", "note", "anchor"))
"""Groups that stand for nothing in a sentence, and break a paragraph on lines of their own."""

MARKED = "marked"
"""Group of the opening half of `==highlighted==` and `++inserted++`; the same signs close it."""

ATTRIBUTES = frozenset(("box", "attributes"))
"""Groups that say something about what stands before or behind them."""


def _pattern() -> re.Pattern[str]:
    at_line = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _AT_LINE.items())
    anywhere = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _ANYWHERE.items())
    # The signs in front spare most places the long list of alternatives.
    return re.compile(
        rf"{_LINE}(?=[ \t>`~*+\d\\\[ie-])(?:{at_line})|(?=[{{<$@\[\\^~:_`%!hwm=+-])(?:{anywhere})"
    )


PATTERN = _pattern()
"""Finds the next stretch; `Match.lastgroup` is not to be trusted, see `group_of`."""

_GROUPS = tuple(name for name in PATTERN.groupindex if not name.startswith("_"))
_PROSE = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]{3,}")


def group_of(match: re.Match[str]) -> str:
    """Which group has matched."""
    return next(name for name in _GROUPS if match[name] is not None)


def _is_formula(raw: str) -> bool:
    """Whether a stretch between dollar signs is no prose between two amounts."""
    words = len(_WORD.findall(_PROSE.sub("", raw)))
    return words < 2 and not (words and raw[1:2].isdigit())


def _is_bracketed_formula(raw: str) -> bool:
    """Whether a stretch between escaped brackets holds what only a formula has."""
    return raw.startswith("\\\\") or any(sign in raw[2:-2] for sign in "\\^_=")


DOUBTFUL: Mapping[str, Callable[[str], bool]] = {
    "formula": _is_formula,
    "bracketed_formula": _is_bracketed_formula,
}
"""Groups whose matches may be ordinary text, with the question that tells."""
