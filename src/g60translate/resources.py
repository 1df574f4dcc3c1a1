"""Where the data that ships with the package lies: inside a wheel, or beside `src/`."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource_folder(name: str) -> Path:
    """The folder `name` (`models`, `glossary`, `corpus`) of this installation.

    A wheel carries it in the package; an editable install reads it from the checkout.
    """
    packaged = _PACKAGE / "data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parents[1] / name
