"""The phrases of the trade that ship: set wordings of press releases, in four languages."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

from g60translate.memory.entry import Entry, Origin
from g60translate.memory.features import Pair, key_of
from g60translate.memory.shape import shape_of
from g60translate.resources import resource_folder

NAME = "press.tmx"
# When the phrases were last looked through.
_WRITTEN = datetime(2026, 11, 27, tzinfo=UTC)
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Phrases:
    """The shipped phrases in one direction, found by their shape.

    Read at every start, so by as little as that takes: plain texts out of a plain TMX.
    """

    def __init__(self, source_lang: str, target_lang: str) -> None:
        """Read the phrases that both languages have."""
        path = resource_folder("corpus") / "memory" / NAME
        # Our own file, and nothing else is worth loading lxml for at the start of a text's run.
        root = ElementTree.parse(path).getroot()  # noqa: S314
        self._pair = (source_lang, target_lang)
        self._targets: dict[str, tuple[str, str]] = {}
        self._shapes: dict[str, list[str]] = {}
        for unit in root.iter("tu"):
            sides = {tuv.get(_LANG): tuv.findtext("seg") or "" for tuv in unit.iterfind("tuv")}
            source, target = sides.get(source_lang), sides.get(target_lang)
            if source and target:
                # Of several wordings the first listed is the usual one.
                key = key_of(source)
                if key not in self._targets:
                    self._targets[key] = (source, target)
                    self._shapes.setdefault(shape_of(key), []).append(key)

    def __len__(self) -> int:
        return len(self._targets)

    @property
    def title(self) -> str:
        """The name of the file."""
        return NAME

    def same(self, key: str, pair: Pair) -> list[Entry]:
        """The phrase, if this is one, or those of its shape."""
        if pair != self._pair:
            return []
        known = [key] if key in self._targets else self._shapes.get(shape_of(key), [])
        return [Entry(*pair, *self._targets[each], Origin.IMPORTED, _WRITTEN) for each in known]

    def near(self, key: str, pair: Pair, *, most: int) -> list[str]:
        """Nothing: a phrase that is not quite one has a meaning of its own."""
        del key, pair, most
        return []
