from __future__ import annotations

import pytest

from g60translate.documents.xml.parsing import local, parse_xml, serialise_xml
from g60translate.errors import BrokenDocument

BOMB = b"""<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>"""
OUTSIDE = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB, "entities"),
        (OUTSIDE, "entities"),
        (b"<a><b></a>", "not well-formed"),
        (b"", "not well-formed"),
        (b"<a>\x00</a>", "not well-formed"),
        (b"<a>" * 3000, "not well-formed"),
    ],
)
def test_refuses_broken_and_unsafe_xml(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        parse_xml(data, name="x.xml")


@pytest.mark.parametrize(
    "data",
    [
        b"<a><b/></a>",
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a>\xc3\xa4</a>',
        b"<?xml version='1.0' encoding='UTF-8'?>\n<!-- c --><a x=\"1\"/><!-- d -->",
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>ä</a>'.encode("iso-8859-1"),
        '<?xml version="1.0" encoding="UTF-16"?><a>ä</a>'.encode("utf-16"),
    ],
)
def test_keeps_declaration_comments_and_encoding(data: bytes) -> None:
    root = parse_xml(data, name="x.xml")
    written = serialise_xml(root, original=data)
    again = parse_xml(written, name="x.xml")
    assert again.text == root.text
    assert again.getroottree().docinfo.encoding == root.getroottree().docinfo.encoding
    if not data.startswith(b"\xff\xfe"):
        assert written == data


def test_names_elements_only() -> None:
    root = parse_xml(b'<x:a xmlns:x="urn:x"><!-- c --></x:a>', name="x.xml")
    assert local(root) == "a"
    assert local(root[0]) == ""
