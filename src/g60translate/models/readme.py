"""What a model repository's README says about licence and languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from g60translate.language.codes import iso_639_1

# The hub's names of licences, as SPDX writes them; others are left as they are.
_SPDX: Final = {
    "apache-2.0": "Apache-2.0",
    "mit": "MIT",
    "cc0-1.0": "CC0-1.0",
    "cc-by-4.0": "CC-BY-4.0",
    "cc-by-sa-4.0": "CC-BY-SA-4.0",
    "cc-by-nc-4.0": "CC-BY-NC-4.0",
    "cc-by-nc-sa-4.0": "CC-BY-NC-SA-4.0",
    "mpl-2.0": "MPL-2.0",
    "gpl-3.0": "GPL-3.0-only",
    "agpl-3.0": "AGPL-3.0-only",
    "bsd-3-clause": "BSD-3-Clause",
}
# How the texts of licences begin, for repositories with no more than such a file.
_TEXTS: Final = {
    "attribution-noncommercial 4.0": "CC-BY-NC-4.0",
    "attribution-sharealike 4.0": "CC-BY-SA-4.0",
    "attribution 4.0 international": "CC-BY-4.0",
    "cc-by 4.0": "CC-BY-4.0",
    "apache license": "Apache-2.0",
    "mit license": "MIT",
}
_MOST = 200_000

_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*$", re.DOTALL | re.MULTILINE)
_LICENCE = re.compile(r"(?m)^licen[sc]e:[ \t]*(?:\n[ \t]*-[ \t]*)?[\"']?(\w[\w.+-]*)")
_LANGUAGES = {
    side: re.compile(
        rf"^\s*[*-]\s*{side}[ _]languages?(?:\(s\))?:\s*(.+)$", re.MULTILINE | re.IGNORECASE
    )
    for side in ("source", "target")
}


@dataclass(frozen=True, slots=True)
class Readme:
    """`licence` is an SPDX identifier or empty; languages are ISO 639-1 codes, as listed."""

    licence: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


def read_readme(folder: Path) -> Readme:
    """Read `README.md` and, where that names no licence, `LICENSE`; either may be missing."""
    text = _read(folder / "README.md")
    front = _FRONT_MATTER.search(text)
    named = _LICENCE.search(front.group(1)) if front else None
    if named is not None:
        licence = _SPDX.get(named.group(1).lower(), named.group(1))
    else:
        opening = _read(folder / "LICENSE")[:400].lower()
        licence = next((spdx for start, spdx in _TEXTS.items() if start in opening), "")
    return Readme(licence, *(_languages(text, side) for side in ("source", "target")))


def _languages(text: str, side: str) -> tuple[str, ...]:
    """`* source language(s): deu` and `* target languages: fr,fr_BE,it`."""
    listed = _LANGUAGES[side].search(text)
    if listed is None:
        return ()
    codes = (iso_639_1(code) for code in re.split(r"[\s,+]+", listed.group(1).strip()))
    return tuple(dict.fromkeys(code for code in codes if code is not None))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")[:_MOST]
    except FileNotFoundError:
        return ""
