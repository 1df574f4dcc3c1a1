"""The page that lists the reports of several texts."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from g60translate.cli.translate.outcomes import Outcome
from g60translate.documents.files import write_atomic
from g60translate.reports.listing import Listed, render_listing


def write_index(path: Path, outcomes: Sequence[Outcome], *, replace: bool) -> None:
    """Write the page; nothing where no text was translated, since no report was written then."""
    if any(outcome.summary is not None for outcome in outcomes):
        page = render_listing([_listed(outcome, path.parent) for outcome in outcomes])
        write_atomic(path, page.encode(), replace=replace)


def _listed(outcome: Outcome, folder: Path) -> Listed:
    job = outcome.job
    written = outcome.summary is not None and job.report is not None
    return Listed(
        source=_shown(job.source),
        target=_shown(job.target),
        page=_shown(os.path.relpath(str(job.report), folder)) if written else None,
        summary=outcome.summary,
        error=outcome.error,
    )


def _shown(path: str) -> str:
    """A path as text, also where its bytes are none."""
    return os.fsencode(path).decode("utf-8", errors="replace")
