"""`/translate_file` and the files that come of it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from g60translate.server.dialects.parameters import Parameters, Repeated, repeated
from g60translate.server.jobs.model import JobFile, JobState
from g60translate.server.libre.gate import owner_of
from g60translate.server.libre.languages import AUTO, read
from g60translate.server.libre.texts import FORMATS, required
from g60translate.server.presence import while_there
from g60translate.server.refusals import Reason, Refusal, bad_request, not_found
from g60translate.server.services import Services
from g60translate.server.uploads import uploaded
from g60translate.server.wishes import JobWish

# The job, its key, and the ending by which a browser knows what it gets.
_NAME: Final = re.compile(r"([0-9A-F]{32})-([0-9A-F]{64})(\.[A-Za-z0-9]+)?")


class Files:
    """Handlers of files."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def translate(self, request: Request, _: str) -> Response:
        """A document; the answer comes when it is done and says where it can be fetched."""
        settings, jobs = self._services.settings, self._services.jobs
        async with uploaded(request, settings.data / "uploads", settings.limits) as upload:
            said = Parameters({**_query(request), **repeated(upload.fields)})
            owner = owner_of(said, self._services.owners)
            source, target = required(said, "source"), required(said, "target")
            if PurePath(upload.name).suffix.lower() not in FORMATS:
                raise bad_request("Invalid request: file format not supported")
            pairs = set(await self._services.translating.pairs())
            known = {code for pair in pairs for code in pair}
            wanted = read(target, known=known)
            given = None if source.lower() == AUTO else read(source, known=known)
            if given is not None and (given, wanted) not in pairs:
                raise bad_request(f"{target[:40]} is not available as a target from {source[:40]}")
            try:
                job = await jobs.create(upload, JobWish(wanted, source_lang=given), owner=owner)
            except Refusal as refusal:
                if refusal.reason is not Reason.UNSUPPORTED_FORMAT:
                    raise
                raise bad_request("Invalid request: file format not supported") from None
        done = await while_there(request, jobs.wait(job.id, owner=owner))
        if done.state is not JobState.DONE:
            raise bad_request(f"Cannot translate file: {done.message or 'it was stopped'}")
        suffix = PurePath(done.target_name).suffix
        where = f"download_file/{done.id}-{jobs.key_of(done.id)}{suffix}"
        return JSONResponse({"translatedFileUrl": f"{request.base_url}{where}"})

    async def download(self, request: Request, _: str) -> Response:
        """A translated file, for whoever knows its address."""
        found = _NAME.fullmatch(request.path_params["filename"])
        if found is None:
            raise not_found("There is no such file.")
        jobs = self._services.jobs
        owner = jobs.owner_by_key(found[1], found[2])
        job = await jobs.get(found[1], owner=owner)
        path = await jobs.file(job.id, JobFile.TARGET, owner=owner)
        return FileResponse(path, filename=job.target_name, media_type="application/octet-stream")


def _query(request: Request) -> dict[str, Repeated]:
    return repeated({name: request.query_params.getlist(name) for name in request.query_params})
