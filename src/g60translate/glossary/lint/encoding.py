"""Text that was read in a wrong encoding and saved again, in any cell of a concept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from g60translate.checks.check import Severity
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.glossary.lint.remark import Remark, about_concept, about_term
from g60translate.glossary.mojibake import unmangled

# The program that read the text put this where it could not read on: what stood there is lost.
_LOST = "\N{REPLACEMENT CHARACTER}"


def examine(glossary: Glossary) -> Iterator[Remark]:
    """Remarks on every cell with such text, each with what it should be."""
    for concept in glossary:
        for column, text in _concept_cells(concept):
            for message, fixable in _faults(column, text):
                remark = about_concept("encoding", Severity.ERROR, concept, message)
                yield replace(remark, fixable=fixable)
        for term in concept.terms:
            for column, text in _term_cells(term):
                for message, fixable in _faults(column, text):
                    yield about_term(
                        "encoding", Severity.ERROR, concept, term, message, fixable=fixable
                    )


def repair_concept(concept: Concept) -> Concept:
    """The concept with all its text read as it was written."""
    return replace(
        concept,
        terms=tuple(map(repair_term, concept.terms)),
        domain=unmangled(concept.domain),
        definition=unmangled(concept.definition),
        note=unmangled(concept.note),
    )


def repair_term(term: Term) -> Term:
    """The term with all its text read as it was written."""
    return replace(
        term,
        text=unmangled(term.text),
        forms=tuple(map(unmangled, term.forms)),
        note=unmangled(term.note),
        source=unmangled(term.source),
    )


def _faults(column: str, text: str) -> Iterator[tuple[str, bool]]:
    """What is wrong with a cell, and whether it can be mended."""
    if (meant := unmangled(text)) != text:
        yield (
            f"{column} {text!r} was read in a wrong encoding and should be {meant!r}; read the "
            "file it came from as UTF-8",
            True,
        )
    if _LOST in text:
        yield (
            f"{column} {text!r} has lost a character where � stands; take it from the file it "
            "came from",
            False,
        )


def _term_cells(term: Term) -> Iterator[tuple[str, str]]:
    yield "term", term.text
    yield from (("form", form) for form in term.forms)
    yield from (("note", term.note), ("source", term.source))


def _concept_cells(concept: Concept) -> Iterator[tuple[str, str]]:
    yield from (
        ("domain", concept.domain),
        ("definition", concept.definition),
        ("concept_note", concept.note),
    )
