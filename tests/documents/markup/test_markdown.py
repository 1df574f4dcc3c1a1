from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from g60translate.documents.markup.markdown import MarkdownCodec
from g60translate.documents.model import Block, BlockKind
from tests.documents.pretend import listed, shouted, spans, stripped, translated, turned

CODEC = MarkdownCodec()


def texts(source: str) -> list[str]:
    return [block.text for block in CODEC.read(source.encode(), name="x.md").blocks]


def rewritten(source: str) -> str:
    return CODEC.write(translated(CODEC.read(source.encode(), name="x"))).decode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        ("Hallo\nTal", ["Hallo Tal"]),
        ("# Kopf #\n\nSetext\nzwei\n===", ["Kopf", "Setext zwei"]),
        ("- a\n- b\n  - c\n\n    mehr\n", ["a", "b", "c", "mehr"]),
        ("> zitat\n> weiter\nfaul", ["zitat weiter faul"]),
        ("a  \nb\\\nc", ["a\nb\nc"]),
        ("**fett** *kursiv* ***beides*** ~~weg~~", ["fett kursiv beides weg"]),
        ("ein `code` hier", ["ein code hier"]),
        ("`nur code`", []),
        ("```\nnein\n```\n\n    nein\n\nja", ["ja"]),
        ('[Link](x "Titel") ![Bild](y "Unter")', ["Link", "Titel", "Bild", "Unter"]),
        ("[Link][1] [G60] ![Bild][1]\n\n[1]: x 'nein'\n[G60]: y", ["Link G60", "Bild"]),
        ("<https://a.b> ist da", ["https://a.b ist da"]),
        ("a<br>b <b>c</b>", ["a\nb c"]),
        ("<div>\n<p>Roh</p>\n</div>\n\nja", ["Roh", "ja"]),
        ("| A | B |\n|---|---|\n| c \\| d | |\n| e |", ["A", "B", "c | d", "e"]),
        ("> | A | B |\n> |---|---|\n> | c | d |", ["A", "B", "c", "d"]),
        ("Satz[^1].\n\n[^1]: Die Note.\n", ["Satz.", "Die Note."]),
        ("a &amp; b &copy; \\*kein\\* 5*3*2", ["a & b © *kein* 532"]),
        ("---\ntitle: Das Tal\ntags: [nein]\n---\n\nja", ["Das Tal", "ja"]),
        ("---\ntitle: \"A \\\"b\\\": c\"\nsubtitle: 'd''e'\n---\n", ['A "b": c', "d'e"]),
        ("---\ntitle: >\n  nein\ndescription: Kurz # nein\n---\n", ["Kurz"]),
        ("---\ntitle: Tal\nexcerpt: Kurz\nsidebar_label: Nah\n---\n", ["Tal", "Kurz", "Nah"]),
        ('+++\ntitle = "Tal"\nx = 1\n+++\nja', ["Tal", "ja"]),
        ("---\n\nText\n\n---\n", ["Text"]),
        ("* * *\n\n- [ ] Aufgabe", ["Aufgabe"]),
        ("1. a\n2. b", ["a", "b"]),
        ("\tcode\n\n-\tpunkt", ["punkt"]),
        ("长三角\n科创走廊", ["长三角科创走廊"]),
        ("[](x) ![](y)", []),
        ("snake_case_word und 2 * 3", ["snake_case_word und 2 * 3"]),
    ],
)
def test_reads_what_a_reader_sees(source: str, expected: list[str]) -> None:
    assert texts(source) == expected
    for line_end in ("\r\n", "\r"):
        data = source.replace("\n", line_end).encode()
        document = CODEC.read(data, name="x.md")
        assert [block.text for block in document.blocks] == expected
        assert CODEC.write(document) == data


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("#  kopf  ##\n", "#  KOPF  ##\n"),
        ("- a\n- b\n", "- A\n- B\n"),
        ("> a\n> b\n\nc", "> A B\n\nC"),
        ("a  \nb", "A  \nB"),
        ("> a\\\n> b", "> A\\\n> B"),
        ("ein **fettes** wort", "EIN **FETTES** WORT"),
        ("ein __fettes__ _wort_ hier", "EIN __FETTES__ _WORT_ HIER"),
        ("[text](http://x 'titel') y", "[TEXT](http://x 'TITEL') Y"),
        ("der [text] da\n\n[text]: x", "DER [TEXT][text] DA\n\n[text]: x"),
        ("der [text][] da\n\n[text]: x", "DER [TEXT][text] DA\n\n[text]: x"),
        ("a ![bild](x) b", "A ![BILD](x) B"),
        ("note[^a] da\n\n[^a]: text", "NOTE[^a] DA\n\n[^a]: TEXT"),
        ("| a | b |\n|--|--|\n| c \\| d | e |", "| A | B |\n|--|--|\n| C \\| D | E |"),
        ("---\ntitle: tal\n---\na", "---\ntitle: TAL\n---\nA"),
        ("<p align=x>roh</p>\n", "<p align=x>ROH</p>\n"),
        ("Term `a_b` da", "TERM `a_b` DA"),
    ],
)
def test_writes_nothing_but_the_text(source: str, expected: str) -> None:
    assert rewritten(source) == expected


