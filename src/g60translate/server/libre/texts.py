"""`/translate`, `/detect`, `/languages`, `/frontend/settings`, `/health`."""

from __future__ import annotations

from asyncio import to_thread
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from g60translate.documents.marks import CODEC_SUFFIXES, CONVERTED_SUFFIXES, TEXT_SUFFIXES
from g60translate.language.telling import told
from g60translate.server.dialects.parameters import Parameters, Repeated, read_parameters
from g60translate.server.dialects.speaking import Asked, speak
from g60translate.server.dialects.tags import Tags
from g60translate.server.libre.gate import owner_of
from g60translate.server.libre.languages import (
    AUTO,
    listed,
    name_of,
    read,
    unsupported,
    written,
)
from g60translate.server.presence import while_there
from g60translate.server.refusals import Refusal, bad_request
from g60translate.server.services import Services

FORMATS: Final = sorted({*CODEC_SUFFIXES, *TEXT_SUFFIXES} - CONVERTED_SUFFIXES)
_PATIENCE_MS: Final = 500


class Texts:
    """Handlers of texts."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def translate(self, request: Request, _: str) -> Response:
        """A text, or several in their order."""
        said, owner = await self._asked(request)
        limits = self._services.settings.limits
        given = said.raw("q")
        if not given or given == [""]:
            raise missing("q")
        texts = said.texts("q") or []
        # Other than a form's, a list of JSON stays one, whatever its length.
        several = isinstance(given, list) and (len(given) > 1 or not isinstance(given, Repeated))
        if len(texts) > limits.texts:
            raise bad_request(
                f"Invalid request: request ({len(texts)}) exceeds text limit ({limits.texts})"
            )
        if (size := sum(map(len, texts))) > limits.characters:
            raise bad_request(
                f"Invalid request: request ({size}) exceeds text limit ({limits.characters})"
            )
        source, target = required(said, "source"), required(said, "target")
        wished = _alternatives(said)
        pairs = set(await self._services.translating.pairs())
        known = {code for pair in pairs for code in pair}
        asked = Asked(
            texts,
            source_lang=None if source.lower() == AUTO else read(source, known=known),
            target_lang=read(target, known=known),
            tags=_tags(said),
        )
        spoken = await while_there(
            request, speak(self._services, asked, owner=owner, refuse=_refused)
        )
        answer: dict[str, Any] = {"translatedText": [one.text for one in spoken]}
        if asked.source_lang is None:
            answer["detectedLanguage"] = [_told(one.source_lang, one.certainty) for one in spoken]
        if wished:
            # The engine's second choices are never held against a glossary, so none is given out.
            answer["alternatives"] = [[] for _ in spoken]
        if not several:
            answer = {name: value[0] for name, value in answer.items()}
        return JSONResponse(answer)

    async def detect(self, request: Request, _: str) -> Response:
        """The languages that a text may be of, the best first."""
        said, _owner = await self._asked(request)
        text = "\n".join(said.texts("q") or [])
        if not text:
            raise missing("q")
        pairs = await self._services.translating.pairs()
        known = {code for pair in pairs for code in pair}
        found = await to_thread(told, text, known=known)
        return JSONResponse([_told(code, chance) for code, chance in found])

    async def languages(self, request: Request, _: str) -> Response:
        """What is translated into what."""
        del request
        return JSONResponse(listed(await self._services.translating.pairs()))

    async def settings(self, request: Request, _: str) -> Response:
        """What a page of LibreTranslate's asks for."""
        del request
        pairs = sorted(await self._services.translating.pairs())
        target = pairs[0][1] if pairs else "en"
        return JSONResponse(
            {
                "charLimit": self._services.settings.limits.characters,
                "frontendTimeout": _PATIENCE_MS,
                "apiKeys": self._services.owners.needed,
                "keyRequired": self._services.owners.needed,
                "suggestions": False,
                "filesTranslation": True,
                "supportedFilesFormat": FORMATS,
                "language": {
                    "source": {"code": AUTO, "name": "Auto Detect"},
                    "target": {"code": written(target), "name": name_of(target)},
                },
            }
        )

    async def health(self, request: Request, _: str) -> Response:
        """Whether the server answers."""
        del request
        return JSONResponse({"status": "ok"})

    async def _asked(self, request: Request) -> tuple[Parameters, str]:
        said = await read_parameters(request, most=self._services.settings.limits.body)
        return said, owner_of(said, self._services.owners)


def missing(name: str) -> Refusal:
    """A parameter that has to be there."""
    return bad_request(f"Invalid request: missing {name} parameter")


def required(said: Parameters, name: str) -> str:
    """A parameter that has to be there. Raises Refusal 400."""
    value = said.text(name)
    if not value:
        raise missing(name)
    return value


def _tags(said: Parameters) -> Tags | None:
    kind = said.text("format") or "text"
    if kind not in ("text", "html"):
        raise bad_request(f"{kind[:40]} format is not supported")
    return Tags("html") if kind == "html" else None


def _alternatives(said: Parameters) -> int:
    value = said.raw("alternatives")
    if isinstance(value, Repeated):
        value = value[0]
    try:
        return 0 if value is None else max(0, int(value))
    except (TypeError, ValueError, OverflowError):
        raise bad_request("Invalid request: alternatives parameter is not a number") from None


def _told(code: str, chance: float) -> dict[str, Any]:
    return {"confidence": round(100 * chance, 1), "language": written(code)}


def _refused(source: str, target: str) -> Refusal:
    if source == target:
        return unsupported(target)
    return bad_request(
        f"{name_of(target)} ({written(target)}) is not available as a target language from "
        f"{name_of(source)} ({written(source)})"
    )
