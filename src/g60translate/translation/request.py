"""What goes into the constraint ladder and what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from g60translate.documents.model import Inline
from g60translate.glossary.concept import TermHit
from g60translate.glossary.matching.verify import TermResult
from g60translate.spans import Span
from g60translate.translation.codes.alignment import Alignment


class Rung(StrEnum):
    """What settled a term.

    MODEL: the model's best answer had the term without help. N_BEST: a less probable answer has
    it. INLINE, MASKED, PLACEHOLDER: the term was shown in the model's markers. CLAUSES: the
    sentence was translated in parts. INSERTION, REPLACEMENT: the term was put where the attention
    points, before or after the rest of the sentence was written.
    """

    MODEL = "model"
    N_BEST = "n-best"
    INLINE = "inline"
    MASKED = "masked"
    PLACEHOLDER = "placeholder"
    CLAUSES = "clauses"
    INSERTION = "insertion"
    REPLACEMENT = "replacement"


@dataclass(frozen=True, slots=True)
class Recased:
    """A word at `text[start:end]` (code points, half-open) as it is written outside capitals."""

    start: int
    end: int
    usual: str


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to translate, without white space at its edges.

    `hits` and `protected` are disjoint, sorted spans of `text` (code points, half-open):
    glossary terms, and stretches that must come out unchanged. `codes` are inline codes over
    `text` whose places the model is to be asked for. `recased` are the words of a sentence in
    capitals that the model is shown in another case. `context` are the sentences before and after
    it, where a memory is asked for them.
    """

    id: str
    text: str
    source_lang: str
    target_lang: str
    hits: tuple[TermHit, ...] = ()
    protected: tuple[Span, ...] = ()
    codes: tuple[Inline, ...] = ()
    context: tuple[str, str] = ("", "")
    recased: tuple[Recased, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a memory had: `source` → `target`, of a likeness `score` to the sentence (1: the same).

    `kind` is `context`, `exact`, `repaired` (alike, its differences mended) or `fuzzy`; `origin`
    says who decided it, `note` why it was not used although the text is the same.
    """

    kind: str
    score: float
    source: str
    target: str
    origin: str
    memory: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TermOutcome:
    """The proof for one hit; `rung` is None where no rung settled it, or a memory had it right."""

    result: TermResult
    rung: Rung | None


@dataclass(frozen=True, slots=True)
class Translation:
    """The ladder's answer to one request.

    `logprob` is the mean natural log-probability per target piece of what was decoded;
    `forbidden` lists forbidden wordings that are still in the text, `lost` protected stretches
    that are not, `dropped` stretches of the source that nothing in the text seems to stand for (of
    the text in between where two models are chained), `put_in` wordings that were put where the
    attention points, `stray` counts marker symbols that had to be cut out. `parts` is over 1 where
    the sentence was translated in parts. `places` has the places in `text` of those codes that the
    model placed itself, by their tags.
    `cost` is what the terms cost: the mean log-probability per piece of this text less that of
    what the model said alone, both as translations of the plain source; None where the sentence
    exceeds the model. `recalled` is the remembered translation that this one is, with `logprob` 0;
    `proposal` one that is worth a look beside it.
    """

    id: str
    text: str
    logprob: float
    alignment: Alignment
    outcomes: tuple[TermOutcome, ...] = ()
    forbidden: tuple[TermHit, ...] = ()
    lost: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    put_in: tuple[str, ...] = ()
    cost: float | None = None
    stray: int = 0
    parts: int = 1
    places: Mapping[str, Span] = field(default_factory=dict)
    recalled: Recalled | None = None
    proposal: Recalled | None = None


class RequestTranslator(Protocol):
    """What turns requests into proven translations: the ladder of one model, or a chain of two."""

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The rungs that can be climbed, in their order."""

    def translate(self, requests: Sequence[Request]) -> list[Translation]:
        """Translate requests in their order; ids come back unchanged. Raises EngineError."""
