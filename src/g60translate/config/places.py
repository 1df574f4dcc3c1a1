"""Where a configuration may stand. Imports nothing heavy: most runs find none."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from g60translate.errors import InputError

FILE_NAME = "g60.toml"
PREFIX = "G60_"
# Names with the prefix that are no keys: the folders in which `models/store.py` looks, and what
# the clients of `serve` have to know.
_OTHERS = frozenset({"G60_MODELS", "G60_TOKEN"})


def find_file(start: Path | None = None) -> Path | None:
    """The file that holds for a folder, the working folder if none is named; None without any.

    The nearest one upward, else the one in the user's configuration folder.
    """
    return next((path for path in searched(start) if path.is_file()), None)


def searched(start: Path | None = None) -> Iterator[Path]:
    """Every place that is looked at, in order."""
    folder = (start or Path.cwd()).absolute()
    yield from (each / FILE_NAME for each in (folder, *folder.parents))
    own = user_file()
    if own is not None:
        yield own


def user_file() -> Path | None:
    """The file in the user's own configuration folder, as the platform has it.

    None for a user without a home, such as a container may run as.
    """
    from platformdirs import user_config_path  # noqa: PLC0415  not needed where a file is nearer

    try:
        return user_config_path("g60translate", appauthor=False) / FILE_NAME
    except RuntimeError:
        return None


def state_folder(*, instead: str) -> Path:
    """Where what is to outlive a run is kept, if it has no better place.

    Raises InputError for a user without a home; `instead` is the option that names a place.
    """
    from platformdirs import user_state_path  # noqa: PLC0415

    return _own(user_state_path, instead)


def data_folder(*, instead: str) -> Path:
    """Where a user's own data are kept; otherwise as `state_folder`."""
    from platformdirs import user_data_path  # noqa: PLC0415

    return _own(user_data_path, instead)


def _own(place: Callable[..., Path], instead: str) -> Path:
    try:
        return place("g60translate", appauthor=False)
    except RuntimeError:
        raise InputError(
            f"This user has no home folder to keep anything in. Name one with {instead}."
        ) from None


def environment_speaks() -> bool:
    """Whether a variable of ours is set, so that the environment has to be read as well."""
    return any(
        name.upper().startswith(PREFIX) and name.upper() not in _OTHERS for name in os.environ
    )
