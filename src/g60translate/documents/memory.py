"""How much memory a document takes, and whether there is so much of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePath

from g60translate.documents.archive import ZIP_ERRORS
from g60translate.errors import InputError

# The most bytes that are held for a byte of a file, unpacked, while it is read, changed and
# written: what `eval/bench/documents_size.py` shows and a fourth more. A test holds them.
RATIOS: Mapping[str, int] = {
    **dict.fromkeys(("docx", "pptx"), 8),
    **dict.fromkeys(("xlsx", "epub", "html"), 12),
    **dict.fromkeys(("text", "nitf", "newsml"), 20),
    **dict.fromkeys(("odt", "odp", "ods", "srt", "vtt", "eml", "strings"), 30),
    **dict.fromkeys(("ninjs", "android", "properties", "ics", "csv", "jsonl"), 36),
    **dict.fromkeys(("i18n-json", "i18n-yaml"), 36),
    **dict.fromkeys(("xliff", "po", "xcstrings"), 42),
    "markdown": 90,
}
# The same for what the walk makes of the text: sentences, translations, checks, the record.
WALK = 100
# A smaller file is let through without a look at the machine.
SMALL_BYTES = 8 * 1024 * 1024
_ARCHIVE = b"PK\x03\x04"
# PDF, old Office files, RTF: their pictures may be large, and their text is not read here.
_CONVERTED = (b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\xef\xbb\xbf%PDF-")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=]{60,}")
_TEXTS = (".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rels")
_STREAMED = {
    **dict.fromkeys(
        (".txt", ".text"), " With `--lines`, text of any size is translated line by line."
    ),
    **dict.fromkeys((".jsonl", ".ndjson"), " `g60translate batch` takes JSON lines of any size."),
}


def require_memory(data: bytes, *, format: str | None, name: str) -> None:  # noqa: A002
    """Raise InputError where a document would take more memory than this machine has free.

    Without a `format`, which it takes memory to tell, the least that any takes is reckoned with.
    Nothing is asked of a system that does not tell, nor of PDF, which is full of pictures and
    fonts: what it becomes is asked.
    """
    if len(data) <= SMALL_BYTES and not data.startswith(_ARCHIVE):
        return
    # What becomes another document is measured as that.
    becomes = (
        data[:1024].lstrip().startswith(_CONVERTED) if format is None else format not in RATIOS
    )
    if becomes:
        return
    share = (min(RATIOS.values()) if format is None else RATIOS[format]) + WALK
    free = free_bytes()
    if free is None or (not data.startswith(_ARCHIVE) and share * len(data) <= free):
        return
    size = _text_bytes(data)
    if size > SMALL_BYTES and share * size > free:
        raise InputError(
            f"{name} holds {_said(size)} of {format or 'text'}. To translate it takes about "
            f"{_said(share * size)} of memory, and {_said(free)} are free. Split it, or take a "
            f"machine with more memory.{_STREAMED.get(PurePath(name).suffix.lower(), '')}"
        )


def free_bytes(root: Path = Path("/")) -> int | None:
    """The memory that a process may still take, None where the system does not tell.

    What Linux has available (`/proc/meminfo`), or what the limit of a container leaves (cgroup v2).
    """
    found = [_available(root / "proc/meminfo"), _left(root / "sys/fs/cgroup")]
    return min((each for each in found if each is not None), default=None)


def _available(meminfo: Path) -> int | None:
    try:
        lines = meminfo.read_text("ascii").splitlines()
        line = next(line for line in lines if line.startswith("MemAvailable:"))
        return int(line.split()[1]) * 1024
    except (OSError, ValueError, StopIteration):
        return None


def _left(group: Path) -> int | None:
    try:
        most = int((group / "memory.max").read_text("ascii"))
        return max(0, most - int((group / "memory.current").read_text("ascii")))
    except (OSError, ValueError):
        return None


def _text_bytes(data: bytes) -> int:
    """The size of a file without pictures and attachments, or of an archive's parts with text."""
    if not data.startswith(_ARCHIVE):
        return len(data) - sum(len(each.group()) for each in _BASE64.finditer(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except ZIP_ERRORS:
        return 0
    return sum(info.file_size for info in infos if info.filename.lower().endswith(_TEXTS))


def _said(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
