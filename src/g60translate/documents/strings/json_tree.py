"""A JSON text as a tree that knows where each value stands, for formats that add members."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from g60translate.documents.news.json_strings import PART

_BLANK = re.compile(" *")
_SPACED_COLON = re.compile(r'\{\s*"[^"]*" :')


@dataclass(slots=True)
class Node:
    """A value at `source[start:end]`; `members` are those of an object, else there are none.

    `key_start` is where the key of a member begins.
    """

    start: int
    end: int = -1
    value: object = None
    key_start: int = -1
    members: dict[str, Node] = field(default_factory=dict)

    def at(self, *path: str) -> Node | None:
        """The value below these keys, None if there is none."""
        node: Node | None = self
        for key in path:
            node = node.members.get(key) if node is not None else None
        return node

    @property
    def text(self) -> str | None:
        """The value, if it is a string."""
        return self.value if isinstance(self.value, str) else None


def parse_tree(text: str) -> Node:
    """The tree of a valid JSON text whose root is an object; arrays keep no members."""
    stack: list[tuple[Node, bool]] = []
    key: str | None = None
    key_start = -1
    root = Node(0)
    for match in PART.finditer(text):
        part = match.group()
        if part in "]}":
            node, _ = stack.pop()
            node.end = match.end()
            key = None
        elif part == ",":
            key = None
        elif part == ":":
            continue
        elif stack and stack[-1][1] and key is None:
            key, key_start = json.loads(part), match.start()
        else:
            node = Node(match.start(), match.end(), _plain(part), key_start)
            if not stack:
                root = node
            elif stack[-1][1] and key is not None:
                stack[-1][0].members[key] = node
            if part in "[{":
                stack.append((node, part == "{"))
                key = None
    return root


def _plain(part: str) -> object:
    return None if part in "[{" else json.loads(part)


def new_member(text: str, node: Node, key: str, value: object) -> tuple[int, int, str]:
    """The range of `text`, and what it becomes, that adds a member to an object.

    It goes behind the last member whose key is smaller, for Xcode and its kin sort them.
    """
    line_start = text.rfind("\n", 0, node.start) + 1
    blank = _BLANK.match(text, line_start)
    outer = len(blank.group()) if blank else 0
    colon = " : " if _SPACED_COLON.match(text) else ": "
    written = json.dumps({key: value}, ensure_ascii=False, indent=2, separators=(",", colon))
    member = "\n".join(f"{' ' * outer}{line}" for line in written.split("\n")[1:-1])
    before = [each for name, each in node.members.items() if name < key]
    if before:
        end = max(each.end for each in before)
        return end, end, f",\n{member}"
    if node.members:
        start = min(each.key_start for each in node.members.values())
        return start, start, f"{member.lstrip()},\n{' ' * (outer + 2)}"
    return node.start + 1, node.end - 1, f"\n{member}\n{' ' * outer}"
