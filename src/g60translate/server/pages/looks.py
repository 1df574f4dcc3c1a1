"""How a page is made: its template, its words, and the files that it loads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from g60translate.server.pages.words import Words, preferred, tongues

COOKIE: Final = "g60_lang"
# The pages share their looks with the report, whose style sheets lie there.
_SHARED: Final = ("base.css", "segments.css")
_KINDS: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def spoken(request: Request) -> str:
    """The language of the page: as asked for, as chosen before, or as the browser prefers."""
    chosen = request.query_params.get("lang") or request.cookies.get(COOKIE, "")
    return preferred(request.headers.get("accept-language", ""), chosen=chosen)


def words_for(request: Request) -> Words:
    """What the pages say in the language of this request."""
    return tongues()[spoken(request)]


def page(
    request: Request, template: str, content: Mapping[str, object], *, status: int = 200
) -> Response:
    """A page in the reader's language; a language that was asked for is remembered."""
    lang = spoken(request)
    words = tongues()[lang]
    text = (
        _environment()
        .get_template(template)
        .render(
            lang=lang,
            t=SimpleNamespace(**words),  # a mapping would answer `copy` itself
            words=words,
            tongues=[(code, each["tongue"]) for code, each in tongues().items()],
            **content,
        )
    )
    answer = HTMLResponse(text, status)
    answer.headers["Vary"] = "Accept-Language, Cookie"
    answer.headers["Cache-Control"] = "no-store"
    # Under the server's `no-referrer` a form says that it comes from nowhere, which is refused.
    answer.headers["Referrer-Policy"] = "same-origin"
    if request.query_params.get("lang") == lang:
        answer.set_cookie(COOKIE, lang, max_age=31_536_000, samesite="strict", httponly=True)
    return answer


def static(name: str) -> Response | None:
    """A file that pages load, None where there is none of this name."""
    content = _static().get(name)
    if content is None:
        return None
    kind = _KINDS[name.rpartition(".")[2]]
    return Response(content, media_type=kind, headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=1)
def _static() -> Mapping[str, bytes]:
    own = files("g60translate.server.pages").joinpath("static")
    shared = files("g60translate.reports")
    return {each.name: each.read_bytes() for each in own.iterdir() if each.is_file()} | {
        name: shared.joinpath(name).read_bytes() for name in _SHARED
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("g60translate.server.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
