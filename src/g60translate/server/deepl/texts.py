"""`/v2/translate`, `/v2/languages` and `/v2/usage`."""

from __future__ import annotations

from asyncio import to_thread
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from g60translate.server.deepl.desk import Desk
from g60translate.server.deepl.documents import settled
from g60translate.server.deepl.languages import (
    listed_sources,
    listed_targets,
    read_source,
    read_target,
    unsupported,
)
from g60translate.server.deepl.options import read_text_options
from g60translate.server.dialects.speaking import Asked, Spoken, speak
from g60translate.server.presence import while_there
from g60translate.server.refusals import Refusal, bad_request, too_large

# There is no limit, but clients know only that one is reached.
NO_LIMIT: Final = 1_000_000_000_000


class Texts:
    """Handlers of texts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def translate(self, request: Request, owner: str) -> Response:
        """Texts into one language, as many and in their order."""
        said = await self._desk.parameters(request)
        texts = said.texts("text")
        if not texts:
            raise bad_request("Parameter 'text' not specified.")
        limits = self._desk.services.settings.limits
        if len(texts) > limits.texts:
            raise bad_request(f"More than {limits.texts} texts at once are not taken.")
        if sum(map(len, texts)) > limits.characters:
            raise too_large(limits.characters)
        wanted = said.text("target_lang")
        if not wanted:
            raise bad_request("Parameter 'target_lang' not specified.")
        options = read_text_options(said)
        pairs = await self._desk.pairs()
        target = read_target(wanted, known={target for _, target in pairs})
        given = said.text("source_lang")
        asked = Asked(
            texts,
            target.code,
            read_source(given, known={code for pair in pairs for code in pair}) if given else None,
            options.tags,
            options.glossaries,
            options.flowing,
        )
        spoken = await while_there(
            request, speak(self._desk.services, asked, owner=owner, refuse=_refused)
        )
        billed = [len(text) if text.strip() else 0 for text in texts]
        await to_thread(self._desk.ledger.count, sum(billed), owner=owner)
        answers = []
        for one, characters in zip(spoken, billed, strict=True):
            answer = _answer(one)
            if options.billed:
                answer["billed_characters"] = characters
            if options.model_type is not None:
                answer["model_type_used"] = options.model_type
            answers.append(answer)
        return JSONResponse({"translations": answers})

    async def languages(self, request: Request, owner: str) -> Response:
        """What is translated from (the default) or into."""
        del owner
        kind = (await self._desk.parameters(request)).choice("type", ("source", "target"))
        pairs = await self._desk.pairs()
        if kind == "target":
            return JSONResponse(listed_targets({target for _, target in pairs}))
        return JSONResponse(listed_sources({source for source, _ in pairs}))

    async def usage(self, request: Request, owner: str) -> Response:
        """Characters translated for this key since the server's data folder was made."""
        del request
        await settled(self._desk, owner)
        count = await to_thread(self._desk.ledger.used, owner=owner)
        return JSONResponse({"character_count": count, "character_limit": NO_LIMIT})


def _answer(one: Spoken) -> dict[str, Any]:
    return {"detected_source_language": one.source_lang.upper(), "text": one.text}


def _refused(source: str, target: str) -> Refusal:
    return unsupported(
        "source_lang", f" There is no model from {source.upper()} into {target.upper()} here."
    )
