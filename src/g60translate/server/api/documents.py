"""Documents as jobs: sent, followed, fetched, stopped."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse

from g60translate.server.api.operations import Operation
from g60translate.server.api.types import JobInfo, JobList, SegmentEvent
from g60translate.server.asking import job_wish
from g60translate.server.jobs.model import Job, JobEvent, JobFile
from g60translate.server.safety import REPORT_POLICY
from g60translate.server.services import Services
from g60translate.server.sessions import client
from g60translate.server.uploads import Upload, uploaded
from g60translate.server.wishes import HOUSE, JobWish

_BASE: Final = "/api/v1/jobs"
_FILES: Final = {
    "document": (JobFile.TARGET, "the translated document"),
    "record": (JobFile.RECORD, "its record: every segment with terms, findings, confidence"),
    "report": (JobFile.REPORT, "the report side by side, as a page"),
    "source": (JobFile.SOURCE, "the document as it was sent"),
    "reviewed": (JobFile.REVIEWED, "the document with a person's edits"),
    "reviewed-record": (JobFile.REVIEWED_RECORD, "its record"),
}
_FORM: Final[dict[str, dict[str, Any]]] = {
    "target_lang": {"type": "string", "examples": ["en"]},
    "source_lang": {"type": "string", "description": "Told from the document if left out."},
    "glossary": {"type": "string", "description": "house, none, or ids joined by commas."},
    "memory": {"type": "string", "enum": ["true", "false"]},
    "format": {"type": "string", "description": "Of `formats`; told from the file if left out."},
    "file": {"type": "string", "format": "binary"},
}
_EXAMPLE: Final = {
    "id": "5D41402ABC4B2A76B9719D911017C592",
    "name": "release.de.docx",
    "state": "running",
    "source_lang": "de",
    "target_lang": "en",
    "format": "docx",
    "target_name": "release.en.docx",
    "created": "2026-11-27T09:30:00Z",
    "changed": "2026-11-27T09:30:02Z",
    "done": 12,
    "total": 40,
    "characters": 5210,
    "message": "",
}


class DocumentAddresses:
    """The handlers of jobs."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def operations(self) -> list[Operation]:
        """What they answer."""
        one = f"{_BASE}/{{job}}"
        return [
            Operation(
                "POST",
                _BASE,
                "Send a document; it is translated in the background.",
                self.create,
                JobInfo,
                form=_FORM,
                answer=_EXAMPLE,
                status=HTTPStatus.CREATED,
            ),
            Operation("GET", _BASE, "This client's jobs, the newest first.", self.listed, JobList),
            Operation("GET", one, "How a job stands.", self.get, JobInfo, answer=_EXAMPLE),
            Operation(
                "DELETE",
                one,
                "Stop a job and remove it with its files.",
                self.delete,
                "application/json",
                status=HTTPStatus.NO_CONTENT,
            ),
            Operation(
                "GET",
                f"{one}/events",
                "Server-sent events: `job` whenever it moves on, and at its end; `segment` with "
                "the place and the segment for each sentence as soon as it is translated.",
                self.events,
                "text/event-stream",
            ),
            Operation("POST", f"{one}/stop", "Stop a job.", self.stop, JobInfo),
            *(
                Operation(
                    "GET",
                    f"{one}/{name}",
                    f"Fetch {what}.",
                    self._fetching(name, kind),
                    "application/octet-stream",
                )
                for name, (kind, what) in _FILES.items()
            ),
        ]

    async def create(self, request: Request) -> JobInfo:
        """Queue a document."""
        owner = client(request, self._services.owners)
        settings = self._services.settings
        async with uploaded(request, settings.data / "uploads", settings.limits) as upload:
            wish = await self._wish(upload)
            job = await self._services.jobs.create(upload, wish, owner=owner)
        return info(job)

    async def _wish(self, upload: Upload) -> JobWish:
        glossary = upload.first("glossary", HOUSE)
        return await job_wish(
            self._services,
            upload.first("source_lang"),
            upload.first("target_lang"),
            tuple(each.strip() for each in glossary.split(",") if each.strip()),
            memory=upload.first("memory", "true").lower() not in {"false", "0", "no"},
            form=upload.first("format") or None,
        )

    async def listed(self, request: Request) -> JobList:
        """The newest jobs."""
        owner = client(request, self._services.owners)
        jobs = await self._services.jobs.listed(owner=owner)
        return JobList(jobs=[info(job) for job in jobs])

    async def get(self, request: Request) -> JobInfo:
        """How it stands."""
        owner = client(request, self._services.owners)
        return info(await self._services.jobs.get(_named(request), owner=owner))

    async def stop(self, request: Request) -> JobInfo:
        """Stop it."""
        owner = client(request, self._services.owners)
        return info(await self._services.jobs.stop(_named(request), owner=owner))

    async def delete(self, request: Request) -> Response:
        """Remove every trace of it."""
        owner = client(request, self._services.owners)
        await self._services.jobs.delete(_named(request), owner=owner)
        return Response(status_code=HTTPStatus.NO_CONTENT)

    async def events(self, request: Request) -> Response:
        """Follow it; whoever comes late or comes back is told how it stands now."""
        owner = client(request, self._services.owners)
        job_id = _named(request)
        # A refusal has to come before the stream begins.
        await self._services.jobs.get(job_id, owner=owner)

        async def stream() -> AsyncIterator[str]:
            async for event in self._services.jobs.follow(job_id, owner=owner):
                yield "".join(await to_thread(_told, event))

        return StreamingResponse(
            stream(), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
        )

    def _fetching(self, name: str, kind: JobFile) -> Any:
        async def fetch(request: Request) -> Response:
            owner = client(request, self._services.owners)
            job = await self._services.jobs.get(_named(request), owner=owner)
            path = await self._services.jobs.file(job.id, kind, owner=owner)
            if kind is JobFile.REPORT:
                return FileResponse(
                    path,
                    media_type="text/html; charset=utf-8",
                    headers={"Content-Security-Policy": REPORT_POLICY},
                )
            return FileResponse(
                path,
                media_type=_media_type(name),
                headers={"Content-Disposition": attachment(_file_name(job, name))},
            )

        return fetch


