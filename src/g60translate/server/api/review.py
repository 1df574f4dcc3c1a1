"""The review of finished jobs."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from g60translate.server.api.operations import Operation
from g60translate.server.api.types import (
    ApproveRequest,
    EditRequest,
    ReviewSegment,
    ReviewSegments,
    WriteRequest,
    Written,
)
from g60translate.server.bodies import read_json
from g60translate.server.services import ReviewedSegment, Services
from g60translate.server.sessions import client

_BASE: Final = "/api/v1/jobs/{job}"
_SEGMENT: Final = f"{_BASE}/segments/{{segment}}"


class ReviewAddresses:
    """The handlers of reviews."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def operations(self) -> list[Operation]:
        """What they answer."""
        return [
            Operation(
                "GET",
                f"{_BASE}/segments",
                "Every segment as it stands now.",
                self.segments,
                ReviewSegments,
            ),
            Operation(
                "PUT",
                _SEGMENT,
                "Give a segment another wording; it is checked again.",
                self.edit,
                ReviewSegment,
                takes=EditRequest,
                example={"shown": "The ⟨1⟩Federal Government⟨/1⟩ has agreed.", "version": 0},
            ),
            Operation(
                "POST",
                f"{_SEGMENT}/undo",
                "Go back by one edit.",
                self.undo,
                ReviewSegment,
            ),
            Operation(
                "POST",
                f"{_BASE}/approvals",
                "Mark segments as good, or no longer so.",
                self.approve,
                ReviewSegments,
                takes=ApproveRequest,
                example={"segments": ["b1.1"], "approved": True},
            ),
            Operation(
                "POST",
                f"{_BASE}/review",
                "Write the document with all edits.",
                self.write,
                Written,
                takes=WriteRequest,
                example={"remember": True, "author": "A. Linguist"},
                answer={
                    "edited": 2,
                    "errors": 0,
                    "warnings": 1,
                    "terms_found": 9,
                    "terms_met": 9,
                },
            ),
        ]

    async def segments(self, request: Request) -> ReviewSegments:
        """All of them."""
        owner = client(request, self._services.owners)
        found = await self._services.reviews.segments(_job(request), owner=owner)
        return ReviewSegments(segments=[_shown(each) for each in found])

    async def edit(self, request: Request) -> ReviewSegment:
        """Take a wording."""
        owner = client(request, self._services.owners)
        asked = await read_json(request, EditRequest, most=self._services.settings.limits.body)
        return _shown(
            await self._services.reviews.edit(
                _job(request), _segment(request), asked.shown, owner=owner, version=asked.version
            )
        )

    async def undo(self, request: Request) -> ReviewSegment:
        """Go back."""
        owner = client(request, self._services.owners)
        return _shown(
            await self._services.reviews.undo(_job(request), _segment(request), owner=owner)
        )

    async def approve(self, request: Request) -> ReviewSegments:
        """Mark segments."""
        owner = client(request, self._services.owners)
        asked = await read_json(request, ApproveRequest, most=self._services.settings.limits.body)
        found = await self._services.reviews.approve(
            _job(request), asked.segments, asked.approved, owner=owner
        )
        return ReviewSegments(segments=[_shown(each) for each in found])

    async def write(self, request: Request) -> Written:
        """Write the document."""
        owner = client(request, self._services.owners)
        asked = await read_json(request, WriteRequest, most=self._services.settings.limits.body)
        record = await self._services.reviews.write(
            _job(request), owner=owner, remember=asked.remember, author=asked.author
        )
        return Written(
            edited=sum(segment.edited for segment in record.segments),
            errors=record.summary.errors,
            warnings=record.summary.warnings,
            terms_found=record.summary.terms_found,
            terms_met=record.summary.terms_met,
        )


def _shown(found: ReviewedSegment) -> ReviewSegment:
    return ReviewSegment(
        segment=found.record,
        shown=found.shown,
        source_shown=found.source_shown,
        approved=found.approved,
        version=found.version,
        elsewhere=list(found.elsewhere),
    )


def _job(request: Request) -> str:
    return str(request.path_params["job"])


def _segment(request: Request) -> str:
    return str(request.path_params["segment"])
