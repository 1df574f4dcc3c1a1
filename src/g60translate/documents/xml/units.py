"""Cuts a large XML part into units that are parsed one by one, so that no whole tree is held.

A tree takes ten times the room of its source. What lies outside the units keeps its bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from lxml import etree

from g60translate.documents.xml.parsing import Element, parse_xml
from g60translate.errors import BrokenDocument

_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_ENCODING = re.compile(
    rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE
)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Unit:
    """The bytes `source[start:end]` of one element, with the namespaces that hold in it.

    `inside` names those of the watched elements that are open around it.
    """

    source: bytes
    start: int
    end: int
    namespaces: tuple[tuple[str, str], ...]
    inside: frozenset[str]

    @property
    def content(self) -> bytes:
        """The unit as it stands in the part."""
        return self.source[self.start : self.end]

    def parsed(self, *, name: str) -> Element:
        """An element that declares the namespaces and holds the unit and nothing else."""
        return parse_xml(self._shell() + self.content + b"</x>", name=name)

    def serialised(self, root: Element) -> bytes:
        """What now lies in the element that `parsed` gave."""
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
        assert isinstance(data, bytes)
        return data[_TAG.match(data).end() : data.rindex(b"<")]  # type: ignore[union-attr]

    def _shell(self) -> bytes:
        declared = (
            f" xmlns{':' if prefix else ''}{prefix}={quoteattr(uri)}"
            for prefix, uri in self.namespaces
        )
        return f"<x{''.join(declared)}>".encode()


class Patched:
    """Bytes with ranges exchanged, which come in order and do not overlap."""

    def __init__(self, source: bytes) -> None:
        self._source = memoryview(source)
        self._done = 0
        self._target = io.BytesIO()

    def put(self, start: int, end: int, value: bytes) -> None:
        """Exchange `source[start:end]`."""
        self._target.write(self._source[self._done : start])
        self._target.write(value)
        self._done = end

    def finished(self) -> bytes:
        """All of it; nothing can be put any more."""
        self._target.write(self._source[self._done :])
        return self._target.getvalue()


def cut_units(
    data: bytes, *, name: str, units: Collection[str], watched: Collection[str] = ()
) -> Iterator[Unit]:
    """The outermost elements of these names that are not empty, in the order of the part.

    Names are `{namespace}local`. A part in another encoding is cut as UTF-8. Raises BrokenDocument
    where the part is not well-formed, or declares entities of its own; then some units may have
    been given out already.
    """
    source = _as_utf8(data, name=name)
    cutter = _Cutter(source, units, watched)
    try:
        for start in range(0, len(source), _CHUNK):
            cutter.parser.Parse(source[start : start + _CHUNK], False)
            yield from cutter.found
            cutter.found.clear()
        cutter.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise BrokenDocument(
            f"{name} is not well-formed XML ({error}). "
            "Open it in its own program and save it again."
        ) from None
    except _EntityDeclared:
        raise BrokenDocument(
            f"{name} declares XML entities, which may be an attack; not opened."
        ) from None
    yield from cutter.found


class _EntityDeclared(Exception):
    pass


class _Cutter:
    """Listens to the parser and notes where units begin and end."""

    def __init__(self, source: bytes, units: Collection[str], watched: Collection[str]) -> None:
        self.found: list[Unit] = []
        self._source = source
        # Expat joins a namespace and a local name with what it is told to.
        self._units = {name.removeprefix("{") for name in units}
        self._watched = {name.removeprefix("{"): name for name in watched}
        self._open: list[str] = []
        self._depth = 0
        self._unit_depth = 0
        self._start = -1
        self._scopes: list[tuple[str, str]] = []
        self._namespaces: tuple[tuple[str, str], ...] = ()
        self.parser = parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.StartNamespaceDeclHandler = self._declare
        parser.EndNamespaceDeclHandler = self._forget
        parser.EntityDeclHandler = self._refuse

    def _begin(self, name: str, attributes: object) -> None:  # noqa: ARG002
        self._depth += 1
        if self._start >= 0:
            return
        if name in self._watched:
            self._open.append(name)
        elif name in self._units:
            start = self.parser.CurrentByteIndex
            tag = _TAG.match(self._source, start)
            if tag is not None and not tag.group().endswith(b"/>"):
                self._start, self._unit_depth = start, self._depth
                self._namespaces = self._in_force()

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._start < 0:
            if name in self._watched:
                self._open.pop()
        elif self._depth < self._unit_depth:
            end = self._source.index(b">", self.parser.CurrentByteIndex) + 1
            inside = frozenset(self._watched[name] for name in self._open)
            self.found.append(Unit(self._source, self._start, end, self._namespaces, inside))
            self._start = -1

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._scopes.append((prefix or "", uri or ""))

    def _forget(self, prefix: str | None) -> None:
        place = max(n for n, scope in enumerate(self._scopes) if scope[0] == (prefix or ""))
        del self._scopes[place]

    def _in_force(self) -> tuple[tuple[str, str], ...]:
        """The innermost declaration of every prefix; units share what is the same."""
        now = tuple(dict(self._scopes).items())
        return self._namespaces if now == self._namespaces else now

    def _refuse(self, *_: object) -> None:
        raise _EntityDeclared


def _as_utf8(data: bytes, *, name: str) -> bytes:
    if not data.startswith(_UTF_16) and _OTHER_ENCODING.match(data) is None:
        return data
    tree = parse_xml(data, name=name).getroottree()
    recoded = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    assert isinstance(recoded, bytes)
    return recoded
