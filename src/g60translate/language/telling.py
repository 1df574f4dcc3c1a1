"""Tells the language of short texts among those that can be translated here."""

from __future__ import annotations

from collections.abc import Collection

from g60translate.language.detection import ranked

# As sure as this of a language that is not here, one does not guess another one.
_SURE = 0.9
# Who wants German has seldom written German: of two that are alike the other one is meant.
_ASKED_FOR = 0.5
_LEAST = 0.01


def told(
    text: str, *, known: Collection[str], target: str | None = None
) -> list[tuple[str, float]]:
    """Languages with their chances, 0 to 1, the best first: `known` ones, unless another is plain.

    Of two that are alike the `target` is the less likely one. A text without letters may be
    anything: the first known language, at 0.
    """
    if not any(sign.isalpha() for sign in text):
        first = next(iter(sorted(set(known) - {target or ""})), target or "en")
        return [(first, 0.0)]
    all_ranked = ranked(text)
    best, chance = all_ranked[0]
    if (best not in known and chance >= _SURE) or not any(lang in known for lang, _ in all_ranked):
        return [(lang, share) for lang, share in all_ranked if share >= _LEAST]
    weighed = [
        (lang, share * (_ASKED_FOR if lang == target else 1))
        for lang, share in all_ranked
        if lang in known
    ]
    total = sum(share for _, share in weighed)
    shares = sorted(((lang, share / total) for lang, share in weighed), key=lambda each: -each[1])
    return [each for each in shares if each[1] >= _LEAST] or shares[:1]
