"""What stands before every room: who may talk to the server at all, and what browsers are told.

Written against: a page elsewhere that sends requests to this server (cross-site request forgery), a
name elsewhere that is made to point here (DNS rebinding), a client that sends too much or too
often, and text of documents in the logs.
"""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from collections.abc import Sequence
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from g60translate.server.refusals import Reason, Refusal, too_large
from g60translate.server.rooms import Room, room_for
from g60translate.server.sessions import COOKIE
from g60translate.server.settings import Settings, is_loopback

_log = logging.getLogger("g60translate.server")
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})

# Nothing from elsewhere, nothing inline, nobody may frame it.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# A report is a page of its own with its style inside; nothing else runs or loads in it.
REPORT_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; sandbox"
)
_TOLD: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_MINUTE_S: Final = 60.0
_MOST_COUNTED: Final = 10_000


class Guard:
    """The outermost layer, as ASGI has it: checks, then the application, then headers and a log."""

    def __init__(self, app: ASGIApp, settings: Settings, rooms: Sequence[Room]) -> None:
        self._app = app
        self._settings = settings
        self._rooms = rooms
        self._rate = Rate(settings.limits.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _TOLD.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            self._check(scope)
        except Refusal as refusal:
            request = Request(scope)
            response = room_for(scope["path"], self._rooms).render(request, refusal)
            await response(scope, receive, sending)
        else:
            await self._pass_on(scope, receive, sending)
        finally:
            # The path has ids and no text; queries may have text and stay out.
            seconds = time.monotonic() - started
            _log.info("%s %s %s %.3f s", scope["method"], _shown(scope["path"]), status, seconds)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception:
            # It was answered and logged, and is raised once more for servers to log with its
            # message, which may have text of the document in it.
            return

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        self._check_host(headers)
        self._check_origin(scope, headers)
        client = scope.get("client")
        self._rate.count(client[0] if client else "")
        length = headers.get("content-length", "0")
        most = self._settings.limits.upload + self._settings.limits.body
        if length.isascii() and length.isdigit() and int(length) > most:
            raise too_large(self._settings.limits.upload)

    def _check_host(self, headers: Headers) -> None:
        """A name that is not ours was made to point here, or a proxy has to be told to us."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            raise Refusal(
                HTTPStatus.MISDIRECTED_REQUEST,
                Reason.FOREIGN_HOST,
                "This server does not answer to that name. Start it with --name NAME to let it.",
            )

    def _is_ours(self, authority: str) -> bool:
        try:
            name = urlsplit(f"//{authority}").hostname or ""
        except ValueError:
            return False
        if is_loopback(name):
            return self._settings.loopback or self._settings.host in {"0.0.0.0", "::"}  # noqa: S104
        known = {each.lower() for each in (self._settings.host, *self._settings.names)}
        return name.lower() in known

    def _check_origin(self, scope: Scope, headers: Headers) -> None:
        """Browsers say which page a request comes from; other programs say nothing."""
        if scope["method"] in _SAFE_METHODS:
            return
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        foreign_site = site is not None and site not in {"same-origin", "none"}
        foreign = origin is not None and not _same(origin, headers.get("host", ""))
        # A browser that speaks for somebody says where it comes from, or is not listened to.
        silent = site is None and origin is None and COOKIE in headers.get("cookie", "")
        if foreign_site or foreign or silent:
            raise Refusal(
                HTTPStatus.FORBIDDEN,
                Reason.FOREIGN_ORIGIN,
                "The request comes from a page of another site.",
            )


class Rate:
    """Counts the requests of each client; a bucket that fills evenly over a minute."""

    def __init__(self, a_minute: int) -> None:
        """0 is no limit."""
        self._most = a_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def count(self, client: str) -> None:
        """One more request. Raises Refusal 429."""
        if not self._most:
            return
        now = time.monotonic()
        left, last = self._buckets.pop(client, (float(self._most), now))
        left = min(self._most, left + (now - last) * self._most / _MINUTE_S)
        enough = left >= 1
        self._buckets[client] = (left - 1 if enough else left, now)
        if len(self._buckets) > _MOST_COUNTED:
            self._buckets.popitem(last=False)
        if not enough:
            raise Refusal(
                HTTPStatus.TOO_MANY_REQUESTS,
                Reason.TOO_MANY,
                f"More than {self._most} requests a minute; ask again in a while.",
                retry_after=max(1, round(_MINUTE_S / self._most)),
            )


def _same(origin: str, host: str) -> bool:
    # Behind a proxy the scheme may differ; host and port may not.
    return urlsplit(origin).netloc.lower() == host.lower()


def _shown(path: str) -> str:
    """A path for the log: no line ends, no colours, no endless names."""
    return "".join(sign if sign.isprintable() else "?" for sign in path[:200])
