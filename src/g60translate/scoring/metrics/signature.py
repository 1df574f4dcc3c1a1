"""What a score's signature says beyond the metric: the system that was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from g60translate.version import __version__


@dataclass(frozen=True, slots=True)
class SystemSignature:
    """The parts of a system that decide its output; digests are given in full.

    Empty fields are left out of the text form, as in scoring a file of unknown origin; so is the
    device where it is the processor, as it was before there was a choice.
    """

    model: str = ""
    model_digest: str = ""
    engine: str = ""
    compute_type: str = ""
    device: str = ""
    beam: int = 0
    rungs: str = ""
    segmenter: str = ""
    glossary: str = ""
    glossary_digest: str = ""

    def __str__(self) -> str:
        return join({**asdict(self), "g60translate": __version__})


def join(parts: Mapping[str, object]) -> str:
    """`key:value|key:value` without empty values; the separators inside a value are replaced."""
    return "|".join(
        f"{key}:{str(value).replace('|', '/').replace(':', '=')}"
        for key, value in parts.items()
        if value not in ("", 0, None)
    )
