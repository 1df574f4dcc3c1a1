"""How often the gate fails a change that changes nothing, and how often it sees a real loss.

    python eval/studies/simulate_gate.py HYP REF --to en --segments 1000 --runs 200

HYP and REF are line-aligned: a system's output on a large set and its reference. Baselines and
changed systems are made from the output, so that what is planted is known:

- churn: in that share of the segments both systems have an edit of the same kind, drawn
  independently (a word dropped, two words swapped, a word of the corpus put in). On average
  neither is better, so every failure is a false alarm.
  With `--other HYP2`, the output of another system, the two are dealt out instead: in each churned
  segment a coin decides which side gets which. That is as far apart as two equal systems can be.
- loss: on top of the churn, random segments of the changed system are damaged, so many that the
  BLEU of the whole file falls by the stated points. `cut` drops half of a segment; `slip` does one
  more edit. The observed loss varies from sample to sample, as it does in life.

Each run draws segments at random and asks the gate with its shipped thresholds and no `max_loss`.
Seeded: the same files give the same table.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from g60translate.gate import losses
from g60translate.scoring.metrics.sacrebleu import (
    BleuMetric,
    ChrfMetric,
    CorpusMetric,
    Statistics,
    tokenizer_for,
)
from g60translate.scoring.metrics.significance import compare
from g60translate.scoring.suites.lines import split_lines
from g60translate.scoring.thresholds import Thresholds

Edit = Callable[[list[str], random.Random, list[str]], list[str]]


def slip(words: list[str], rng: random.Random, vocabulary: list[str]) -> list[str]:
    """One word dropped, swapped with its neighbour or replaced."""
    place = rng.randrange(len(words)) if words else 0
    kind = rng.choice(["drop", "swap", "replace"])
    if len(words) < 3 or kind == "replace":
        return [*words[:place], rng.choice(vocabulary), *words[place + 1 :]]
    if kind == "drop":
        return words[:place] + words[place + 1 :]
    other = min(place, len(words) - 2)
    return [*words[:other], words[other + 1], words[other], *words[other + 2 :]]


def cut(words: list[str], rng: random.Random, vocabulary: list[str]) -> list[str]:  # noqa: ARG001
    """The second half goes."""
    return words[: (len(words) + 1) // 2]


LOSSES: Mapping[str, Edit] = {"cut": cut, "slip": slip}


@dataclass(frozen=True)
class Version:
    """Counts per segment of one version of the output and of its damaged forms, by metric."""

    whole: dict[str, Statistics]
    damaged: dict[str, dict[str, Statistics]]


@dataclass(frozen=True)
class Pool:
    """The output as it is, and with one edit a segment, drawn twice."""

    metrics: tuple[CorpusMetric, ...]
    plain: Version
    one: Version
    other: Version

    @property
    def size(self) -> int:
        return len(self.plain.whole[self.metrics[0].name])


def make_pool(
    hypotheses: list[str],
    references: list[str],
    others: list[str] | None,
    *,
    target_lang: str,
    seed: int,
) -> Pool:
    metrics = (BleuMetric(target_lang=target_lang), ChrfMetric(target_lang=target_lang))
    rng = random.Random(seed)
    spaced = tokenizer_for(target_lang) == "13a"
    split: Callable[[str], list[str]] = str.split if spaced else list
    joint = " " if spaced else ""
    vocabulary = [word for line in hypotheses for word in split(line)]

    def edited(lines: list[str], edit: Edit) -> list[str]:
        return [joint.join(edit(split(line), rng, vocabulary)) for line in lines]

    def counts(lines: list[str]) -> dict[str, Statistics]:
        return {metric.name: metric.statistics(lines, [references]) for metric in metrics}

    def version(lines: list[str]) -> Version:
        return Version(
            counts(lines), {kind: counts(edited(lines, edit)) for kind, edit in LOSSES.items()}
        )

    one, other = hypotheses, others
    if other is None:
        one, other = (edited(hypotheses, slip) for _ in range(2))
    return Pool(metrics, version(hypotheses), version(one), version(other))


def damage_share(pool: Pool, kind: str, points: float, *, churn: float) -> float:
    """The share of segments to damage for a loss of so many BLEU on the whole pool."""
    bleu = pool.metrics[0]
    before, after = (
        (1 - churn) * plain.sum(axis=0) + churn * (one + other).sum(axis=0) / 2
        for plain, one, other in (
            [each.whole[bleu.name] for each in (pool.plain, pool.one, pool.other)],
            [each.damaged[kind][bleu.name] for each in (pool.plain, pool.one, pool.other)],
        )
    )
    shares = np.linspace(0, 1, 10_001)[:, None]
    falls = bleu.scores(before[None])[0] - bleu.scores((1 - shares) * before + shares * after)
    enough = np.flatnonzero(falls >= points)
    if not len(enough):
        raise SystemExit(f"Damaging every segment by {kind} costs less than {points} BLEU.")
    return float(shares[enough[0], 0])


def run_once(
    pool: Pool,
    rng: np.random.Generator,
    *,
    segments: int,
    sets: int,
    churn: float,
    kind: str,
    share: float,
    trials: int,
) -> bool:
    """Whether the gate fails the change; the damage is in every set."""
    comparisons = {}
    for number in range(sets):
        chosen = rng.choice(pool.size, size=segments, replace=False)
        churned = (rng.random(segments) < churn)[:, None]
        coin = (rng.random(segments) < 0.5)[:, None]
        damaged = (rng.random(segments) < share)[:, None]
        found = []
        for metric in pool.metrics:
            plain, one, other = (
                each.whole[metric.name][chosen] for each in (pool.plain, pool.one, pool.other)
            )
            baseline = np.where(churned, np.where(coin, one, other), plain)
            system = np.where(churned, np.where(coin, other, one), plain)
            if share:
                plain, one, other = (
                    each.damaged[kind][metric.name][chosen]
                    for each in (pool.plain, pool.one, pool.other)
                )
                broken = np.where(churned, np.where(coin, other, one), plain)
                system = np.where(damaged, broken, system)
            seed = int(rng.integers(2**31))
            found.append(compare(metric, baseline, system, resamples=50, trials=trials, seed=seed))
        comparisons[f"set {number}"] = tuple(found)
    return any(True for _ in losses(comparisons, Thresholds()))


def planned(arguments: argparse.Namespace) -> Iterator[tuple[int, float, str, float]]:
    """Sets, churn, kind of loss and its size, row by row."""
    if not arguments.losses_only:
        yield from ((1, churn, "", 0.0) for churn in (0.05, 0.3, 1.0))
        yield 3, 0.3, "", 0.0
    for points in arguments.points:
        yield from (
            (1, churn, kind, points) for churn in arguments.churns for kind in arguments.kinds
        )
        if not arguments.losses_only:
            yield from ((3, 0.3, kind, points) for kind in arguments.kinds)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("hypothesis", type=Path)
    parser.add_argument("reference", type=Path)
    parser.add_argument("--other", type=Path, metavar="HYP2")
    parser.add_argument("--to", required=True, metavar="LANG")
    parser.add_argument("--segments", type=int, nargs="+", default=[1000])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--trials", type=int, default=1000, help="of each randomization test")
    parser.add_argument("--points", type=float, nargs="+", default=[1.0], help="BLEU to lose")
    parser.add_argument("--churns", type=float, nargs="+", default=[0.0, 0.3, 1.0])
    parser.add_argument("--kinds", nargs="+", choices=LOSSES, default=list(LOSSES))
    parser.add_argument("--losses-only", action="store_true", help="plant something in every row")
    parser.add_argument("--seed", type=int, default=60)
    arguments = parser.parse_args()
    hypotheses, references, others = (
        None if file is None else split_lines(file.read_bytes(), name=file.name)
        for file in (arguments.hypothesis, arguments.reference, arguments.other)
    )
    pool = make_pool(
        hypotheses or [], references or [], others, target_lang=arguments.to, seed=arguments.seed
    )
    bleu = pool.metrics[0]
    value = bleu.scores(pool.plain.whole[bleu.name].sum(axis=0, keepdims=True))[0]
    print(f"{pool.size} segments at {value:.2f} BLEU, {arguments.runs} runs each\n")
    print("| segments | sets | churn | planted | damaged segments | failed by the gate |")
    print("|--:|--:|--:|---|--:|--:|")
    for segments in arguments.segments:
        for sets, churn, kind, points in planned(arguments):
            if segments > pool.size:
                continue
            share = damage_share(pool, kind, points, churn=churn) if kind else 0.0
            rng = np.random.default_rng(arguments.seed)
            failed = sum(
                run_once(
                    pool, rng, segments=segments, sets=sets, churn=churn, kind=kind, share=share,
                    trials=arguments.trials,
                )
                for _ in range(arguments.runs)
            )  # fmt: skip
            planted = f"{kind}, −{points:g} BLEU" if kind else "nothing"
            print(
                f"| {segments} | {sets} | {churn:.0%} | {planted} | {share:.1%} "
                f"| {failed / arguments.runs:.1%} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
