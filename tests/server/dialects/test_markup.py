"""Tags come back once, whatever stands between them and whatever a translation did."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from g60translate.documents.model import Block
from g60translate.server.dialects.markup import TaggedText
from g60translate.server.dialects.tags import Tags

WORDS = st.sampled_from(
    ["The house", "is red.", "and", " ", "\n", "a &amp; b", "&lt;x&gt;", "&#228;"]
)
NAMES = st.sampled_from(["b", "p", "item", "ns:x", "br", "keep", "sub"])


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    full = st.builds(
        lambda name, inside: f'<{name} a="1">{"".join(inside)}</{name}>',
        NAMES,
        st.lists(inner, max_size=4),
    )
    return full | st.builds(lambda name: f"<{name} a='2'/>", NAMES)


TREES = st.recursive(WORDS, _element, max_leaves=20).map(
    lambda inner: f'<doc xmlns:ns="urn:x">{inner}</doc>'
)


def loud(block: Block) -> Block:
    return replace(block, text=block.text.upper())


def bare(block: Block) -> Block:
    """What a bad translation may be: no code at all."""
    return replace(block, text="Nichts mehr da", inlines=())


def emptied(block: Block) -> Block:
    """Every code at the end, without a word."""
    end = len(block.text)
    inlines = tuple(replace(each, start=end, end=end) for each in block.inlines)
    return replace(block, inlines=inlines)


def tags_of(text: str) -> Counter[str]:
    return Counter(re.findall("<[^<>]+>", text))


@example('<doc><b a="1">The house<b a="1"> </b></b></doc>', bare, False)
@given(TREES, st.sampled_from([loud, bare, emptied]), st.booleans())
def test_xml_stays_well_formed_and_keeps_every_tag(text: str, change: Any, outline: bool) -> None:
    cut = TaggedText(text, Tags("xml", splitting=("p",), outline=outline))
    assert cut.put_together(cut.blocks) == text
    said = cut.put_together([change(block) for block in cut.blocks])
    etree.fromstring(said.encode())
    assert tags_of(said) == tags_of(text)


@given(TREES)
def test_ignored_elements_stay_to_the_letter(text: str) -> None:
    cut = TaggedText(text, Tags("xml", ignored=("keep",)))
    said = cut.put_together([bare(block) for block in cut.blocks])
    for kept in re.findall('<keep [^<>]*?/>|<keep a="1">[^<]*</keep>', text):
        assert kept in said


@given(st.text(alphabet="<>&;/!-[]\"'ab pD?", max_size=60), st.sampled_from(["xml", "html"]))
def test_any_text_can_be_cut_and_put_together(text: str, kind: Any) -> None:
    cut = TaggedText(text, Tags(kind))
    assert cut.put_together(cut.blocks) == text
    cut.put_together([loud(block) for block in cut.blocks])


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        ("<t><seg>One</seg> <seg>two</seg></t>", {}, ["One", "two"]),
        ("<t><seg>One</seg> <seg>two</seg></t>", {"kept_together": ["seg"]}, ["One two"]),
        ("<t><seg>One</seg> <seg>two</seg></t>", {"outline": False}, ["One two"]),
        (
            "<t><seg>One</seg> <seg>two</seg></t>",
            {"outline": False, "splitting": ["seg"]},
            ["One", "two"],
        ),
        ("<t>One <seg>two</seg> three</t>", {}, ["One two three"]),
        ("<t>One <seg>two</seg> three</t>", {"splitting": ["seg"]}, ["One", "two", "three"]),
        ("<b>One</b> <i>two</i>", {}, ["One two"]),
        ("One<p>two</p>three", {}, ["One", "two", "three"]),
        ("a <x>b <p>c</p> d</x> e", {}, ["a", "b", "c", "d", "e"]),
        ("One <keep>two</keep> three", {"ignored": ["keep"]}, ["One two three"]),
        ("<keep>two</keep>", {"ignored": ["keep"]}, []),
        ("AT&T &amp; a < b", {}, ["AT&T & a < b"]),
        ("<![CDATA[a <b> c]]> d", {}, ["a <b> c d"]),
        ("Hello <b>world", {}, ["Hello", "world"]),
        ("<html><style>p {a: b}</style><p>c</p></html>", {}, ["c"]),
    ],
)
def test_where_sentences_end(text: str, options: dict[str, Any], expected: list[str]) -> None:
    assert [block.text for block in TaggedText(text, Tags("xml", **options)).blocks] == expected


@pytest.mark.parametrize("kind", ["xml", "html"])
def test_references_stay_references(kind: Any) -> None:
    text = "<p>A &amp; &lt;b&gt; &quot;c&quot;&nbsp;&copy; &#8211; d</p>"
    cut = TaggedText(text, Tags(kind))
    said = cut.put_together([loud(block) for block in cut.blocks])
    assert said == "<p>A &amp; &lt;B&gt; &quot;C&quot;&nbsp;&copy; &#8211; D</p>"


def test_attributes_stay_as_they_are() -> None:
    text = '<p title="One">two <img alt="three" src="four"> five</p>'
    cut = TaggedText(text, Tags("html"))
    said = cut.put_together([loud(block) for block in cut.blocks])
    assert said == '<p title="One">TWO <img alt="three" src="four"> FIVE</p>'


def test_a_reference_that_only_its_document_knows_is_left_alone() -> None:
    cut = TaggedText("<p>The &product; is new.</p>", Tags("xml"))
    assert cut.put_together([bare(block) for block in cut.blocks]).count("&product;") == 1


@pytest.mark.parametrize("opening", ["<!--", "<a '", "<b>", "<![CDATA[", "<!D[", "&a"])
def test_what_never_ends_takes_no_time(opening: str) -> None:
    TaggedText(opening * 5000, Tags("xml"))
