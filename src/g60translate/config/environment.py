"""What is read from the environment besides the settings: of other programs, and for them."""

from __future__ import annotations

import os

_TRUE = {"1", "ON", "YES", "TRUE"}


def inherited() -> dict[str, str]:
    """The whole environment, for a program that is started."""
    return dict(os.environ)


def hub_endpoint() -> str | None:
    """The mirror of the Hugging Face hub that the user has named (`HF_ENDPOINT`)."""
    return os.environ.get("HF_ENDPOINT")


def hub_is_offline() -> bool:
    """Whether the hub's own variables forbid to ask it."""
    return any(
        os.environ.get(name, "").upper() in _TRUE
        for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )


def serve_token() -> str | None:
    """The token of `serve` (`G60_TOKEN`): no list of programs shows it, as it would an option."""
    return os.environ.get("G60_TOKEN")


def calm_numpy() -> None:
    """Have numpy compute in one thread, unless the user says otherwise; before it is imported.

    Its threads would wait for work in circles, at the cost of the decoder's, and get none.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
