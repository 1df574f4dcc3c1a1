"""How commands speak: tables and JSON to standard output, progress to standard error."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import Any

from g60translate.cli.streams import discard_output
from g60translate.errors import InputError


def print_json(content: object) -> None:
    """Indented UTF-8 JSON; what a command prints has its type in `cli.outputs`."""
    print(to_json(content))


def to_json(content: object) -> str:
    """What `print_json` prints."""
    return json.dumps(content, indent=2, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> object:
    """A dataclass or a pydantic model as JSON knows it, one level of it."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return value.model_dump(mode="json")


def print_bytes(content: bytes) -> bool:
    """Bytes to standard output; False, and no word about it, if its reader has gone (`| head`).

    Raises InputError where it cannot be written, such as on a full disk.
    """
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        discard_output()
        if not isinstance(error, BrokenPipeError):
            reason = error.strerror or error
            raise InputError(f"Standard output cannot be written: {reason}.") from None
        return False
    return True


def print_error(message: str) -> None:
    """One error on standard error, its paragraphs wrapped for a terminal."""
    lines: list[str] = []
    for paragraph in f"error: {message}".split("\n"):
        indent = "  " if paragraph.startswith(" ") else ""
        lines += textwrap.wrap(
            paragraph,
            width=96,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
    print("\n".join(lines), file=sys.stderr)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A ruled table on a terminal; tab-separated lines, headings first, in a pipe."""
    if not sys.stdout.isatty():
        for row in (headings, *rows):
            print("\t".join(row))
        return
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, box=SIMPLE_HEAD)
    for row in rows:
        # As plain text: square brackets in a glossary or a file name are no markup.
        table.add_row(*map(Text, row))
    Console().print(table)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A callback for (done, total) that draws a bar; None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True
    ) as bar:
        task = bar.add_task(label, total=None)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield report
