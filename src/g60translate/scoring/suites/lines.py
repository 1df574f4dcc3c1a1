"""Scores of line-aligned texts, as test sets come: one segment a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.errors import EncodingFault, InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.scoring.metrics.sacrebleu import RESAMPLES, check_aligned, metrics_for
from g60translate.scoring.metrics.score import Score
from g60translate.scoring.metrics.terms import TermAccuracy, term_accuracy


@dataclass(frozen=True, slots=True)
class LineScores:
    """All scores of one translation; `terms` is None where no source or no glossary was given."""

    segments: int
    scores: tuple[Score, ...]
    terms: TermAccuracy | None = None

    @property
    def all_scores(self) -> tuple[Score, ...]:
        """The metrics' scores and, where there are terms, the two term figures."""
        if self.terms is None:
            return self.scores
        return (*self.scores, self.terms.score, self.terms.substring)


def split_lines(data: bytes, *, name: str) -> list[str]:
    """The lines of a UTF-8 text; only line feeds end a line, as test sets count them.

    A final line feed ends the last line and begins no further one. Raises EncodingFault.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise EncodingFault(
            f"{name} is not UTF-8 (byte {fault.start}). Save it as UTF-8 and score it again."
        ) from None
    lines = text.replace("\r\n", "\n").split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def score_lines(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    target_lang: str,
    sources: Sequence[str] | None = None,
    source_lang: str | None = None,
    glossary: Glossary | None = None,
    glossary_name: str = "",
    resamples: int = RESAMPLES,
) -> LineScores:
    """Metrics for the target language, and term accuracy where source and glossary are given.

    `references` holds one list of lines per reference translation. Raises InputError where line
    counts differ.
    """
    check_aligned(hypotheses, references)
    scores = tuple(
        metric.score(hypotheses, references, resamples=resamples)
        for metric in metrics_for(target_lang)
    )
    terms = None
    if sources is not None and glossary is not None:
        if source_lang is None:
            raise InputError("Terms are looked for in the source language. Name it with --from.")
        check_aligned(hypotheses, [sources], other="source")
        matcher = TermMatcher(glossary, source_lang=source_lang, target_lang=target_lang)
        terms = term_accuracy(
            [matcher.find(source) for source in sources],
            hypotheses,
            verifier=TermVerifier(glossary, target_lang=target_lang),
            glossary=f"{glossary_name}@{glossary.digest}",
            resamples=resamples,
        )
    return LineScores(len(hypotheses), scores, terms)
