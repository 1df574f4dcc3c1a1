"""From what a client names to what the engine is asked: languages, glossaries, a wish."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from g60translate.server.refusals import bad_request, no_model
from g60translate.server.wishes import JobWish, Wish

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


async def check_pair(services: Services, source_lang: str | None, target_lang: str) -> None:
    """Refuse at once what no model here translates; None is a language that is told later.

    A language into itself is no matter of models. Raises Refusal.
    """
    pairs = await services.translating.pairs()
    known = source_lang is None and any(target == target_lang for _, target in pairs)
    if not known and source_lang != target_lang and (source_lang, target_lang) not in pairs:
        raise no_model(pairs, source_lang, target_lang)


async def job_wish(
    services: Services,
    source_lang: str,
    target_lang: str,
    glossaries: tuple[str, ...],
    *,
    memory: bool,
    form: str | None = None,
) -> JobWish:
    """What is wanted of an uploaded document, by the names that a client gave.

    A blank source is told from the document. Raises Refusal for languages that no model is of,
    InputError for what is none.
    """
    if not target_lang.strip():
        raise bad_request("Say into which language: target_lang is missing.")
    target = language(target_lang)
    source = language(source_lang).code if source_lang.strip() else None
    if source == target.code:
        raise bad_request(f"Source and target language are equal: {source}. Choose another one.")
    await check_pair(services, source, target.code)
    return JobWish(
        target_lang=target.code,
        source_lang=source,
        target_tag=target.tag,
        glossaries=glossaries,
        memory=memory,
        format=form,
    )


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
