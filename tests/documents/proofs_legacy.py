"""Proofs of what docs/formats.md says of old Office files and RTF."""

from __future__ import annotations

from tests.documents.proofs import Proofs, Shown

_BECOMES = Shown("test_legacy.test_what_it_becomes_is_read_and_written")
_NEEDS = Shown("test_legacy.test_without_libreoffice_it_is_said_what_to_do")
_SERVER = Shown("test_legacy.test_where_it_is_not_allowed_nothing_is_started")


def legacy(becomes: str) -> Proofs:
    """The claims of a format by what it becomes."""
    return {
        f"what LibreOffice makes of it as {becomes}": _BECOMES,
        f"all that is kept of {becomes}": _BECOMES,
        f"it becomes {becomes}": _BECOMES,
        "needs LibreOffice": _NEEDS,
        "no server converts it": _SERVER,
    }
