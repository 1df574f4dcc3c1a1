"""Text as the term search sees it: typography folded away, with the way back to each offset."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_QUOTES = '"„“”‟«»‹›〝〞〟《》〈〉「」『』＂'
_APOSTROPHES = "'’‘‚‛`´ʼ＇｀\u1fef\u1ffd"
_HYPHENS = "\\-‐‑‒–−－"
_RARE_BLANKS = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = f"{_QUOTES}{_APOSTROPHES}{_HYPHENS}{_RARE_BLANKS}{_INVISIBLE}&＆"
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_HAN_RANGE = "⺀-⿕々-〇〡-〩〸-〺㐀-䶿一-鿿豈-\ufaff\U00020000-\U000323af"
# Letters, digits and signs that fold to themselves; everything else is looked at one by one.
_PLAIN = "!#-%(-,.-_a-~¡-ª¬®-³µ-º¼-ÞàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀ-ıĴ-ľŁ-ňŊ-žΑ-ωА-я、-〆一-鿿。"
_FIRST_HAN = "⺀"
_HAN = re.compile(f"[{_HAN_RANGE}]")
# Between these places the text is taken over as it is; a lone blank between words is none. The
# search is fast because all of them begin with one character class.
_PLACES = re.compile(
    f"[^{_PLAIN}](?:"
    f"(?P<gap>(?<=[{_MARKS}])[{_MARKS} ]*"
    f"|(?<= )(?: *[{_MARKS}][{_MARKS} ]*| +|(?=[{_HAN_RANGE}])|(?<=[{_HAN_RANGE}] )))"
    f"|(?P<accents>(?<=[{_COMBINING}])[{_COMBINING}]*)"
    f"|(?P<cluster>(?<![{_MARKS} ])[{_COMBINING}]*))"
)
_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_IS_MARK = re.compile(f"[{_MARKS} ]")
_IS_HYPHEN = re.compile(f"[{_HYPHENS}]")
_IS_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
# Compatibility kinds that are the same wording; ² or ™ would be another one.
_SAME_WORDING = ("<wide>", "<narrow>", "<noBreak>", "<compat>", "<font>", "<initial>", "<final>")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of folded text from `start` on, made of `source[source_start:source_end]`.

    A copied piece has its code points one by one from there; any other was folded as a whole, and
    each of its code points stands for all of it.
    """

    start: int
    source_start: int
    source_end: int
    copied: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and where it came from.

    `plain` keeps upper and lower case, `text` is lower case; both have the same length, which
    `pieces` tile. `cuts` holds the indexes before which something visible was dropped (a quotation
    mark), so that a word may start or end there although letters have come to stand side by side;
    `joints` those inside a piece that was folded as a whole.
    """

    source: str
    plain: str
    text: str
    pieces: tuple[Piece, ...]
    cuts: frozenset[int]
    joints: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span, half-open, of the non-empty folded span `[start, end)`."""
        first, last = self._piece(start), self._piece(end - 1)
        from_ = first.source_start + (start - first.start if first.copied else 0)
        to = last.source_start + end - last.start if last.copied else last.source_end
        return from_, to

    def _piece(self, index: int) -> Piece:
        return self.pieces[bisect_right(self.pieces, index, key=_start) - 1]

    def is_edge(self, index: int) -> bool:
        """Whether a word may start or end at `index`: no two joined Latin letters or digits."""
        plain = self.plain
        if index <= 0 or index >= len(plain):
            return True
        before, after = plain[index - 1], plain[index]
        if before.isalnum() and after.isalnum() and index not in self.cuts:
            # Han starts above all Latin letters; most calls end with the first comparison.
            if before < _FIRST_HAN and after < _FIRST_HAN:
                return False
            if not (_HAN.match(before) or _HAN.match(after)):
                return False
        # Not inside one source character, as between the two s of ß.
        return index not in self.joints


_start = attrgetter("start")


