from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.codes import Step, trimmed, walk
from g60translate.documents.model import Block, BlockKind, Inline, InlineKind

KINDS = st.sampled_from(list(InlineKind))


def block(text: str, *inlines: Inline) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, inlines)


def shown(now: Block, original: Block) -> str:
    """`<tag>`, `</tag>` and `[tag]` around the text."""
    frames = {Step.TEXT: "{}", Step.OPEN: "<{}>", Step.CLOSE: "</{}>", Step.ATOM: "[{}]"}
    return "".join(frames[e.step].format(e.value) for e in walk(now, original=original))


def paired(start: int, end: int, tag: str) -> Inline:
    return Inline(start, end, tag)


def standalone(start: int, end: int, tag: str) -> Inline:
    return Inline(start, end, tag, InlineKind.STANDALONE)


def protected(start: int, end: int, tag: str) -> Inline:
    return Inline(start, end, tag, InlineKind.PROTECTED)


@pytest.mark.parametrize(
    ("inlines", "expected"),
    [
        ((), "abcdef"),
        ((paired(0, 3, "x"),), "<x>abc</x>def"),
        ((paired(0, 6, "x"), paired(2, 4, "y")), "<x>ab<y>cd</y>ef</x>"),
        ((paired(0, 3, "x"), paired(3, 6, "y")), "<x>abc</x><y>def</y>"),
        ((paired(0, 3, "x"), paired(0, 6, "y")), "<y><x>abc</x>def</y>"),
        ((paired(0, 3, "x"), paired(0, 3, "y")), "<x><y>abc</y></x>def"),
        ((paired(0, 4, "x"), paired(2, 6, "y")), "<x>ab<y>cd</y></x>ef"),
        ((paired(0, 3, "x"), standalone(3, 3, "s")), "<x>abc</x>[s]def"),
        ((standalone(0, 0, "s"), paired(0, 3, "x")), "[s]<x>abc</x>def"),
        ((paired(0, 3, "x"), standalone(0, 0, "s")), "<x>[s]abc</x>def"),
        ((standalone(2, 3, "s"),), "ab[s]def"),
        ((paired(2, 5, "x"), protected(1, 4, "p")), "a[p]<x>e</x>f"),
        ((paired(6, 6, "x"),), "abcdef<x></x>"),
    ],
)
def test_nests_codes_over_the_text(inlines: tuple[Inline, ...], expected: str) -> None:
    now = block("abcdef", *inlines)
    assert shown(now, now) == expected


def test_puts_lost_atoms_back_and_drops_lost_pairs() -> None:
    original = block("ab CD e", paired(0, 2, "x"), protected(3, 5, "p"), standalone(7, 7, "s"))
    assert shown(block("ef"), original) == "ef[p][s]"


def test_finds_the_place_of_a_lost_code_by_its_text() -> None:
    original = block("ab CD\nx", protected(3, 5, "p"), standalone(5, 6, "s"))
    assert shown(block("CD e\nf"), original) == "[p] e[s]f"
    twice = block("CD CD", protected(0, 2, "p"), protected(3, 5, "q"))
    assert shown(block("CD e CD", protected(0, 2, "q")), twice) == "[q] e [p]"
    spaces = block("a b", standalone(1, 2, "s"))
    assert shown(block("a b"), spaces) == "a b[s]"


def test_leaves_out_unknown_and_repeated_codes() -> None:
    original = block("ab", paired(0, 1, "x"))
    now = block("ab", paired(0, 1, "x"), paired(1, 2, "x"), paired(0, 2, "new"))
    assert shown(now, original) == "<x>a</x>b"


def test_moves_white_space_out_of_pairs() -> None:
    assert trimmed(block("a b c", paired(1, 4, "x"))).inlines == (paired(2, 3, "x"),)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(st.text("ab \n", max_size=8))
    count = draw(st.integers(0, 5))
    inlines = []
    for number in range(count):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        inlines.append(Inline(start, end, f"t{number}", draw(KINDS)))
    return block(text, *inlines)


@settings(deadline=None, derandomize=True)
@given(blocks(), blocks())
def test_any_codes_come_out_well_formed_and_none_twice(now: Block, original: Block) -> None:
    open_tags: list[str] = []
    seen: list[str] = []
    for event in walk(now, original=original):
        if event.step is Step.OPEN:
            open_tags.append(event.value)
            seen.append(event.value)
        elif event.step is Step.CLOSE:
            assert open_tags.pop() == event.value
        elif event.step is Step.ATOM:
            seen.append(event.value)
    assert not open_tags
    assert len(seen) == len(set(seen))
    kept = {code.tag for code in original.inlines if code.kind is InlineKind.STANDALONE}
    assert kept <= set(seen) <= {code.tag for code in original.inlines}
