from __future__ import annotations

import codecs
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import BlockKind
from g60translate.documents.plain.text import TextCodec
from tests.documents.pretend import translated

CODEC = TextCodec()
WRAPPED = (
    "Pressemitteilung\n\n"
    "Am 8. November fand die sechste China International Import Expo im\n"
    "Tal statt. Neun Städte kamen zusammen, um gemeinsam einen neuen Plan\n"
    "zu entwickeln.\n\n"
    "Kontakt:\nMax Muster\nTel. 030 1234\n"
)


def texts(data: str | bytes) -> list[str]:
    raw = data.encode() if isinstance(data, str) else data
    return [block.text for block in CODEC.read(raw, name="x.txt").blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        (" \n\n\t\n", []),
        ("---\n***\n", []),
        ("Eins", ["Eins"]),
        (" Eins\n\nZwei \n", ["Eins", "Zwei"]),
        ("Eins\r\n\r\nZwei\r\n", ["Eins", "Zwei"]),
        ("Eins\rZwei", ["Eins", "Zwei"]),
        ("- Eins\n- Zwei\n  * Drei", ["Eins", "Zwei", "Drei"]),
        ("1. Eins\n2) Zwei\n(a) Drei\n• Vier", ["Eins", "Zwei", "Drei", "Vier"]),
        ("8.11. fand\n24. Mai", ["8.11. fand", "Mai"]),
        ("Kurz\nund klein", ["Kurz", "und klein"]),
        ("x" * 200 + "\n" + "y" * 50, ["x" * 200, "y" * 50]),
        ("eins\u2028zwei", ["eins\u2028zwei"]),
        ("第一段。\n\n第二段。", ["第一段。", "第二段。"]),
    ],
)
def test_cuts_paragraphs_and_lines(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_joins_lines_wrapped_by_hand_and_no_others() -> None:
    assert texts(WRAPPED) == [
        "Pressemitteilung",
        "Am 8. November fand die sechste China International Import Expo im Tal statt. Neun "
        "Städte kamen zusammen, um gemeinsam einen neuen Plan zu entwickeln.",
        "Kontakt:",
        "Max Muster",
        "Tel. 030 1234",
    ]


def test_a_number_at_the_head_of_a_wrapped_line_is_no_list_marker() -> None:
    source = (
        "Im Jahr 2021 wurde das Projekt in den nationalen Entwurf des\n"
        "14. Fünfjahresplans aufgenommen.\n"
        "1. Ein Punkt, der so lang ist, dass er in die nächste Zeile\n"
        "   reicht\n"
        "2. Zwei\n"
    )
    assert texts(source) == [
        "Im Jahr 2021 wurde das Projekt in den nationalen Entwurf des 14. Fünfjahresplans "
        "aufgenommen.",
        "Ein Punkt, der so lang ist, dass er in die nächste Zeile reicht",
        "Zwei",
    ]


def test_wrapped_chinese_lines_join_without_a_space() -> None:
    line = "长三角科创走廊" * 7
    assert texts(f"{line}\n{line}\n") == [line + line]


def test_a_translation_is_wrapped_at_the_same_width() -> None:
    document = CODEC.read(WRAPPED.encode(), name="x.txt")
    long = " ".join(["Nine cities met to develop a new plan."] * 5)
    block = replace(document.blocks[1], text=long)
    written = CODEC.write(document.with_blocks({block.id: block})).decode()
    assert max(map(len, written.splitlines())) <= max(map(len, WRAPPED.splitlines()))
    assert texts(written)[1] == long


def test_a_wrapped_list_item_keeps_its_hanging_indent() -> None:
    source = (
        "  - Ein Punkt, der so lang ist, dass er in die nächste Zeile\r\n"
        "    reicht und nicht endet\r\n"
    )
    document = CODEC.read(source.encode(), name="x.txt")
    assert CODEC.write(translated(document)).decode() == (
        "  - EIN PUNKT, DER SO LANG IST, DASS ER IN DIE NÄCHSTE ZEILE\r\n"
        "    REICHT UND NICHT ENDET\r\n"
    )


def test_kinds() -> None:
    document = CODEC.read(WRAPPED.encode() + b"\n- Punkt\n", name="x.txt")
    kinds = [block.kind for block in document.blocks]
    assert kinds[0] is BlockKind.HEADING
    assert kinds[1] is BlockKind.PARAGRAPH
    assert kinds[-1] is BlockKind.LIST_ITEM
    assert CODEC.read(b"Ein Satz.", name="x").blocks[0].kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_keeps_encoding_and_line_ends(encoding: str, line_end: str) -> None:
    source = "  Größe\n\n* Tal  \n\n\nEnde\n".replace("\n", line_end)
    data = source.encode(encoding)
    document = CODEC.read(data, name="x.txt")
    assert CODEC.write(document) == data
    expected = source.replace("Größe", "GRÖßE").replace("Tal", "TAL").replace("Ende", "ENDE")
    written = CODEC.write(translated(document))
    assert written == expected.encode(encoding)
    if encoding == "utf-8-sig":
        assert written.startswith(codecs.BOM_UTF8)


def test_chinese_for_a_western_file_is_written_as_utf8() -> None:
    document = CODEC.read("Größe\n".encode("cp1252"), name="x.txt")
    block = replace(document.blocks[0], text="规模和—")
    assert CODEC.write(document.with_blocks({"b1": block})) == "规模和—\n".encode()


def test_a_blank_line_in_a_translation_does_not_end_the_block() -> None:
    document = CODEC.read(b"Eins\n\nZwei\n", name="x.txt")
    block = replace(document.blocks[0], text="One\n\nmore")
    assert CODEC.write(document.with_blocks({"b1": block})) == b"One\nmore\n\nZwei\n"


PARTS = st.sampled_from(
    [
        "Ein Wort",
        "\n- Punkt",
        "\n1. Punkt",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "x" * 60,
        "ä",
    ]
)


@settings(deadline=None, derandomize=True)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_unchanged_text_comes_back_byte_for_byte(source: str) -> None:
    data = source.encode()
    document = CODEC.read(data, name="x.txt")
    assert CODEC.write(document) == data
    for block in document.blocks:
        assert block.text == block.text.strip()


@settings(deadline=None, derandomize=True)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_a_changed_text_reads_as_it_was_changed(source: str) -> None:
    changed = translated(CODEC.read(source.encode(), name="x.txt"))
    assert texts(CODEC.write(changed)) == [block.text for block in changed.blocks]
