"""The YAML or TOML head of a Markdown file: a few values are text, the rest is not touched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from g60translate.documents.codes import translatable
from g60translate.documents.model import Block, BlockKind

# The first line that says anything is a key or a comment: `---` may also be a rule on the page.
_HEAD = re.compile(
    r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?=\s*(?:#|\1|[\w.\"'-]+[ \t]*[:=]))(?:.*?(?:\r\n|\r|\n))??"
    r"\1[ \t]*(?:\r\n|\r|\n|\Z)",
    re.DOTALL,
)
_VALUE = re.compile(
    r"""(?<=[\r\n])(title|subtitle|linkTitle|headline|description|summary|excerpt|teaser|tagline|sidebar_label"""
    r"""|lang|language)[ \t]*[:=][ \t]*"""
    r"""(?:"((?:[^"\\\r\n]|\\.)*)"|'((?:[^'\r\n]|'')*)'|([^\s"'>|&*!{}\[\]%@`#][^\r\n]*?))"""
    r"""[ \t]*(?:[ \t]#[^\r\n]*)?(?=[\r\n])"""
)
_PLAIN = re.compile(r"[^\W\d][^:#\r\n]*[^\s:#]", re.UNICODE)
# YAML 1.1 readers take these words for something else than text.
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


@dataclass(frozen=True, slots=True)
class FrontValue:
    """One value of the head: `source[start:end]` with its quotes, if it has any."""

    block: Block
    start: int
    end: int
    quote: str
    toml: bool

    def spelt(self, text: str) -> str:
        """`text` as a value in the same style of quoting, or in double quotes if it must be."""
        text = " ".join(text.split("\n"))
        if self.quote == "'" and not (self.toml and "'" in text):
            return "'" + text.replace("'", "''") + "'"
        if not self.quote and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
            return text
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the head ends, its text values, and its declared language."""

    end: int = 0
    values: tuple[FrontValue, ...] = ()
    lang: FrontValue | None = None


def read_front_matter(source: str) -> FrontMatter:
    """The head of a Markdown source; an empty one where there is none."""
    head = _HEAD.match(source)
    if head is None:
        return FrontMatter()
    values: list[FrontValue] = []
    lang = None
    for match in _VALUE.finditer(source, 0, head.end()):
        group = next(index for index in (2, 3, 4) if match.group(index) is not None)
        quote = {2: '"', 3: "'"}.get(group, "")
        start, end = match.start(group) - len(quote), match.end(group) + len(quote)
        toml = head.group(1) == "+++"
        text = _unquoted(match.group(group), quote, toml=toml)
        block = Block(f"front-{match.group(1)}", BlockKind.ATTRIBUTE, text)
        value = FrontValue(block, start, end, quote, toml)
        if match.group(1) in ("lang", "language"):
            lang = lang or value
        elif translatable(text) and all(value.block.id != other.block.id for other in values):
            values.append(value)
    return FrontMatter(head.end(), tuple(values), lang)


def _unquoted(raw: str, quote: str, *, toml: bool) -> str:
    if quote == '"':
        return re.sub(r'\\(["\\/])', r"\1", raw)
    return raw.replace("''", "'") if quote and not toml else raw
