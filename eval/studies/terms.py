"""What the ladder gains and costs, rung by rung: term accuracy, chrF, time.

    python eval/studies/terms.py --press corpus/press/dev.jsonl --glossary glossary/g60.csv
    python eval/studies/terms.py --sets FOLDER --dictionary dict.tsv.gz     # flores-dev.de / .en

Every row is measured on the same sentences, beside the unconstrained model in the same process;
seconds are the ratio to it, the median of `--repeat` alternating runs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from g60translate import Glossary, load_glossary
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.glossary.concept import Concept, Term
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.scoring.suites.lines import score_lines
from g60translate.scoring.suites.system import system_signature
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.request import Rung
from g60translate.translation.translated import TranslatedDocument

# Each row adds the next rung; the last is what is left for a model without markers.
MARKERS = {Rung.INLINE, Rung.MASKED, Rung.PLACEHOLDER}
LADDERS = [
    *((str(rung), tuple(Rung)[: number + 1]) for number, rung in enumerate(Rung)),
    ("all, without markers", tuple(rung for rung in Rung if rung not in MARKERS)),
]


SHOWN_MISSES = 10


@dataclass(frozen=True)
class TestSet:
    """Line-aligned texts with the glossary to enforce."""

    name: str
    sources: list[str]
    references: list[str]
    glossary: Glossary


def press_set(path: Path, glossary: Path) -> TestSet:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return TestSet(
        "press", [r["de"] for r in rows], [r["en"] for r in rows], load_glossary(glossary)
    )


def dictionary_set(folder: Path, dictionary: Path, *, count: int = 500) -> TestSet:
    """flores-dev with terms that the dictionary knows and the reference uses.

    A German word with two translations in the set is left out: a glossary decides for one.
    """
    sources, references = (
        (folder / f"flores-dev.{lang}").read_text(encoding="utf-8").splitlines()[:count]
        for lang in ("de", "en")
    )
    with gzip.open(dictionary, "rt", encoding="utf-8") as lines:
        pairs = {tuple(line.rstrip("\n").split("\t")[:2]) for line in lines}
    entries: dict[str, set[str]] = {}
    for german, english in pairs:
        if len(german) >= 5 and german[0].isupper() and len(english) >= 4:
            entries.setdefault(german, set()).add(english)
    found: dict[str, Counter[str]] = {}
    for source, reference in zip(sources, references, strict=True):
        for word in set(re.findall(r"\w[\w-]+", source)) & entries.keys():
            hits = [e for e in entries[word] if re.search(rf"\b{re.escape(e)}\b", reference)]
            if hits:
                found.setdefault(word, Counter())[max(hits, key=len)] += 1
    concepts = [
        Concept(f"t{n}", (Term("de", german), Term("en", next(iter(english)))))
        for n, (german, english) in enumerate(sorted(found.items()))
        if len(english) == 1
    ]
    return TestSet("flores-dev", sources, references, Glossary(tuple(concepts), name="dictionary"))


def walk(translator: Translator, sources: list[str]) -> tuple[TranslatedDocument, float]:
    blocks = tuple(
        Block(f"line{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(sources, 1)
    )
    started = time.perf_counter()
    translated = translator.translate(Document("lines", blocks, skeleton=None))
    return translated, time.perf_counter() - started


def measure(test: TestSet, model: str, repeat: int) -> None:
    engine = load_engine(ModelStore().get(model))
    plain = Translator(engine, Glossary.empty(), SrxSegmenter(), checks=[])
    walk(plain, test.sources[:20])
    print(f"\n### {test.name}: {len(test.sources)} segments, glossary {test.glossary.name}")
    print(f"\n`{system_signature(Translator(engine, test.glossary, SrxSegmenter()))}`\n")
    print("| rungs up to | terms | WMT25-like | chrF2++ | BLEU | time | settled by |")
    print("|---|--:|--:|--:|--:|--:|---|")
    misses: list[str] = []
    for label, rungs in [("no glossary", None), *LADDERS]:
        bound = (
            plain
            if rungs is None
            else Translator(engine, test.glossary, SrxSegmenter(), rungs=rungs, checks=[])
        )
        ratios = []
        for _ in range(repeat):
            base = walk(plain, test.sources)[1]
            translated, seconds = walk(bound, test.sources)
            ratios.append(seconds / base)
        outputs = [" ".join(block.text.split()) for block in translated.document.blocks]
        scores = score_lines(
            outputs, [test.references], target_lang="en", sources=test.sources, source_lang="de",
            glossary=test.glossary, glossary_name=test.glossary.name,
        )  # fmt: skip
        value = {score.name: score.value for score in scores.all_scores}
        settled = Counter(
            str(outcome.rung)
            for segment in translated.segments
            if segment.translation
            for outcome in segment.translation.outcomes
        )
        assert scores.terms is not None
        print(
            f"| {label} | {value['terms']:.2f} ({scores.terms.met}/{scores.terms.found}) | "
            f"{value['terms-substring']:.2f} | {value['chrF2++']:.2f} | {value['BLEU']:.2f} | "
            f"{statistics.median(ratios):.2f} | "
            + ", ".join(f"{rung} {count}" for rung, count in settled.most_common())
            + " |",
            flush=True,
        )
        if len(scores.terms.misses) <= SHOWN_MISSES:
            misses += [f"{label}, segment {m.segment}: “{m.surface}”" for m in scores.terms.misses]
    for miss in misses:
        print(f"- missed by {miss}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--press", type=Path)
    parser.add_argument("--glossary", type=Path, default=Path("glossary/g60.csv"))
    parser.add_argument("--sets", type=Path)
    parser.add_argument("--dictionary", type=Path)
    parser.add_argument("--model", default="de-en")
    parser.add_argument("--repeat", type=int, default=1)
    options = parser.parse_args()
    if options.press:
        measure(press_set(options.press, options.glossary), options.model, options.repeat)
    if options.sets and options.dictionary:
        measure(dictionary_set(options.sets, options.dictionary), options.model, options.repeat)


if __name__ == "__main__":
    main()
