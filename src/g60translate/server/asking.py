"""From what a client names to what the engine is asked: languages, glossaries, a wish."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from g60translate.server.wishes import Wish

if TYPE_CHECKING:
    from g60translate.language.tags import Language
    from g60translate.server.services import Services

# Of a letter or two nothing is told; of so many signs enough is.
_SAMPLE = 2_000


def language(name: str) -> Language:
    """The language that a client means. Raises InputError."""
    from g60translate.language.tags import read_language  # noqa: PLC0415

    return read_language(name)


async def spoken(texts: Sequence[str], among: Collection[str]) -> list[tuple[str, float]]:
    """The most probable language of each text, one of `among` if any is told, and how probable."""

    def tell() -> list[tuple[str, float]]:
        from g60translate.language.detection import ranked  # noqa: PLC0415

        found = []
        for text in texts:
            ranking = ranked(text[:_SAMPLE])
            best = next((each for each in ranking if each[0] in among), ranking[0])
            found.append(best)
        return found

    return await to_thread(tell)


async def wish_for(
    services: Services,
    source_lang: str,
    target_lang: str,
    references: Sequence[str],
    *,
    owner: str,
    memory: bool = True,
) -> Wish:
    """What the engine is asked. Raises Refusal for glossaries that are not there."""
    glossary = await services.glossaries.find(
        references, owner=owner, source_lang=source_lang, target_lang=target_lang
    )
    return Wish(source_lang, target_lang, glossary, memory)
