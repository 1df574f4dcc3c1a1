"""Single changes to a glossary, checked by the same rules as a whole file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from g60translate.errors import InputError
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept
from g60translate.glossary.matching.fold import fold_key
from g60translate.glossary.morphology.forms import surface_forms
from g60translate.glossary.rows import COLUMNS, CONCEPT_COLUMNS, Row, explode

_KEYS = ("concept", "lang", "term")


def add_terms(
    glossary: Glossary,
    concept_id: str,
    terms: Sequence[tuple[str, str]],
    *,
    columns: Mapping[str, str],
) -> Glossary:
    """The glossary with these (language, wording) terms in a concept, new or known.

    `columns` are cells as in the file and hold for each of the terms. Raises InputError for a term
    that stands there already or an unknown column, GlossaryError for faulty cells.
    """
    _check_columns(columns)
    known = glossary.concept(concept_id).terms if concept_id in glossary else ()
    for lang, text in terms:
        if any((term.lang, term.text) == (lang, text) for term in known):
            raise InputError(f"{concept_id} has the {lang} term {text!r} already; use set.")
    rows = [_row(cells) for cells in explode(glossary)]
    facts = {name: value for name, value in columns.items() if name in CONCEPT_COLUMNS}
    if facts and known:
        raise InputError(f"{concept_id} exists; change its {', '.join(facts)} with set.")
    for number, (lang, text) in enumerate(terms):
        own = {n: v for n, v in columns.items() if number == 0 or n not in CONCEPT_COLUMNS}
        where = f"{lang} {text!r}"
        rows.append(Row(where, {**own, "concept": concept_id, "lang": lang, "term": text}))
    return assemble(rows, name=glossary.name)


def set_columns(
    glossary: Glossary,
    concept_id: str,
    columns: Mapping[str, str],
    *,
    lang: str = "",
    term: str = "",
) -> Glossary:
    """The glossary with these cells of a concept, or of one of its terms, exchanged.

    A column of the term needs `lang`, and `term` where the language has several. An empty value
    clears the cell; `term=…` among the columns rewords the term.
    """
    _check_columns(columns, keys=("concept", "lang"))
    concept = glossary.concept(concept_id)
    of_term = [name for name in columns if name not in CONCEPT_COLUMNS]
    index = _term_index(concept, lang, term) if of_term or lang or term else 0
    rows: list[Row] = []
    seen = 0
    for cells in explode(glossary):
        if cells["concept"] == concept_id:
            for name, value in columns.items():
                if seen == (0 if name in CONCEPT_COLUMNS else index):
                    cells[name] = value
            seen += 1
        rows.append(_row(cells))
    return assemble(rows, name=glossary.name)


def remove_term(glossary: Glossary, concept_id: str, *, lang: str, term: str = "") -> Glossary:
    """The glossary less one term; raises InputError for a concept's last one."""
    concept = glossary.concept(concept_id)
    index = _term_index(concept, lang, term)
    left = (*concept.terms[:index], *concept.terms[index + 1 :])
    if not left:
        raise InputError(
            f"{concept.terms[index].text!r} is the last term of {concept_id}; remove the concept."
        )
    return glossary.with_concept(replace(concept, terms=left))


def search(glossary: Glossary, query: str) -> tuple[Concept, ...]:
    """Concepts whose id, or any form of any term, contains the query, typography and case aside."""
    key = fold_key(query)
    return tuple(
        concept
        for concept in glossary
        if query.lower() in concept.id.lower()
        or any(key in fold_key(form) for term in concept.terms for form in surface_forms(term))
    )


def _term_index(concept: Concept, lang: str, text: str) -> int:
    if not lang:
        raise InputError(f"Say which term of {concept.id}: give --lang, for example --lang en.")
    places = [
        number
        for number, term in enumerate(concept.terms)
        if term.lang == lang and (not text or term.text == text)
    ]
    listed = ", ".join(repr(term.text) for term in concept.in_language(lang)) or "none"
    if not places:
        raise InputError(f"{concept.id} has no such {lang} term. Its {lang} terms: {listed}.")
    if len(places) > 1 and not text:
        raise InputError(f"{concept.id} has several {lang} terms; give --term. They are: {listed}.")
    return places[0]


def _check_columns(columns: Mapping[str, str], *, keys: Sequence[str] = _KEYS) -> None:
    allowed = [name for name in COLUMNS if name not in keys]
    for name in columns:
        if name not in allowed:
            raise InputError(f"There is no column {name!r} to set. Columns: {', '.join(allowed)}.")


def _row(cells: Mapping[str, str]) -> Row:
    return Row(f"{cells['concept']}, {cells['lang']} {cells['term']!r}", cells)
