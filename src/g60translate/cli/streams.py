"""The three streams of the program, of which whoever calls it may have closed any."""

from __future__ import annotations

import io
import os
import sys
from typing import BinaryIO

from g60translate.errors import InputError


def hold_streams() -> None:
    """Take the places of closed streams, so that no file of ours is opened in them.

    A closed standard error is one that nobody reads. To standard input and output it makes a
    difference, so they stay missing for `input_stream` and `require_output` to say so.
    """
    # The lowest free number is taken, so this ends beyond the three.
    while (taken := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(taken)
    if _closed(sys.stderr):
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  to the end
    # Names of files may hold bytes that are no text; to show them must not fail.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def require_output() -> None:
    """Raise InputError where standard output is closed (`>&-`), before anything is done."""
    if _closed(sys.stdout):
        raise InputError(
            "Standard output is closed, so nothing could be said. Nothing was done. Send it to "
            "/dev/null if you do not want it."
        )


def input_stream() -> BinaryIO:
    """Standard input as bytes; raises InputError where it is closed (`<&-`)."""
    if _closed(sys.stdin):
        raise InputError("Standard input is closed, so there is nothing to read. Name a file.")
    return sys.stdin.buffer


def read_input() -> bytes:
    """All of standard input; raises InputError where it is closed or cannot be read."""
    try:
        return input_stream().read()
    except OSError as error:
        raise InputError(f"Standard input cannot be read: {error.strerror or error}.") from None


def discard_output() -> None:
    """Lose what was printed and cannot be written; else Python tries again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _closed(stream: object) -> bool:
    """Python has None for a stream that was closed when it began, whatever its type says."""
    return stream is None
