"""CommonMark inlines with their places in the source, which markdown-it-py does not tell."""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from g60translate.documents.markup.islands import MASK, IslandKind, Masked
from g60translate.documents.markup.rules import MASKED, add_rules

PLACE = "place"
"""Key in `Token.meta` of the token's half-open range in the inline content."""


def parser() -> MarkdownIt:
    """CommonMark with what press sites add to it; inline tokens carry their `PLACE`.

    It wants the masked source in its environment, under `MASKED`.
    """
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    footnote_plugin(markdown, inline=False, move_to_end=False)
    deflist_plugin(markdown)
    add_rules(markdown)
    markdown.inline.ruler.after("link", "span", _span)
    rules = markdown.inline.ruler
    placing = _PlacingParser()
    placing.ruler, placing.ruler2 = rules, markdown.inline.ruler2
    markdown.inline = placing
    # These merge neighbouring text tokens, whose places would be lost.
    markdown.inline.ruler2.disable("fragments_join")
    markdown.core.ruler.disable("text_join")
    return markdown


class _PlacingParser(ParserInline):
    """Runs the parser's own rules and notes which stretch of source each new token took."""

    def tokenize(self, state: StateInline) -> None:
        """The loop of `ParserInline.tokenize`, flushing text before each rule that is no text."""
        rules = self.ruler.getRules("")
        pending_from = state.pos
        while state.pos < state.posMax:
            # The newline rule looks back at pending text for a hard break.
            if state.pending and state.src[state.pos] != "\n":
                _flush(state, pending_from)
            if not state.pending:
                pending_from = state.pos
            start, before = state.pos, len(state.tokens)
            matched = state.level < state.md.options["maxNesting"] and any(
                rule(state, False) for rule in rules
            )
            if not matched:
                state.pending += state.src[state.pos]
                state.pos += 1
            _place(state, before, start, pending_from)
        if state.pending:
            _flush(state, pending_from)


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]` with an attribute list behind them, which is masked."""
    masked = state.env.get(MASKED)
    if state.src[state.pos] != "[" or not isinstance(masked, Masked):
        return False
    start, maximum = state.pos, state.posMax
    label_end = state.md.helpers.parseLinkLabel(state, start)
    mask = MASK.match(state.src, label_end + 1, maximum) if label_end >= 0 else None
    if mask is None or masked.islands[mask[0][0]].kind is not IslandKind.ATTRIBUTES:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, label_end
        state.push("span_open", "span", 1)
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = mask.end(), maximum
    return True


def _flush(state: StateInline, start: int) -> None:
    token = state.pushPending()
    token.meta[PLACE] = (start, start + len(token.content))


def _place(state: StateInline, before: int, start: int, pending_from: int) -> None:
    """Give the tokens that one rule has pushed their places."""
    new = [token for token in state.tokens[before:] if PLACE not in token.meta]
    if new and state.src[start] == "\n" and new[0].type == "text":
        text = new.pop(0)
        start = pending_from + len(text.content)
        text.meta[PLACE] = (pending_from, start)
    elif new and state.src[start] == "\n":
        start = pending_from
    if len(new) == 1:
        new[0].meta[PLACE] = (start, state.pos)
    elif new and new[0].type in ("link_open", "span_open"):
        autolink = state.src[start] == "<"
        inside = state.tokens[before + 1 : -1]
        inner_end = inside[-1].meta[PLACE][1] if inside and not autolink else start + 1
        if autolink:
            new[1].meta[PLACE] = (start + 1, state.pos - 1)
            inner_end = state.pos - 1
        new[0].meta[PLACE] = (start, start + 1)
        new[-1].meta[PLACE] = (inner_end, state.pos)
    else:
        # A run of delimiters; until they are paired, each token's content is its source.
        for token in new:
            token.meta[PLACE] = (start, start + len(token.content))
            start += len(token.content)


def inline_tokens(markdown: MarkdownIt, content: str, env: EnvType) -> list[Token]:
    """Parse the content of one block by itself; `env` holds the document's link references."""
    tokens: list[Token] = []
    markdown.inline.parse(content, markdown, env, tokens)
    return tokens


def place(token: Token) -> tuple[int, int]:
    """Where a token lies in the inline content, half-open."""
    found: Any = token.meta[PLACE]
    return int(found[0]), int(found[1])
