"""OmegaT glossaries: tab-separated source, target and comment.

Format: OmegaT manual, “Glossaries”: UTF-8, one entry a line, `#` begins a comment line; several
translations of one meaning stand in one line, separated by commas. Several lines with one source
are several meanings.
"""

from __future__ import annotations

import re

from g60translate.errors import Fault, GlossaryError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Status
from g60translate.glossary.exchange.exchange import Exported, Imported, Loss, Pair
from g60translate.glossary.exchange.pairs import (
    Entry,
    drop_comments,
    entries_of,
    homographs,
    need_pair,
    rows_of,
)
from g60translate.glossary.rows import ADVICE
from g60translate.glossary.store import decode

_COMMA = re.compile(r"\s*,\s+")
_HEAD = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"


class OmegatExchange:
    """Reads and writes OmegaT's own glossary file."""

    name = "omegat"
    suffixes = (".txt", ".utf8", ".tab")
    holds = "one language pair: preferred and admitted targets, the note as comment"

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:
        """Parse a glossary; raises GlossaryError for lines without a target."""
        known = need_pair(pair, format_name=self.name)
        entries: list[Entry] = []
        places: list[str] = []
        faults: list[Fault] = []
        for number, line in enumerate(decode(data, name=name).split("\n"), start=1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
            if len(cells) < 2:
                faults.append(Fault(f"line {number}", "has no tab, so no target"))
                continue
            comment = cells[2] if len(cells) > 2 else ""
            targets = [target for target in _COMMA.split(cells[1]) if target] or [""]
            for place, target in enumerate(targets):
                entry = Entry(cells[0], target, comment="" if place else comment, goes_on=place > 0)
                entries.append(entry)
                places.append(f"line {number}")
        if faults:
            raise GlossaryError(name, faults, advice=ADVICE)
        glossary = assemble(rows_of(entries, known, places=places), name=name)
        return Imported(glossary, tuple(homographs(entries, places)))

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:
        """Preferred and admitted targets; forbidden ones have no place and are listed as lost."""
        known = need_pair(pair, format_name=self.name)
        statuses = (Status.PREFERRED, Status.ADMITTED)
        entries, losses = entries_of(glossary, known, statuses=statuses)
        entries = drop_comments(entries, losses)
        together: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            together.setdefault((entry.source, entry.concept_id), []).append(entry)
            if _COMMA.search(entry.target):
                where = f"{entry.concept_id}, {known[1]} {entry.target!r}"
                losses.append(Loss(where, "a comma parts it into two terms"))
        lines = []
        for (source, concept_id), mine in together.items():
            parts = [part for entry in mine for part in _COMMA.split(entry.target) if part]
            targets = ", ".join(parts)
            lines.append(f"{source}\t{targets}\t{mine[0].comment}".rstrip("\t") + "\n")
            losses += [
                Loss(f"{concept_id}, {known[1]} {entry.target!r}", "its note is left out")
                for entry in mine[1:]
                if entry.comment
            ]
        return Exported((_HEAD + "".join(lines)).encode("utf-8"), tuple(losses))
