"""`/v2/glossaries` of one pair, and `/v3/glossaries` of several: one store behind both."""

from __future__ import annotations

from asyncio import to_thread
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from g60translate.server.deepl.desk import Desk
from g60translate.server.deepl.entries import Entries, read_entries, write_tsv
from g60translate.server.deepl.languages import read_base
from g60translate.server.deepl.store import Dictionary, Pair, StoredGlossary
from g60translate.server.dialects.parameters import Parameters
from g60translate.server.refusals import bad_request, not_found


class GlossariesOfOnePair:
    """Handlers of version 2."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.glossaries

    async def pairs(self, request: Request, owner: str) -> Response:
        """Every ordered pair of the languages known, whatever models there are."""
        del request, owner
        known = sorted(await self._desk.known())
        return JSONResponse(
            {
                "supported_languages": [
                    {"source_lang": source, "target_lang": target}
                    for source in known
                    for target in known
                    if source != target
                ]
            }
        )

    async def create(self, request: Request, owner: str) -> Response:
        """A glossary of one pair."""
        said = await self._desk.parameters(request)
        name = _name(said)
        pair, entries = await to_thread(_dictionary, said, await self._desk.known())
        made = await to_thread(self._store.create, name, {pair: entries}, owner=owner)
        return JSONResponse(_of_one_pair(made, *made.dictionaries), HTTPStatus.CREATED)

    async def listed(self, request: Request, owner: str) -> Response:
        """Those of one pair."""
        del request
        found = await to_thread(self._store.listed, owner=owner)
        return JSONResponse(
            {
                "glossaries": [
                    _of_one_pair(each, *each.dictionaries)
                    for each in found
                    if len(each.dictionaries) == 1
                ]
            }
        )

    async def get(self, request: Request, owner: str) -> Response:
        """What is told of one."""
        return JSONResponse(_of_one_pair(*await self._one(request, owner)))

    async def entries(self, request: Request, owner: str) -> Response:
        """The entries, as they came in."""
        found, only = await self._one(request, owner)
        pair = (only.source_lang, only.target_lang)
        entries = await to_thread(self._store.entries, found.id, pair, owner=owner)
        # Charset is told although the type has no such parameter: clients guess otherwise.
        return Response(write_tsv(entries), media_type="text/tab-separated-values; charset=utf-8")

    async def delete(self, request: Request, owner: str) -> Response:
        """Remove it."""
        found, _ = await self._one(request, owner)
        await to_thread(self._store.delete, found.id, owner=owner)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def _one(self, request: Request, owner: str) -> tuple[StoredGlossary, Dictionary]:
        wanted = request.path_params["glossary_id"]
        found = await to_thread(self._store.get, wanted, owner=owner)
        if len(found.dictionaries) != 1:
            raise not_found("This glossary is not of one pair of languages: ask under /v3.")
        return found, found.dictionaries[0]


class GlossariesOfManyPairs:
    """Handlers of version 3."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.glossaries

    async def create(self, request: Request, owner: str) -> Response:
        """A glossary of one pair or more."""
        said = await self._desk.parameters(request)
        name = _name(said)
        dictionaries = await self._dictionaries(said)
        if not dictionaries:
            raise bad_request("Parameter 'dictionaries' not specified.")
        made = await to_thread(self._store.create, name, dictionaries, owner=owner)
        return JSONResponse(_of_many_pairs(made), HTTPStatus.CREATED)

    async def listed(self, request: Request, owner: str) -> Response:
        """All."""
        del request
        found = await to_thread(self._store.listed, owner=owner)
        return JSONResponse({"glossaries": [_of_many_pairs(each) for each in found]})

    async def get(self, request: Request, owner: str) -> Response:
        """What is told of one."""
        found = await to_thread(self._store.get, request.path_params["glossary_id"], owner=owner)
        return JSONResponse(_of_many_pairs(found))

    async def delete(self, request: Request, owner: str) -> Response:
        """Remove it."""
        wanted = request.path_params["glossary_id"]
        await to_thread(self._store.delete, wanted, owner=owner)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def change(self, request: Request, owner: str) -> Response:
        """Another name, and entries added to the dictionaries of their pairs."""
        wanted = request.path_params["glossary_id"]
        said = await self._desk.parameters(request)
        await to_thread(self._store.get, wanted, owner=owner)
        changed = await to_thread(
            self._store.change,
            wanted,
            owner=owner,
            name=_name(said) if "name" in said else None,
            merged=await self._dictionaries(said),
        )
        return JSONResponse(_of_many_pairs(changed))

    async def replace(self, request: Request, owner: str) -> Response:
        """Exchange the entries of one pair."""
        wanted = request.path_params["glossary_id"]
        said = await self._desk.parameters(request)
        await to_thread(self._store.get, wanted, owner=owner)
        pair, entries = await to_thread(_dictionary, said, await self._desk.known())
        await to_thread(self._store.change, wanted, owner=owner, replaced={pair: entries})
        return JSONResponse(_told(Dictionary(*pair, len(entries))))

    async def delete_dictionary(self, request: Request, owner: str) -> Response:
        """Remove the entries of one pair."""
        wanted, pair = await self._pair(request, owner)
        await to_thread(self._store.delete, wanted, owner=owner, pair=pair)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def entries(self, request: Request, owner: str) -> Response:
        """The entries of one pair, as they came in."""
        wanted, pair = await self._pair(request, owner)
        entries = await to_thread(self._store.entries, wanted, pair, owner=owner)
        told = {
            "source_lang": pair[0],
            "target_lang": pair[1],
            "entries": write_tsv(entries),
            "entries_format": "tsv",
        }
        return JSONResponse({"dictionaries": [told]})

    async def _pair(self, request: Request, owner: str) -> tuple[str, Pair]:
        wanted = request.path_params["glossary_id"]
        said = await self._desk.parameters(request)
        await to_thread(self._store.get, wanted, owner=owner)
        return wanted, _read_pair(said, await self._desk.known())

    async def _dictionaries(self, said: Parameters) -> dict[Pair, Entries]:
        listed = said.raw("dictionaries")
        if listed is None:
            return {}
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise bad_request("Value for 'dictionaries' is not a list of objects.")
        known = await self._desk.known()
        found: dict[Pair, Entries] = {}
        for each in listed:
            pair, entries = await to_thread(_dictionary, Parameters(each), known)
            if pair in found:
                raise bad_request("Value for 'dictionaries' has a pair of languages twice.")
            found[pair] = entries
        return found


