"""The glossary: all concepts of one file, with a digest that says which state it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Self

from g60translate.errors import Fault, GlossaryError, InputError
from g60translate.glossary.concept import Concept, Term


@dataclass(frozen=True, slots=True)
class Glossary:
    """Concepts in the file's order; `name` is the file's name and serves messages only.

    `digest` is the SHA-256 of what the glossary says, in hex. The order of concepts, the file
    format and its line ends do not change it; the order of a concept's terms in one language does,
    because the first preferred term leads.
    Raises GlossaryError where two concepts share an id.
    """

    concepts: tuple[Concept, ...] = ()
    name: str = field(default="glossary", compare=False)
    digest: str = field(init=False, compare=False, repr=False)
    _by_id: Mapping[str, Concept] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_id: dict[str, Concept] = {}
        faults: list[Fault] = []
        for concept in self.concepts:
            if concept.id in by_id:
                faults.append(Fault(f"concept {concept.id}", "this id is used twice"))
            by_id[concept.id] = concept
        if faults:
            raise GlossaryError(self.name, faults, advice="Give every concept its own id.")
        object.__setattr__(self, "_by_id", by_id)
        object.__setattr__(self, "digest", _digest(self.concepts))

    @classmethod
    def empty(cls) -> Self:
        """A glossary that decides nothing."""
        return cls((), name="(no glossary)")

    def __len__(self) -> int:
        return len(self.concepts)

    def __iter__(self) -> Iterator[Concept]:
        return iter(self.concepts)

    def __contains__(self, concept_id: object) -> bool:
        return concept_id in self._by_id

    @property
    def languages(self) -> tuple[str, ...]:
        """The ISO 639-1 codes that occur, sorted."""
        return tuple(sorted({term.lang for concept in self.concepts for term in concept.terms}))

    def concept(self, concept_id: str) -> Concept:
        """The concept of this id; raises InputError naming the ids that look like it."""
        try:
            return self._by_id[concept_id]
        except KeyError:
            near = get_close_matches(concept_id, self._by_id, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            raise InputError(
                f"{self.name} has no concept with the id {concept_id!r}.{hint}"
            ) from None

    def with_concept(self, concept: Concept) -> Self:
        """The same glossary with this concept in the place of the one with its id, or added."""
        if concept.id not in self._by_id:
            return replace(self, concepts=(*self.concepts, concept))
        return replace(
            self, concepts=tuple(concept if c.id == concept.id else c for c in self.concepts)
        )

    def without_concept(self, concept_id: str) -> Self:
        """The same glossary less this concept; raises InputError where there is none."""
        gone = self.concept(concept_id)
        return replace(self, concepts=tuple(c for c in self.concepts if c is not gone))


def _digest(concepts: tuple[Concept, ...]) -> str:
    content = []
    for concept in sorted(concepts, key=lambda c: c.id):
        # Only the order within one language carries meaning; sorted() is stable.
        terms = sorted(concept.terms, key=lambda term: term.lang)
        content.append({**_fields(concept), "terms": [_fields(term) for term in terms]})
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def _fields(item: Concept | Term) -> dict[str, object]:
    """As `dataclasses.asdict` without its copies, which take ten times as long."""
    return {name: getattr(item, name) for name in item.__dataclass_fields__}
