"""OmegaT glossaries: tab-separated source, target and comment.

Format: OmegaT manual, “Glossaries”: UTF-8, one entry a line, `#` begins a comment line; several
lines with one source are several translations, the first shown first.
"""

from __future__ import annotations

from g60translate.errors import Fault, GlossaryError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Status
from g60translate.glossary.exchange.exchange import Exported, Imported, Pair
from g60translate.glossary.exchange.pairs import (
    Entry,
    drop_comments,
    entries_of,
    need_pair,
    rows_of,
)
from g60translate.glossary.rows import ADVICE
from g60translate.glossary.store import decode

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
            entries.append(Entry(cells[0], cells[1], comment=comment))
            places.append(f"line {number}")
        if faults:
            raise GlossaryError(name, faults, advice=ADVICE)
        return Imported(assemble(rows_of(entries, known, places=places), name=name))

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:
        """Preferred and admitted targets; forbidden ones have no place and are listed as lost."""
        known = need_pair(pair, format_name=self.name)
        statuses = (Status.PREFERRED, Status.ADMITTED)
        entries, losses = entries_of(glossary, known, statuses=statuses)
        entries = drop_comments(entries, losses)
        lines = [f"{e.source}\t{e.target}\t{e.comment}".rstrip("\t") + "\n" for e in entries]
        return Exported((_HEAD + "".join(lines)).encode("utf-8"), tuple(losses))
