"""What an output is called."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

OUTPUT_NAME: Final = "{name}.{to}{suffix}"
# `name` is the input's without its suffix and language tag, `suffix` has its dot.
FIELDS: Final = ("name", "to", "suffix")
# What is not written in the format that it comes in, and what it becomes.
_BECOMES: Final = {
    ".pdf": ".docx",
    **dict.fromkeys((".doc", ".dot", ".rtf"), ".docx"),
    **dict.fromkeys((".xls", ".xlt"), ".xlsx"),
    **dict.fromkeys((".ppt", ".pps"), ".pptx"),
}

# Language tags that a file name may carry before its suffix: release.de.docx.
_LANGUAGE_TAG = re.compile(r"[a-z]{2}")


def output_name(source: Path, to: str, *, pattern: str = OUTPUT_NAME) -> str:
    """`release.de.docx` and `release.docx` → `release.en.docx`, or as `pattern` says.

    `release.de.pdf` and `release.de.doc` → `release.en.docx`, for those are not written.
    """
    stem = source.stem
    base, dot, old = stem.rpartition(".")
    name = base if dot and _LANGUAGE_TAG.fullmatch(old) else stem
    suffix = _BECOMES.get(source.suffix.lower(), source.suffix)
    return pattern.format(name=name, to=to, suffix=suffix)
