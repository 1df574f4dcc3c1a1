"""The addresses of the review page: segments, decisions, and the document with all of them."""

from __future__ import annotations

from asyncio import to_thread
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from re import compile as pattern
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from g60translate.reports.record.model import load_record
from g60translate.review.sheet import sheet_of
from g60translate.server.bodies import read_json
from g60translate.server.jobs.model import JobFile
from g60translate.server.refusals import bad_request, not_found
from g60translate.server.safety import REPORT_POLICY
from g60translate.server.services import ReviewedSegment, Services
from g60translate.server.sessions import visitor

_Model = TypeVar("_Model", bound=BaseModel)

_MARK: Final = pattern(r"⟨/?\d{1,4}/?⟩")
_BREAK: Final = pattern(r"[ \t]*[\r\n]+[ \t]*")


class Decision(BaseModel):
    """A wording with marks, and whether it is good; `seen` is the version that was shown."""

    model_config = ConfigDict(extra="forbid")
    target: str
    approved: bool
    seen: int


class Step(BaseModel):
    """What an undo takes back of a segment: its edit, and the approval it had before."""

    model_config = ConfigDict(extra="forbid")
    id: str
    edited: bool
    approved: bool


class Steps(BaseModel):
    """The segments that one change concerned."""

    model_config = ConfigDict(extra="forbid")
    steps: list[Step]


