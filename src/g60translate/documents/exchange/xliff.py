"""XLIFF 1.2 and 2.x: sources are read, targets are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from g60translate.documents.encoding import EncodedText
from g60translate.documents.exchange.xliff_units import MACHINE, Unit, UnitReader
from g60translate.documents.model import Block, Document
from g60translate.documents.splice import Splicer
from g60translate.documents.tokens import Token
from g60translate.documents.xml.source import attribute_edit, decode_xml_file

_ROOT = re.compile(rb"<(?:\w+:)?xliff\s[^>]*version\s*=\s*[\"'][12]\.")


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    units: tuple[Unit, ...]
    first_version: bool
    lang: str | None
    roots: tuple[tuple[Token, str], ...]


class XliffCodec:
    """Exchange files of translation tools (OASIS XLIFF 1.2 and 2.0 to 2.2).

    A unit whose target is filled and not marked as open is not read: it is somebody's work.
    """

    name = "xliff"
    suffixes = (".xlf", ".xliff", ".mxliff", ".sdlxliff")
    kept = (
        "sources, notes, alternatives, metadata and every byte outside targets",
        "inline codes with their ids, and text marked as not to be translated",
        "targets and segments that are filled and not marked as new or in need of translation",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the root element is an XLIFF one."""
        return _ROOT.search(data[:4096].replace(b"\0", b"")) is not None

    def read(self, data: bytes, *, name: str) -> Document:
        """Read every source that needs a target. Raises BrokenDocument, EncodingFault."""
        source = decode_xml_file(data, name=name)
        reader = UnitReader(source.text)
        units = tuple(reader.units())
        lang = reader.source_lang()
        return Document(
            format=self.name,
            blocks=tuple(
                block
                for unit in units
                for place in unit.places
                if place.message is not None
                for block in place.message.blocks
            ),
            skeleton=_Skeleton(source, units, reader.first_version, lang, tuple(reader.roots())),
            lang=lang,
        )

    def write(self, document: Document) -> bytes:
        """The file with a target for each changed block, marked as a machine's suggestion."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = skeleton.source.text
        now = {block.id: block for block in document.blocks}
        splicer = Splicer(text)
        translated = document.lang is not None and document.lang != skeleton.lang
        for unit in skeleton.units:
            new = [place.message for place in unit.places if place.message is not None]
            # What is the same in both languages is a translation too.
            if not (translated or any(message.changed(now) for message in new)):
                continue
            if all(message.left for message in new):
                continue
            splicer.put(*unit.target, _target(text, unit, now))
            for name, value in _states(unit.holder, first_version=skeleton.first_version).items():
                splicer.put(*attribute_edit(unit.holder, name, name, value))
        if translated:
            assert document.lang is not None
            for token, attribute in skeleton.roots:
                splicer.put(*attribute_edit(token, attribute, attribute, document.lang))
        return skeleton.source.with_text(splicer.render()).encode_markup()


def _target(text: str, unit: Unit, now: Mapping[str, Block]) -> str:
    """A target element: the source's content with each translation in its place."""
    splicer = Splicer(text)
    for place in unit.places:
        if place.message is None:
            splicer.put(place.start, place.end, place.kept)
        elif not place.message.left:
            splicer.put(place.start, place.end, place.message.written(now))
    name = unit.opening[1:].rstrip(">").split()[0]
    return f"{unit.opening}{splicer.render(*unit.content)}</{name}>"


def _states(holder: Token, *, first_version: bool) -> dict[str, str]:
    """Attributes that say of a machine's suggestion that nobody has approved it.

    In XLIFF 2 (2.1: 4.3.1.30, 4.3.1.31) `translated` and above are a person's to give; a subState
    needs a state beside it.
    """
    if not first_version:
        return {"state": "initial", "subState": MACHINE}
    return {"approved": "no"} if holder.get("approved") == "yes" else {}
