"""What changed from one state of a glossary to the next, in a linguist's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.glossary.rows import join_forms


class ChangeKind(StrEnum):
    """What happened to the thing named by a change."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `what` is `concept`, a concept's field, or a term with its language.

    `before` is empty for what was added, `after` for what was removed.
    """

    concept_id: str
    kind: ChangeKind
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        values = {
            ChangeKind.ADDED: self.after,
            ChangeKind.REMOVED: self.before,
            ChangeKind.CHANGED: f"{self.before!r} → {self.after!r}",
        }
        return f"{self.concept_id}: {self.what} {self.kind}: {values[self.kind]}"


def diff(old: Glossary, new: Glossary) -> tuple[Change, ...]:
    """All changes by concept id; empty exactly where both digests are equal."""
    before = {concept.id: concept for concept in old}
    after = {concept.id: concept for concept in new}
    changes: list[Change] = []
    for concept_id in sorted(before.keys() | after.keys()):
        if concept_id not in after:
            gone = _summary(before[concept_id])
            changes.append(Change(concept_id, ChangeKind.REMOVED, "concept", gone, ""))
        elif concept_id not in before:
            added = _summary(after[concept_id])
            changes.append(Change(concept_id, ChangeKind.ADDED, "concept", "", added))
        else:
            changes += _concept(before[concept_id], after[concept_id])
    return tuple(changes)


def _concept(old: Concept, new: Concept) -> Iterator[Change]:
    for name in ("domain", "definition", "note", "priority", "valid_from"):
        before, after = str(getattr(old, name)), str(getattr(new, name))
        if before != after:
            yield Change(old.id, ChangeKind.CHANGED, name, before, after)
    for lang in sorted({term.lang for term in (*old.terms, *new.terms)}):
        yield from _terms(old.id, lang, old.in_language(lang), new.in_language(lang))


def _terms(
    concept_id: str, lang: str, old: tuple[Term, ...], new: tuple[Term, ...]
) -> Iterator[Change]:
    if old == new:
        return
    pairs, gone, come = _pair(old, new)
    for before, after in pairs:
        for name in (field.name for field in fields(Term) if field.name not in ("lang", "text")):
            was, now = _show(getattr(before, name)), _show(getattr(after, name))
            if was != now:
                what = f"{lang} {after.text!r} {name}"
                yield Change(concept_id, ChangeKind.CHANGED, what, was, now)
    # What left and what came under the same verdict is a rewording.
    for term in list(gone):
        heir = next((t for t in come if t.status is term.status), None)
        if heir is not None:
            gone.remove(term)
            come.remove(heir)
            what = f"{lang} {term.status} term"
            yield Change(concept_id, ChangeKind.CHANGED, what, _full(term), _full(heir))
    for term in gone:
        what = f"{lang} {term.status} term"
        yield Change(concept_id, ChangeKind.REMOVED, what, _full(term), "")
    for term in come:
        yield Change(concept_id, ChangeKind.ADDED, f"{lang} {term.status} term", "", _full(term))
    order, changed = [t.text for t in old], [t.text for t in new]
    if order != changed and sorted(order) == sorted(changed):
        what = f"order of {lang} terms"
        yield Change(concept_id, ChangeKind.CHANGED, what, " | ".join(order), " | ".join(changed))


def _pair(
    old: tuple[Term, ...], new: tuple[Term, ...]
) -> tuple[list[tuple[Term, Term]], list[Term], list[Term]]:
    """Terms of the same text side by side, in order; then those without a partner."""
    come = list(new)
    pairs: list[tuple[Term, Term]] = []
    gone: list[Term] = []
    for term in old:
        partner = next((t for t in come if t.text == term.text), None)
        if partner is None:
            gone.append(term)
        else:
            come.remove(partner)
            pairs.append((term, partner))
    return pairs, gone, come


def _summary(concept: Concept) -> str:
    return "; ".join(f"{term.lang} {term.text}" for term in concept.terms)


def _full(term: Term) -> str:
    """The text, with whatever about it is not the default behind it."""
    plain = Term(term.lang, term.text, term.status)
    extras = [
        f"{field.name} {_show(getattr(term, field.name))}"
        for field in fields(Term)
        if getattr(term, field.name) != getattr(plain, field.name)
    ]
    return f"{term.text} ({', '.join(extras)})" if extras else term.text


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return join_forms(str(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
