"""Quotation marks: lost quotations, open ends, marks of another language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.length import size

# language -> (opening, closing) that print uses there; the first pair is the usual one.
_HOUSE = {
    "de": ("„“", "»«"),
    "en": ("“”",),
    "fr": ("«»", "“”"),
    "zh": ("“”", "《》", "「」", "『』"),
}
_CLOSERS = {
    "„": "“”", "“": "”", "«": "»", "»": "«", "「": "」", "『": "』", "《": "》",
    '"': '"', "‘": "’", "‚": "‘’", "'": "'",
}  # fmt: skip


_MARKS = frozenset("„“”«»\"「」『』《》‘’‚'")
_FINAL = frozenset(".,!?…;:")
# From this size on (English letters) a quotation is what someone said, not a name or a title.
_SPEECH_SIZE = 25.0


@dataclass(frozen=True, slots=True)
class _Quotes:
    """Quotations of a text: how many of each sort, how many ends hang, which marks were used.

    Of the open ends, `opens` and `closes` say which side hangs: the quotation goes on in the next
    sentence or began in an earlier one. `opened` and `closed` are the last and the first mark that
    hang so, `single` is a single mark that closes what nothing opens.
    """

    speeches: int
    names: int
    open_ends: int
    opens: int
    closes: int
    opened: str
    closed: str
    single: str
    marks: frozenset[str]

    @property
    def none(self) -> bool:
        return not (self.speeches or self.names or self.open_ends)


class QuotesCheck:
    """A quotation lost its marks, a mark has no partner, or the marks are another language's.

    In a release, quotation marks say who is speaking: see that they stand around the same words.
    """

    name = "quotes"

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """A warning for speech without marks and open ends; info on names and foreign marks.

        A quotation over several sentences must open and close where the source's does, and close
        with no lesser mark: “We stay. We build.’ is found on its last sentence.
        """
        source = _read(unit.source)
        target = _read(unit.target)
        if target.open_ends > source.open_ends:
            message = "A quotation mark has no partner."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message)
        elif message := _misfit(source, target):
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message)
        elif target.none and not source.none and not source.open_ends:
            severity = Severity.WARNING if source.speeches else Severity.INFO
            message = "The source has quotation marks, the translation has none."
            yield Finding(self.name, severity, unit.segment_id, message)
        elif source.none and target.speeches:
            message = "The translation puts words in quotation marks that the source does not."
            yield Finding(self.name, Severity.WARNING, unit.segment_id, message)
        yield from _foreign(unit, target)

    def examine_all(self, units: Sequence[Unit]) -> Iterable[Finding]:
        """A warning where a quotation over several sentences closes with another sort of mark."""
        opened = ""
        for unit in units:
            source, target = _read(unit.source), _read(unit.target)
            if opened and source.closes and target.closes:
                if target.closed not in _CLOSERS[opened]:
                    message = f"The quotation opens with {opened} and closes with {target.closed}."
                    yield Finding(self.name, Severity.WARNING, unit.segment_id, message)
                opened = ""
            if source.opens and target.opens:
                opened = target.opened
            elif source.closes:
                opened = ""


def _foreign(unit: Unit, target: _Quotes) -> Iterable[Finding]:
    """Info on marks that the language does not use."""
    house = frozenset("".join(_HOUSE.get(unit.target_lang, ())))
    foreign = sorted(target.marks - house - frozenset("\"'‘’‚")) if house else []
    if foreign:
        usual = _HOUSE[unit.target_lang][0]
        message = f"The mark {foreign[0]} is unusual here; write {usual[0]}…{usual[1]}."
        yield Finding(QuotesCheck.name, Severity.INFO, unit.segment_id, message)


def _misfit(source: _Quotes, target: _Quotes) -> str:
    """What is wrong with a quotation that other sentences share; empty where nothing is."""
    if source.closes > target.closes:
        if target.single:
            return f"The quotation closes with {target.single}, which is not how it opened."
        return "The source closes a quotation here, the translation does not."
    if source.opens > target.opens:
        return "The source opens a quotation here, the translation does not."
    return ""


def _read(text: str) -> _Quotes:
    """Pair each mark with the innermost one it can close: “ closes after „ and opens elsewhere."""
    speeches = names = opens = closes = 0
    single = opened = closed = ""
    stack: list[tuple[str, int]] = []
    marks = set()
    for place, mark in enumerate(text):
        if mark not in _MARKS or _is_no_quote(text, place):
            continue
        marks.add(mark)
        if stack and mark in _CLOSERS[stack[-1][0]]:
            opening, start = stack.pop()
            if opening != "《" and size(text[start + 1 : place]) > _SPEECH_SIZE:
                speeches += 1
            else:
                names += 1
        elif mark in _CLOSERS and not (mark == "'" and text[place - 1 : place].isalnum()):
            stack.append((mark, place))
        elif mark not in "’'":  # an apostrophe more likely than a closing mark
            closes += 1
            closed = closed or mark
        elif text[place - 1 : place] in _FINAL:
            single = mark
    for mark, place in stack:
        if mark in "‘‚'":
            single = mark if _ends_words(text, place) else single
        elif _ends_words(text, place):
            closes += 1
            closed = closed or mark
        else:
            opens += 1
            opened = mark
    ends = opens + closes
    return _Quotes(speeches, names, ends, opens, closes, opened, closed, single, frozenset(marks))


def _ends_words(text: str, place: int) -> bool:
    """Whether a mark that nothing closes stands behind words, not before them: German “, and "."""
    before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
    return bool(before.strip()) and before not in "([–—-" and not after.isalnum()


def _is_no_quote(text: str, place: int) -> bool:
    """Inch marks behind a digit, apostrophes inside a word or before one (’90s)."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] == '"':
        return before.isdigit() and not after.isalnum() and text.count('"') % 2 == 1
    return text[place] in "'‘’" and before.isalnum() and after.isalnum()
