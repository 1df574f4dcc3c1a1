"""Translate the sets of a suite and score them; the translating is handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from time import perf_counter

from g60translate import __version__
from g60translate.errors import EngineError
from g60translate.glossary.book import Glossary
from g60translate.glossary.match import TermMatcher
from g60translate.glossary.verify import TermVerifier
from g60translate.reports.evaluation import (
    Evaluation,
    ScoreRecord,
    SetResult,
    SkippedSet,
)
from g60translate.reports.record import ToolInfo
from g60translate.scoring.metrics import BleuMetric, ChrfMetric, CorpusMetric
from g60translate.scoring.score import Score
from g60translate.scoring.suite import LoadedSuite, TestSet
from g60translate.scoring.term_accuracy import TermAccuracy, term_accuracy

TranslateLines = Callable[[str, str, Sequence[str]], Sequence[str]]
"""Source language, target language and lines in; as many translated lines out."""


def evaluate(
    loaded: LoadedSuite,
    translate: TranslateLines,
    *,
    glossary: Glossary | None = None,
    glossary_name: str = "",
    system: str,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Measure every set that is there. `system` is the signature of what translates.

    Raises EngineError where `translate` gives back another number of lines.
    """
    results = []
    for number, each in enumerate(loaded.sets, 1):
        results.append(
            evaluate_set(each, translate, glossary=glossary, glossary_name=glossary_name)
        )
        if progress is not None:
            progress(number, len(loaded.sets))
    return Evaluation(
        tool=ToolInfo(name="g60translate", version=__version__),
        created=datetime.now(UTC),
        suite=loaded.suite.name,
        system=system,
        sets=tuple(results),
        skipped=tuple(
            SkippedSet(name=name, reason=reason) for name, reason in loaded.skipped.items()
        ),
    )


def evaluate_set(
    test_set: TestSet,
    translate: TranslateLines,
    *,
    glossary: Glossary | None = None,
    glossary_name: str = "",
) -> SetResult:
    """Translate and score one set: BLEU, chrF and, with a glossary, terms."""
    start = perf_counter()
    outputs = tuple(translate(test_set.source_lang, test_set.target_lang, test_set.sources))
    seconds = perf_counter() - start
    if len(outputs) != len(test_set.sources):
        raise EngineError(
            f"{test_set.name}: {len(test_set.sources)} lines went in, {len(outputs)} came out."
        )
    # TER is left to `g60translate score`: it is slow, and the gate does not look at it.
    metrics: tuple[CorpusMetric, ...] = (
        BleuMetric(target_lang=test_set.target_lang),
        ChrfMetric(target_lang=test_set.target_lang),
    )
    statistics = {m.name: m.statistics(outputs, test_set.references) for m in metrics}
    references = len(test_set.references)
    scores = [m.score_of(statistics[m.name], references=references) for m in metrics]
    terms = _terms(test_set, outputs, glossary, glossary_name)
    if terms is not None:
        statistics["terms"] = terms.counts
        scores += [terms.score, terms.substring]
    return SetResult(
        name=test_set.name,
        pair=f"{test_set.source_lang}-{test_set.target_lang}",
        domain=test_set.domain,
        digest=test_set.digest,
        outputs=outputs,
        scores=tuple(_record(score) for score in scores),
        statistics={name: tuple(map(tuple, rows.tolist())) for name, rows in statistics.items()},
        references=references,
        seconds=round(seconds, 3),
    )


def _terms(
    test_set: TestSet, outputs: Sequence[str], glossary: Glossary | None, name: str
) -> TermAccuracy | None:
    if glossary is None:
        return None
    languages = {"source_lang": test_set.source_lang, "target_lang": test_set.target_lang}
    matcher = TermMatcher(glossary, **languages)
    found = term_accuracy(
        [matcher.find(source) for source in test_set.sources],
        outputs,
        verifier=TermVerifier(glossary, target_lang=test_set.target_lang),
        glossary=f"{name}@{glossary.digest}",
    )
    return found if found.found else None


def _record(score: Score) -> ScoreRecord:
    return ScoreRecord(**asdict(score))
