"""UTX, the glossary format of the Asia-Pacific Association for Machine Translation.

Format: UTX 1.11 specification (AAMT): a first line `#UTX 1.11; de/en; …`, a last header line
`#src<TAB>tgt<TAB>src:pos…`, then one entry a line; term status is provisional, approved,
non-standard or forbidden; synonyms share a concept ID.
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

_LANGUAGES = re.compile(r"^#\s*UTX[^;]*;\s*([A-Za-z]{2})[\w-]*/([A-Za-z]{2})", re.IGNORECASE)
_STATUS = {
    "": Status.PREFERRED,
    "approved": Status.PREFERRED,
    "provisional": Status.ADMITTED,
    "non-standard": Status.ADMITTED,
    "forbidden": Status.FORBIDDEN,
}
_WORD = {
    Status.PREFERRED: "approved",
    Status.ADMITTED: "non-standard",
    Status.FORBIDDEN: "forbidden",
}
_NOTHING = "-"
# What a concept is called there whose name would be read as none.
_UNNAMED = "concept-"
_COLUMNS = "src\ttgt\tsrc:pos\tterm status\tsrc:comment\tconcept ID"


class UtxExchange:
    """Reads UTX 1.x with its usual columns and writes UTX 1.11."""

    name = "utx"
    suffixes = (".utx",)
    holds = "one language pair: all targets with their status, concept ids, the note as comment"

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:
        """Parse a glossary; the header says the languages."""
        lines = decode(data, name=name).splitlines()
        declared = _LANGUAGES.match(lines[0]) if lines else None
        if declared is None:
            fault = Fault("line 1", "is no UTX header such as “#UTX 1.11; de/en”")
            raise GlossaryError(name, [fault], advice=ADVICE)
        columns = _columns(lines)
        if not {"src", "tgt"} <= columns.keys():
            fault = Fault("header", "has no line “#src<TAB>tgt<TAB>…” that names the columns")
            raise GlossaryError(name, [fault], advice=ADVICE)
        entries: list[Entry] = []
        places: list[str] = []
        faults: list[Fault] = []
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            where = f"line {number}"
            cells = line.split("\t")
            entry, message = _entry(cells, columns)
            if message:
                faults.append(Fault(where, message))
            entries.append(entry)
            places.append(where)
        unknown = columns.keys() - set(_COLUMNS.lower().split("\t")) - {"comment"}
        losses = [
            Loss("header", f"column {column!r} is not taken over") for column in sorted(unknown)
        ]
        if faults:
            raise GlossaryError(name, faults, advice=ADVICE)
        known = pair or (declared[1].lower(), declared[2].lower())
        glossary = assemble(rows_of(entries, known, places=places), name=name)
        losses += homographs(entries, places)
        return Imported(glossary, tuple(losses))

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:
        """All targets with their status; a source term's own status is lost."""
        known = need_pair(pair, format_name=self.name)
        entries, losses = entries_of(glossary, known, statuses=tuple(Status))
        entries = drop_comments(entries, losses)
        for concept in glossary:
            for term in concept.in_language(known[0]):
                if term.status is Status.FORBIDDEN:
                    where = f"{concept.id}, {term.lang} {term.text!r}"
                    losses.append(Loss(where, "is forbidden; UTX keeps no status for sources"))
        if any(e.concept_id == _NOTHING for e in entries):
            losses.append(
                Loss(_NOTHING, f"is named {_UNNAMED!r}; {_NOTHING!r} stands for nothing in UTX")
            )
        head = f"#UTX 1.11; {known[0]}/{known[1]}\n#{_COLUMNS}\n"
        body = "".join(
            f"{e.source}\t{e.target}\t{_NOTHING}\t{_WORD[e.status]}\t{e.comment}\t"
            f"{_UNNAMED if e.concept_id == _NOTHING else e.concept_id}\n"
            for e in entries
        )
        return Exported((head + body).encode("utf-8"), tuple(losses))


def _columns(lines: list[str]) -> dict[str, int]:
    """Column names in lower case with their positions, from the last header line."""
    for line in lines:
        names = [cell.strip().lstrip("#").lower() for cell in line.split("\t")]
        if line.startswith("#") and names[0] == "src":
            return {name: position for position, name in enumerate(names) if name}
    return {}


def _entry(cells: list[str], columns: dict[str, int]) -> tuple[Entry, str]:
    """The entry of a line and what is wrong with it."""

    def cell(*names: str) -> str:
        position = next((columns[name] for name in names if name in columns), len(cells))
        return cells[position].strip() if position < len(cells) else ""

    def known(*names: str) -> str:
        text = cell(*names)
        return "" if text == _NOTHING else text

    status = known("term status", "tgt:term status").lower()
    entry = Entry(
        cell("src"),
        cell("tgt"),
        _STATUS.get(status, Status.PREFERRED),
        known("src:comment", "comment"),
        known("concept id"),
    )
    return entry, "" if status in _STATUS else f"term status {status!r} is none of UTX 1.11"
