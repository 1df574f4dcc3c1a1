"""Parts of a document that are marked with a language, and whether that is another one."""

from __future__ import annotations

import re

from g60translate.language.detection import plain_language
from g60translate.language.dictionary import LANGUAGES, has_word

# Tags that name no language in particular (BCP 47; `none` is OpenDocument's).
_NONE = frozenset(("", "und", "mul", "zxx", "mis", "none", "x"))
_WORD = re.compile(r"[^\W\d_]{3,}")


def primary(lang: str) -> str:
    """The language of a tag without region and script, in lower case: `de` for `de-AT`, `de_AT`."""
    return lang.replace("_", "-").partition("-")[0].strip().lower()


def is_foreign(lang: str | None, *, home: str | None) -> bool:
    """Whether a part marked with `lang` is in another language than `home`, both BCP 47 tags."""
    if not lang or not home:
        return False
    return primary(lang) not in _NONE and primary(lang) != primary(home)


def is_home(lang: str | None, *, home: str | None) -> bool:
    """Whether a part is marked with the language `home`, of whatever region."""
    return bool(lang) and bool(home) and primary(lang or "") == primary(home or "")


def speaks_foreign(text: str, lang: str | None, *, home: str | None) -> bool:
    """Whether a text is in another language than `home`, as a word processor has marked it.

    Such programs mark by the keyboard too, so that a mark is no more than a witness: it does not
    count where the words are plainly those of `home`.
    """
    # Figures are of no language, and are written otherwise in each.
    if not is_foreign(lang, home=home) or not any(map(str.isalpha, text)):
        return False
    own, other = primary(home or ""), primary(lang or "")
    if plain_language(text) == own:
        return False
    if not {own, other} <= LANGUAGES:
        return True
    words = _WORD.findall(text)
    in_own, in_other = ({w for w in words if has_word(w, lang=each)} for each in (own, other))
    # Words that both languages have, or neither, say nothing; one with a capital may be a name.
    plainly_own = in_own - in_other
    is_own = any(map(str.islower, plainly_own)) or (words and plainly_own == {*words})
    return not is_own or bool(in_other - in_own)
