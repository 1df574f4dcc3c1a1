"""Tells a URL from a path of this machine."""

from __future__ import annotations

from pathlib import Path

from g60translate.batch.places.local import LocalPlace
from g60translate.batch.places.place import Place


def is_url(text: str) -> bool:
    """Whether this names a place by its protocol, such as `s3://bucket/folder`."""
    return "://" in text


def open_place(text: str) -> Place:
    """The place that a path or a URL means. Raises MissingExtra, InputError."""
    if not is_url(text):
        return LocalPlace(Path(text), shown=text.rstrip("/") or text)
    from g60translate.batch.places.remote import RemotePlace  # noqa: PLC0415

    return RemotePlace(text)
