"""Cuts a cue where another speaker, a song or a label begins, and finds what goes on where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g60translate.documents.codes import translatable
from g60translate.documents.subtitles.timings import Cue

MARKUP = re.compile(r"<(/?)([a-zA-Z]*)[^<>\r\n]*>|\{\\[^{}\r\n]*\}")
LINE_END = re.compile("\r\n|\r|\n")
_MARKS = r"(?:<[^<>\r\n]*>|\{\\[^{}\r\n]*\}|[ \t])*"
# A dash before a figure is a minus.
_DASH = re.compile(_MARKS + r"(?P<dash>(?:[-–—‐‑―](?!\d)|>{2,3}|(?:&gt;){2,3})[ \t]*)(?=\S)")
_LABEL = re.compile(
    _MARKS + r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þß\d.'’/& -]{1,30}(?:\([^()\r\n]{1,30}\))?"
    r"(?P<colon>[ \t]*:[ \t]*)(?=\s|\Z|(?<=[ \t]))"
)
# What is heard and not said: [Musik], (lacht), *Jubel*.
_SOUND = re.compile(
    _MARKS
    + r"(?P<open>[\[(*])(?P<said>[^\[\]()*\r\n]{0,60}[^\W\d_][^\[\]()*\r\n]{1,60})(?P<close>[\])*])"
)
_MUSIC = re.compile(
    r"[♩-♬𝄞🎵🎶][♩-♬𝄞🎵🎶 \t]*|(?<![^\r\n])#[ \t]+(?=\S[^\r\n]*[ \t]#(?![^\r\n]))"
    r"|(?<=[ \t])#(?![^\r\n])"
)
_BLANK = re.compile(r"(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+")
_VOICE = re.compile(r"<(?:v[ .\t]|font\b)[^<>\r\n]*>", re.IGNORECASE)
_ENDS = re.compile(r"[.!?…。！？:：;；][\"'”’“»«)\]」』]*\s*(?:</\w+>\s*)*\Z")
_DASHES = ("-", "–", "—", "‐", "‑", "―", ">", "&gt;")
_MAX_STRETCHES, _MAX_OPEN = 4, 3
# Times of cues that follow each other are rounded: a frame is no overlap.
_FRAME = 40


@dataclass(frozen=True, slots=True)
class Stretch:
    """What one voice says in one cue, the one with this number: `source[start:end]`.

    No sentence goes on into one that `opens`, nor out of one that `closes`. `voice` is the tag by
    which the file tells speakers apart, if it does.
    """

    start: int
    end: int
    cue: Cue
    number: int
    first: bool
    opens: bool
    closes: bool
    voice: str


def find_groups(source: str, cues: Sequence[Cue]) -> list[list[Stretch]]:
    """Stretches through which one sentence runs, in the order in which they begin.

    Groups lie behind or inside each other: a caption that is shown while somebody speaks stands
    between two cues of the speech.
    """
    groups: list[list[Stretch]] = []
    open_groups: list[list[Stretch]] = []
    for number, cue in enumerate(cues):
        for stretch in _stretches(source, cue, number):
            goes_on = [_goes_on(source, group, stretch, cues) for group in open_groups]
            if any(goes_on):
                # What began in between has ended: groups do not cross.
                del open_groups[len(goes_on) - goes_on[::-1].index(True) :]
                open_groups[-1].append(stretch)
                continue
            open_groups = [group for group in open_groups if group[-1].number != number]
            groups.append([stretch])
            open_groups = [*open_groups[-_MAX_OPEN:], groups[-1]]
    return groups


def _goes_on(source: str, group: Sequence[Stretch], stretch: Stretch, cues: Sequence[Cue]) -> bool:
    """Whether the sentence of a group goes on in this stretch."""
    last = group[-1]
    if (
        len(group) == _MAX_STRETCHES
        or stretch.opens
        or last.closes
        or _ENDS.search(source[last.start : last.end].rstrip())
    ):
        return False
    if last.number == stretch.number:
        return True
    between = cues[last.number + 1 : stretch.number]
    return (
        stretch.first
        and stretch.cue.place == last.cue.place
        and stretch.cue.begin >= last.cue.finish - _FRAME
        and (stretch.voice == last.voice or "" in (stretch.voice, last.voice))
        and all(cue.begin < last.cue.finish - _FRAME for cue in between)
    )


def _stretches(source: str, cue: Cue, number: int) -> list[Stretch]:
    """The stretches of a cue that say anything; what lies between them stays as it is."""
    cuts = sorted(_cuts(source, cue))
    begins = [(cue.start, False), *((end, opens) for _, end, opens in cuts)]
    ends = [*(start for start, _, _ in cuts), cue.end]
    said: list[tuple[int, int, bool]] = []
    opens = False
    for (start, opens_here), end in zip(begins, ends, strict=True):
        opens = opens or opens_here
        if end > start and translatable(MARKUP.sub("", source[start:end])):
            said.append((start, end, opens))
            opens = False
    # Who speaks in the cue behind one of several speakers is not told.
    dialogue = any(source[start:end].strip(" \t").startswith(_DASHES) for start, end, _ in cuts)
    closes = [*(opens_next for _, _, opens_next in said[1:]), opens]
    return [
        Stretch(
            start,
            end,
            cue,
            number,
            first=index == 0,
            opens=said[index][2],
            closes=closes[index] or dialogue,
            voice=_voice(source, cue, start),
        )
        for index, (start, end, _) in enumerate(said)
    ]


def _voice(source: str, cue: Cue, start: int) -> str:
    """The tag of the speaker at a place of a cue."""
    voice = ""
    for tag in _VOICE.finditer(source, cue.start, cue.end):
        if tag.end() > start and source[start : tag.start()].strip():
            break
        voice = tag[0]
    return voice


def _cuts(source: str, cue: Cue) -> Iterator[tuple[int, int, bool]]:
    """Stretches of source that stay outside, and whether somebody else speaks behind each."""
    for match in _BLANK.finditer(source, cue.start, cue.end):
        yield match.start(), match.end(), False
    for match in _MUSIC.finditer(source, cue.start, cue.end):
        yield match.start(), match.end(), True
    starts = [cue.start, *(m.end() for m in LINE_END.finditer(source, cue.start, cue.end))]
    dialogue = _DASH.match(source, cue.start, cue.end) is not None
    voice = ""
    for number, line in enumerate(starts):
        start = line
        dash = _DASH.match(source, line, cue.end)
        # A dash behind an unfinished line belongs to its sentence.
        if dash is not None and (not number or dialogue or _ENDS.search(source, cue.start, line)):
            yield *dash.span("dash"), True
            start = dash.end()
        label = _LABEL.match(source, start, cue.end)
        if label is not None:
            yield start, start, True
            yield *label.span("colon"), True
        fresh = not number or dash is not None or _ENDS.search(source, cue.start, line)
        sound = _SOUND.match(source, start, cue.end)
        if sound is not None and (fresh or sound["open"] == "["):
            yield *sound.span("open"), True
            yield *sound.span("close"), True
        tag = _VOICE.search(source, start, cue.end)
        if tag is not None and not source[start : tag.start()].strip():
            if voice not in ("", tag[0]):
                yield tag.start(), tag.start(), True
            voice = tag[0]
