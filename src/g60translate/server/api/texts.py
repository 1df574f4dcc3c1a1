"""Texts, and what can be asked about languages, formats and glossaries."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request

from g60translate.server.api.operations import Operation
from g60translate.server.api.types import (
    Detected,
    Detections,
    DetectRequest,
    Format,
    Formats,
    Glossaries,
    GlossaryInfo,
    Health,
    Language,
    Languages,
    Pair,
    Pairs,
    Translated,
    TranslateRequest,
    Translations,
)
from g60translate.server.asking import check_pair, language, spoken, wish_for
from g60translate.server.bodies import read_json
from g60translate.server.presence import while_there
from g60translate.server.refusals import too_long
from g60translate.server.services import Services
from g60translate.server.sessions import client
from g60translate.server.wishes import HOUSE
from g60translate.version import __version__

if TYPE_CHECKING:
    from g60translate.reports.record.model import SegmentRecord
    from g60translate.translation.translated import TranslatedSegment


class TextAddresses:
    """The handlers of texts and listings."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def operations(self) -> list[Operation]:
        """What they answer."""
        return [
            Operation(
                "GET",
                "/api/v1/health",
                "Whether the server answers, and whether its models are loaded.",
                self.health,
                Health,
                answer={"status": "ok", "ready": True, "version": __version__},
                open=True,
            ),
            Operation("GET", "/api/v1/pairs", "What can be translated.", self.pairs, Pairs),
            Operation(
                "GET",
                "/api/v1/languages",
                "The languages, each with its targets.",
                self.languages,
                Languages,
            ),
            Operation("GET", "/api/v1/formats", "The file formats.", self.formats, Formats),
            Operation(
                "GET",
                "/api/v1/glossaries",
                "The glossaries that a request may name.",
                self.glossaries,
                Glossaries,
            ),
            Operation(
                "POST",
                "/api/v1/detect",
                "Tell the languages of texts.",
                self.detect,
                Detections,
                takes=DetectRequest,
                example={"texts": ["Guten Tag, meine Damen und Herren!"]},
                answer={"detected": [{"language": "de", "probability": 1.0}]},
            ),
            Operation(
                "POST",
                "/api/v1/translate",
                "Translate texts.",
                self.translate,
                Translations,
                takes=TranslateRequest,
                example={"texts": ["Guten Tag!"], "source_lang": "de", "target_lang": "en"},
                answer={"translations": [{"text": "Good day!", "source_lang": "de"}]},
            ),
        ]

    async def health(self, request: Request) -> Health:
        """That it answers."""
        del request
        ready = self._services.translating.ready
        return Health(status="ok", ready=ready, version=__version__)

    async def pairs(self, request: Request) -> Pairs:
        """What can be translated."""
        client(request, self._services.owners)
        found = await self._services.translating.pairs()
        return Pairs(pairs=[Pair(source=source, target=target) for source, target in found])

    async def languages(self, request: Request) -> Languages:
        """The same by source language."""
        client(request, self._services.owners)
        targets: dict[str, list[str]] = {}
        for source, target in await self._services.translating.pairs():
            targets.setdefault(source, []).append(target)
        return Languages(
            languages=[Language(code=code, targets=found) for code, found in targets.items()]
        )

    async def formats(self, request: Request) -> Formats:
        """The file formats."""
        client(request, self._services.owners)

        def listed() -> list[Format]:
            from g60translate.documents.codec import CODECS, CONVERTED, load_codec  # noqa: PLC0415

            codecs = [load_codec(name) for name in CODECS if name not in CONVERTED]
            return [
                Format(name=each.name, suffixes=list(each.suffixes), kept=list(each.kept))
                for each in codecs
            ]

        return Formats(formats=await asyncio.to_thread(listed))

    async def glossaries(self, request: Request) -> Glossaries:
        """The house's glossary; clients' own are listed where they are made."""
        client(request, self._services.owners)
        if self._services.house.path is None:
            return Glossaries(glossaries=[])
        book = await asyncio.to_thread(self._services.house.read)
        info = GlossaryInfo(
            id=HOUSE,
            name=self._services.house.path.name,
            concepts=len(book),
            languages=list(book.languages),
            digest=book.digest,
        )
        return Glossaries(glossaries=[info])

    async def detect(self, request: Request) -> Detections:
        """Tell the languages of texts."""
        client(request, self._services.owners)
        limits = self._services.settings.limits
        asked = await read_json(request, DetectRequest, most=limits.body)
        self._check(asked.texts)
        found = await spoken(asked.texts, ())
        return Detections(
            detected=[
                Detected(language=lang, probability=round(probability, 4))
                for lang, probability in found
            ]
        )

    async def translate(self, request: Request) -> Translations:
        """Translate texts; texts of one language go together."""
        owner = client(request, self._services.owners)
        limits = self._services.settings.limits
        asked = await read_json(request, TranslateRequest, most=limits.body)
        self._check(asked.texts)
        return await while_there(request, self._translated(asked, owner))

    async def _translated(self, asked: TranslateRequest, owner: str) -> Translations:
        target = language(asked.target_lang).code
        sources = await self._sources(asked, target)
        for source in dict.fromkeys(sources):
            await check_pair(self._services, source, target)
        references = [asked.glossary] if isinstance(asked.glossary, str) else asked.glossary
        groups: dict[str, list[int]] = {}
        for place, source in enumerate(sources):
            if source != target:
                groups.setdefault(source, []).append(place)
        translating = self._services.translating
        translate = translating.html if asked.format == "html" else translating.lines
        wishes = [
            await wish_for(
                self._services, source, target, references, owner=owner, memory=asked.memory
            )
            for source in groups
        ]
        answered = await asyncio.gather(
            *(
                translate([asked.texts[place] for place in places], wish, owner=owner)
                for wish, places in zip(wishes, groups.values(), strict=True)
            )
        )
        found = {
            place: answer
            for places, answers in zip(groups.values(), answered, strict=True)
            for place, answer in zip(places, answers, strict=True)
        }
        return Translations(
            translations=[
                _shown(found.get(place, (text, ())), sources[place], with_segments=asked.segments)
                for place, text in enumerate(asked.texts)
            ]
        )

    async def _sources(self, asked: TranslateRequest, target: str) -> list[str]:
        if asked.source_lang is not None:
            return [language(asked.source_lang).code] * len(asked.texts)
        pairs = await self._services.translating.pairs()
        among = {source for source, into in pairs if into == target} | {target}
        return [lang for lang, _ in await spoken(asked.texts, among)]

    def _check(self, texts: Sequence[str]) -> None:
        limits = self._services.settings.limits
        if len(texts) > limits.texts:
            raise too_long(f"More than {limits.texts} texts are not taken at a time.")
        if sum(map(len, texts)) > limits.characters:
            raise too_long(f"More than {limits.characters:,} characters are not taken at a time.")


def _shown(
    answer: tuple[str, Sequence[TranslatedSegment]], source: str, *, with_segments: bool
) -> Translated:
    text, segments = answer
    shown = _records(segments) if with_segments else None
    return Translated(text=text, source_lang=source, segments=shown)


def _records(segments: Sequence[TranslatedSegment]) -> list[SegmentRecord]:
    from g60translate.reports.record.writing import segment_record  # noqa: PLC0415

    return [segment_record(each) for each in segments]