def _name(said: Parameters) -> str:
    name = said.text("name")
    if not name or not name.strip():
        raise bad_request("Parameter 'name' not specified.")
    return name


def _read_pair(said: Parameters, known: frozenset[str]) -> Pair:
    source, target = said.text("source_lang"), said.text("target_lang")
    for name, value in (("source_lang", source), ("target_lang", target)):
        if not value:
            raise bad_request(f"Parameter '{name}' not specified.")
    pair = (
        read_base(source or "", known=known, name="source_lang"),
        read_base(target or "", known=known, name="target_lang"),
    )
    if pair[0] == pair[1]:
        raise bad_request("Source and target language are equal.")
    return pair


def _dictionary(said: Parameters, known: frozenset[str]) -> tuple[Pair, Entries]:
    pair = _read_pair(said, known)
    entries = said.text("entries")
    if entries is None:
        raise bad_request("Parameter 'entries' not specified.")
    kind = said.text("entries_format")
    if not kind:
        raise bad_request("Parameter 'entries_format' not specified.")
    return pair, read_entries(entries, kind.lower(), pair=pair)


def _of_one_pair(found: StoredGlossary, only: Dictionary) -> dict[str, Any]:
    return {
        "glossary_id": found.id,
        "name": found.name,
        "ready": True,
        "source_lang": only.source_lang,
        "target_lang": only.target_lang,
        "creation_time": _time(found),
        "entry_count": only.entry_count,
    }


def _of_many_pairs(found: StoredGlossary) -> dict[str, Any]:
    return {
        "glossary_id": found.id,
        "name": found.name,
        "dictionaries": [_told(each) for each in found.dictionaries],
        "creation_time": _time(found),
    }


def _told(dictionary: Dictionary) -> dict[str, Any]:
    return {
        "source_lang": dictionary.source_lang,
        "target_lang": dictionary.target_lang,
        "entry_count": dictionary.entry_count,
    }


def _time(found: StoredGlossary) -> str:
    """With fractions of a second and a zone always: clients read nothing else."""
    return found.created.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
