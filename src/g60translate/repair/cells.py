"""Cells that hold nothing but figures and their units, written as the other language does.

No model is asked for `1.204,72 €`: it becomes €1,204.72 by rule. What is read here is closed:
signs, figures, scales, currencies, units, dates, times, and what joins them. Anything else is no
cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from g60translate.checks.check import Severity, Unit
from g60translate.checks.figures.measures import sign_after
from g60translate.checks.numbers import NumbersCheck
from g60translate.repair.dated import dates_at, is_unsure_date, times_at
from g60translate.repair.pieces import Piece, Rewriting
from g60translate.repair.style import LANGUAGES, renotated
from g60translate.repair.words import WORD, WORDS

# Nothing that is longer is a cell.
_LONGEST = 120
_S = r"[ \u00a0\u202f\u2009]"

_NO_CENTS = re.compile(r"(?:[.,][–—-]{1,2}(?![\d–—-]))?")
_RANGE = re.compile(rf"(?:{_S}?[–-]{_S}?|{_S}(?:bis|to){_S})(?=\d)")
_SPACE = re.compile(f"{_S}?")
_JOINT = re.compile(f"{_S}?-?")
_GAP = re.compile(r"[\s()\[\]|,;:/·•*†‡~≈≤≥<>=±×x–—\-¹²³]")
_SIGN = re.compile(rf"[-−–+±](?={_S}?(?:[€$£¥₹₽฿₩₺₴₪]|[A-Z]{{3}}{_S})?{_S}?\d)")
_FIGURE = re.compile(
    rf"\d{{1,3}}(?: \d{{3}})+(?:,\d+)?(?={_S}?(?:€|EUR))|\d+(?:[.,'’\u00a0\u202f]\d+)*"
)

_POINTED = re.compile(r"\d+\.\d{1,2}")

# Signs that English writes before an amount and German behind it; codes stay where they are.
_SIGNS = r"US-?\$|[€$£¥₹₽฿₩₺₴₪]"
_CODES = r"(?:EUR|USD|GBP|CHF|JPY|CNY|INR|RUB|THB|PLN|CZK|HUF|SEK|NOK|DKK|KRW|TRY|UAH|ILS|VND)\b"
_BEFORE = re.compile(rf"(?P<sign>{_SIGNS}){_S}?|(?P<code>{_CODES}){_S}")
_BEHIND = re.compile(rf"{_S}?(?:(?P<sign>{_SIGNS})|(?P<code>{_CODES}|zł\b|Kč|kr\b|Ft\b|Fr\.))")
_PER = re.compile(rf"{_S}?/{_S}?")
_PERCENT = re.compile(rf"(?P<gap>{_S}?)(?P<sign>[%‰])(?!-)")
# What is short in German is written out in English, as no release says "EUR 2.5 mn".
_SCALES = {
    "de": (
        (re.compile(r"Tsd\.|Tausend\b"), "thousand"),
        (re.compile(r"Mio\.?(?!\w)|Millionen?\b"), "million"),
        (re.compile(r"Mrd\.?(?!\w)|Mia\.|Milliarden?\b"), "billion"),
        (re.compile(r"Bio\.|Billionen?\b"), "trillion"),
    ),
    "en": (
        (re.compile(r"thousand\b|[kK]\b"), "Tsd."),
        (re.compile(r"million\b|mn?\b|mln\b"), "Mio."),
        (re.compile(r"billion\b|bn?\b"), "Mrd."),
        (re.compile(r"trillion\b|tn\b"), "Bio."),
    ),
}
_BARE_LETTER = re.compile(r"[kKmb]\b")
_UNIT_WORDS = {
    "de": (
        (re.compile(r"Prozentpunkte?\b|%-Punkte?\b"), "percentage points"),
        (re.compile(r"Prozent\b"), "percent"),
        (re.compile(r"Euro\b"), "euros"),
        (re.compile(r"Cent\b"), "cents"),
    ),
    "en": (
        (re.compile(r"percentage points?\b"), "Prozentpunkte"),
        (re.compile(r"percent\b|per cent\b"), "Prozent"),
        (re.compile(r"euros?\b"), "Euro"),
        (re.compile(r"cents?\b"), "Cent"),
    ),
}


class _Cell:
    """One reading of a cell, from left to right."""

    def __init__(self, text: str, source_lang: str, target_lang: str, cuts: Sequence[int]) -> None:
        self.text = text
        self.source_lang, self.target_lang = source_lang, target_lang
        # No figure runs over the edge of a code: the 1 of 12.500<sup>1</sup> is a mark.
        self._cuts = sorted(cuts)
        self.pieces: list[Piece] = []
        self.figures: list[tuple[int, int]] = []
        # Where a range was opened by a bare figure (0: nowhere), and the sign that its end is owed.
        self._opens = 0
        self._owed: Piece | None = None

    def read(self) -> bool:
        """Whether all of the text is understood; `pieces` then has it written anew."""
        place = 0
        while place < len(self.text):
            end = self._dated(place) or self._amount(place) or self._between(place)
            if not end or is_unsure_date(self.text, place, self.source_lang):
                return False
            place = end
        return bool(self.figures) and not self._is_a_number_of_something()

    def _dated(self, place: int) -> int:
        before = self.text[max(0, place - 1) : place]
        if before.isalnum() or before in {".", ","}:
            return 0
        readers: tuple[Callable[..., tuple[str, int] | None], ...] = (dates_at, times_at)
        for read in readers:
            if found := read(self.text, place, self.source_lang, self.target_lang):
                text, end = found
                if any(place < cut < end for cut in self._cuts):
                    return 0
                self.pieces.append(Piece(text, (place, end)))
                self.figures.append((place, end))
                return end
        return 0

    def _between(self, place: int) -> int:
        if word := WORD[self.source_lang].match(self.text, place):
            if self.text[max(0, place - 1) : place].isalnum():
                return 0
            text = WORDS[self.source_lang][word.group()]
            self.pieces.append(Piece(text, word.span()))
            return word.end()
        if gap := _GAP.match(self.text, place):
            self.pieces.append(Piece(gap.group(), gap.span()))
            return gap.end()
        return 0

    def _amount(self, start: int) -> int:
        """Reads sign, currency, figure, scale and unit in this order."""
        text, place = self.text, start
        if text[max(0, start - 1) : start].isalpha():
            return 0
        sign = None
        if not text[max(0, start - 1) : start].isalnum() and (match := _SIGN.match(text, place)):
            sign, place = Piece(match.group(), match.span()), match.end()
        before = _BEFORE.match(text, place)
        place = before.end() if before else place
        figure = _FIGURE.match(text, place, self._cut_behind(place))
        if not figure:
            return 0
        place = _after(_NO_CENTS, text, figure.end())
        scale, place = self._scale(place, is_money=bool(before))
        behind = None if before else _BEHIND.match(text, place)
        if behind:
            place = behind.end()
        unit, place = self._unit(
            place,
            scaled=bool(scale),
            is_money=bool(before or behind),
            is_one=figure.group() == "1" and not scale,
        )
        written = self._written(figure.group(), is_measured=bool(unit or scale or before or behind))
        if written is None:
            return 0
        self.figures.append(figure.span())
        number = Piece(written, (figure.start(), _after(_NO_CENTS, text, figure.end())))
        parts = [*self._in_order(sign, before, number, scale, behind), *unit]
        is_bare = parts == [number]
        if self._opens and behind and behind["sign"] and self.target_lang == "en":
            # 1.000–2.500 €: the sign goes before the first of the two.
            moved = next(part for part in parts if part.source == behind.span())
            parts.remove(moved)
            self.pieces.insert(self._opens - 1, moved)
        elif before and before["sign"] and self.target_lang == "de" and _RANGE.match(text, place):
            self._owed = next(part for part in parts if part.source == before.span())
            parts.remove(self._owed)
        elif self._owed:
            parts.append(self._owed)
            self._owed = None
        self.pieces += parts
        self._opens = len(self.pieces) if is_bare and _RANGE.match(text, place) else 0
        return place

    def _cut_behind(self, place: int) -> int:
        return next((cut for cut in self._cuts if cut > place), len(self.text))

    def _written(self, figure: str, *, is_measured: bool) -> str | None:
        if _POINTED.fullmatch(figure):
            # 8.50 € is a price in German too; without a unit 2.40 is a section, a version, a time.
            known = self.source_lang == "en" and is_measured
            return renotated(figure, self.source_lang, self.target_lang) if known else figure
        return renotated(figure, self.source_lang, self.target_lang)

    def _scale(self, place: int, *, is_money: bool) -> tuple[list[Piece], int]:
        start = _after(_SPACE, self.text, place)
        for pattern, word in _SCALES[self.source_lang]:
            match = pattern.match(self.text, start)
            if not match or (_BARE_LETTER.match(match.group()) and not is_money):
                continue
            return [Piece(f" {word}", (place, match.end()))], match.end()
        return [], place

    def _unit(
        self, place: int, *, scaled: bool, is_money: bool, is_one: bool
    ) -> tuple[list[Piece], int]:
        text = self.text
        if is_money:
            per = _PER.match(text, place)
            end = sign_after(text, per.end()) if per else place
            return ([Piece(text[place:end], (place, end))], end) if end > place else ([], place)
        if match := _PERCENT.match(text, place):
            gap = "\u00a0" if self.target_lang == "de" else ""
            return [Piece(gap + match["sign"], match.span())], match.end()
        start = _after(_JOINT, text, place)
        for pattern, word in _UNIT_WORDS[self.source_lang]:
            if match := pattern.match(text, start):
                shown = word.removesuffix("s") if is_one and self.target_lang == "en" else word
                return [Piece(f" {shown}", (place, match.end()))], match.end()
        end = sign_after(text, place)
        if end == place or (scaled and end == place + 1):
            return [], place
        return [Piece(text[place:end], (place, end))], end

    def _in_order(
        self,
        sign: Piece | None,
        before: re.Match[str] | None,
        number: Piece,
        scale: list[Piece],
        behind: re.Match[str] | None,
    ) -> Iterator[Piece]:
        """The parts of an amount as the other language puts them."""
        if sign:
            yield sign
        moves = self.target_lang == "de"
        if before and before["code"]:
            yield Piece(before.group(), before.span())
        elif before and not moves:
            yield Piece(before["sign"].replace("-", ""), before.span())
        if behind and behind["sign"] and not moves:
            yield Piece(behind["sign"].replace("-", ""), behind.span())
        yield number
        yield from scale
        if before and moves and before["sign"]:
            yield Piece(f"\u00a0{before['sign']}", before.span())
        if behind and (moves or not behind["sign"]):
            yield Piece(behind.group(), behind.span())

    def _is_a_number_of_something(self) -> bool:
        """Figures joined by `-` or `/` alone: a number of an article or a phone, or a range."""
        text = self.text
        for (first, start), (end, last) in zip(self.figures, self.figures[1:], strict=False):
            if (
                text[start:end] in {"-", "/"}
                and text[first:start].isdigit() != text[end:last].isdigit()
            ):
                return True
        return False


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def rewritten(
    text: str, source_lang: str, target_lang: str, *, cuts: Sequence[int] = ()
) -> Rewriting | None:
    """A text of figures and units alone as the other language writes it; None for any other.

    `cuts` are places that no figure runs over. What comes back reads the same to the check of
    numbers; where that objects, the text is taken for something else.
    """
    known = {source_lang, target_lang} == LANGUAGES
    if not known or len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return None
    cell = _Cell(text, source_lang, target_lang, cuts)
    if not cell.read():
        return None
    made = Rewriting(tuple(cell.pieces))
    return made if _is_proven(text, made, source_lang, target_lang, cuts) else None


def _is_proven(
    text: str, made: Rewriting, source_lang: str, target_lang: str, cuts: Sequence[int]
) -> bool:
    """Whether the check of numbers reads the same on both sides."""
    inside = {cut for cut in cuts if text[max(0, cut - 1) : cut + 1].isdigit()} - {0}
    source = "".join(f" ; {sign}" if place in inside else sign for place, sign in enumerate(text))
    target = "".join(
        f"{piece.text} ; " if piece.source[1] in inside else piece.text for piece in made.pieces
    )
    found = NumbersCheck().examine(Unit("", source, target, source_lang, target_lang))
    return not any(finding.severity is Severity.ERROR for finding in found)
