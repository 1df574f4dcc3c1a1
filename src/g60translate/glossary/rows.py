"""Table rows and what they mean: shared by every format that keeps one term a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from g60translate.errors import Fault
from g60translate.glossary.book import Glossary

COLUMNS = (
    "concept",
    "lang",
    "term",
    "status",
    "dnt",
    "case",
    "inflect",
    "forms",
    "domain",
    "definition",
    "note",
    "source",
    "priority",
    "valid_from",
    "concept_note",
)
REQUIRED = ("concept", "lang", "term")
# These say something about the concept, so one of its rows is enough.
CONCEPT_COLUMNS = ("domain", "definition", "priority", "valid_from", "concept_note")
ADVICE = "Nothing was loaded. Correct these places and load the file again."

# C0 and C1 controls and the Unicode line separators: no wording contains them.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One table row; `where` is what an error calls it, `cells` maps column names to texts.

    `places` maps column names to what an error calls their cell, where the format has cells.
    """

    where: str
    cells: Mapping[str, str]
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def cell(self, column: str) -> str:
        """The stripped text of this column, empty where the table lacks it."""
        text = self.cells.get(column, "")
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text.strip()


def check_header(header: Sequence[str], *, where: str) -> list[Fault]:
    """What is wrong with these column names; an empty name is a column nobody reads."""
    faults = [
        Fault(where, f"unknown column {name!r}; known columns: {', '.join(COLUMNS)}")
        for name in header
        if name and name not in COLUMNS
    ]
    faults += [
        Fault(where, f"column {name!r} is missing") for name in REQUIRED if name not in header
    ]
    faults += [
        Fault(where, f"column {name!r} stands there twice")
        for name in dict.fromkeys(header)
        if name and header.count(name) > 1
    ]
    return faults


def explode(glossary: Glossary) -> Iterator[dict[str, str]]:
    """The rows of a glossary, one per term, the concept's own columns on its first row."""
    for concept in glossary:
        for number, term in enumerate(concept.terms):
            cells = dict.fromkeys(COLUMNS, "")
            cells |= {
                "concept": concept.id,
                "lang": term.lang,
                "term": term.text,
                "status": term.status.value,
                "dnt": "yes" if term.do_not_translate else "",
                "case": term.case.value,
                "inflect": f"{term.inflect.value}:{term.gender}".rstrip(":"),
                "forms": join_forms(term.forms),
                "note": term.note,
                "source": term.source,
            }
            if number == 0:
                cells |= {
                    "domain": concept.domain,
                    "definition": concept.definition,
                    "priority": str(concept.priority) if concept.priority else "",
                    "valid_from": concept.valid_from,
                    "concept_note": concept.note,
                }
            yield cells


def join_forms(forms: Iterable[str]) -> str:
    r"""Forms in one cell, separated by `|`; a `|` or `\` inside a form is escaped by `\`."""
    return "|".join(form.replace("\\", "\\\\").replace("|", "\\|") for form in forms)


def split_forms(cell: str) -> tuple[str, ...]:
    """The inverse of join_forms; white space around a form and empty forms are dropped."""
    parts = re.findall(r"((?:\\.|[^|\\]|\\$)*)(?:\||$)", cell)
    forms = (re.sub(r"\\(.)", r"\1", part).strip() for part in parts)
    return tuple(form for form in forms if form)
