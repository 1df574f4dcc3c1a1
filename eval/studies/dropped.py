"""How well dropped clauses are found by attention coverage, and what trying again does.

    python eval/studies/dropped.py --data FOLDER

FOLDER holds the public sets of eval/suites/news.toml. A clause of at least four words is cut, by
a fixed seed, from the model's own translations and from the references; the model is then forced
to write what is left, and the attention of that is judged. The whole text, forced alike, shows the
false alarms; clauses that the model itself dropped count as such. Then the sets are translated
with and without another try for what coverage found.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

from forced import Forced

from g60translate import Glossary
from g60translate.checks.check import Severity, Unit
from g60translate.checks.run import run_checks
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.scoring.metrics.sacrebleu import metrics_for
from g60translate.scoring.suites.sets import load_suite
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.translated import TranslatedDocument
from g60translate.translation.trust import coverage

ROOT = Path(__file__).parents[2]
PAIR = ("de", "en")
SETS = {"press": "press de-en", "news": "newstest2019 de-en"}
LIMIT = 300
SEED = 1
SHORTEST = 4

_CLAUSE_MARK = re.compile(r"[,;:–—]\s+")


@dataclass(frozen=True)
class Corpus:
    """Line-aligned texts."""

    name: str
    sources: Sequence[str]
    references: Sequence[str]


def corpora(data: Path) -> Iterator[Corpus]:
    for suite, name in SETS.items():
        loaded = load_suite(ROOT / "eval" / "suites" / f"{suite}.toml", data=data, pair="de-en")
        found = next(each for each in loaded.sets if each.name == name)
        yield Corpus(name, found.sources[:LIMIT], found.references[0][:LIMIT])


def walk(translator: Translator, corpus: Corpus) -> TranslatedDocument:
    blocks = [Block(str(n), BlockKind.PARAGRAPH, text) for n, text in enumerate(corpus.sources)]
    return translator.translate(Document("lines", tuple(blocks), skeleton=None, lang=PAIR[0]))


def without_clause(text: str, rng: random.Random) -> str | None:
    """One clause between marks goes; None where no two parts are left to choose from."""
    cuts = [0, *(match.end() for match in _CLAUSE_MARK.finditer(text)), len(text)]
    clauses = [
        (start, end) for start, end in pairwise(cuts) if len(text[start:end].split()) >= SHORTEST
    ]
    if len(cuts) < 3 or not clauses:
        return None
    start, end = rng.choice(clauses)
    rest = text[:start] + text[end:]
    if end == len(text):
        rest = text[:start].rstrip(" ,;:–—") + text.rstrip()[-1]
    return rest if len(rest.split()) >= SHORTEST else None


def second_half_gone(text: str, rng: random.Random) -> str | None:  # noqa: ARG001
    words = text.split()
    return " ".join(words[: len(words) // 2]) + "." if len(words) >= 12 else None


FAULTS: dict[str, Callable[[str, random.Random], str | None]] = {
    "a clause": without_clause,
    "the second half": second_half_gone,
}


def length_objects(source: str, target: str) -> bool:
    findings = run_checks([Unit("", source, target, *PAIR)], names=["length"])
    return any(finding.severity is not Severity.INFO for finding in findings)


def coverage_objects(source: str, target: str, forced: Forced) -> bool:
    return bool(forced.attend(source, target).alignment.coverage.gaps)


def print_planted(name: str, kind: str, pairs: Sequence[tuple[str, str]], forced: Forced) -> None:
    for fault, plant in FAULTS.items():
        rng = random.Random(SEED)
        rows = []
        for source, target in pairs:
            damaged = plant(target, rng)
            if damaged is not None:
                found = coverage_objects(source, damaged, forced)
                short = length_objects(source, damaged)
                alarms = coverage_objects(source, target, forced), length_objects(source, target)
                rows.append((found, short, found or short, *alarms))
        shares = [f"{100 * sum(column) / len(rows):.1f}" for column in zip(*rows, strict=True)]
        print(f"| {name} | {kind} | {fault} | {len(rows)} | {' | '.join(shares)} |", flush=True)


def print_retry(corpus: Corpus, translator: Translator) -> TranslatedDocument:
    with patch.object(coverage, "_LEFT_OUT", -1.0):
        before = walk(translator, corpus)
    after = walk(translator, corpus)
    for label, document in (("off", before), ("on", after)):
        outputs = [" ".join(block.text.split()) for block in document.document.blocks]
        scores = {
            metric.name: metric.score(outputs, [list(corpus.references)], resamples=0).value
            for metric in metrics_for(PAIR[1])
        }
        gaps = sum(
            bool(segment.translation and segment.translation.alignment.coverage.gaps)
            for segment in document.segments
        )
        print(
            f"| {corpus.name} ({len(outputs)}) | {label} | {scores['BLEU']:.2f} | "
            f"{scores['chrF2++']:.2f} | {gaps} of {len(document.segments)} |",
            flush=True,
        )
    return after


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", default="de-en")
    options = parser.parse_args()
    model = ModelStore().get(options.model)
    engine, forced = load_engine(model, threads=1), Forced(model)
    translator = Translator(engine, Glossary.empty(), SrxSegmenter())
    print(f"Model {model.card.digest[:12]}, {engine.compute_type}, beam {translator.beam}\n")
    print("| set | another try | BLEU | chrF2++ | sentences with something left out |")
    print("|---|---|--:|--:|--:|")
    sets = [(corpus, print_retry(corpus, translator)) for corpus in corpora(options.data)]
    print(
        "\n| set | cut from | cut | planted | found by coverage | by length | by either | "
        "false alarms: coverage | length |"
    )
    print("|---|---|---|--:|--:|--:|--:|--:|--:|")
    for corpus, after in sets:
        own = [
            (segment.translation.alignment.source, segment.translation.text)
            for segment in after.segments
            if segment.translation is not None and segment.translation.parts == 1
        ]
        whole = {source for source, _ in own}
        human = [
            pair for pair in zip(corpus.sources, corpus.references, strict=True) if pair[0] in whole
        ]
        print_planted(corpus.name, "translations", own, forced)
        print_planted(corpus.name, "references", human, forced)


if __name__ == "__main__":
    main()
