"""Block rules for what CommonMark does not know: islands, containers, alerts, abbreviations."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from g60translate.documents.markup.islands import MASK, IslandKind, Masked

BEHIND = "behind"
"""Key in `Token.meta`: how many characters of the line stand behind the token's content."""

MASKED = "masked"
"""Key in the parser's environment: the masked source that is being parsed."""

_ISLANDS = re.compile(rf"(?:{MASK.pattern}|<!--.*?-->|[ \t])+")
# A container's fence; an alert of a quotation; an abbreviation; the title is text.
_MARKED = re.compile(
    r":{3,}[ \t]*[\w.-]*(?:\[(?P<label>[^\]]*)\])?[ \t]*(?:" + MASK.pattern + r"|\{[^{}]*\})?"
    r"(?:[ \t]+(?P<title>\S.*?))?[ \t]*\Z"
    r"|(?P<alert>\[!\w[\w-]*\][+-]?)(?:[ \t]+(?P<alert_title>\S.*?))?[ \t]*\Z"
    r"|\*\[[^\]]+\]:[ \t]+(?P<meaning>\S.*?)[ \t]*\Z"
)
# A container whose content is indented: admonitions and tabs of Python-Markdown.
_INDENTED = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+[\w-][\w \t-]*?(?:[ \t]+\"(?P<title>.*)\")?[ \t]*\Z"
    r"|===[!+]?[ \t]+\"(?P<tab>.*)\"[ \t]*\Z"
)
_INDENT = 4
_DIRECTIVE = re.compile(r":{3,}[ \t]*\{[\w:-]+\}")
_OPTION = re.compile(r":[\w-]+:(?:[ \t]|\Z)")


def add_rules(markdown: MarkdownIt) -> None:
    """Teach a parser these blocks; all of them may end a paragraph."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    ruler = markdown.block.ruler
    ruler.before("fence", "marked_line", _marked_line, ends)
    ruler.before("fence", "indented_container", _indented_container, ends)
    ruler.before("table", "island_line", _island_line, ends)


def _line(state: StateBlock, number: int) -> str | None:
    """A line without its indent; None where it is code for its indent."""
    if state.is_code_block(number):
        return None
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _island_line(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """A line of islands alone is no text.

    Interrupting a paragraph takes one that does something: a value may be a word of a sentence.
    """
    masked = state.env.get(MASKED)
    line = _line(state, start)
    if not isinstance(masked, Masked) or not line or not _ISLANDS.fullmatch(line):
        return False
    kinds = {island.kind for _, _, island in masked.find(line)}
    wanted = {IslandKind.BLOCK, IslandKind.ATTRIBUTES}
    if not kinds & (wanted if silent else wanted | {IslandKind.TEMPLATE}):
        return False
    if not silent:
        state.line = start + 1
    return True


def _marked_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A marker on a line of its own, perhaps with a text."""
    line = _line(state, start)
    if not line or line[0] not in ":[*":
        return False
    match = _MARKED.match(line)
    if match is None or (match["alert"] and state.parentType != "blockquote"):
        return False
    if not silent:
        for name in ("label", "title", "alert_title", "meaning"):
            if match[name]:
                _push(state, start, match[name], behind=len(line) - match.end(name))
        state.line = start + 1
        _pass_options(state, line, end)
    return True


def _pass_options(state: StateBlock, marker: str, end: int) -> None:
    """Options of a directive `:::{name}` stand on the lines behind its name: `:class: tip`."""
    masked = state.env.get(MASKED)
    if not isinstance(masked, Masked) or not _DIRECTIVE.match(masked.original(marker)):
        return
    while state.line < end:
        if not _OPTION.match(masked.original(_line(state, state.line) or "")):
            break
        state.line += 1


def _indented_container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A marker line and the lines that are indented under it, which are blocks, not code."""
    line = _line(state, start)
    if not line or line[0] not in "!?=":
        return False
    match = _INDENTED.match(line)
    if match is None:
        return False
    if silent:
        return True
    for name in ("title", "tab"):
        if match[name]:
            _push(state, start, match[name], behind=len(line) - match.end(name))
    indent = state.sCount[start] + _INDENT
    stop = last = start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= indent):
        stop += 1
        if not state.isEmpty(stop - 1):
            last = stop
    before = state.blkIndent, state.lineMax, state.parentType
    state.blkIndent, state.lineMax, state.parentType = indent, last, "admonition"
    state.md.block.tokenize(state, start + 1, last)
    state.blkIndent, state.lineMax, state.parentType = before
    state.line = last
    return True


def _push(state: StateBlock, line: int, text: str, *, behind: int) -> None:
    state.push("heading_open", "p", 1)
    token = state.push("inline", "", 0)
    token.content = text
    token.map = [line, line + 1]
    token.children = []
    token.meta[BEHIND] = behind
    state.push("heading_close", "p", -1)