def fold(text: str) -> Folded:
    """Fold away what no reader would call another wording.

    Dropped: invisible characters, quotation marks, white space beside Han characters and around
    `&`. Folded: white space and a hyphen inside a word to one blank, an empty line to two breaks,
    apostrophes to `'`, compatibility forms and separate accents to their composed letter (NFKC,
    but ² and ™ stay), ß to ss, capitals to small letters one code point at a time.
    """
    out = _Builder(text)
    position = 0
    for place in _PLACES.finditer(text):
        start, end = place.span()
        if place.lastgroup == "accents" and start > position:
            start -= 1  # with the letter that they stand on
        out.copy(position, start)
        if place.lastgroup == "gap":
            out.gap(start, end)
        else:
            out.put(_fold_cluster(text[start:end]), start, end)
        position = end
    out.copy(position, len(text))
    return out.finish()


def fold_key(text: str) -> str:
    """The folded, lower-case text alone, stripped: equal keys, same wording."""
    return fold(text).text.strip()


def lower(text: str) -> str:
    """Lower case with the length unchanged, each code point for itself."""
    return text.replace("İ", "i").lower().replace("ς", "σ")


class _Builder:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.length = 0
        self.cuts: set[int] = set()
        self.joints: set[int] = set()
        self.last = ""  # the last code point put out

    def copy(self, start: int, end: int) -> None:
        if start < end:
            self._add(self.source[start:end], start, end, copied=True)

    def put(self, folded: str, start: int, end: int) -> None:
        if folded:
            self.joints.update(range(self.length + 1, self.length + len(folded)))
            self._add(folded, start, end, copied=False)

    def _add(self, text: str, start: int, end: int, *, copied: bool) -> None:
        self.parts.append(text)
        self.pieces.append(Piece(self.length, start, end, copied))
        self.length += len(text)
        self.last = text[-1]

    def gap(self, start: int, end: int) -> None:
        """Decide what a run of blanks, marks and hyphens between two words amounts to."""
        raw = self.source[start:end]
        run = _IS_INVISIBLE.sub("", raw)
        if not run:
            return
        after = self.source[end : end + 1]
        if self._is_apostrophe(run, after):
            self.put("'", start, end)
            return
        folded = _fold_run(run, joins=bool(self.last and after))
        if folded == " " and self._beside_han(end):
            folded = ""
        if not folded:
            self.cuts.add(self.length)
        self.put(folded, start, end)

    def _is_apostrophe(self, run: str, after: str) -> bool:
        if len(run) != 1 or not _IS_APOSTROPHE.match(run):
            return False
        return self.last.isalnum() and after.isalnum()

    def _beside_han(self, end: int) -> bool:
        return bool((self.last and _HAN.match(self.last)) or _HAN.match(self.source[end : end + 1]))

    def finish(self) -> Folded:
        plain = "".join(self.parts)
        return Folded(
            self.source, plain, lower(plain), tuple(self.pieces),
            frozenset(self.cuts), frozenset(self.joints),
        )  # fmt: skip


def _fold_run(run: str, *, joins: bool) -> str:
    """What a visible gap becomes: `&`, a lone dash, a blank, or nothing.

    `joins`: the run has text on both sides.
    """
    if "&" in run or "＆" in run:
        return "&"
    hyphens = len(_IS_HYPHEN.findall(run))
    blank = any(char.isspace() for char in run)
    if hyphens == 0 and len(re.findall(r"\r\n|[\n\r\x85\u2028\u2029]", run)) > 1:
        return "\n\n"  # no term reaches over a blank line
    if hyphens == 1 and joins and not blank:
        return " "  # Songjiang-Distrikt, „Belt and Road“-Initiative
    if hyphens == 1 and _IS_HYPHEN.match(run) and run[1:].isspace() and "\n" in run:
        return " "  # a compound broken after its hyphen
    if hyphens:
        # Several in a row are a dash.
        return " - " if blank or hyphens > 1 else "-"
    return " " if blank else ""


@lru_cache(maxsize=4096)
def _fold_cluster(cluster: str) -> str:
    """NFKC of one character with its accents, where that is the same wording."""
    folded = []
    for char in cluster:
        kind = unicodedata.decomposition(char).split(" ")[0]
        compatible = unicodedata.normalize("NFKC", char) if kind in _SAME_WORDING else char
        # A free-standing accent (¨) decomposes to a blank with an accent, ㋀ to 1月: signs stay.
        sign = _IS_MARK.search(compatible) or (len(compatible) > 1 and _HAN.search(compatible))
        folded.append(char if sign else compatible)
    composed = unicodedata.normalize("NFC", "".join(folded))
    return composed.replace("ß", "ss").replace("ẞ", "SS")
