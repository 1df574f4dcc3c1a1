"""The room of DeepL's dialect, as the server mounts it."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from g60translate.server.deepl.desk import Desk
from g60translate.server.deepl.documents import Documents
from g60translate.server.deepl.gate import gate
from g60translate.server.deepl.glossaries import GlossariesOfManyPairs, GlossariesOfOnePair
from g60translate.server.deepl.ledger import Ledger
from g60translate.server.deepl.storage import Storage
from g60translate.server.deepl.store import GlossaryStore
from g60translate.server.deepl.texts import Texts
from g60translate.server.dialects.addresses import Gate, Handler, address
from g60translate.server.refusals import Refusal, not_found
from g60translate.server.rooms import Room
from g60translate.server.services import Services

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def routes(services: Services) -> Sequence[BaseRoute]:
    """All addresses below `/v2` and `/v3`."""
    storage = Storage(services.data)
    desk = Desk(services, GlossaryStore(storage), Ledger(storage))
    services.glossaries.add_source(desk.glossaries)
    texts, documents = Texts(desk), Documents(desk)
    one, many = GlossariesOfOnePair(desk), GlossariesOfManyPairs(desk)
    owner = gate(services.owners)
    v2, v3 = "/v2/glossaries", "/v3/glossaries"
    return [
        address("/v2/translate", owner, POST=texts.translate),
        address("/v2/languages", owner, GET=texts.languages, POST=texts.languages),
        address("/v2/usage", owner, GET=texts.usage),
        address("/v2/document", owner, POST=documents.upload),
        address("/v2/document/{document_id}", owner, POST=documents.status),
        address("/v2/document/{document_id}/result", owner, POST=documents.result),
        address("/v2/glossary-language-pairs", owner, GET=one.pairs),
        address(v2, owner, GET=one.listed, POST=one.create),
        address(v2 + "/{glossary_id}", owner, GET=one.get, DELETE=one.delete),
        address(v2 + "/{glossary_id}/entries", owner, GET=one.entries),
        address(v3, owner, GET=many.listed, POST=many.create),
        address(v3 + "/{glossary_id}", owner, GET=many.get, PATCH=many.change, DELETE=many.delete),
        address(
            v3 + "/{glossary_id}/dictionaries",
            owner,
            PUT=many.replace,
            DELETE=many.delete_dictionary,
        ),
        address(v3 + "/{glossary_id}/entries", owner, GET=many.entries),
        *(_elsewhere(path, owner) for path in ("/v2", "/v3", "/v2/{rest:path}", "/v3/{rest:path}")),
    ]


def _elsewhere(path: str, owner: Gate) -> Route:
    """Whatever else DeepL has; the key is asked for first here as well."""

    async def answer(request: Request, owner: str) -> Response:
        del owner
        raise not_found(f"This server does not offer {request.url.path[:100]}.")

    handlers: dict[str, Handler] = dict.fromkeys(_METHODS, answer)
    return address(path, owner, **handlers)


def render(request: Request, refusal: Refusal) -> Response:
    """A JSON object with a string `message`."""
    del request
    status = refusal.status
    if status is HTTPStatus.UNAUTHORIZED:
        status = HTTPStatus.FORBIDDEN
    return JSONResponse({"message": refusal.message}, status, headers=refusal.headers)


ROOM = Room("deepl", ("/v2", "/v3"), routes, render)
