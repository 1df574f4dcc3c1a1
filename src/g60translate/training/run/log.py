"""The training log: JSON lines that grow while the run goes and can be plotted at any time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from g60translate.errors import BrokenDocument


class Log:
    """Appends one JSON object a line to a file, each on the disk as soon as it is written.

    A resumed run appends to the same file; its `start` line tells the step it went on from, and
    lines of later steps before that line were of work that a kill has lost.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        cut = path.exists() and path.stat().st_size and not path.read_bytes().endswith(b"\n")
        self._stream = path.open("a", encoding="utf-8")
        if cut:
            # A kill in mid-line must not spoil the next line.
            self._stream.write("\n")

    def write(self, event: str, **values: Any) -> None:
        """Add a line of this kind (`start`, `step`, `dev`, `checkpoint`, `end`)."""
        self._stream.write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")
        self._stream.flush()

    def close(self) -> None:
        """Close the file."""
        self._stream.close()


def read_log(path: Path) -> Iterator[dict[str, Any]]:
    """The lines as they were written, but for lines cut by a kill and for work lost to one.

    A line that is no JSON and yet has a whole line after it that `Log` did not repair raises
    BrokenDocument.
    """
    lines: list[dict[str, Any]] = []
    texts = path.read_text(encoding="utf-8").split("\n")
    for number, text in enumerate(texts, 1):
        if not text:
            continue
        try:
            line = json.loads(text)
        except json.JSONDecodeError:
            following = texts[number] if number < len(texts) else ""
            if following and '"event": "start"' not in following:
                raise BrokenDocument(f"{path}, line {number}: not JSON.") from None
            continue
        if line["event"] == "start":
            lines = [old for old in lines if old.get("step", 0) <= line["step"]]
        lines.append(line)
    yield from lines
