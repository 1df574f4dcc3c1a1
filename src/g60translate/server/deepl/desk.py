"""What the handlers of DeepL's dialect share."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from g60translate.server.deepl.languages import GLOSSARY_LANGUAGES
from g60translate.server.deepl.ledger import Ledger
from g60translate.server.deepl.store import GlossaryStore
from g60translate.server.dialects.parameters import Parameters, read_parameters
from g60translate.server.services import Services


@dataclass(frozen=True, slots=True)
class Desk:
    """The server's services with this room's own files."""

    services: Services
    glossaries: GlossaryStore
    ledger: Ledger

    async def parameters(self, request: Request) -> Parameters:
        """What the request says. Raises Refusal."""
        return await read_parameters(request, most=self.services.settings.limits.body)

    async def pairs(self) -> set[tuple[str, str]]:
        """What can be translated."""
        return set(await self.services.translating.pairs())

    async def known(self) -> frozenset[str]:
        """All languages that a glossary may be of."""
        return GLOSSARY_LANGUAGES | {code for pair in await self.pairs() for code in pair}
