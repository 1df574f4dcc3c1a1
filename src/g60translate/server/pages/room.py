"""The room of the pages, as the server mounts it."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Sequence
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from g60translate.documents.files import read_document
from g60translate.reports.record.model import load_record
from g60translate.server.jobs.model import JobFile
from g60translate.server.pages.front import Pages, ask_for_token
from g60translate.server.pages.glossary.files import GlossaryFiles
from g60translate.server.pages.glossary.impact import Release
from g60translate.server.pages.glossary.routes import Asked
from g60translate.server.pages.glossary.routes import routes as glossary_routes
from g60translate.server.pages.looks import page
from g60translate.server.pages.review import ReviewPages
from g60translate.server.refusals import Refusal
from g60translate.server.rooms import Room
from g60translate.server.services import Services
from g60translate.server.sessions import visitor


def routes(services: Services) -> Sequence[BaseRoute]:
    """The pages and what they load and send."""
    house = services.settings.glossary
    # Only our own table can be written back; what ships with the package is nobody's to edit.
    files = GlossaryFiles([house] if house and house.suffix.lower() == ".csv" else [])

    async def releases(request: Request, asked: Asked) -> Sequence[Release]:
        owner = visitor(request, services.owners)
        return [await _release(services, job_id, owner) for job_id in asked.jobs]

    return [
        *Pages(services, files).routes(),
        *ReviewPages(services).routes(),
        *glossary_routes(files, releases, services),
    ]


def render(request: Request, refusal: Refusal) -> Response:
    """JSON for scripts, a page for people; the one that asks for a token where it is missing."""
    if request.method not in {"GET", "POST"} or "text/html" not in request.headers.get(
        "accept", ""
    ):
        body = {"error": {"reason": str(refusal.reason), "message": refusal.message}}
        return JSONResponse(body, refusal.status, headers=refusal.headers)
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        return ask_for_token(request)
    content = {"page": "refused", "message": refusal.message}
    answer = page(request, "refused.html.j2", content, status=refusal.status)
    answer.headers.update(refusal.headers)
    return answer


async def _release(services: Services, job_id: str, owner: str) -> Release:
    job = await services.jobs.get(job_id, owner=owner)
    source = await services.jobs.file(job_id, JobFile.SOURCE, owner=owner)
    record = await services.jobs.file(job_id, JobFile.RECORD, owner=owner)

    def read() -> Release:
        return Release(
            job.name,
            read_document(source.read_bytes(), name=job.name, format=job.format or None),
            (job.source_lang, job.wish.target_lang),
            load_record(record.read_bytes(), name=job.name),
        )

    return await to_thread(read)


ROOM = Room("pages", ("/",), routes, render)
