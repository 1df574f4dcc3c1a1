"""How much memory a document takes, and whether there is so much of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

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
_TEXTS = (".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rels")
_STREAMED = {
    "text": " With `--lines`, text of any size is translated line by line.",
    "jsonl": " `g60translate batch` takes JSON lines of any size.",
}


def require_memory(data: bytes, *, format: str, name: str) -> None:  # noqa: A002
    """Raise InputError where a document would take more memory than this machine has free.

    Nothing is asked of a system that does not tell.
    """
    size = _text_bytes(data)
    # What becomes another document is measured as that.
    if format not in RATIOS or size <= SMALL_BYTES or (free := free_bytes()) is None:
        return
    need = size * (RATIOS[format] + WALK)
    if need > free:
        raise InputError(
            f"{name} holds {_said(size)} of {format}. To translate it takes about {_said(need)} of "
            f"memory, and {_said(free)} are free. Split it, or take a machine with more memory."
            f"{_STREAMED.get(format, '')}"
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
    """The size of a file, or of the parts of an archive that hold text."""
    if not data.startswith(b"PK\x03\x04"):
        return len(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except ZIP_ERRORS:
        return 0
    return sum(info.file_size for info in infos if info.filename.lower().endswith(_TEXTS))


def _said(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
