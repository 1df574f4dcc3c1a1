"""Parts of a document that are marked with a language, and whether that is another one."""

from __future__ import annotations

# Tags that name no language in particular (BCP 47; `none` is OpenDocument's).
_NONE = frozenset(("", "und", "mul", "zxx", "mis", "none", "x"))


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