def test_sets_the_language_in_front_matter() -> None:
    document = CODEC.read(b"---\nlang: de\ntitle: x1\n---\na", name="x")
    assert document.lang == "de"
    assert CODEC.write(document.with_blocks({}, lang="en")) == b"---\nlang: en\ntitle: x1\n---\na"


@pytest.mark.parametrize(
    "text",
    [
        "# kein Kopf",
        "- kein Punkt",
        "+ plus",
        "1. keine Liste",
        "23) keine Liste",
        "> kein Zitat",
        "=== Strich",
        "--- Strich",
        "*nicht kursiv* **nicht fett**",
        "_nicht_ snake_case __init__",
        "[kein](link) ![kein](bild) [1]",
        "`kein code`",
        "<b>kein Tag</b> und <https://x.y> 1 < 2",
        "&amp; bleibt &copy; & so",
        "~~nicht weg~~",
        "ein \\ und \\* Strich",
        "a | b",
        "zwei  Leerzeichen",
        "```",
        "Ende #",
        "***",
    ],
)
@pytest.mark.parametrize(
    "frame", ["{}", "# {}", "- {}", "> {}", "| {} | y |\n|---|---|\n| x | y |"]
)
def test_text_that_looks_like_markup_stays_text(text: str, frame: str) -> None:
    document = CODEC.read(frame.format("wort").encode(), name="x")
    block = replace(document.blocks[0], text=text)
    written = CODEC.write(document.with_blocks({block.id: block})).decode()
    again = CODEC.read(written.encode(), name="x").blocks
    if any(c.isalnum() for c in text):
        assert again[0].text == " ".join(text.split())
        assert again[0].kind is document.blocks[0].kind
        assert not again[0].inlines
    assert len(MarkdownIt("commonmark").enable("table").parse(written)) == len(
        MarkdownIt("commonmark").enable("table").parse(frame.format("wort"))
    )


def test_emphasis_that_commonmark_cannot_write_becomes_a_tag() -> None:
    document = CODEC.read(b"ein **Wort** da", name="x")
    block = document.blocks[0]
    code = replace(block.inlines[0], start=2, end=6)
    changed = replace(block, text="他说“走廊”很好", inlines=(code,))
    written = CODEC.write(document.with_blocks({block.id: changed})).decode()
    assert written == "他说<strong>“走廊”</strong>很好"
    assert spans(CODEC.read(written.encode(), name="x").blocks[0]) == spans(changed)


def test_emphasis_of_nothing_leaves_the_other_as_it_is() -> None:
    document = CODEC.read(b"**der Rat** tagt im _neuen_ Saal", name="x")
    block = document.blocks[0]
    strong, em = block.inlines
    codes = (replace(strong, start=0, end=3), replace(em, start=10, end=10))
    changed = replace(block, text="the one in hall", inlines=codes)
    written = CODEC.write(document.with_blocks({block.id: changed})).decode()
    # A code that is left without its words is not written at all.
    assert written == "**the** one in hall"


