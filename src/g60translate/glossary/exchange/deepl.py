"""DeepL glossaries: tab-separated source and target, or their CSV with language columns.

Format: developers.deepl.com, “Glossaries”: UTF-8; TSV with two columns; CSV with two or four
columns (source, target, source language, target language). No header. A source stands once.
"""

from __future__ import annotations

import csv
import io
from pathlib import PurePath

from g60translate.errors import Fault, GlossaryError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Status
from g60translate.glossary.exchange.exchange import Exported, Imported, Loss, Pair
from g60translate.glossary.exchange.pairs import Entry, entries_of, homographs, need_pair, rows_of
from g60translate.glossary.rows import ADVICE
from g60translate.glossary.store import decode


class DeeplExchange:
    """Writes TSV; reads TSV and both kinds of CSV."""

    name = "deepl"
    suffixes = (".tsv",)
    holds = "one language pair: every source wording with the preferred target"

    def read(self, data: bytes, *, name: str, pair: Pair | None) -> Imported:
        """Parse a list; four-column CSV says its languages itself."""
        text = decode(data, name=name)
        comma = PurePath(name).suffix.lower() == ".csv" and "\t" not in text
        lines = io.StringIO(text, newline="")
        reader = (
            csv.reader(lines)
            if comma
            else csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
        entries: list[Entry] = []
        places: list[str] = []
        faults: list[Fault] = []
        declared: set[Pair] = set()
        for cells in reader:
            where = f"line {reader.line_num}"
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) not in (2, 4):
                message = f"has {len(cells)} columns; a source and a target are expected"
                faults.append(Fault(where, message))
                continue
            if len(cells) == 4:
                declared.add((cells[2].strip().lower()[:2], cells[3].strip().lower()[:2]))
            entries.append(Entry(cells[0].strip(), cells[1].strip()))
            places.append(where)
        if len(declared) > 1:
            listed = ", ".join(f"{s}→{t}" for s, t in sorted(declared))
            faults.append(Fault("file", f"holds several language pairs: {listed}"))
        if faults:
            raise GlossaryError(name, faults, advice=ADVICE)
        known = need_pair(pair or next(iter(declared), None), format_name=self.name)
        glossary = assemble(rows_of(entries, known, places=places), name=name)
        return Imported(glossary, tuple(homographs(entries, places)))

    def write(self, glossary: Glossary, *, pair: Pair | None) -> Exported:
        """Preferred targets only; of two concepts with one source wording the first is kept."""
        known = need_pair(pair, format_name=self.name)
        entries, losses = entries_of(glossary, known, statuses=(Status.PREFERRED,))
        lines: dict[str, str] = {}
        for entry in entries:
            first = lines.setdefault(entry.source, entry.target)
            if first != entry.target:
                message = f"{entry.target!r} left out: DeepL allows one target, {first!r} stands"
                losses.append(Loss(f"{entry.concept_id}, {entry.source!r}", message))
        text = "".join(f"{source}\t{target}\n" for source, target in lines.items())
        return Exported(text.encode("utf-8"), tuple(losses))
