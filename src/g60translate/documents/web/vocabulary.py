"""Which HTML elements break a sentence, which stay as they are, and which attributes are spoken."""

from __future__ import annotations

from g60translate.documents.model import BlockKind


def _names(listing: str) -> frozenset[str]:
    return frozenset(listing.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
# Elements that end a sentence stream; any other name is inline, as browsers show it.
BREAKING = _names(
    "address article aside audio blockquote body button caption center col colgroup dd details "
    "dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 "
    "h5 h6 head header hgroup hr html iframe legend li link main menu meta nav noframes noscript "
    "ol optgroup option p param pre section select source summary table tbody td textarea tfoot "
    "th thead title tr track ul video"
)
UNTOUCHED = _names("audio canvas iframe math object script style svg template textarea")
PROTECTED = _names("code kbd ruby samp var")
# What a ruby shows above its text, and the brackets around that.
READINGS = _names("rp rt rtc")
KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    **dict.fromkeys(("figcaption", "caption"), BlockKind.CAPTION),
    "footer": BlockKind.FOOTER,
    "title": BlockKind.ATTRIBUTE,
}
ATTRIBUTES = frozenset(("alt", "title", "placeholder", "aria-label", "aria-description"))
META = frozenset(
    ("description", "og:title", "og:description", "twitter:title", "twitter:description")
)
