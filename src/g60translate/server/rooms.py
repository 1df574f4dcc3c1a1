"""The seam between the server and its rooms, and the table of rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from g60translate.server.refusals import Refusal
from g60translate.tables import load_named

if TYPE_CHECKING:
    from g60translate.server.services import Services


@dataclass(frozen=True, slots=True)
class Room:
    """One dialect: the addresses it answers, and how it says no.

    Whatever goes wrong at an address below one of the `prefixes` (the longest that fits decides)
    is told by `render`: an unknown address, a wrong method and a fault of ours as well. Handlers
    raise `Refusal` or an error of the library and never build an error answer themselves.
    """

    name: str
    prefixes: tuple[str, ...]
    routes: Callable[[Services], Sequence[BaseRoute]]
    render: Callable[[Request, Refusal], Response]


# Tried in this order: pages, which answer `/`, come last.
ROOMS: Mapping[str, str] = {
    "api": "g60translate.server.api.room:ROOM",
    "deepl": "g60translate.server.deepl.room:ROOM",
    "libre": "g60translate.server.libre.room:ROOM",
    "pages": "g60translate.server.pages.room:ROOM",
}


def load_rooms() -> list[Room]:
    """All rooms in the order in which their routes are tried."""
    found = []
    for name in ROOMS:
        room = load_named(ROOMS, name, kind="room")
        assert isinstance(room, Room)
        found.append(room)
    return found


def room_for(path: str, rooms: Sequence[Room]) -> Room:
    """The room whose longest prefix begins the path."""

    def fit(room: Room) -> int:
        return max((len(p) for p in room.prefixes if _below(path, p)), default=-1)

    return max(rooms, key=fit)


def _below(path: str, prefix: str) -> bool:
    return prefix in {"/", path} or path.startswith(f"{prefix}/")
