"""The addresses of the glossary page; the page itself is among the others."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict
from http import HTTPStatus
from pathlib import Path, PurePath
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from g60translate.glossary.exchange.exchange import (
    Pair,
    exchange_for,
    load_exchange,
)
from g60translate.glossary.rows import COLUMNS, explode
from g60translate.server.bodies import read_body, read_json
from g60translate.server.pages.glossary.files import Changed, GlossaryFiles, put_together
from g60translate.server.pages.glossary.impact import Release, impact
from g60translate.server.pages.glossary.table import (
    check_table,
    fix_table,
    read_table,
    rows_of,
)
from g60translate.server.services import Services
from g60translate.server.sessions import visitor

Rows = list[dict[str, str]]
Handler = Callable[[Request], Awaitable[Response]]
Releases = Callable[[Request, "Asked"], Awaitable[Sequence[Release]]]
"""The documents that a request for impact names, as far as they are its owner's."""


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Table(_Body):
    """The table as it stands in the browser."""

    rows: Rows


class Saving(Table):
    """It is written in the place of what was loaded: `base`, of this version."""

    base: Rows
    version: str


class Merging(_Body):
    """Three states of one table."""

    base: Rows
    mine: Rows
    theirs: Rows


class Asked(Table):
    """What it would do to the documents of these jobs."""

    jobs: list[str]


def routes(files: GlossaryFiles, releases: Releases, services: Services) -> list[BaseRoute]:
    """All addresses below one glossary file's name."""
    desk = _Desk(files, releases, services.settings.limits.body)
    named: list[tuple[str, str, Handler]] = [
        ("table", "GET", desk.table),
        ("check", "POST", desk.check),
        ("fix", "POST", desk.fix),
        ("save", "POST", desk.save),
        ("merge", "POST", desk.merge),
        ("impact", "POST", desk.impact),
        ("import", "POST", desk.take_in),
        ("export", "GET", desk.export),
        ("losses", "GET", desk.losses),
    ]
    return [
        Route(f"/glossary/{{file}}/{what}", _for_visitors(handler, services), methods=[method])
        for what, method, handler in named
    ]


def _for_visitors(handler: Handler, services: Services) -> Handler:
    async def handled(request: Request) -> Response:
        visitor(request, services.owners)
        return await handler(request)

    return handled


class _Desk:
    def __init__(self, files: GlossaryFiles, releases: Releases, most: int) -> None:
        self._files, self._releases, self._most = files, releases, most

    async def table(self, request: Request) -> Response:
        state = await to_thread(self._files.load, _file(request))
        return JSONResponse(
            {"version": state.version, "columns": COLUMNS, "rows": rows_of(state.placed)}
        )

    async def check(self, request: Request) -> Response:
        name, asked = _file(request), await read_json(request, Table, most=self._most)
        before = await to_thread(self._files.load, name)
        checked = await to_thread(check_table, asked.rows, before=before.placed, name=name)
        return JSONResponse(asdict(checked))

    async def fix(self, request: Request) -> Response:
        name, asked = _file(request), await read_json(request, Table, most=self._most)
        rows, mended = await to_thread(fix_table, asked.rows, name=name)
        return JSONResponse({"rows": rows, "mended": mended})

    async def save(self, request: Request) -> Response:
        name, asked = _file(request), await read_json(request, Saving, most=self._most)
        try:
            version = await to_thread(
                self._files.save, name, asked.rows, base=asked.base, version=asked.version
            )
        except Changed as conflict:
            return JSONResponse(
                {
                    "message": str(conflict),
                    "theirs": [asdict(each) for each in conflict.theirs],
                    "mine": [asdict(each) for each in conflict.mine],
                    "now": {
                        "version": conflict.now.version,
                        "rows": rows_of(conflict.now.placed),
                    },
                },
                HTTPStatus.CONFLICT,
            )
        return JSONResponse({"version": version})

    async def merge(self, request: Request) -> Response:
        name, asked = _file(request), await read_json(request, Merging, most=self._most)
        rows, both = await to_thread(put_together, asked.base, asked.mine, asked.theirs, name=name)
        return JSONResponse({"rows": rows, "both": both})

    async def impact(self, request: Request) -> Response:
        name, asked = _file(request), await read_json(request, Asked, most=self._most)
        now = await to_thread(self._files.load, name)
        new = await to_thread(read_table, asked.rows, name=name)
        releases = await self._releases(request, asked)
        found = await to_thread(impact, now.placed.glossary, new.glossary, releases)
        return JSONResponse({"documents": [asdict(each) for each in found]})

    async def take_in(self, request: Request) -> Response:
        name = PurePath(request.query_params.get("name", "")).name
        exchange = exchange_for(Path(name))
        data = await read_body(request, most=self._most)
        read = await to_thread(exchange.read, data, name=name, pair=_pair(request))
        return JSONResponse(
            {
                "rows": [*explode(read.glossary)],
                "losses": [asdict(each) for each in read.losses],
            }
        )

    async def export(self, request: Request) -> Response:
        made = await self._exported(request)
        return Response(
            made["data"],
            media_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{made["name"]}"'},
        )

    async def losses(self, request: Request) -> Response:
        made = await self._exported(request)
        return JSONResponse({"name": made["name"], "losses": made["losses"]})

    async def _exported(self, request: Request) -> dict[str, Any]:
        exchange = load_exchange(request.query_params.get("format", ""))
        state = await to_thread(self._files.load, _file(request))
        made = await to_thread(exchange.write, state.placed.glossary, pair=_pair(request))
        stem = PurePath(state.name).stem.encode("ascii", "ignore").decode() or "glossary"
        return {
            "name": f"{stem}{exchange.suffixes[0]}".replace('"', ""),
            "data": made.data,
            "losses": [asdict(each) for each in made.losses],
        }


def _file(request: Request) -> str:
    return str(request.path_params["file"])


def _pair(request: Request) -> Pair | None:
    pair = request.query_params.get("from", ""), request.query_params.get("to", "")
    return pair if all(pair) else None
