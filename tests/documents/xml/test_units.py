from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.xml.units import Patched, cut_units
from g60translate.errors import BrokenDocument

NS = 'xmlns="u" xmlns:w="v"'
P = "{v}p"


def contents(source: str | bytes, *, watched: tuple[str, ...] = ()) -> list[str]:
    data = source.encode() if isinstance(source, str) else source
    units = list(cut_units(data, name="x", units=(P,), watched=watched))
    return [unit.content.decode() for unit in units]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("", []),
        ("<w:p/>", []),
        ("<w:p>a</w:p>", ["<w:p>a</w:p>"]),
        ("<w:p></w:p ><w:p>b</w:p\n>c", ["<w:p></w:p >", "<w:p>b</w:p\n>"]),
        ('<w:p x="/>">a</w:p>', ['<w:p x="/>">a</w:p>']),
        ("<w:p>a<w:p>b</w:p></w:p>", ["<w:p>a<w:p>b</w:p></w:p>"]),
        ("<w:p/><q><w:p>ä</w:p></q>", ["<w:p>ä</w:p>"]),
        ("<p>a</p><!-- <w:p>b</w:p> --><![CDATA[<w:p>c</w:p>]]>", []),
        ('<z:p xmlns:z="v">a</z:p>', ['<z:p xmlns:z="v">a</z:p>']),
        ('<q xmlns:w="other"><w:p>a</w:p></q><w:p>b</w:p>', ["<w:p>b</w:p>"]),
        ("<w:p>规模</w:p>" * 3, ["<w:p>规模</w:p>"] * 3),
    ],
)
def test_outermost_elements_are_cut(inner: str, expected: list[str]) -> None:
    assert contents(f"<r {NS}>{inner}</r>") == expected


def test_marks_and_encodings_do_not_move_the_cuts() -> None:
    source = f"<r {NS}><w:p>größe</w:p></r>"
    assert contents(b"\xef\xbb\xbf" + source.encode()) == ["<w:p>größe</w:p>"]
    assert contents(source.encode("utf-16")) == ["<w:p>größe</w:p>"]
    declared = f'<?xml version="1.0" encoding="ISO-8859-1"?>{source}'
    assert contents(declared.encode("latin-1")) == ["<w:p>größe</w:p>"]


def test_units_that_span_chunks_are_whole() -> None:
    long = f"<w:p>{'wort ' * 40_000}</w:p>"
    assert contents(f"<r {NS}>{long * 3}</r>") == [long] * 3


def test_a_unit_knows_what_is_open_around_it() -> None:
    source = f"<r {NS}><w:c><q><w:p>a</w:p></q></w:c><w:p>b</w:p></r>"
    units = list(cut_units(source.encode(), name="x", units=(P,), watched=("{v}c",)))
    assert [unit.inside for unit in units] == [{"{v}c"}, frozenset()]


def test_a_unit_is_parsed_with_its_namespaces_and_written_without_new_ones() -> None:
    source = (
        f'<r {NS}><q xmlns:w="v"  xmlns:s="urn:a?b&amp;c"><w:p s:a="1"><i/>ä&#13;</w:p></q></r>'
    )
    (unit,) = cut_units(source.encode(), name="x", units=(P,))
    root = unit.parsed(name="x")
    assert [child.tag for child in root] == [P]
    assert root[0].get("{urn:a?b&c}a") == "1"
    assert root[0][0].tag == "{u}i"
    assert unit.serialised(root) == '<w:p s:a="1"><i/>ä&#13;</w:p>'.encode()
    del root[0]
    assert unit.serialised(root) == b""


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (f"<r {NS}><w:p>", "not well-formed"),
        (f"<r {NS}><w:p></r>", "not well-formed"),
        ("", "not well-formed"),
        ("<r><w:p/></r>", "not well-formed"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><r/>', "entities"),
        ('<!DOCTYPE r [<!ENTITY % a SYSTEM "file:///etc/passwd">]><r/>', "entities"),
        (b"<r>\xff</r>", "not well-formed"),
    ],
)
def test_says_what_is_broken(source: str | bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        contents(source)


@settings(deadline=None, derandomize=True)
@given(st.binary(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.binary(max_size=3))))
def test_patches_change_their_ranges_only(source: bytes, edits: list[tuple[int, bytes]]) -> None:
    patched = Patched(source)
    expected = b""
    done = 0
    for place, value in sorted(edits, key=lambda edit: edit[0]):
        start, end = min(place, len(source)), min(place + 1, len(source))
        if start < done:
            continue
        patched.put(start, end, value)
        expected += source[done:start] + value
        done = end
    assert patched.finished() == expected + source[done:]
