from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import BlockKind, Document
from g60translate.documents.subtitles.codec import SrtCodec, VttCodec
from g60translate.documents.subtitles.lines import display_width
from g60translate.documents.subtitles.timings import find_cues
from tests.documents.pretend import shouted, stripped, translated

SRT, VTT = SrtCodec(), VttCodec()


def srt(*texts: str) -> str:
    return "\n".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n" for n, text in enumerate(texts, 1)
    )


def vtt(*texts: str) -> str:
    cues = "\n".join(
        f"{n}\n00:0{n}.000 --> 00:0{n}.900 align:start\n{text}\n" for n, text in enumerate(texts, 1)
    )
    return f"WEBVTT - Titel\n\nNOTE bleibt\nstehen\n\nSTYLE\n::cue(b) {{}}\n\n{cues}"


def read(source: str) -> Document:
    codec = VTT if source.startswith("WEBVTT") else SRT
    data = source.encode()
    document = codec.read(data, name="x")
    assert codec.write(document) == data
    return document


def write(document: Document) -> str:
    return (VTT if document.format == "vtt" else SRT).write(document).decode()


@pytest.mark.parametrize("make", [srt, vtt])
@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        ([], []),
        (["Tal."], ["Tal."]),
        (["Eins\nzwei."], ["Eins zwei."]),
        (["Eins.", "Zwei."], ["Eins.", "Zwei."]),
        (["Eins und", "zwei."], ["Eins und zwei."]),
        (["eins,", "zwei,", "drei,", "vier,", "fünf"], ["eins, zwei, drei, vier,", "fünf"]),
        (["- Hallo!\n- Tag."], ["Hallo!", "Tag."]),
        (["Er sagt", "- Hallo"], ["Er sagt", "Hallo"]),
        (["<i>Eins</i> und <b>zwei</b>."], ["Eins und zwei."]),
        (["<i>Eins und</i>", "<i>zwei.</i>"], ["Eins und zwei."]),
        (["{\\an8}Oben."], ["Oben."]),
        (["♪ ♪"], []),
        (["“Zitat.”", "Neu"], ["“Zitat.”", "Neu"]),
        (["规模。", "走廊"], ["规模。", "走廊"]),
    ],
)
def test_reads_sentences(make: object, cues: list[str], expected: list[str]) -> None:
    assert callable(make)
    document = read(make(*cues))
    assert [block.text for block in document.blocks] == expected
    assert all(block.kind is BlockKind.SUBTITLE for block in document.blocks)
    for change in (shouted, stripped):
        again = (VTT if document.format == "vtt" else SRT).read(
            write(translated(document, change)).encode(), name="y"
        )
        assert len(again.blocks) == len(document.blocks)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (srt("tal."), srt("TAL.")),
        (srt("tal.").replace("\n", "\r\n"), srt("TAL.").replace("\n", "\r\n")),
        (srt("<i>das</i> tal."), srt("<i>DAS</i> TAL.")),
        (srt("{\\an8}das tal."), srt("{\\an8}DAS TAL.")),
        (srt("ein satz", "geht weiter."), srt("EIN SATZ", "GEHT WEITER.")),
        (srt("<i>ein satz</i>", "<i>geht.</i>"), srt("<i>EIN SATZ</i>", "<i>GEHT.</i>")),
        (srt("- ja.\n- nein."), srt("- JA.\n- NEIN.")),
        (vtt("a &amp; b."), vtt("A &amp; B.")),
        (vtt("<v Anna>hallo <00:01.500>tal.</v>"), vtt("<v Anna>HALLO <00:01.500>TAL.</v>")),
        (vtt("<c.gelb>tal</c> <lang en>x</lang>."), vtt("<c.gelb>TAL</c> <lang en>X</lang>.")),
    ],
)
def test_writes_nothing_but_the_text(source: str, expected: str) -> None:
    assert write(translated(read(source))) == expected


def retold(source: str, text: str) -> list[str]:
    """The cues' texts when the first block says something else and its codes are lost."""
    document = read(source)
    block = replace(document.blocks[0], text=text, inlines=())
    written = write(document.with_blocks({block.id: block}))
    return [written[cue.start : cue.end] for cue in find_cues(written)]


def test_a_long_translation_is_broken_into_even_lines() -> None:
    (cue,) = retold(srt("Kurz."), "Nine cities met in the valley to develop a plan together.")
    lines = cue.split("\n")
    assert len(lines) == 2
    assert max(map(len, lines)) <= 42
    assert abs(len(lines[0]) - len(lines[1])) <= 10


def test_text_is_shared_out_at_a_pause_near_the_proportion() -> None:
    cues = retold(
        srt("Die Konferenz war gespickt mit", "Höhepunkten und Resultaten."),
        "The conference was full of highlights, with many results.",
    )
    assert cues == ["The conference was full of highlights,", "with many results."]


def test_chinese_is_shared_out_without_spaces() -> None:
    cues = retold(srt("Ein Satz, der lange", "noch weiter geht."), "会议亮点纷呈，成果丰硕。")
    assert cues == ["会议亮点纷呈，", "成果丰硕。"]


def test_pairs_that_run_through_cues_are_closed_and_opened_again() -> None:
    document = read(srt("<i>eins zwei", "drei</i> vier."))
    block = document.blocks[0]
    pair = next(code for code in block.inlines if code.tag.startswith("i"))
    changed = replace(block, text="one two three four.", inlines=(replace(pair, start=0, end=13),))
    written = write(document.with_blocks({block.id: changed}))
    assert [written[cue.start : cue.end] for cue in find_cues(written)] == [
        "<i>one two</i>",
        "<i>three</i> four.",
    ]


def test_more_cues_than_words() -> None:
    assert retold(srt("eins", "zwei", "drei."), "Ja.")[0] == "Ja."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    data = srt("größe.").encode(encoding)
    assert SRT.recognises(data)
    document = SRT.read(data, name="x")
    assert SRT.write(document) == data
    assert SRT.write(translated(document)) == srt("GRÖßE.").encode(encoding)


def test_recognises_its_files() -> None:
    assert SRT.recognises(b"\n1\r\n00:00:01,000 --> 00:00:02,000\r\nx")
    assert not SRT.recognises(b"1\nText\n")
    assert VTT.recognises(b"WEBVTT\n")
    assert VTT.recognises("WEBVTT\n".encode("utf-16"))
    assert not VTT.recognises(b"WEBVTTX")


WORDS = st.sampled_from(["wort", "Tal.", "<i>", "</i>", "\n", "- ", "规模", "{\\an8}", "&", " "])


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.lists(WORDS, max_size=6).map("".join), max_size=5),
    st.text(st.sampled_from("ab 规。,\n"), min_size=1, max_size=99),
)
def test_any_translation_keeps_times_and_readable_lines(cues: list[str], text: str) -> None:
    source = srt(*cues)
    document = read(source)
    changed = translated(document, lambda block: replace(block, text=text, inlines=()))
    written = write(changed)
    times = re.compile(r"\d\d:\d\d:\d\d,\d{3} --> .*")
    assert times.findall(written) == times.findall(source)
    if document.blocks:
        longest = max((display_width(line) for line in source.split("\n")), default=0)
        words = re.split(r"\s|(?<=[规。])", text)
        limit = max(42, longest, *(display_width(word) + 2 for word in words))
        assert all(display_width(line) <= limit for line in written.split("\n"))
