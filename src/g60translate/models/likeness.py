"""Signs that languages and hands set differently, and which of them a model is shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# In each row any sign may stand for any other; of those that a model knows, the first does.
_ALIKE = (
    "-‐‑‒",
    "–—―-",
    '"“”„‟',
    "'’‘‚‛‹›´`ʼ",
)


def stand_ins(known: Collection[str]) -> Mapping[str, str]:
    """For each hyphen, dash, quotation mark or apostrophe that is not known, one that is."""
    found: dict[str, str] = {}
    for row in _ALIKE:
        shown = next((sign for sign in row if sign in known), None)
        if shown is not None:
            found.update((sign, shown) for sign in row if sign not in known)
    return found
