"""Comments in Office packages: how many there are, and a package without them.

A part whose comments go is emptied, not taken out, so that nothing refers to what is not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from g60translate.documents.archive import Archive
from g60translate.documents.office.package import parts_of_type
from g60translate.documents.xml.parsing import local, parse_xml, serialise_xml

_COMMENT = re.compile(rb"<(?:\w+:)?(?:comment|cm)[\s>]")
# Elements that a part must have though nothing is in them (ISO/IEC 29500-1, 18.7.6).
_REQUIRED = ("authors", "commentList")
# Excel draws the box of each comment in VML.
_NOTE = re.compile(
    rb"""<(\w+:)shape\s(?:(?!</\1shape>).)*ObjectType="Note"(?:(?!</\1shape>).)*</\1shape>""",
    re.DOTALL,
)
_MARK = re.compile(
    rb"<(\w+:)?comment(?:RangeStart|RangeEnd|Reference)\b[^>]*(?:/>|></\w+:comment\w+>)"
)


def count_comments(archive: Archive, kinds: Sequence[str], *, name: str) -> int:
    """How many comments the parts of these content types hold."""
    return sum(
        len(_COMMENT.findall(archive.parts[part]))
        for kind in kinds
        for part in parts_of_type(archive, kind, name=name)
    )


def without_comments(
    archive: Archive, written: Mapping[str, bytes], kinds: Sequence[str]
) -> dict[str, bytes]:
    """The parts of these content types without what they hold, and drawings without its boxes."""
    changed: dict[str, bytes] = {}
    for kind in kinds:
        for part in parts_of_type(archive, kind, name="the document"):
            data = archive.parts[part]
            root = parse_xml(data, name=part)
            for child in list(root):
                if local(child) in _REQUIRED:
                    child[:] = []
                else:
                    root.remove(child)
            changed[part] = serialise_xml(root, original=data)
    for part, data in archive.parts.items():
        if part.endswith(".vml") and b'ObjectType="Note"' in data:
            changed[part] = _NOTE.sub(b"", written.get(part, data))
    return changed


def without_marks(data: bytes) -> bytes:
    """A text part of Word without the marks of where comments belong (17.13.4)."""
    return _MARK.sub(b"", data)