def _told(event: JobEvent) -> list[str]:
    """An event as the stream has it: the sentences that are new, then how the job stands."""
    from g60translate.reports.record.writing import segment_record  # noqa: PLC0415

    said: list[tuple[str, BaseModel]] = [
        ("segment", SegmentEvent(place=place, segment=segment_record(segment)))
        for place, segment in sorted(event.segments.items())
    ]
    said.append(("job", info(event.job)))
    return [f"event: {name}\ndata: {told.model_dump_json()}\n\n" for name, told in said]


def info(job: Job) -> JobInfo:
    """The job as the API shows it."""
    return JobInfo(
        id=job.id,
        name=job.name,
        state=job.state,
        source_lang=job.source_lang or job.wish.source_lang,
        target_lang=job.wish.target_lang,
        format=job.format,
        target_name=job.target_name,
        created=job.created,
        changed=job.changed,
        done=job.done,
        total=job.total,
        characters=job.characters,
        message=job.message,
    )


def attachment(name: str) -> str:
    """A `Content-Disposition` that saves a file under this name, whatever letters it has."""
    plain = "".join(s if s.isascii() and (s.isalnum() or s in "._- ") else "_" for s in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _file_name(job: Job, what: str) -> str:
    stem, dot, suffix = job.target_name.rpartition(".")
    names = {
        "document": job.target_name,
        "source": job.name,
        "record": f"{job.target_name}.g60.json",
        "reviewed": f"{stem}.reviewed{dot}{suffix}" if dot else f"{suffix}.reviewed",
        "reviewed-record": f"{job.target_name}.reviewed.g60.json",
    }
    return names[what]


def _media_type(what: str) -> str:
    # A document opened in place could run what somebody has put into it.
    return "application/json" if "record" in what else "application/octet-stream"


def _named(request: Request) -> str:
    return str(request.path_params["job"])
