"""How texts look that no reader takes for prose: data, mails, tables, programs' files."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from g60translate.documents.unread.names import (
    CALENDAR_ADVICE,
    MAIL_ADVICE,
    STRINGS_ADVICE,
    TABLE_ADVICE,
    TEXT_ADVICE,
)
from g60translate.documents.web.vocabulary import BREAKING, PROTECTED, UNTOUCHED, VOID

_INLINE = """a abbr acronym b bdi bdo big blink cite data del dfn em font i ins label map mark
marquee meter nobr output picture progress q rp rt ruby s search slot small span strike strong sub
summary sup time tt u"""
_WEB = frozenset((*BREAKING, *PROTECTED, *UNTOUCHED, *VOID, *_INLINE.split()))
_XML_ROOT = re.compile(
    r"""(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>\s*)*"""
    r"""<((?:[\w.-]+:)?[A-Za-z_][\w.-]*)"""
    r"""((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*/?>""",
    re.DOTALL,
)
BEGUN_JSON = re.compile(
    r'\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\})|\[\s*(?:[{\[]\s*["{\[]|"(?:[^"\\\n]|\\.)*"\s*,)'
)
_MAIL_FIELD = re.compile(r"[!-9;-~]+:[ \t]?.*(?:\n[ \t]+.*)*\n")
_MAIL_SIGN = re.compile(
    r"(?im)^(?:mime-version|content-type|content-transfer-encoding|message-id|received|return-path"
    r"|dkim-signature|x-mailer|in-reply-to):"
)
_CALENDAR = re.compile(r"(?i)BEGIN:VCALENDAR\s")
_CARD = re.compile(r"(?i)BEGIN:VCARD\s")
_SUBTITLES = re.compile(
    r"\[Script Info\]|\{\d+\}\{\d+\}|\d+:\d\d:\d\d\.\d{3},\d+:\d\d:\d\d\.\d{3}\s"
    r"|\[\d\d:\d\d\.\d\d\]"
)
_TEX = re.compile(
    r"(?:%.*\n\s*)*\\(?:documentclass|documentstyle|usepackage|begin|section|chapter|title|input"
    r"|newcommand|RequirePackage|NeedsTeXFormat)\s*[\[{]"
)
_PROGRAM = re.compile(r"<\?(?:php\b|=)|#!\s*/")
_COMMENT = re.compile(r"^\s*[#!;]")
_PROPERTY = re.compile(r"\s*[A-Za-z_][\w-]*(?:\.[\w-]+)+\s*=")
_SETTING = re.compile(r"\s*[\w.-]+\s*=\s*\S*")
_STRING = re.compile(r'\s*"(?:[^"\\]++|\\.)*+"\s*=\s*"(?:[^"\\]++|\\.)*+"\s*;\s*$')
_SECTION = re.compile(r"\[[\w .-]+\]\s*$")
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_QUOTED_CELL = re.compile(r'"(?:[^"]++|"")*+"[,;\t]"')


def is_xml(text: str, *, whole: bool) -> bool:
    """Whether text begins with an element that no web page has, and goes on as XML does.

    `<Ort>, 3. Mai: …` is text, and so is HTML.
    """
    root = _XML_ROOT.match(text)
    if root is None:
        return False
    name = root.group(1)
    if "xmlns" in root.group(2):
        return True
    if name.lower() in _WEB or "-" in name:
        return False
    if text.rstrip().endswith(f"</{name}>"):
        return True
    return not whole and ("</" in text or text[root.end() :].lstrip().startswith("<"))


def is_json(data: bytes) -> bool:
    """Whether this is an object or an array, whole and valid."""
    try:
        return isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def is_mail(text: str) -> bool:
    """A block of header fields, one of which only a program writes."""
    text = re.sub(r"\AFrom \S+@.*\n", "", text)
    at = fields = 0
    while field := _MAIL_FIELD.match(text, at):
        at = field.end()
        fields += 1
    ended = at == len(text) or text.startswith("\n", at)
    return fields > 1 and ended and _MAIL_SIGN.search(text, 0, at) is not None


def _is_strings(text: str) -> bool:
    """Nothing but keys and values of a program, and comments."""
    lines = [line for line in _lines(text) if not _COMMENT.match(line)]
    if not lines:
        return False
    if _SECTION.match(lines[0]) and len(lines) > 1:
        return all(_SETTING.match(line) or _SECTION.match(line) for line in lines[1:])
    return any(all(map(kind.match, lines)) for kind in (_PROPERTY, _STRING))


def _is_table(text: str) -> bool:
    """Every line has as many cells, with no blank behind what separates them, as prose has it."""
    lines = _lines(text)
    if len(lines) < 2:
        return False
    if all(_QUOTED_CELL.match(line) for line in lines):
        return True
    if any(map(str.isalpha, text)):
        # Between figures stands a decimal comma, as in “Umsatz 12,5”.
        lines = [_DECIMAL_COMMA.sub(".", line) for line in lines]
    for separator, at_least, rows in ((";", 1, 2), (",", 2, 3)):
        counts = {line.count(separator) for line in lines}
        if len(lines) >= rows and len(counts) == 1 and min(counts) >= at_least:
            return not re.search(rf"{separator}[ \t]", text)
    return False


def _begins(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: pattern.match(text) is not None


# How a text looks, what it is then, and what to do.
KINDS: tuple[tuple[Callable[[str], bool], str, str], ...] = (
    (_begins(_TEX), "a TeX source", TEXT_ADVICE),
    (_begins(_PROGRAM), "a program", TEXT_ADVICE),
    (_begins(_CALENDAR), "a calendar", CALENDAR_ADVICE),
    (_begins(_CARD), "an address card", TEXT_ADVICE),
    (
        _begins(_SUBTITLES),
        "a subtitle file of a kind that is not read",
        "Save it as .srt or .vtt.",
    ),
    (is_mail, "a mail", MAIL_ADVICE),
    (_is_strings, "a file of a program's texts", STRINGS_ADVICE),
    (_is_table, "a table of values", TABLE_ADVICE),
)
