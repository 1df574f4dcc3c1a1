"""Whether a result may pass: worse than the baseline beyond chance, or below a floor.

Pure: two results and thresholds in, a verdict out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from g60translate.reports.evaluation import Evaluation, SetResult
    from g60translate.scoring.significance import Comparison


ALPHA = 0.025
MIN_SEGMENTS = 100


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the gate lets through.

    `alpha`: how often a change that changes nothing may fail. A loss fails if the one-sided
    p-value of its paired test is below it; over several metrics and sets, Holm's procedure keeps
    the share of false alarms at alpha for all of them together.
    `max_loss`: by metric, a loss that fails whatever its p. `min_terms`: floor of the term
    accuracy in percent. `min_segments`: smaller sets are reported but not tested.
    """

    alpha: float = ALPHA
    max_loss: Mapping[str, float] = field(default_factory=dict)
    min_terms: float | None = None
    min_segments: int = MIN_SEGMENTS


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one score of one set does not pass."""

    set_name: str
    score: str
    message: str

    def __str__(self) -> str:
        return f"{self.set_name}: {self.message}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reasons` say why a result does not pass; `notes` what the gate could not judge."""

    passed: bool
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()
    comparisons: Mapping[str, tuple[Comparison, ...]] = field(default_factory=dict)
    """By the name of the set."""


def judge(
    result: Evaluation, baseline: Evaluation | None, thresholds: Thresholds | None = None
) -> Verdict:
    """Hold a result against a baseline (None: against the floors alone).

    Raises InputError where a set of both was measured on different texts.
    """
    limits = thresholds or Thresholds()
    reasons: list[Reason] = []
    notes: list[str] = []
    comparisons: dict[str, tuple[Comparison, ...]] = {}
    for each in result.sets:
        reasons += _below_the_floor(each, limits)
        before = baseline.set_named(each.name) if baseline else None
        if before is not None:
            comparisons[each.name] = _compare(each, before)
        elif baseline is not None:
            notes.append(f"{each.name}: not in the baseline, so only its floors were looked at.")
    if baseline is not None:
        measured = {each.name for each in result.sets}
        notes += [
            f"{before.name}: in the baseline, but not measured now."
            for before in baseline.sets
            if before.name not in measured
        ]
    reasons += losses(comparisons, limits)
    notes += [
        f"{name}: {found[0].segments} segments are too few for a test (from "
        f"{limits.min_segments} on)."
        for name, found in comparisons.items()
        if found[0].segments < limits.min_segments
    ]
    return Verdict(not reasons, tuple(reasons), tuple(notes), comparisons)


def _below_the_floor(each: SetResult, limits: Thresholds) -> Iterator[Reason]:
    terms = each.score("terms")
    if limits.min_terms is not None and terms is not None and terms.value < limits.min_terms:
        floor = f"the floor is {limits.min_terms:.2f} %"
        yield Reason(each.name, "terms", f"{terms.value:.2f} % of the terms are met, {floor}.")


def _compare(now: SetResult, before: SetResult) -> tuple[Comparison, ...]:
    from g60translate.errors import InputError  # noqa: PLC0415  numpy stays out of `--help`
    from g60translate.scoring.significance import compare  # noqa: PLC0415
    from g60translate.scoring.statistics import scorer_named  # noqa: PLC0415

    if now.digest != before.digest:
        raise InputError(
            f"The set {now.name!r} has other texts than when the baseline was set, so the two "
            "cannot be compared. Set a new baseline with `g60translate eval baseline set`."
        )
    target_lang = now.pair.partition("-")[2]
    found = []
    for name in now.statistics:
        if name in before.statistics:
            scorer = scorer_named(name, target_lang=target_lang)
            counts = (before.counts(name), now.counts(name))
            found.append(compare(scorer, *counts, references=now.references))
    return tuple(found)


def losses(
    comparisons: Mapping[str, tuple[Comparison, ...]], limits: Thresholds
) -> Iterator[Reason]:
    """Losses beyond chance by Holm's procedure, and losses beyond the stated limit.

    `comparisons` are those of each set, by its name.
    """
    tests = [
        (_chance_of_loss(found), name, found)
        for name, all_found in comparisons.items()
        for found in all_found
        if found.segments >= limits.min_segments
    ]
    tests.sort(key=lambda test: test[0])
    still_rejecting = True
    for rank, (chance, name, found) in enumerate(tests):
        still_rejecting = still_rejecting and chance <= limits.alpha / (len(tests) - rank)
        if still_rejecting:
            message = (
                f"{found.name} fell from {found.baseline:.2f} to {found.system:.2f} "
                f"({found.difference:+.2f}; chance alone explains such a loss with "
                f"p = {chance:.4f})."
            )
            yield Reason(name, found.name, message)
    for name, all_found in comparisons.items():
        for found in all_found:
            limit = limits.max_loss.get(found.name)
            if limit is not None and found.loss > limit:
                message = (
                    f"{found.name} fell by {found.loss:.2f}, more than the {limit:.2f} that the "
                    "suite allows."
                )
                yield Reason(name, found.name, message)


def _chance_of_loss(found: Comparison) -> float:
    """The one-sided p of a loss: half the two-sided one if the system is worse."""
    half = found.p_randomization / 2
    return half if found.loss > 0 else 1 - half
