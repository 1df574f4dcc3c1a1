"""Tables with a column a language, as houses keep their terms: a row is a concept."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from g60translate.errors import InputError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.exchange.exchange import Imported, Loss
from g60translate.glossary.exchange.pairs import free_id
from g60translate.glossary.rows import CONCEPT_COLUMNS, Row
from g60translate.glossary.store import decode
from g60translate.language.codes import iso_639_1
from g60translate.language.tags import read_language

_DELIMITERS = (",", ";", "\t")
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4})*", re.IGNORECASE)
# Codes of languages too, but over a column they mean its number.
_NUMBERS = frozenset(("id", "no", "nr"))
# Several wordings in one cell; the first one is to be used.
_WORDINGS = re.compile(r"\s*[;|\n]\s*")


def languages_of(header: Sequence[str]) -> Mapping[int, str]:
    """The columns that are named after languages, by their places; none unless they are several."""
    found: dict[int, str] = {}
    for place, name in enumerate(header):
        lang = _language(name.strip())
        if lang is not None and lang not in found.values():
            found[place] = lang
    return found if len(found) > 1 else {}


def _language(name: str) -> str | None:
    if name.lower() in _NUMBERS or not name:
        return None
    if _CODE.fullmatch(name):
        return iso_639_1(name)
    try:
        return read_language(name).code
    except InputError:
        return None


def read_wide(
    header: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], *, name: str
) -> Imported:
    """A glossary of rows, each with what an error calls it; raises GlossaryError for its faults."""
    languages = languages_of(header)
    named = {place: text.strip().lower() for place, text in enumerate(header) if text.strip()}
    others = {p: n for p, n in named.items() if n in CONCEPT_COLUMNS or n == "note"}
    losses = [
        Loss("header", f"column {header[place].strip()!r} is not taken over")
        for place in named
        if place not in languages and place not in others
    ]
    made: list[Row] = []
    taken: set[str] = set()
    for where, cells in rows:
        terms = {
            lang: wordings
            for place, lang in languages.items()
            if place < len(cells) and (wordings := [w for w in _WORDINGS.split(cells[place]) if w])
        }
        if not terms:
            continue
        concept = free_id(next(iter(terms.get("en") or next(iter(terms.values())))), taken)
        about = {n: cells[p] for p, n in others.items() if p < len(cells)}
        about["concept_note"] = about.pop("note", "") or about.get("concept_note", "")
        for lang, wordings in terms.items():
            for number, wording in enumerate(wordings):
                status = "admitted" if number else "preferred"
                cells_made = {"concept": concept, "lang": lang, "term": wording.strip()}
                made.append(Row(where, cells_made | {"status": status} | about))
                about = {}
    return Imported(assemble(made, name=name), tuple(losses))


def read_wide_csv(data: bytes, *, name: str) -> Imported | None:
    """The same of a CSV file; None where its header names no languages."""
    text = decode(data, name=name)
    first = next((line for line in text.splitlines() if line.strip(" \t,;")), "")
    delimiter = max(_DELIMITERS, key=lambda d: len(languages_of(_cells(first, d))))
    if not languages_of(_cells(first, delimiter)):
        return None
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    records = [(f"line {reader.line_num}", cells) for cells in reader if any(map(str.strip, cells))]
    return read_wide(records[0][1], records[1:], name=name)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])
