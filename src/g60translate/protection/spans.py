"""What no translation may touch, and which of it gives way to a term of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.documents.flow.raised import SYMBOL
from g60translate.documents.model import Block, InlineKind
from g60translate.glossary.concept import TermHit
from g60translate.protection.addresses import addresses
from g60translate.protection.identifiers import identifiers
from g60translate.protection.merging import merge_spans, overlaps, without
from g60translate.protection.names import marked_names
from g60translate.protection.phones import phones
from g60translate.protection.placeholders import placeholders
from g60translate.protection.writing import Writing
from g60translate.spans import Span


@dataclass(frozen=True, slots=True)
class Bound:
    """What binds the translation of a block: disjoint, sorted spans of its text.

    `protected` comes out unchanged, `hits` as the glossary says.
    """

    protected: tuple[Span, ...]
    hits: tuple[TermHit, ...]


def bind(block: Block, hits: Sequence[TermHit], *, writing: Writing | None = None) -> Bound:
    """Settle what is protected and which hits count.

    Marked stretches, addresses and placeholders come before the glossary. An identifier gives way
    to a term that covers it, names that a format marks and characters that the model cannot write
    to any term over them.
    """
    text = block.text
    symbols = [(i.start, i.end) for i in block.inlines if i.tag.startswith(SYMBOL)]
    fixed = [span for span in protected_spans(block) if span not in symbols]
    terms = [hit for hit in hits if not overlaps((hit.start, hit.end), fixed)]
    places = [(hit.start, hit.end) for hit in terms]
    named = [
        span
        for span in identifiers(text)
        if all(_is_inside(place, span) for place in places if overlaps(place, (span,)))
    ]
    terms = [hit for hit in terms if not overlaps((hit.start, hit.end), named)]
    places = [(hit.start, hit.end) for hit in terms]
    # The glossary knows better how a name is written, and what becomes of the CO₂ in a term.
    named += [span for span in (*marked_names(block), *symbols) if not overlaps(span, places)]
    if writing is None:
        return Bound(merge_spans([*fixed, *named]), tuple(terms))
    taken = sorted([*fixed, *named, *((hit.start, hit.end) for hit in terms)])
    unknown = [
        _trimmed(text, piece)
        for span in writing.spans(text)
        for piece in without(span, taken)
        if not writing.knows(text[slice(*piece)])
    ]
    return Bound(merge_spans([*fixed, *named, *unknown]), tuple(terms))


def protected_spans(block: Block) -> tuple[Span, ...]:
    """Sorted, disjoint spans of the block's text that are protected whatever else they are."""
    marked = [(i.start, i.end) for i in block.inlines if i.kind is InlineKind.PROTECTED]
    spans = [span for span in marked if block.text[slice(*span)].strip()]
    found = addresses(block.text, kinds=("url", "mail", "handle", "hashtag"))
    spans += [(address.start, address.end) for address in found]
    spans += phones(block.text)
    spans += placeholders(block.text)
    return merge_spans(spans)


def _is_inside(place: Span, span: Span) -> bool:
    return span[0] <= place[0] and place[1] <= span[1] and place != span


def _trimmed(text: str, span: Span) -> Span:
    stretch = text[slice(*span)]
    return (
        span[0] + len(stretch) - len(stretch.lstrip()),
        span[1] - len(stretch) + len(stretch.rstrip()),
    )
