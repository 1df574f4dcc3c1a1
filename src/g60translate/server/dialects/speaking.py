"""Texts of a dialect's request into another language: told, cut, translated and put together."""

from __future__ import annotations

from asyncio import gather, to_thread
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from g60translate.documents.model import Block
from g60translate.glossary.book import Glossary
from g60translate.language.telling import told
from g60translate.server.dialects.plain import FlowingText, PlainText
from g60translate.server.dialects.tags import Tags
from g60translate.server.services import Services
from g60translate.server.translating.letter import wordings
from g60translate.server.wishes import HOUSE, Wish

_SAMPLE: Final = 20_000


class Cut(Protocol):
    """A text as blocks."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What there is to translate."""

    def put_together(self, translated: Sequence[Block]) -> str:
        """The text with its blocks translated, which come in their order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants of its texts.

    `source_lang` None is told for each text by itself. `tags` None for plain text, whose sentences
    run over line ends if it is `flowing`. `glossaries` are those that the request names; without
    any, the house's holds.
    """

    texts: Sequence[str]
    target_lang: str
    source_lang: str | None = None
    tags: Tags | None = None
    glossaries: tuple[str, ...] = ()
    flowing: bool = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """One text in the target language, and from which language; `certainty` of it from 0 to 1."""

    text: str
    source_lang: str
    certainty: float = 1.0


async def speak(
    services: Services,
    asked: Asked,
    *,
    owner: str,
    refuse: Callable[[str, str], Exception],
) -> list[Spoken]:
    """The texts translated, as many and in their order; blank ones come back as they are.

    A text that is in the target language already comes back as it is. `refuse(source, target)`
    makes the error for a pair without a model. Raises Refusal as the services do.
    """
    pairs = set(await services.translating.pairs())
    cut = _cutter(asked.tags, flowing=asked.flowing)
    cuts = await to_thread(lambda: [cut(text) for text in asked.texts])
    if asked.source_lang is not None:
        languages = [(asked.source_lang, 1.0)] * len(cuts)
    else:
        known = {source for source, target in pairs if target == asked.target_lang}
        languages = await to_thread(_languages, cuts, known | {asked.target_lang}, asked)
    found = [Spoken(text, *language) for text, language in zip(asked.texts, languages, strict=True)]
    groups: dict[str, list[int]] = {}
    for place, (each, language) in enumerate(zip(cuts, languages, strict=True)):
        # Figures alone are the same in every language, if no client says otherwise.
        speaks = any(sign.isalpha() for sign in _said(each)) or (each.blocks and asked.glossaries)
        if speaks and language[0] != asked.target_lang:
            groups.setdefault(language[0], []).append(place)
    for source in groups:
        if (source, asked.target_lang) not in pairs:
            raise refuse(source, asked.target_lang)

    async def one_language(source: str, places: list[int]) -> None:
        texts = await _translated(services, [cuts[at] for at in places], source, asked, owner)
        for place, text in zip(places, texts, strict=True):
            found[place] = replace(found[place], text=text)

    if asked.glossaries and asked.source_lang is not None and not groups:
        # A glossary that is not there is told even where there is nothing to translate.
        await _glossary(services, asked.source_lang, asked, owner)
    await gather(*(one_language(source, places) for source, places in groups.items()))
    return found


def _cutter(tags: Tags | None, *, flowing: bool) -> Callable[[str], Cut]:
    if tags is None:
        return FlowingText if flowing else PlainText
    # Only where there are tags: a server has to answer before what reads pages is loaded.
    from g60translate.server.dialects.markup import TaggedText  # noqa: PLC0415

    return lambda text: TaggedText(text, tags)


def _languages(
    cuts: Sequence[Cut], known: Collection[str], asked: Asked
) -> list[tuple[str, float]]:
    return [told(_said(each), known=known, target=asked.target_lang)[0] for each in cuts]


def _said(cut: Cut) -> str:
    return "\n".join(block.text for block in cut.blocks)[:_SAMPLE]


async def _glossary(services: Services, source: str, asked: Asked, owner: str) -> Glossary:
    return await services.glossaries.find(
        asked.glossaries or (HOUSE,),
        owner=owner,
        source_lang=source,
        target_lang=asked.target_lang,
    )


async def _translated(
    services: Services, cuts: Sequence[Cut], source: str, asked: Asked, owner: str
) -> list[str]:
    glossary = await _glossary(services, source, asked, owner)
    known = wordings(glossary, source, asked.target_lang) if asked.glossaries else {}
    # What is a term and nothing else becomes its wording to the letter, capitals too.
    open_blocks = [
        [block for block in cut.blocks if block.inlines or block.text not in known] for cut in cuts
    ]
    wish = Wish(source, asked.target_lang, glossary)
    wanted = [blocks for blocks in open_blocks if blocks]
    answers = iter(await services.translating.blocks(wanted, wish, owner=owner) if wanted else ())
    texts = []
    for cut, blocks in zip(cuts, open_blocks, strict=True):
        answer = next(answers).blocks if blocks else ()
        now = {block.id: each for block, each in zip(blocks, answer, strict=True)}
        done = [
            now[block.id] if block.id in now else replace(block, text=known[block.text])
            for block in cut.blocks
        ]
        texts.append(await to_thread(cut.put_together, done))
    return texts
