"""The pages themselves: translate, review, glossary, and the one that asks for a token."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from g60translate.documents.codec import CODECS, load_codec
from g60translate.glossary.exchange.exchange import EXCHANGES, load_exchange
from g60translate.server.asking import job_wish
from g60translate.server.jobs.model import Job, JobState
from g60translate.server.pages.glossary.files import GlossaryFiles
from g60translate.server.pages.looks import page, static, words_for
from g60translate.server.pages.words import Words, language_name
from g60translate.server.refusals import Reason, Refusal, not_found
from g60translate.server.services import Services
from g60translate.server.sessions import admit, visitor
from g60translate.server.uploads import uploaded
from g60translate.server.wishes import HOUSE

_STATES: Final = {
    JobState.QUEUED: "waiting",
    JobState.RUNNING: "working",
    JobState.DONE: "done",
    JobState.FAILED: "failed",
    JobState.STOPPED: "cancelled",
}
_SHORTCUTS: Final = (
    ("↓ ↑ / j k", "key_next"),
    ("Enter / e", "key_edit"),
    ("Esc", "key_leave"),
    ("a", "key_approve"),
    ("u", "key_undo"),
    ("f", "key_filter"),
    ("Alt + Shift + ← →", "key_move"),
    ("?", "key_help"),
)


class Pages:
    """What a browser is shown."""

    def __init__(self, services: Services, files: GlossaryFiles) -> None:
        self._services, self._files = services, files

    def routes(self) -> list[BaseRoute]:
        """The addresses of whole pages and of what they load."""
        return [
            Route("/", self.translate, methods=["GET"]),
            Route("/", self.send, methods=["POST"]),
            Route("/enter", self.enter, methods=["POST"]),
            Route("/glossary", self.glossary, methods=["GET"]),
            Route("/review/{job}", self.review, methods=["GET"]),
            Route("/static/{name}", self.static, methods=["GET"]),
        ]

    async def translate(self, request: Request) -> Response:
        """The page to begin with."""
        owner = visitor(request, self._services.owners)
        words = words_for(request)
        jobs = await self._services.jobs.listed(owner=owner)
        house = self._services.house.path
        settings = self._services.settings
        # Without a memory of the house the phrases that ship are asked, as on the command line.
        memory = settings.memory.name if settings.memory else words["shipped_phrases"]
        endings = await to_thread(_endings)
        content = {
            **await self._languages(words),
            "page": "translate",
            "glossaries": [{"value": HOUSE, "label": house.name}] if house else [],
            "memories": [] if settings.no_memory else [{"value": "yes", "label": memory}],
            "accept": ",".join(endings),
            "kinds": ", ".join(each.removeprefix(".") for each in endings),
            "jobs": [_listed(job, words) for job in jobs],
            "downloads": _downloads(words),
        }
        return page(request, "translate.html.j2", content)

    async def send(self, request: Request) -> Response:
        """Queue what the form holds, for browsers without JavaScript."""
        owner = visitor(request, self._services.owners)
        settings = self._services.settings
        async with uploaded(
            request, settings.data / "uploads", settings.limits, field="files"
        ) as sent:
            upload = sent
            text = upload.first("text").strip()
            if upload.size == 0 and text:
                data = text.encode()
                await to_thread(upload.path.write_bytes, data)
                upload = replace(upload, name="text.txt", size=len(data))
            wish = await job_wish(
                self._services,
                upload.first("source"),
                upload.first("target"),
                (HOUSE,) if upload.first("glossary") == HOUSE else (),
                memory=bool(upload.first("memory")),
            )
            job = await self._services.jobs.create(upload, wish, owner=owner)
        return RedirectResponse(f"/#{job.id}", HTTPStatus.SEE_OTHER)

    async def review(self, request: Request) -> Response:
        """The review of one finished job."""
        owner = visitor(request, self._services.owners)
        words = words_for(request)
        job = await self._services.jobs.get(str(request.path_params["job"]), owner=owner)
        if job.state is not JobState.DONE:
            raise Refusal(HTTPStatus.CONFLICT, Reason.NOT_READY, f"{job.name} is not done yet.")
        source, target = job.source_lang, job.wish.target_lang
        content = {
            "page": "review",
            "job": {"id": job.id, "name": job.name},
            "source": source,
            "target": target,
            "names": {code: language_name(code, words) for code in (source, target)},
            "flag_below": self._services.settings.flag_below,
            "memory": self._services.settings.memory is not None,
            "downloads": _downloads(words),
            "shortcuts": [(keys, words[what]) for keys, what in _SHORTCUTS],
        }
        return page(request, "review.html.j2", content)

    async def glossary(self, request: Request) -> Response:
        """The table of a glossary."""
        visitor(request, self._services.owners)
        words = words_for(request)
        formats = [load_exchange(name) for name in EXCHANGES]
        content = {
            **await self._languages(words),
            "page": "glossary",
            "files": self._files.names,
            "formats": formats,
        }
        return page(request, "glossary.html.j2", content)

    async def enter(self, request: Request) -> Response:
        """Take a token, once; afterwards a cookie stands for it."""
        form = await request.form(max_files=0, max_fields=2)
        owners = self._services.owners
        try:
            owner = owners.owner_of(str(form.get("token", "")))
        except Refusal:
            return ask_for_token(request, wrong=True)
        answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        admit(answer, owner, owners, secure=request.url.scheme == "https")
        return answer

    async def static(self, request: Request) -> Response:
        """A style sheet, a script or the icon."""
        found = static(str(request.path_params["name"]))
        if found is None:
            raise not_found("There is nothing at this address.")
        return found

    async def _languages(self, words: Words) -> dict[str, Any]:
        pairs = await self._services.translating.pairs()
        sources = sorted({source for source, _ in pairs})
        targets = sorted({target for _, target in pairs})
        return {
            "sources": sources,
            "targets": targets,
            "target": "en" if "en" in targets else targets[0] if targets else "",
            "names": {code: language_name(code, words) for code in {*sources, *targets}},
        }


def ask_for_token(request: Request, *, wrong: bool = False) -> Response:
    """The page that asks for the token of this server."""
    return page(request, "enter.html.j2", {"page": "enter", "wrong": wrong}, status=401)


def _listed(job: Job, words: Words) -> Mapping[str, object]:
    return {
        "id": job.id,
        "name": job.name,
        "state": words[_STATES[job.state]],
        "done": job.state is JobState.DONE,
        "message": job.message,
    }


def _downloads(words: Words) -> Sequence[tuple[str, str]]:
    return [(what, words[what]) for what in ("document", "record", "report")]


def _endings() -> list[str]:
    """The endings of all files that can be translated."""
    return sorted({suffix for name in CODECS for suffix in load_codec(name).suffixes})
