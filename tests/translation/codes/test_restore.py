"""Codes come back once each, in order, and where their words went."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Inline, InlineKind
from g60translate.translation.codes.alignment import Alignment, Anchor
from g60translate.translation.codes.restore import restore

SOURCE = "Die „neue“ Halle in Shanghai steht"
TARGET = "In Shanghai the “new” hall stands"
ALIGNMENT = Alignment(
    SOURCE,
    TARGET,
    anchors=[
        Anchor((5, 9), (17, 20)),  # neue → new
        Anchor((11, 16), (22, 26)),  # Halle → hall
        Anchor((17, 19), (0, 2)),  # in → In
        Anchor((29, 34), (27, 33)),  # steht → stands
    ],
)


def code(part: str, tag: str, kind: InlineKind = InlineKind.PAIRED) -> Inline:
    start = SOURCE.index(part)
    return Inline(start, start + len(part), tag, kind)


def shown(inline: Inline) -> str:
    return TARGET[inline.start : inline.end]


def test_a_code_goes_where_its_words_went_with_their_quotes() -> None:
    restored = restore([code("„neue“", "b"), code("Shanghai", "a")], ALIGNMENT, owned={})
    assert [shown(inline) for inline in restored.inlines] == ["“new”", "Shanghai"]
    assert not restored.misplaced


def test_a_code_takes_the_marks_behind_its_last_word() -> None:
    alignment = Alignment(
        "Kiel (dpa) - Der Rat", "Kiel (dpa) - The council", anchors=[Anchor((0, 9), (0, 9))]
    )
    (inline,) = restore([Inline(0, 13, "b")], alignment, owned={}).inlines
    assert alignment.target[inline.start : inline.end] == "Kiel (dpa) -"


def test_a_code_does_not_take_marks_that_it_did_not_have() -> None:
    alignment = Alignment(
        "Die „Halle“ steht", "The hall, stands", anchors=[Anchor((5, 10), (4, 8))]
    )
    (inline,) = restore([Inline(4, 11, "b")], alignment, owned={}).inlines
    assert "The hall, stands"[inline.start : inline.end] == "hall"


def test_a_code_takes_whole_words() -> None:
    alignment = Alignment("Die 6. Messe", "The 6th fair", anchors=[Anchor((4, 5), (4, 5))])
    (inline,) = restore([Inline(4, 6, "b")], alignment, owned={}).inlines
    assert "The 6th fair"[inline.start : inline.end] == "6th"


def test_nested_codes_stay_nested() -> None:
    outer, inner = code("„neue“ Halle", "i"), code("neue", "b")
    restored = restore([outer, inner], ALIGNMENT, owned={})
    assert [shown(inline) for inline in restored.inlines] == ["“new” hall", "new"]


def test_a_code_over_everything_stays_over_everything() -> None:
    (inline,) = restore([code(SOURCE, "b")], ALIGNMENT, owned={}).inlines
    assert shown(inline) == TARGET


def test_a_mark_follows_its_word_and_a_line_break_brings_its_text() -> None:
    note = Inline(16, 16, "fn", InlineKind.STANDALONE)  # behind “Halle”
    (inline,) = restore([note], ALIGNMENT, owned={}).inlines
    assert TARGET[: inline.start].endswith("hall")
    line_break = Inline(19, 20, "br", InlineKind.STANDALONE)
    restored = restore([line_break], ALIGNMENT, owned={"br": "\n"})
    (inline,) = restored.inlines
    assert restored.text[inline.start : inline.end] == "\n"
    assert restored.text.replace("\n", " ") == TARGET


def test_a_code_takes_its_closing_quote_over_a_comma_that_got_inside() -> None:
    source, target = "„Wir warten“, sagt sie", "“We wait,” she says"
    alignment = Alignment(source, target, anchors=[Anchor((1, 11), (1, 8))])
    (inline,) = restore([Inline(0, 12, "i")], alignment, owned={}).inlines
    assert target[inline.start : inline.end] == "“We wait,”"


def test_a_code_whose_signs_are_gone_goes_between_their_neighbours_and_is_told() -> None:
    lonely = Alignment("Nur – Wort", "Only word")
    restored = restore([Inline(4, 5, "b")], lonely, owned={})
    assert restored.misplaced == ("b",)
    assert restored.inlines == (Inline(4, 4, "b"),)


def dropped() -> Alignment:
    """“erstmals” was left out, and “sind” looks a little at it."""
    source, target = "Frauen sind erstmals vorn", "Women are ahead"
    attention = np.zeros((3, 4), np.float32)
    for row, columns in enumerate(({0: 1.0}, {1: 0.7, 2: 0.3}, {3: 1.0})):
        for column, share in columns.items():
            attention[row, column] = share
    return Alignment(
        source,
        target,
        source_spans=[(0, 6), (7, 11), (12, 20), (21, 25)],
        target_spans=[(0, 5), (6, 9), (10, 15)],
        attention=attention,
    )


def test_a_code_whose_words_were_left_out_marks_no_others() -> None:
    restored = restore([Inline(12, 20, "b"), Inline(21, 25, "i")], dropped(), owned={})
    assert restored.misplaced == ("b",)
    assert restored.inlines == (Inline(9, 9, "b"), Inline(10, 15, "i"))


def test_a_guess_does_not_stretch_the_code_around_it_and_goes_to_the_one_inside() -> None:
    codes = [Inline(0, 20, "outer"), Inline(12, 20, "lost")]
    restored = restore(codes, dropped(), owned={})
    assert restored.inlines == (Inline(0, 9, "outer"), Inline(9, 9, "lost"))
    alignment = Alignment("A – B", "B A", anchors=[Anchor((0, 1), (2, 3)), Anchor((4, 5), (0, 1))])
    codes = [Inline(1, 5, "lost"), Inline(4, 5, "found")]
    assert restore(codes, alignment, owned={}).inlines[1] == Inline(0, 1, "found")


def test_a_protected_code_stands_where_its_text_does() -> None:
    source, target = "Mit nvm und npm", "With npm and nvm"
    attention = np.eye(4, dtype=np.float32)
    alignment = Alignment(
        source,
        target,
        source_spans=[(0, 3), (4, 7), (8, 11), (12, 15)],
        target_spans=[(0, 4), (5, 8), (9, 12), (13, 16)],
        attention=attention,
    )
    code = Inline(12, 15, "code", InlineKind.PROTECTED)
    assert restore([code], alignment, owned={}).inlines == (Inline(5, 8, "code", code.kind),)


@st.composite
def nested_codes(draw: st.DrawFn) -> list[Inline]:
    codes: list[Inline] = []

    def grow(low: int, high: int, depth: int) -> None:
        place = low
        while place < high and len(codes) < 8 and draw(st.booleans()):
            start = draw(st.integers(place, high))
            end = draw(st.integers(start, high))
            kind = draw(st.sampled_from(InlineKind))
            if kind is InlineKind.STANDALONE:
                end = start
            codes.append(Inline(start, end, f"t{len(codes)}", kind))
            if depth and end - start > 1 and kind is InlineKind.PAIRED:
                grow(start, end, depth - 1)
            place = end + 1

    grow(0, len(SOURCE), 2)
    return codes


@st.composite
def any_codes(draw: st.DrawFn) -> list[Inline]:
    """Codes that overlap as they like, as runs of two formats may."""
    ends = st.tuples(st.integers(0, len(SOURCE)), st.integers(0, len(SOURCE)))
    kinds = st.sampled_from(InlineKind)
    drawn = draw(st.lists(st.tuples(ends, kinds), max_size=6))
    codes = [
        Inline(min(pair), min(pair) if kind is InlineKind.STANDALONE else max(pair), f"t{n}", kind)
        for n, (pair, kind) in enumerate(drawn)
    ]
    return sorted(codes, key=lambda code: (code.start, -code.end))


@given(any_codes(), st.integers(0, 2**32 - 1))
def test_codes_are_well_formed_however_they_lay_and_whatever_the_attention(
    codes: list[Inline], seed: int
) -> None:
    alignment = Alignment(
        SOURCE,
        TARGET,
        source_spans=[(i, i + 1) for i in range(len(SOURCE))],
        target_spans=[(i, i + 1) for i in range(len(TARGET))],
        attention=np.random.default_rng(seed)
        .dirichlet(np.full(len(SOURCE), 0.1), size=len(TARGET))
        .astype(np.float32),
    )
    restored = restore(codes, alignment, owned={})
    assert sorted(i.tag for i in restored.inlines) == sorted(i.tag for i in codes)
    for one in restored.inlines:
        assert 0 <= one.start <= one.end <= len(TARGET)
        for other in restored.inlines:
            assert not one.start < other.start < one.end < other.end, (one, other)


@given(nested_codes())
def test_every_code_comes_back_once_and_well_formed(codes: list[Inline]) -> None:
    restored = restore(codes, ALIGNMENT, owned={})
    assert sorted(i.tag for i in restored.inlines) == sorted(i.tag for i in codes)
    assert restored.text == TARGET
    placed = [i for i in restored.inlines if i.kind is not InlineKind.STANDALONE]
    for one in placed:
        assert 0 <= one.start <= one.end <= len(TARGET)
        for other in placed:
            # Any two are nested or apart: a tree can hold them.
            crossing = one.start < other.start < one.end < other.end
            assert not crossing, (one, other)
