"""Takes outputs from an earlier result where nothing that decides them has changed.

The outputs of a set follow from the program, the models, the options and what the glossary decides
for each line. The first three have to be those of the earlier result; the last is kept with the
result as a digest per line. So a change of the glossary alone translates only what it touches.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Status, Term
from g60translate.glossary.matching.fold import fold
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.morphology.forms import accepted_forms, surface_forms
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.line import Line
from g60translate.scoring.suites.sets import TestSet

# What outputs depend on besides the package itself; the last two only with the reference engine.
_LIBRARIES = (
    "choppa-srx", "ctranslate2", "numpy", "pyahocorasick", "sentencepiece", "simplemma",
    "torch", "transformers",
)  # fmt: skip
# What stands in a term's way only as a comment.
_REMARKS = frozenset({"note", "source"})
_UNITS = re.compile(r"[\u2e80-\u9fff]|[^\W_\u2e80-\u9fff]+")


class Lender:
    """Knows what the enforced glossary decides, and lends outputs of an earlier result."""

    def __init__(self, enforced: Glossary, earlier: Evaluation | None = None) -> None:
        """`earlier` has to be free of obstacles (see `obstacle`); None lends nothing."""
        self._glossary = enforced
        self._earlier = earlier

    def decisions(self, test_set: TestSet) -> tuple[str, ...]:
        """A digest per line of all that the glossary says for it, in hex.

        That is its hits, all terms of their concepts in both languages, and what is forbidden in
        the target language wherever it stands: any other forbidden wording touches every line.
        """
        pair = (test_set.source_lang, test_set.target_lang)
        matcher = TermMatcher(self._glossary, source_lang=pair[0], target_lang=pair[1])
        everywhere = sorted(_banned(self._glossary, pair[1]))
        digests = []
        for source in test_set.sources:
            hits = [
                (hit.start, hit.end, _terms(self._glossary.concept(hit.concept_id), pair))
                for hit in matcher.find(source)
            ]
            said = json.dumps([everywhere, hits], ensure_ascii=False, sort_keys=True)
            digests.append(hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16])
        return tuple(digests)

    def lines(self, test_set: TestSet, decisions: tuple[str, ...]) -> Mapping[int, Line]:
        """The outputs that stay what they were, by number; codes are not kept, so none of those."""
        before = self._earlier.set_named(test_set.name) if self._earlier else None
        if before is None or before.digest != test_set.digest or not before.decisions:
            return {}
        logprobs = before.logprobs or (None,) * len(before.outputs)
        return {
            number: Line(before.outputs[number], logprob=logprobs[number])
            for number, (then, now) in enumerate(zip(before.decisions, decisions, strict=True))
            if then == now and not (test_set.inlines and test_set.inlines[number])
        }


def obstacle(earlier: Evaluation, *, system: str, program: str) -> str | None:
    """Why nothing of an earlier result can be taken over, None where something can."""
    if earlier.program != program:
        return "the program or one of its libraries is another than when the baseline was set"
    if _without_glossary(earlier.system) != _without_glossary(system):
        return "the model or an option is another than when the baseline was set"
    return None


@cache
def program_digest() -> str:
    """SHA-256 over the package's files and the versions of the libraries that decide outputs."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package).as_posix()
        # What is shipped as data has digests of its own.
        if path.is_file() and not name.startswith("data/") and "__pycache__" not in name:
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name}\n{content}\n".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _without_glossary(system: str) -> list[str]:
    parts = system.replace("; ", "|").split("|")
    return [part for part in parts if not part.startswith(("glossary:", "glossary_digest:"))]


def _terms(concept: Concept, languages: tuple[str, str]) -> list[dict[str, object]]:
    return [
        {key: value for key, value in asdict(term).items() if key not in _REMARKS}
        for term in concept.terms
        if term.lang in languages
    ]


def _banned(glossary: Glossary, lang: str) -> Iterator[tuple[str, bool, str, str]]:
    """Forbidden wordings, and accepted ones that share a word with one and so may hide it."""
    terms = [term for concept in glossary for term in concept.in_language(lang)]
    banned = [term for term in terms if term.status is Status.FORBIDDEN]
    words = {word for term in banned for form in surface_forms(term) for word in _words(form)}
    for term in terms if banned else ():
        for form in _forms(term):
            forbidden = term.status is Status.FORBIDDEN
            if forbidden or not words.isdisjoint(_words(form)):
                yield form, forbidden, term.case, term.text


def _forms(term: Term) -> tuple[str, ...]:
    return surface_forms(term) if term.status is Status.FORBIDDEN else accepted_forms(term)


def _words(form: str) -> set[str]:
    return set(_UNITS.findall(fold(form).text))
