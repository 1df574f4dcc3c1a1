"""How often a 95 % interval of a small group of segments holds the score of the whole.

    python eval/studies/intervals.py HYP REF --to en

HYP and REF are line-aligned: a system's output on a large set and its reference. Groups of each
size are drawn at random; a good interval holds the score of the whole file 95 times in a hundred.
From what size on domains and documents get one is `scoring.rollup.MIN_INTERVAL`.
Seeded: the same files give the same table.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from g60translate.scoring.metrics.sacrebleu import BleuMetric, ChrfMetric, CorpusMetric, Statistics
from g60translate.scoring.suites.lines import split_lines


def coverage(
    metric: CorpusMetric, counts: Statistics, *, size: int, draws: int, seed: int
) -> tuple[float, float]:
    """Percent of the groups whose interval holds the whole's score, and how wide it is."""
    whole = metric.scores(counts.sum(axis=0, keepdims=True))[0]
    rng = np.random.default_rng(seed)
    held = 0
    widths = []
    for _ in range(draws):
        chosen = rng.choice(len(counts), size=size, replace=False)
        low, high = metric.score_of(counts[chosen], references=1).ci95 or (0.0, 0.0)
        held += low <= whole <= high
        widths.append(high - low)
    return 100 * held / draws, float(np.mean(widths))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("hypothesis", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--to", required=True, metavar="LANG")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5, 10, 20, 30, 50, 100, 250])
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--seed", type=int, default=60)
    arguments = parser.parse_args()
    hypotheses, references = (
        split_lines(file.read_bytes(), name=file.name)
        for file in (arguments.hypothesis, arguments.reference)
    )
    metrics = (BleuMetric(target_lang=arguments.to), ChrfMetric(target_lang=arguments.to))
    counted = [(metric, metric.statistics(hypotheses, [references])) for metric in metrics]
    names = [f"{metric.name} held | width" for metric in metrics]
    print(f"| segments | {' | '.join(names)} |")
    print(f"|--:|{'--:|--:|' * len(metrics)}")
    for size in arguments.sizes:
        cells = []
        for metric, counts in counted:
            share, width = coverage(
                metric, counts, size=size, draws=arguments.draws, seed=arguments.seed
            )
            cells.append(f"{share:.1f} % | {width:.1f}")
        print(f"| {size} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