class ReviewPages:
    """Reviews of the visitor's own jobs."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def routes(self) -> list[BaseRoute]:
        """All addresses below one job."""
        below = "/review/{job}"
        return [
            Route(f"{below}/segments", self.segments, methods=["GET"]),
            Route(f"{below}/segments/{{segment}}", self.decide, methods=["PUT"]),
            Route(f"{below}/undo", self.undo, methods=["POST"]),
            Route(f"{below}/remember", self.remember, methods=["POST"]),
            Route(f"{below}/{{what}}", self.download, methods=["GET"]),
        ]

    async def segments(self, request: Request) -> Response:
        """Every segment as it stands."""
        job, owner = self._of(request)
        lines = await self._lines(job, owner)
        return JSONResponse({"lines": [*lines.values()]})

    async def decide(self, request: Request) -> Response:
        """Take a wording and an approval; the lines that changed, the segment's own first.

        The wording is also taken where the same sentence stands and nobody has decided about it.
        """
        job, owner = self._of(request)
        reviews, segment_id = self._services.reviews, str(request.path_params["segment"])
        wanted = await self._read(request, Decision)
        known = {s.record.id: s for s in await reviews.segments(job, owner=owner)}
        if segment_id not in known:
            raise not_found(f"This job has no segment {segment_id!r}.")
        segment = known[segment_id]
        text = _as_wide(wanted.target, segment.shown)
        changed = []
        if text != segment.shown:
            check_marks(text, segment.shown)
            await reviews.edit(job, segment_id, text, owner=owner, version=wanted.seen)
            changed = [
                each for each in segment.elsewhere if _takes_over(known[each], segment, text)
            ]
            for each in changed:
                version = known[each].version
                await reviews.edit(job, each, text, owner=owner, version=version)
        if segment.approved != wanted.approved:
            await reviews.approve(job, [segment_id], wanted.approved, owner=owner)
        lines = await self._lines(job, owner)
        return JSONResponse(
            {
                "lines": [lines[segment_id], *(lines[each] for each in changed)],
                "edited": text != segment.shown,
            }
        )

    async def undo(self, request: Request) -> Response:
        """Take one change back."""
        job, owner = self._of(request)
        wanted = await self._read(request, Steps)
        reviews = self._services.reviews
        for step in wanted.steps:
            if step.edited:
                await reviews.undo(job, step.id, owner=owner)
            await reviews.approve(job, [step.id], step.approved, owner=owner)
        lines = await self._lines(job, owner)
        return JSONResponse({"lines": [lines[step.id] for step in wanted.steps]})

    async def remember(self, request: Request) -> Response:
        """Write the document anew and let the memory learn what was decided."""
        job, owner = self._of(request)
        record = await self._services.reviews.write(job, owner=owner, remember=True)
        return JSONResponse({"remembered": sum(each.edited for each in record.segments)})

    async def download(self, request: Request) -> Response:
        """The document, the record or the report with everything that was decided."""
        job_id, owner = self._of(request)
        what = str(request.path_params["what"])
        if what not in {"document", "record", "report"}:
            raise not_found("There is nothing at this address.")
        job = await self._services.jobs.get(job_id, owner=owner)
        record = await self._services.reviews.write(job_id, owner=owner, remember=False)
        if what == "report":
            from g60translate.reports.html import render_html  # noqa: PLC0415

            text = await to_thread(render_html, record)
            headers = {"Content-Security-Policy": REPORT_POLICY}
            return Response(text, media_type="text/html", headers=headers)
        kind = JobFile.REVIEWED if what == "document" else JobFile.REVIEWED_RECORD
        path = await self._services.jobs.file(job_id, kind, owner=owner)
        name = job.target_name if what == "document" else f"{job.target_name}.g60.json"
        return FileResponse(path, filename=name, media_type="application/octet-stream")

    async def _read(self, request: Request, model: type[_Model]) -> _Model:
        return await read_json(request, model, most=self._services.settings.limits.body)

    def _of(self, request: Request) -> tuple[str, str]:
        return str(request.path_params["job"]), visitor(request, self._services.owners)

    async def _lines(self, job: str, owner: str) -> Mapping[str, dict[str, Any]]:
        path = await self._services.jobs.file(job, JobFile.RECORD, owner=owner)
        original = await to_thread(_originals, path)
        segments = await self._services.reviews.segments(job, owner=owner)
        return {line["segment"]["id"]: line for line in _shown(segments, original)}


def check_marks(text: str, shown: str) -> None:
    """Raise Refusal unless every code stands in the wording once, its end behind its start."""
    wanted, found = _marks(shown), _marks(text)
    said = [f"{mark} is missing" for mark in wanted - found]
    said += [f"{mark} stands there once too often" for mark in found - wanted]
    said += [
        f"{mark} stands before the {mark.replace('/', '')} that it ends"
        for mark in wanted & found
        if mark.startswith("⟨/") and text.index(mark) < text.index(mark.replace("/", ""))
    ]
    if said:
        raise bad_request(
            f"{'; '.join(said)}. Each mark stands for formatting: keep it once, around its words."
        )


def _shown(
    segments: Sequence[ReviewedSegment], original: Mapping[str, str]
) -> Sequence[dict[str, Any]]:
    """The segments as the page takes them."""
    lines = []
    block = None
    for number, each in enumerate(segments, 1):
        lines.append(
            {
                "number": number,
                "source": each.source_shown,
                "target": each.shown,
                "original": original[each.record.id],
                "segment": each.record.model_dump(mode="json"),
                "starts_block": each.record.block_id != block,
                "approved": each.approved,
                "seen": each.version,
            }
        )
        block = each.record.block_id
    return lines


@lru_cache(maxsize=8)
def _originals(path: Path) -> Mapping[str, str]:
    """The model's wordings with marks; the record of a finished job never changes."""
    record = load_record(path.read_bytes(), name="the record")
    return {row.id: row.target for row in sheet_of(record).rows}


def _takes_over(other: ReviewedSegment, segment: ReviewedSegment, text: str) -> bool:
    """Whether a wording fits a segment of the same source that nobody has decided about."""
    return (
        other.version == 0
        and not other.approved
        and other.source_shown == segment.source_shown
        and other.shown != text
        and _marks(other.shown) == _marks(text)
    )


def _as_wide(target: str, shown: str) -> str:
    """The wording without blanks around it, and without line breaks where there were none."""
    text = target.strip()
    return text if "\n" in shown else _BREAK.sub(" ", text)


def _marks(text: str) -> Counter[str]:
    return Counter(_MARK.findall(text))
