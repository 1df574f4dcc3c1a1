"""Cues by their timing lines, speakers by their marks, and which cues are one sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import Document
from g60translate.documents.subtitles.codec import SrtCodec, VttCodec
from g60translate.documents.subtitles.timings import find_cues
from tests.conftest import ROOT
from tests.documents.pretend import shout, stripped, translated

SRT, VTT = SrtCodec(), VttCodec()
CASES = ROOT / "tests" / "cases" / "subtitles"


def read(source: str) -> Document:
    codec = VTT if source.startswith("WEBVTT") else SRT
    assert codec.recognises(source.encode())
    document = codec.read(source.encode(), name="x")
    assert codec.write(document).decode() == source
    return document


def texts(source: str) -> list[str]:
    return [block.text for block in read(source).blocks]


def rewritten(source: str) -> str:
    document = translated(read(source))
    return (VTT if document.format == "vtt" else SRT).write(document).decode()


def srt(*cues: tuple[int, int, str]) -> str:
    """Cues from and to these seconds."""
    return "\n".join(
        f"{n}\n00:00:{begin:02},000 --> 00:00:{finish:02},000\n{text}\n"
        for n, (begin, finish, text) in enumerate(cues, 1)
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "blank-line-inside",
            [
                "Wann kommt der Zug?",
                "Um acht Uhr.",
                "Der Minister sprach über das neue Werk.",
                "Musik spielt",
                "lacht",
                "Wir haben lange darauf gewartet.",
                "La la la",
            ],
        ),
        (
            "dialogue-and-music",
            [
                "Guten Abend, meine Damen und Herren.",
                "Wie war Ihre Reise nach Shanghai?",
                "Danke, sehr angenehm.",
                "Die Messe, die gestern in der Stadt eröffnet wurde, zeigt über 3.400 Aussteller "
                "aus 154 Ländern.",
                "(Musik spielt)",
                "SPRECHER",
                "Das ist ein großer Erfolg!",
            ],
        ),
        (
            "dialogue-dashes",
            [
                "Guten Tag.",
                "Guten Abend.",
                "Ja.",
                "Nein.",
                "Kommen Sie?",
                "Nein, ich bleibe hier.",
                "Der Rat tagt.",
                "Die Stadt baut.",
                "Die Musik spielt",
            ],
        ),
        (
            "no-blank-lines",
            [
                "Das Schiff legt ab.",
                "Der Kapitän winkt.",
                "Die Kinder lachen.",
                "Der Hafen ist leer.",
            ],
        ),
        (
            "overlapping",
            [
                "Die Chefin redete lange über den Preis der Fähre.",
                "Möwenfels, Rathaus",
                "Der Kapitän und",
                "Die Fahrgäste am Kai",
            ],
        ),
    ],
)
def test_a_case_is_read_and_comes_back_with_its_text_changed_and_nothing_else(
    name: str, expected: list[str]
) -> None:
    source = (CASES / f"{name}.srt").read_text(encoding="utf-8")
    assert texts(source) == expected
    written = rewritten(source).replace("DAMEN UND", "DAMEN\nUND")
    marks = [(shout(mark), mark) for mark in ("{\\an8}", "<i>", "</i>")]
    wanted = shout(source)
    for shouted, mark in marks:
        wanted = wanted.replace(shouted, mark)
    assert written == wanted


def test_a_bracket_inside_a_sentence_is_no_sound() -> None:
    assert texts(f"1\n{ONE}\nDer Ort\n(bei Kiel) wächst.") == ["Der Ort (bei Kiel) wächst."]


ONE, TWO = "00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"1\n{ONE}\nEins.\n2\n{TWO}\nZwei.", ["Eins.", "Zwei."]),
        # What is heard stands apart.
        (f"1\n{ONE}\n[Musik]\n\n2\n{TWO}\n(lacht) Ja.", ["Musik", "lacht", "Ja."]),
        (
            f"1\n{ONE}\n<i>*Jubel*</i>\n\n2\n{TWO}\n- [Hund bellt]\n- Still!",
            ["Jubel", "Hund bellt", "Still!"],
        ),
        (f"{ONE}\nEins.\n{TWO}\nZwei.", ["Eins.", "Zwei."]),
        (f"{ONE}\n2024\n\n{TWO}\nLeute.", ["2024 Leute."]),
        (f"1\n{ONE}\nEins.\n\n\nMehr.\n\n2\n{TWO}\nZwei.\n", ["Eins.", "Mehr.", "Zwei."]),
        (f"1\n\n{ONE}\n\nEins\n\nund mehr.\n\n\n2\n\n{TWO}\n\nZwei.", ["Eins und mehr.", "Zwei."]),
        (f"1\r\r\n{ONE}\r\r\nEins.\r\r\n\r\r\n2\r\r\n{TWO}\r\r\nZwei.", ["Eins.", "Zwei."]),
        ("1\n0:00:01.5-->0:00:02\nEins.\n2\n00:03,000  -->  00:04,1\nZwei.", ["Eins.", "Zwei."]),
        (f"1\n{ONE}\nEins.\n2\n00:00:03,000 –> 00:00:04,000\nZwei.", ["Eins.", "Zwei."]),
        (f"1\n{ONE}\n\n2\n{TWO}\nZwei.", ["Zwei."]),
        (f"WEBVTT\n\n{ONE}\nEins.\n\nNOTE nein\n\nid\n{TWO}\nZwei.", ["Eins.", "Zwei."]),
        (f"WEBVTT\n\n{ONE}\nEins.\n{TWO}\nZwei.", ["Eins.", "Zwei."]),
    ],
)
def test_cues_are_read_by_their_timing_lines(source: str, expected: list[str]) -> None:
    assert texts(source) == expected
    times = re.compile(r"[\d:., ]+(?:--|–)>.*")
    assert times.findall(rewritten(source)) == times.findall(source)
    assert rewritten(source).count("\n") == source.count("\n")


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        ([(1, 3, "eins"), (3, 5, "zwei.")], ["eins zwei."]),
        ([(1, 3, "eins"), (2, 5, "zwei.")], ["eins", "zwei."]),
        ([(1, 3, "eins"), (1, 3, "zwei.")], ["eins", "zwei."]),
        ([(1, 3, "eins"), (3, 5, "{\\an8}zwei.")], ["eins", "zwei."]),
        ([(1, 3, "{\\an8}eins"), (3, 5, "{\\an8}zwei.")], ["eins zwei."]),
        ([(1, 3, "{\\pos(1,2)}eins"), (3, 5, "zwei.")], ["eins", "zwei."]),
        ([(1, 5, "eins"), (2, 4, "{\\an8}ort"), (5, 6, "zwei.")], ["eins zwei.", "ort"]),
        ([(1, 3, "eins"), (3, 4, "{\\an8}ort"), (5, 6, "zwei.")], ["eins", "ort", "zwei."]),
        (
            [(1, 4, "eins"), (2, 4, "{\\an8}o"), (4, 6, "zwei."), (5, 6, "{\\an8}p.")],
            ["eins zwei.", "o", "p."],
        ),
        (
            [(1, 3, '<font color="a">eins</font>'), (3, 5, '<font color="b">zwei</font>')],
            ["eins", "zwei"],
        ),
    ],
)
def test_which_cues_go_on(cues: list[tuple[int, int, str]], expected: list[str]) -> None:
    source = srt(*cues)
    assert texts(source) == expected
    # Words stay in their cues, and captions where they were.
    words = re.compile(r"(?m)^(?:<[^>]*>|\{.*?\})*(\w+)\.?(?:<[^>]*>)?$")
    assert [w.lower() for w in words.findall(rewritten(source))] == words.findall(source)


def test_cues_of_webvtt_that_stand_elsewhere() -> None:
    source = "WEBVTT\n\n00:01.000 --> 00:02.000{}\neins\n\n00:02.000 --> 00:03.000{}\nzwei.\n"
    assert texts(source.format("", "")) == ["eins zwei."]
    assert texts(source.format(" line:0", " line:0")) == ["eins zwei."]
    assert texts(source.format("", " line:0")) == ["eins", "zwei."]
    assert texts(source.format(" region:a", " region:b align:left")) == ["eins", "zwei."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- eins\n- zwei", ["eins", "zwei"]),
        ("–eins\n–zwei", ["eins", "zwei"]),
        ("eins?\n- zwei", ["eins?", "zwei"]),
        (">> eins\n>> zwei", ["eins", "zwei"]),
        ("<i>- eins\n- zwei</i>", ["eins", "zwei"]),
        ("{\\an8}- eins\n<i>- zwei</i>", ["eins", "zwei"]),
        ("- eins geht\nweiter\n- zwei", ["eins geht weiter", "zwei"]),
        ("der Mann\n– ein Riese –\nkam", ["der Mann – ein Riese – kam"]),
        ("es sind\n-5 Grad", ["es sind -5 Grad"]),
        ("♪ la la ♪", ["la la"]),
        ("♫ la la\nlo lo ♫", ["la la lo lo"]),
        ("wort. ♪ la ♪ wort", ["wort.", "la", "wort"]),
        ("# la la #", ["la la"]),
        ("FRAU: eins", ["FRAU", "eins"]),
        ("- MANN (leise): eins\n- KIND 2: zwei", ["MANN (leise)", "eins", "KIND 2", "zwei"]),
        ("DIE BÜRGERMEISTERIN:\neins", ["DIE BÜRGERMEISTERIN", "eins"]),
        ("Um 10:30 Uhr: eins", ["Um 10:30 Uhr: eins"]),
        ("<font color=a>eins</font>\n<font color=b>zwei</font>", ["eins", "zwei"]),
        ("<font color=a>eins</font>\n<font color=a>zwei</font>", ["eins zwei"]),
        ("- eins\n\n- zwei", ["eins", "zwei"]),
        ("... !\neins", ["... ! eins"]),
    ],
)
def test_speakers_songs_and_labels(text: str, expected: list[str]) -> None:
    source = srt((1, 3, text))
    assert texts(source) == expected
    for change in (translated, lambda document: translated(document, stripped)):
        written = SRT.write(change(read(source))).decode()
        for mark in ("- ", "–", ">>", "♪", "♫", "#", ":", "{\\an8}"):
            assert written.count(mark) == source.count(mark)
        assert [block.text for block in SRT.read(written.encode(), name="x").blocks] == [
            shout(words) for words in expected
        ]


def test_voices_of_webvtt() -> None:
    source = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Anna>ich gehe\n<v Ben>und ich\n\n00:02.000 --> "
    again = f"{source}00:03.000\n<v {{}}>bleibe."
    assert texts(again.format("Ben")) == ["ich gehe", "und ich bleibe."]
    assert texts(again.format("Anna")) == ["ich gehe", "und ich", "bleibe."]


def test_a_long_answer_leaves_room_for_its_dash() -> None:
    document = read(srt((1, 3, "- Kurz.\n- Ja.")))
    long = "This is a very long answer that needs several lines to be shown on the screen."
    changed = translated(document, lambda block: type(block)(block.id, block.kind, long))
    lines = SRT.write(changed).decode().splitlines()
    assert max(map(len, lines)) <= 42
    assert sum(line.startswith("- ") for line in lines) == 2


PARTS = st.sampled_from(
    [
        "wort ",
        "Tal. ",
        "- ",
        "♪",
        "FRAU: ",
        "\n",
        "\n\n",
        "{\\an8}",
        "<i>",
        "</i>",
        "<v A>",
        "7\n",
        "\n00:00:05,000 --> 00:00:06,000\n",
        ">>",
        "规模",
    ]
)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.lists(st.lists(PARTS, max_size=6).map("".join), max_size=4), st.booleans())
def test_unchanged_files_come_back_and_times_always_do(cues: list[str], is_vtt: bool) -> None:
    body = srt(*((n % 3 + 1, n + 3, text) for n, text in enumerate(cues)))
    source = f"WEBVTT\n\n{body}" if is_vtt else f"1\n{ONE}\nTal.\n\n{body}"
    document = read(source)
    codec = VTT if is_vtt else SRT
    times = re.compile(r"(?m)^\d\d:\d\d:\d\d,\d{3} --> .*")
    for change in (None, stripped):
        changed = translated(document) if change is None else translated(document, change)
        written = codec.write(changed).decode()
        assert times.findall(written) == times.findall(source)
        assert [c.begin for c in find_cues(written)] == [c.begin for c in find_cues(source)]
        for mark in ("-", "♪", ">>", "{\\an8}"):
            assert written.replace("&gt;", ">").count(mark) == source.count(mark)
