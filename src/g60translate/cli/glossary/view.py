"""How glossaries are shown, and what was done to them: to a person or to a program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from g60translate.cli.console import print_json, print_table

if TYPE_CHECKING:
    from g60translate.glossary.book import Glossary
    from g60translate.glossary.concept import Concept, Term
    from g60translate.glossary.exchange.exchange import Loss


def print_concepts(concepts: Sequence[Concept], *, as_json: bool) -> None:
    """Concepts with all their terms, one term a line."""
    if as_json:
        print_json([*concepts])
        return
    rows = [
        (concept.id, term.lang, term.text, term.status.value, _details(term))
        for concept in concepts
        for term in concept.terms
    ]
    print_table(("Concept", "Language", "Term", "Status", "Details"), rows)


def print_concept(concept: Concept) -> None:
    """One concept in full."""
    facts = (
        ("Concept", concept.id),
        ("Domain", concept.domain),
        ("Definition", concept.definition),
        ("Note", concept.note),
        ("Priority", str(concept.priority) if concept.priority else ""),
        ("Valid from", concept.valid_from),
    )
    print("\n".join(f"{name}: {value}" for name, value in facts if value))
    print_concepts([concept], as_json=False)


def print_transfer(done: str, losses: Sequence[Loss], *, as_json: bool) -> None:
    """What was written, and what did not come across."""
    if as_json:
        from g60translate.cli.outputs.glossary import Transferred

        print_json(Transferred(done, tuple(losses)))
        return
    print(done)
    if losses:
        print(f"Not carried over ({len(losses)}):")
        print("\n".join(f"  {loss}" for loss in losses))


def print_saved(glossary: Glossary, concept_id: str, *, path: Path, as_json: bool) -> None:
    """A changed concept, with lint's warnings about it."""
    from g60translate.checks.check import Severity
    from g60translate.cli.glossary.findings import print_remarks
    from g60translate.glossary.lint.run import lint
    from g60translate.glossary.store import load_placed

    concepts = [glossary.concept(concept_id)] if concept_id in glossary else []
    remarks = [
        remark
        for remark in lint(glossary)
        if remark.concept_id == concept_id and remark.severity is not Severity.INFO
    ]
    if as_json:
        from g60translate.cli.outputs.glossary import Saved

        print_json(Saved(str(path), tuple(concepts), tuple(remarks)))
        return
    if concepts:
        print_concepts(concepts, as_json=False)
    if remarks:
        print_remarks(remarks, places=load_placed(path).places, as_json=False)
    print(f"Saved {path}.")


def _details(term: Term) -> str:
    details = []
    if term.do_not_translate:
        details.append("do not translate")
    if term.case.value != "auto":
        details.append(f"case {term.case.value}")
    if term.inflect.value != "none":
        details.append(term.inflect.value + (f":{term.gender}" if term.gender else ""))
    if term.forms:
        details.append(f"also {' | '.join(term.forms)}")
    details += [text for text in (term.note, term.source) if text]
    return "; ".join(details)
