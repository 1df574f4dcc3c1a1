"""What the elements of NITF, NewsML and XHTML do to the text around them.

Names are those of IPTC NITF 3.6, NewsML-G2 2.34, NewsML 1.2 and W3C XHTML.
"""

from __future__ import annotations

from collections.abc import Mapping

from g60translate.documents.model import BlockKind
from g60translate.documents.tokens import Token
from g60translate.documents.web.vocabulary import (
    ATTRIBUTES,
    BREAKING,
    KINDS,
    PROTECTED,
    READINGS,
    UNTOUCHED,
)
from g60translate.documents.xml.blocks import Rule, Treatment

G2 = "{http://iptc.org/std/nar/2006-10-01/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_BREAK = Rule(Treatment.BREAK)
_PAIRED = Rule(Treatment.PAIRED)
_DATA = Rule(Treatment.UNTOUCHED)
_TEXT = Rule(Treatment.BLOCK)
_HEADING = Rule(Treatment.BLOCK, BlockKind.HEADING)
_RUBY = Rule(Treatment.PROTECTED, unsaid=READINGS)
_LINE_END = Rule(Treatment.STANDALONE, text="\n")


def _all(names: str, rule: Rule) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


# NITF has a namespace since 3.5, but most files have none. What is not listed is markup around
# names, places, dates and numbers inside a sentence.
_NITF: Mapping[str, Rule] = {
    **_all("title hl1 hl2", _HEADING),
    **_all("p tagline note bibliography", _TEXT),
    **_all("media-caption caption", Rule(Treatment.BLOCK, BlockKind.CAPTION)),
    **_all("td th", Rule(Treatment.BLOCK, BlockKind.TABLE_CELL)),
    **_all("li dt dd", Rule(Treatment.BLOCK, BlockKind.LIST_ITEM)),
    "fn": Rule(Treatment.BLOCK, BlockKind.FOOTNOTE),
    "media-reference": Rule(Treatment.BREAK, attributes=("alternate-text",)),
    "br": _LINE_END,
    **_all(
        "byline dateline distributor rights credit media-producer pre docdata tobject iim pubdata "
        "revision-history media-metadata media-object custom-table object alt-code",
        _DATA,
    ),
    **_all(
        "nitf head body body.head hedline abstract body.content block bq body.end media table tr "
        "thead tbody tfoot col colgroup ul ol dl hr datasource meta ds nitf-table "
        "nitf-table-metadata",
        _BREAK,
    ),
}
_G2: Mapping[str, Rule] = {
    **_all("headline title", _HEADING),
    "description": _TEXT,
    **_all("a span inline", _PAIRED),
    "ruby": _RUBY,
    "br": _LINE_END,
}
# NewsML 1 writes its names with capitals, in no namespace.
_NEWSML1: Mapping[str, Rule] = _all("HeadLine SubHeadLine", _HEADING)
_XHTML_SPOKEN = tuple(sorted(ATTRIBUTES))
_HTML: Mapping[str, Rule] = {
    **{name: Rule(Treatment.BLOCK, KINDS.get(name), attributes=_XHTML_SPOKEN) for name in BREAKING},
    **dict.fromkeys(UNTOUCHED, _DATA),
    **dict.fromkeys(PROTECTED, Rule(Treatment.PROTECTED)),
    "ruby": _RUBY,
    **_all("html head meta link base", _BREAK),
    **_all("img input wbr", Rule(Treatment.STANDALONE, attributes=_XHTML_SPOKEN)),
    "br": _LINE_END,
}


def news_rule(token: Token) -> Rule:
    """How to treat an element, by its namespace and name."""
    name = token.local
    if token.get("translate") == "no":
        inline = token.name.startswith(_XHTML) and name not in BREAKING
        return Rule(Treatment.PROTECTED if inline else Treatment.UNTOUCHED)
    if token.name.startswith(_XHTML):
        return _HTML.get(name, Rule(Treatment.PAIRED, attributes=_XHTML_SPOKEN))
    if token.name.startswith(G2):
        return _G2.get(name, _BREAK)
    if name[:1].isupper():
        return _NEWSML1.get(name, _BREAK)
    return _NITF.get(name, _PAIRED)
