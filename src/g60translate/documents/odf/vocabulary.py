"""Which elements of OpenDocument are text, which are codes in it, and which stay as they are.

Clause numbers are those of ODF 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from g60translate.documents.model import BlockKind
from g60translate.documents.odf.names import DC, META, OASIS, PRESENTATION, STYLE, TABLE, TEXT
from g60translate.documents.package.properties import is_for_people
from g60translate.documents.tokens import Token
from g60translate.documents.xml.blocks import Rule, Treatment
from g60translate.documents.xml.parsing import local, parse_xml

# Text properties that change no letter's look: language, and LibreOffice's revision numbers.
_INVISIBLE = frozenset(
    ("rsid", "paragraph-rsid", "language", "country", "script", "rfc-language-tag")
)
_INVISIBLE_FORMS = re.compile(r"(.+?)-(?:asian|complex)$")
_KINDS_BY_STYLE = {
    **dict.fromkeys(("title", "subtitle"), BlockKind.HEADING),
    # LibreOffice names the styles of captions after what they stand under.
    **dict.fromkeys(("caption", "illustration", "figure", "drawing"), BlockKind.CAPTION),
}
_BLOCKS = {
    f"{TEXT}p": Rule(Treatment.BLOCK),
    f"{TEXT}h": Rule(Treatment.BLOCK, BlockKind.HEADING),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title": Rule(
        Treatment.BLOCK, BlockKind.ATTRIBUTE
    ),
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc": Rule(
        Treatment.BLOCK, BlockKind.ATTRIBUTE
    ),
    f"{DC}title": Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE),
    f"{TEXT}list-item": Rule(Treatment.BREAK, BlockKind.LIST_ITEM),
    f"{TABLE}table-cell": Rule(Treatment.BREAK, BlockKind.TABLE_CELL),
    **dict.fromkeys(
        (f"{TABLE}help-message", f"{TABLE}error-message"),
        Rule(Treatment.BREAK, BlockKind.ATTRIBUTE, attributes=(f"{TABLE}title",)),
    ),
    **dict.fromkeys((f"{TABLE}title", f"{TABLE}desc"), Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE)),
    f"{PRESENTATION}header-decl": Rule(Treatment.BLOCK, BlockKind.HEADER),
    f"{PRESENTATION}footer-decl": Rule(Treatment.BLOCK, BlockKind.FOOTER),
    f"{STYLE}header": Rule(Treatment.BREAK, BlockKind.HEADER),
    f"{STYLE}footer": Rule(Treatment.BREAK, BlockKind.FOOTER),
}
_INLINE = {
    "span": Rule(Treatment.PAIRED),
    "a": Rule(Treatment.PAIRED),
    "meta": Rule(Treatment.PAIRED),
    "ruby": Rule(Treatment.PROTECTED, unsaid=frozenset(("ruby-text",))),
    "tab": Rule(Treatment.STANDALONE, text="\t"),
    "line-break": Rule(Treatment.STANDALONE, text="\n", name="br"),
    "note": Rule(Treatment.ISLAND, BlockKind.FOOTNOTE),
    # Deleted text is kept aside in the file; nobody reads it.
    "tracked-changes": Rule(Treatment.UNTOUCHED),
    "note-citation": Rule(Treatment.UNTOUCHED),
    "soft-page-break": Rule(Treatment.INVISIBLE),
}
# Elements of other namespaces that stand in a paragraph and hold paragraphs.
_ISLANDS = frozenset(("drawing:1.0", "presentation:1.0", "form:1.0", "dr3d:1.0"))


def vocabulary(data: bytes, name: str, foreign: frozenset[int]) -> Callable[[Token], Rule]:
    """How to treat an element of a part with these automatic styles.

    Those that begin at the places `foreign` are in another language.
    """
    unseen = _invisible_styles(data, name=name)

    def rule(token: Token) -> Rule:
        style = token.get(f"{TEXT}style-name") or ""
        if token.start in foreign:
            is_span = token.name == f"{TEXT}span"
            return Rule(Treatment.PROTECTED if is_span else Treatment.UNTOUCHED, name="keep")
        if token.name == f"{META}user-defined" and _is_for_people(token):
            return Rule(Treatment.BLOCK, BlockKind.ATTRIBUTE)
        if token.name == f"{TEXT}span" and style in unseen:
            return Rule(Treatment.INVISIBLE)
        if token.name == f"{TEXT}p" and style.lower() in _KINDS_BY_STYLE:
            return Rule(Treatment.BLOCK, _KINDS_BY_STYLE[style.lower()])
        if token.name == f"{TEXT}s":
            count = token.get(f"{TEXT}c") or "1"
            spaces = min(int(count), 99) if count.isdigit() else 1
            return Rule(Treatment.STANDALONE, text=" " * spaces)
        return _BLOCKS.get(token.name) or _inline(token)

    return rule


def _is_for_people(token: Token) -> bool:
    is_text = token.get(f"{META}value-type") in (None, "string")
    return is_text and is_for_people(token.get(f"{META}name") or "")


def _inline(token: Token) -> Rule:
    """Elements that are no blocks, or not by themselves."""
    if token.name.startswith(TEXT):
        return _INLINE.get(token.local, _other(token.local))
    namespace = token.name.partition("}")[0][1:]
    if token.local == "object":
        # Another program's document, here in the file itself.
        return Rule(Treatment.UNTOUCHED, name="object")
    if namespace.removeprefix(OASIS) in _ISLANDS:
        # A box is of the kind of the frame around it.
        kind = None if token.local == "text-box" else BlockKind.PARAGRAPH
        if token.get(f"{PRESENTATION}class") in ("title", "subtitle"):
            kind = BlockKind.HEADING
        return Rule(Treatment.ISLAND, kind, name="img")
    if token.local in ("annotation", "annotation-end"):
        return Rule(Treatment.UNTOUCHED, name="comment")
    return Rule(Treatment.BREAK)


def _other(name: str) -> Rule:
    """A field or a mark in a paragraph; or something around paragraphs."""
    around = ("list", "section", "index-", "note-body", "table-of", "numbered-paragraph")
    if name.startswith(around) or name.endswith("-index") or name == "bibliography":
        return Rule(Treatment.BREAK)
    return Rule(Treatment.PROTECTED, name="field")


def _invisible_styles(data: bytes, *, name: str) -> frozenset[str]:
    """Automatic text styles that a reader does not see."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for style in parse_xml(data, name=name).iter(f"{STYLE}style")
        if style.get(f"{STYLE}family") == "text"
        and style.get(f"{STYLE}parent-style-name") is None
        and style.getparent() is not None
        and local(style.getparent()) == "automatic-styles"  # type: ignore[arg-type]
        and all(
            local(properties) == "text-properties"
            and all(
                _INVISIBLE_FORMS.sub(r"\1", str(key).rpartition("}")[2]) in _INVISIBLE
                for key in properties.attrib
            )
            for properties in style
        )
    )
