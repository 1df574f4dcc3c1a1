"""The lines of a plain text: what frames their words, and which of them were wrapped by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from g60translate.documents.codes import translatable
from g60translate.documents.flow.flow import fold

MIN_WIDTH, MAX_WIDTH = 45, 110
"""Columns between which the width of a wrapped text lies."""

# Lines that are looked at to find the width, and line ends that make one sure of it.
_SAMPLE, _SURE = 5000, 6
_LINE = re.compile("([^\r\n]*)(\r\n|\r|\n|\\Z)")
_BULLETS = "-*+•‣▪▫◦·∙●○■□◆◇►▶▸➢➤→➜⇒✓✔☐☑☒✗✘★☆»›–—―|"
# What stands before the words of a line: marks of answers in mails, then a bullet or a number.
_MARKER = re.compile(
    rf"(?:>[ \t]*)*(?:(?:[{re.escape(_BULLETS)}]|[*=~#_+–—|<-]{{2,}}"
    r"|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]"
    # As Word writes its round, square and hollow bullets into plain text.
    r"|[\uf0a7\uf0b7\uf0d8]|o(?=[ \t]+[^\W\da-zß-öø-ÿ]))[ \t\u3000]+(?:\[[ xX]\][ \t]+)?)?"
)
# Rules on both sides of a word: `****** ENDE ******`, `* Ende *`, `+++ Eil +++`.
_FRAME = re.compile(r"[*=~#_+–—|<>•·-]{1,}(?=[ \t])")
_FRAME_END = re.compile(r"[ \t]+(?:[*=~#_+|<>•·]+|[–—-]{2,})\Z")
# Never the second line of a sentence: a label, or a word by which people are reached.
_LABEL = re.compile(r"(?=[^\W\d_])(?![a-zäöüß])[\w./-]+(?:[ \t][\w./-]+){0,3}[ \t]?:(?=\s|\Z)")
_CONTACT = re.compile(
    r"(?:Tel(?:ef(?:on|ax)|\.)?|Fon|Phone|Fax|Mobil\w*|Handy|E-?Mail|Internet|Web|IBAN|BIC|Postfach"
    r"|USt\.?-?Id\w*\.?|Steuernummer)[.:]?[ \t]+(?:[\d(+]|[A-Z]{2,}\d|\S+@|www\.|http)"
    r"|www\.|https?://|\S+@\S+\.\w",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[(+]?\d[\w.,:/-]*[ \t]*([^\s])?")
_ENDS = re.compile(r"[.!?…。！？:;][\"'”’“»«)\]」』]*\Z")
# The last word of a line that cannot be its end, told by its length: in, der, the, und, über.
_LITTLE = re.compile(r"(?:\A|[\s(„“»])([^\W\d_]{1,4})\Z")
# The words of those that no line ends with, whatever its width.
_HANGING = re.compile(
    r"(?:\A|[\s(„“»])(?:und|oder|sowie|bzw\.|des|dem|den|im|am|zum|zur|vom|beim|für|einem|einen|eines"
    r"|einer|and|or|the|of|an?)\Z"
)
_WIDE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_DIVIDED = re.compile(r"[^\W\d_][-‐\u00ad]\Z")
# Words before which a hyphen at a line's end stands for a part left out: Nord- / und Südtor.
_JOINING = re.compile(
    r"(?:und|oder|bzw\.|beziehungsweise|sowie|noch|wie|bis|als|statt|aber|et|ou|and|or)"
    r"(?!\w)"
)
# Those of them that end words too: so- / wie, den- / noch. Before a noun's part they are words.
_ENDING = re.compile(r"(?:wie|noch)(?!\w)")
_SMALL_PART = re.compile(r"(?:\A|[^\w])[^\W\d_A-ZÄÖÜ][^\W\d_]*-\Z")
# Nothing stands between a line that ends so and the next: 12- / jährig, „Ja“- / Rufe, Köln– / Bonn.
_CLOSED = re.compile(r"[^\s–—-]-\Z|[^\s–—-][–—]\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line: `lead` is where its first sign stands, `stop` where its last one ends.

    Its words are `source[start:end]`: between them and those places stand marks that stay, such as
    a bullet, or rules on both sides. `text` is the line without white space at its edges.
    """

    lead: int
    start: int
    end: int
    stop: int
    text: str

    @property
    def marked(self) -> bool:
        """Whether a list marker or another mark begins the line."""
        return self.lead < self.start

    @property
    def listed(self) -> bool:
        """Whether the mark is that of a list."""
        return self.marked and not self.framed

    @property
    def framed(self) -> bool:
        """Whether marks stand on both sides, or a rule behind the words."""
        return self.end < self.stop

    @property
    def width(self) -> int:
        """Columns without the indent."""
        return self.stop - self.lead

    @property
    def speaks(self) -> bool:
        """Whether a letter or a digit stands in the line; one without ends a paragraph."""
        return translatable(self.text)


def find_lines(source: str) -> list[Line]:
    """All lines, those without words too."""
    found = []
    for match in _LINE.finditer(source):
        raw = match.group(1)
        lead = match.start() + len(raw) - len(raw.lstrip())
        stop = max(lead, match.start() + len(raw.rstrip()))
        marker = _MARKER.match(source, lead, stop)
        start = marker.end() if marker is not None else lead
        end = _frame_end(source, lead, start, stop)
        found.append(Line(lead, start, max(start, end), stop, source[lead:stop]))
    return found


