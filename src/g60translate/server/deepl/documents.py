"""`/v2/document`: upload, status and result."""

from __future__ import annotations

from asyncio import to_thread, wait_for
from contextlib import suppress
from http import HTTPStatus
from pathlib import PurePath
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from g60translate.documents.marks import CODEC_SUFFIXES, CONVERTED_SUFFIXES, TEXT_SUFFIXES
from g60translate.server.deepl.desk import Desk
from g60translate.server.deepl.languages import read_source, read_target, unsupported
from g60translate.server.deepl.options import check_wishes, read_glossaries
from g60translate.server.dialects.parameters import Parameters, repeated
from g60translate.server.jobs.model import Job, JobFile, JobState
from g60translate.server.refusals import Reason, Refusal, bad_request, not_found
from g60translate.server.uploads import Upload, uploaded
from g60translate.server.wishes import HOUSE, JobWish

_STATUS: Final = {
    JobState.QUEUED: "queued",
    JobState.RUNNING: "translating",
    JobState.DONE: "done",
    JobState.FAILED: "error",
    JobState.STOPPED: "error",
}
# Different endings of one format.
_ALIKE: Final = ({".htm", ".html", ".xhtml"}, {".md", ".markdown"}, {".txt", ".text"})
_RETRY_S: Final = 2
_SOON_S: Final = 1.5


class Documents:
    """Handlers of documents."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._jobs = desk.services.jobs

    async def upload(self, request: Request, owner: str) -> Response:
        """Take a document and answer at once."""
        settings = self._desk.services.settings
        async with uploaded(request, settings.data / "uploads", settings.limits) as upload:
            wish = await self._wish(upload, owner)
            try:
                job = await self._jobs.create(upload, wish, owner=owner)
            except Refusal as refusal:
                if refusal.reason is not Reason.UNSUPPORTED_FORMAT:
                    raise
                raise bad_request(f"Invalid file. {refusal.message}") from None
        await to_thread(self._desk.ledger.expect, job.id, owner=owner)
        return JSONResponse({"document_id": job.id, "document_key": self._jobs.key_of(job.id)})

    async def status(self, request: Request, owner: str) -> Response:
        """How a document stands; clients ask every five seconds, and a short one is done sooner."""
        job = await self._job(request, owner)
        with suppress(TimeoutError):
            job = await wait_for(self._jobs.wait(job.id, owner=owner), _SOON_S)
        if job.state.over:
            await settled(self._desk, owner)
        answer: dict[str, Any] = {"document_id": job.id, "status": _STATUS[job.state]}
        if job.state is JobState.DONE:
            answer["billed_characters"] = job.characters
        elif job.state.over:
            answer["error_message"] = job.message or "The translation was stopped."
            # What a client of DeepL's may look at beside.
            answer["message"] = answer["error_message"]
        elif job.state is JobState.RUNNING:
            answer["seconds_remaining"] = 1 + (job.total - job.done) // 10
        return JSONResponse(answer)

    async def result(self, request: Request, owner: str) -> Response:
        """The translated document; 503 as long as it is on its way."""
        job = await self._job(request, owner)
        if not job.state.over:
            raise Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE,
                Reason.NOT_READY,
                "The document is being translated.",
                retry_after=_RETRY_S,
            )
        if job.state is not JobState.DONE:
            raise not_found(f"There is no result: {job.message or 'it was stopped.'}")
        path = await self._jobs.file(job.id, JobFile.TARGET, owner=owner)
        return FileResponse(path, filename=job.target_name, media_type="application/octet-stream")

    async def _job(self, request: Request, owner: str) -> Job:
        said = await self._desk.parameters(request)
        key = said.text("document_key")
        if not key:
            raise bad_request("Parameter 'document_key' not specified.")
        job_id = request.path_params["document_id"].upper()
        # Both have to fit: the key of the document, and the token of whoever sent it.
        if await to_thread(self._jobs.owner_by_key, job_id, key) != owner:
            raise not_found("Document not found.")
        return await self._jobs.get(job_id, owner=owner)

    async def _wish(self, upload: Upload, owner: str) -> JobWish:
        said = Parameters(repeated(upload.fields))
        check_wishes(said)
        _check_file(upload.name, said.text("output_format"))
        pairs = await self._desk.pairs()
        wanted = said.text("target_lang")
        if not wanted:
            raise bad_request("Parameter 'target_lang' not specified.")
        target = read_target(wanted, known={target for _, target in pairs})
        given, source = said.text("source_lang"), None
        if given:
            source = read_source(given, known={code for pair in pairs for code in pair})
            if source == target.code:
                raise bad_request("Source and target language are equal.")
            if (source, target.code) not in pairs:
                raise unsupported("source_lang")
        references = read_glossaries(said)
        if references and source is not None:
            await self._desk.services.glossaries.find(
                references, owner=owner, source_lang=source, target_lang=target.code
            )
        return JobWish(
            target.code,
            source_lang=source,
            target_tag=target.tag,
            glossaries=references or (HOUSE,),
        )


async def settled(desk: Desk, owner: str) -> None:
    """Count the documents of an owner that have come to an end; those that failed cost nothing."""
    for job_id in await to_thread(desk.ledger.expected, owner=owner):
        try:
            job = await desk.services.jobs.get(job_id, owner=owner)
        except Refusal:
            await to_thread(desk.ledger.settle, job_id, 0)
            continue
        if job.state.over:
            billed = job.characters if job.state is JobState.DONE else 0
            await to_thread(desk.ledger.settle, job_id, billed)


def _check_file(name: str, output_format: str | None) -> None:
    suffix = PurePath(name).suffix.lower()
    known = {*CODEC_SUFFIXES, *TEXT_SUFFIXES} - CONVERTED_SUFFIXES
    if suffix not in known:
        raise bad_request(
            "Invalid file: the file extension is not supported. Known are: "
            f"{', '.join(sorted(known))}."
        )
    if suffix == ".pdf":
        _check_pdf(output_format)
    elif output_format:
        wanted = f".{output_format.lower().lstrip('.')}"
        alike = next((group for group in _ALIKE if suffix in group), {suffix})
        if wanted not in alike:
            raise bad_request(
                "Value for 'output_format' not supported: a document comes back in its own format."
            )


def _check_pdf(output_format: str | None) -> None:
    """DeepL gives PDF for PDF where nothing is said: a client must not find DOCX in such a file."""
    if (output_format or "").lower().lstrip(".") != "docx":
        raise bad_request(
            "Value for 'output_format' not supported: a PDF comes back as an editable document. "
            "Send output_format=docx."
        )