def test_kinds() -> None:
    source = "# a\n\nb\n\n- c\n\n| d |\n|---|\n| e |\n\nf[^1]\n\n[^1]: g\n\n![h](x)"
    kinds = [block.kind for block in CODEC.read(source.encode(), name="x").blocks]
    assert kinds == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.LIST_ITEM,
        BlockKind.TABLE_CELL,
        BlockKind.TABLE_CELL,
        BlockKind.PARAGRAPH,
        BlockKind.FOOTNOTE,
        BlockKind.ATTRIBUTE,
    ]


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("tal", "Neu: Tal", '"Neu: Tal"'),
        ("tal", "Das Tal", "Das Tal"),
        ("tal", "yes", '"yes"'),
        ("tal", "14. Plan", '"14. Plan"'),
        ('"tal"', 'sagt "ja"', '"sagt \\"ja\\""'),
        ("'tal'", "it's", "'it''s'"),
    ],
)
def test_front_matter_values_stay_valid_yaml(value: str, text: str, expected: str) -> None:
    document = CODEC.read(f"---\ntitle: {value}\n---\n".encode(), name="x")
    block = replace(document.blocks[0], text=text)
    written = CODEC.write(document.with_blocks({block.id: block})).decode()
    assert written == f"---\ntitle: {expected}\n---\n"
    assert CODEC.read(written.encode(), name="x").blocks[0].text == text


def test_lost_codes_come_back_or_are_dropped() -> None:
    document = CODEC.read(b"ein **Wort** mit ![Bild](x) und `code` hier", name="x")
    written = CODEC.write(translated(document, stripped)).decode()
    assert written == "EIN WORT MIT  UND `code` HIER![BILD](x)"


def test_recognises_markdown_by_two_signs() -> None:
    assert CODEC.recognises(b"# Kopf\n\n- Punkt\n")
    assert not CODEC.recognises(b"- nur eine Liste")
    assert not CODEC.recognises(b"\x00\xff")


PARTS = st.sampled_from(
    [
        *listed(
            "wort|Tal|**|*|_|__|~~|`|[|](x)|![|]|](x 't')|[^1]|<br>|<b>|</b>|<https://x.y>|&amp;|\\"
            "|\\*|# |- |> |1. |    |```|---|===|[^1]: |[a]: x|[a]|规|“|<div>|title: x| |\n|\n\n"
            "|  \n|\\\n|\r\n|\t"
        ),
        "| ",
        "|---|",
    ]
)
SOURCES = st.lists(PARTS, max_size=16).map("".join)


@settings(deadline=None, derandomize=True, max_examples=200)
@given(SOURCES)
def test_unchanged_files_come_back_byte_for_byte(source: str) -> None:
    data = source.encode()
    document = CODEC.read(data, name="x")
    assert CODEC.write(document) == data
    assert len({block.id for block in document.blocks}) == len(document.blocks)
    CODEC.write(translated(document, stripped))


FLOWS = st.recursive(
    st.sampled_from(["wort", "Tal,", "und", "（规）", "`code`", "![bild](x)", "a&amp;b", "a_b"]),
    lambda inner: st.builds(
        "{0[0]}{1}{0[1]}".format,
        st.sampled_from([("**", "**"), ("*", "*"), ("~~", "~~"), ("[", "](x)"), ("<b>", "</b>")]),
        st.lists(inner, min_size=1, max_size=3).map(" ".join),
    ),
    max_leaves=6,
)


@settings(deadline=None, derandomize=True)
@given(st.lists(FLOWS, min_size=1, max_size=6).map(" ".join))
def test_moved_codes_are_read_where_they_were_moved(source: str) -> None:
    document = CODEC.read(source.encode(), name="x")
    for change in (shouted, turned):
        changed = translated(document, change)
        again = CODEC.read(CODEC.write(changed), name="x")
        pairs = zip(again.blocks, changed.blocks, strict=True)
        for now, then in pairs:
            assert now.text.split() == then.text.split()
            # A pair around nothing but pictures is not worth keeping apart.
            assert worded(now) == worded(then)


def worded(block: Block) -> list[tuple[str, str]]:
    return sorted((name, text.strip()) for name, text, _ in spans(block) if text.strip())