def _frame_end(source: str, lead: int, start: int, stop: int) -> int:
    """Where the words end before a rule: one of two signs, or the like of that before them."""
    found = _FRAME_END.search(source, start, stop)
    if found is None:
        return stop
    before = _FRAME.match(source, lead, start)
    sign = found[0].strip()
    alike = before is not None and before[0][0] in (sign[0], {"<": ">", ">": "<"}.get(sign[0]))
    return found.start() if alike or len(sign) > 1 else stop


def paragraphs(lines: Sequence[Line]) -> Iterator[tuple[list[Line], int]]:
    """Lines that make one paragraph together, and the width at which they are wrapped."""
    width, sure = _width(lines)
    group: list[Line] = []
    for line in lines:
        if group and not (line.speaks and _continues(group, line, width)):
            yield from _settled(group, width, sure=sure)
            group = []
        if line.speaks:
            group.append(line)
    if group:
        yield from _settled(group, width, sure=sure)


def joined(source: str, group: Sequence[Line]) -> str:
    """The words of a paragraph, with words made whole that were divided at a line's end."""
    text = ""
    for line in group:
        words = source[(line.start if line is group[0] else line.lead) : line.end]
        text = joint(text, words, between="\n")
    return fold(text)


def joint(before: str, after: str, *, between: str = " ") -> str:
    """Two lines of a sentence as one text; `between` stands where no word was divided."""
    divided = _DIVIDED.search(before)
    if not before or (divided and _is_left_out(before, after)):
        return f"{before}{between}{after}" if before else after
    if divided is None:
        closed = _CLOSED.search(before) and after[:1].isalnum() and not _JOINING.match(after)
        return before + ("" if closed else between) + after
    if after[:1].islower() or before.endswith("\u00ad"):
        return before[:-1] + after
    # Baden-/Württemberg: the hyphen is its own.
    return before + after


def _is_left_out(before: str, after: str) -> bool:
    """Whether a hyphen stands for a part of the word that follows: Nord- / und Südtor."""
    if _JOINING.match(after) is None:
        return False
    return not (_ENDING.match(after) and _SMALL_PART.search(before))


def _width(lines: Sequence[Line]) -> tuple[int, bool]:
    """The width that explains most line ends as made by wrapping, 0 where there is none.

    With it comes whether so many are explained that the file is surely wrapped.
    Several lines must be near it: the longest line alone may be a letterhead.
    """
    # At each width, how many lines more than one column narrower end there for lack of room.
    steps = [0] * (MAX_WIDTH + 2)
    widths: Counter[int] = Counter()
    for line, following in pairwise(lines[:_SAMPLE]):
        widths[line.width] += line.speaks
        if line.speaks and following.speaks and line.width <= MAX_WIDTH:
            steps[line.width] += 1
            steps[min(line.width + 1 + _first_word(following), MAX_WIDTH + 1)] -= 1
    ends = list(accumulate(steps))
    candidates = [
        width
        for width in range(MIN_WIDTH, MAX_WIDTH + 1)
        if widths[width]
        and ends[width]
        and sum(widths[near] for near in range(width - width // 5, width + 1)) > 1
    ]
    width = max(candidates, key=lambda width: (ends[width], width), default=0)
    return width, ends[width] >= _SURE


def _first_word(line: Line) -> int:
    return len(line.text.split(maxsplit=1)[0])


def _continues(group: Sequence[Line], following: Line, width: int) -> bool:
    """Whether the last line end was made by wrapping at `width`, or divides a word."""
    last = group[-1]
    if last.framed or following.framed or (following.marked and group[0].marked):
        return False
    labelled = _LABEL.match(following.text) is not None
    if not labelled and not following.marked and _DIVIDED.search(last.text):
        return following.text[0].isalpha()
    if _CONTACT.match(following.text) or (labelled and not _is_open(last.text)):
        return False
    short = not width or last.width > width or last.width + 1 + _first_word(following) <= width
    if short and not _HANGING.search(last.text):
        return False
    number = _NUMBER.match(following.text)
    if number is not None:
        # 2021 wurde, des 14. Plans, im Jahr 2014.; not a postcode, a phone number, a list's number.
        small = number[1] is not None and number[1].islower()
        ends = _ENDS.search(following.text) is not None and not _ENDS.search(last.text)
        return _is_open(last.text) or (not following.marked and (small or ends))
    return not following.marked


def _is_open(text: str) -> bool:
    """Whether a line ends in a word after which its sentence goes on."""
    little = _LITTLE.search(text)
    return little is not None and little[1].islower()


def _settled(group: list[Line], width: int, *, sure: bool) -> Iterator[tuple[list[Line], int]]:
    """The group as one, if anything in it shows that a sentence runs through its lines."""
    if len(group) == 1 or is_sentence([line.text for line in group], sure=sure):
        yield group, width or max(line.width for line in group)
    else:
        yield from (([line], 0) for line in group)


def is_sentence(lines: Sequence[str], *, sure: bool = False) -> bool:
    """Whether a sentence runs through these lines, and they are not those of an address.

    It ends behind the last one, or a line begins in the middle of one, or ends there; `sure` says
    that the text is wrapped at a width.
    """
    if _ENDS.search(lines[-1]) or any(_DIVIDED.search(line) for line in lines[:-1]):
        return True
    for before, after in pairwise(lines):
        begins = after.lstrip("„“\"'»«(–— ")[:1]
        if begins.islower() or _WIDE.match(begins) or _is_open(before):
            return True
        if before.endswith(",") or (sure and before.split()[-1].islower()):
            return True
    return False


def is_contact(line: str) -> bool:
    """Whether a line begins with a way to reach people: a telephone number, an address."""
    return _CONTACT.match(line) is not None
