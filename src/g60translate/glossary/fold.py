"""Text as the term search sees it: typography folded away, with the way back to each offset."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_QUOTES = '"„“”‟«»‹›〝〞〟《》〈〉「」『』＂'
_APOSTROPHES = "'’‘‚‛`´ʼ＇｀\u1fef\u1ffd"
_HYPHENS = "\\-‐‑‒–−－"
_RARE_BLANKS = "\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = f"{_QUOTES}{_APOSTROPHES}{_HYPHENS}{_RARE_BLANKS}{_INVISIBLE}&＆"
_COMBINING = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
_HAN_RANGE = "⺀-⿕々-〇〡-〩〸-〺㐀-䶿一-鿿豈-\ufaff\U00020000-\U000323af"
# Letters, digits and signs that fold to themselves; everything else is looked at one by one.
_PLAIN = " -~¡-¬®-ÞàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀ-ıĴ-ľŁ-ňŊ-žΑ-ωА-я、-〆一-鿿。，"
_FIRST_HAN = "⺀"
_HAN = re.compile(f"[{_HAN_RANGE}]")
# Between these places the text is taken over as it is; a lone blank between words is none.
_PLACES = re.compile(
    f"(?P<gap> *[{_MARKS}][{_MARKS} ]*|  +| (?=[{_HAN_RANGE}])|(?<=[{_HAN_RANGE}]) )"
    f"|(?P<cluster>[^{_COMBINING}][{_COMBINING}]+|[^{_PLAIN}])"
)
_IS_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_IS_MARK = re.compile(f"[{_MARKS} ]")
_IS_HYPHEN = re.compile(f"[{_HYPHENS}]")
_IS_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
# Compatibility kinds that are the same wording; ² or ™ would be another one.
_SAME_WORDING = ("<wide>", "<narrow>", "<noBreak>", "<compat>", "<font>", "<initial>", "<final>")


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded text and where it came from.

    `plain` keeps upper and lower case, `text` is lower case; both have the same length n.
    `starts` and `ends` have n entries: code point i was folded from `source[starts[i]:ends[i]]`.
    `cuts` holds the indexes i before which something visible was dropped (a quotation mark), so
    that a word may start or end there although letters have come to stand side by side.
    """

    source: str
    plain: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    cuts: frozenset[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span, half-open, of the non-empty folded span `[start, end)`."""
        return self.starts[start], self.ends[end - 1]

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
        return self.starts[index] != self.starts[index - 1]


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
        out.copy(position, place.start())
        if place.lastgroup == "gap":
            out.gap(place.start(), place.end())
        else:
            out.put(_fold_cluster(place[0]), place.start(), place.end())
        position = place.end()
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
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.cuts: set[int] = set()
        self.last = ""  # the last code point put out

    def copy(self, start: int, end: int) -> None:
        if start < end:
            self.parts.append(self.source[start:end])
            self.starts.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))
            self.last = self.source[end - 1]

    def put(self, folded: str, start: int, end: int) -> None:
        if folded:
            self.parts.append(folded)
            self.starts.extend([start] * len(folded))
            self.ends.extend([end] * len(folded))
            self.last = folded[-1]

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
            self.cuts.add(len(self.starts))
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
            self.source, plain, lower(plain), tuple(self.starts), tuple(self.ends),
            frozenset(self.cuts),
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
        return " - " if blank else "-"
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
