"""Terms that stand alone, to the letter: a client's wording for what is that term and no more.

In a sentence a term may gain a capital; alone it is what the client wrote, as DeepL has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from g60translate.glossary.book import Glossary
    from g60translate.translation.translated import TranslatedDocument, TranslatedSegment


def wordings(glossary: Glossary, source_lang: str, target_lang: str) -> Mapping[str, str]:
    """The preferred wording for each source wording of a glossary; of two, the first one's."""
    return _wordings(_Book(glossary.digest, source_lang, target_lang, glossary))


def to_the_letter(translated: TranslatedDocument, known: Mapping[str, str]) -> TranslatedDocument:
    """The document with each block that is one of the `known` wordings as the client has it.

    Only capitals change, or what was carried over; places in the text stay as they are told.
    """
    sentences = Counter(segment.block.id for segment in translated.segments)
    segments, changed = [], {}
    for segment in translated.segments:
        wording = known.get(segment.block.text)
        alone = sentences[segment.block.id] == 1 and not segment.block.inlines
        if wording is None or not alone or not _differs_little(segment, wording):
            segments.append(segment)
            continue
        segments.append(replace(segment, restored=replace(segment.restored, text=wording)))
        changed[segment.block.id] = wording
    blocks = {
        block.id: replace(block, text=changed[block.id])
        for block in translated.document.blocks
        if block.id in changed
    }
    return replace(
        translated, document=translated.document.with_blocks(blocks), segments=tuple(segments)
    )


def _differs_little(segment: TranslatedSegment, wording: str) -> bool:
    said = segment.restored.text
    if said == wording:
        return False
    alike = len(said) == len(wording) and said.casefold() == wording.casefold()
    return alike or segment.translation is None


@dataclass(frozen=True, slots=True)
class _Book:
    """A glossary for a pair, which is the same where it says the same."""

    digest: str
    source_lang: str
    target_lang: str
    glossary: Glossary = field(compare=False)


@lru_cache(maxsize=16)
def _wordings(book: _Book) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for concept in book.glossary:
        wording = concept.preferred(book.target_lang)
        for term in concept.in_language(book.source_lang):
            if wording is not None:
                found.setdefault(term.text, wording.text)
    return found
