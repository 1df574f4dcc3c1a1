"""Has a child process read a file, and holds it to its limits."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import IO, Final

from g60translate.documents.pdf.extraction.raw import Opened, Page, Refused, load
from g60translate.errors import BrokenDocument, MissingExtra

# Seconds that the child may take to open a file, and to read each page.
PATIENCE: Final = 60.0
# More than a press office has in a file; what is held of a page is its words.
MOST_PAGES: Final = 5_000
_CODE = (
    "import sys; sys.path[:] = {path!r}; "
    "from g60translate.documents.pdf.extraction.child import main; main()"
)


def pages_of(
    data: bytes, *, name: str, patience: float = PATIENCE
) -> tuple[Opened, Iterator[Page]]:
    """What a file says of itself, and its pages one by one; none is held here.

    Raises BrokenDocument, also while the pages are read.
    """
    said = _said(data, name, patience)
    first = next(said)
    assert isinstance(first, Opened)
    return first, (page for page in said if isinstance(page, Page))


def _said(data: bytes, name: str, patience: float) -> Iterator[Opened | Page]:
    with _child(data, patience) as (stream, overdue):
        opened = None
        seen = 0
        for line in stream:
            try:
                said = load(line)
            except ValueError:
                break
            overdue.renew()
            if isinstance(said, Refused):
                raise _refusal(said.reason, name)
            if isinstance(said, Opened):
                _check(said, data, name)
                opened = said
            seen += isinstance(said, Page)
            yield said
        if overdue.passed:
            where = f"page {seen + 1}" if opened else "it"
            raise BrokenDocument(
                f"{name} takes too long: {where} was not read in {patience:g} seconds. Print it to "
                "a new PDF, or give its text as DOCX or HTML."
            )
        if opened is None or seen < opened.pages:
            where = f"page {seen + 1}" if opened else "its beginning"
            raise BrokenDocument(
                f"{name} is damaged: reading stopped at {where}. Open it in a PDF program and save "
                "it again."
            )


def _check(opened: Opened, data: bytes, name: str) -> None:
    if not opened.whole and not _is_ended(data):
        raise BrokenDocument(
            f"{name} is cut off: its end is missing, and with it the list of what is in it. Fetch "
            "it again, or open it in a PDF program and save it again."
        )
    if opened.pages > MOST_PAGES:
        raise BrokenDocument(
            f"{name} has {opened.pages:,} pages; more than {MOST_PAGES:,} are not read. Split it."
        )


def _is_ended(data: bytes) -> bool:
    tail = data[-2048:]
    return b"%%EOF" in tail and b"startxref" in tail


def _refusal(reason: str, name: str) -> BrokenDocument:
    if reason == "password":
        return BrokenDocument(
            f"{name} is locked with a password. Save it without one and try again."
        )
    where = "" if reason == "damaged" else f": {reason} cannot be read"
    return BrokenDocument(f"{name} is damaged{where}. Open it in a PDF program and save it again.")


class _Overdue:
    """Ends the child where nothing has come from it for too long."""

    def __init__(self, child: subprocess.Popen[bytes], patience: float) -> None:
        self._child, self._patience = child, patience
        self.passed = False
        self._timer: threading.Timer | None = None
        self.renew()

    def renew(self) -> None:
        self.stop()
        self._timer = threading.Timer(self._patience, self._end)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _end(self) -> None:
        self.passed = True
        self._child.kill()


@contextmanager
def _child(data: bytes, patience: float) -> Iterator[tuple[IO[bytes], _Overdue]]:
    if find_spec("pypdfium2") is None:
        raise MissingExtra("pypdfium2", extra="pdf", purpose="Reading PDF files")
    # The same modules as here, wherever they were found, and nothing from the folder one is in.
    code = _CODE.format(path=[part for part in sys.path if part])
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    overdue = _Overdue(child, patience)
    try:
        with suppress(BrokenPipeError):
            child.stdin.write(data)
            child.stdin.close()
        yield child.stdout, overdue
    finally:
        overdue.stop()
        child.kill()
        with suppress(BrokenPipeError):
            child.stdin.close()
        child.stdout.close()
        child.wait()
