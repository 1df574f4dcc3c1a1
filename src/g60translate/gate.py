"""Whether a result may pass: worse than the baseline beyond chance, or beyond a stated limit.

Pure: two results and thresholds in, a verdict out. How the thresholds were chosen and what they
catch stands in eval/results/checks.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from g60translate.errors import InputError
from g60translate.scoring.thresholds import Floors, Thresholds

if TYPE_CHECKING:
    from g60translate.scoring.metrics.significance import Comparison
    from g60translate.scoring.result import Evaluation, SetResult

# Says what BLEU and chrF say already; one more test would only take sharpness from the others.
_UNTESTED = frozenset({"TER"})


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

    Raises InputError where the two have no set in common, and where a set of both was measured on
    different texts or with other settings.
    """
    # numpy stays out of `--help`
    from g60translate.scoring.comparison.comparing import compare_sets, notes_on  # noqa: PLC0415

    if baseline is not None and not any(baseline.set_named(each.name) for each in result.sets):
        here, there = (", ".join(s.name for s in e.sets) or "none" for e in (result, baseline))
        raise InputError(
            "The two results have no set in common, so there is nothing to compare. The result "
            f"has: {here}; the baseline: {there}."
        )
    limits = thresholds or Thresholds()
    comparisons: dict[str, tuple[Comparison, ...]] = {}
    found: list[Reason] = []
    for each in result.sets:
        found += below_floors(each, limits.floors_of(each.name))
        before = baseline.set_named(each.name) if baseline else None
        if before is not None:
            comparisons[each.name] = compare_sets(each, before)
    found += losses(comparisons, limits)
    reasons = _with_causes(found, result, baseline)
    notes = notes_on(result, baseline, comparisons, min_segments=limits.min_segments)
    return Verdict(not reasons, reasons, tuple(notes), comparisons)


def _with_causes(
    reasons: Iterable[Reason], result: Evaluation, baseline: Evaluation | None
) -> tuple[Reason, ...]:
    """The same reasons, each with what is to be seen in the results behind its message.

    What two reasons have in common is said once, at the first.
    """
    from g60translate.scoring.comparison.causes import causes_of  # noqa: PLC0415

    said: set[tuple[str, str]] = set()
    explained = []
    for reason in reasons:
        now = result.set_named(reason.set_name)
        before = baseline.set_named(reason.set_name) if baseline else None
        causes = [
            cause
            for cause in (causes_of(reason.score, now, before) if now else ())
            if (reason.set_name, cause) not in said
        ]
        said |= {(reason.set_name, cause) for cause in causes}
        explained.append(replace(reason, message=" ".join([reason.message, *causes])))
    return tuple(explained)


def below_floors(each: SetResult, floors: Floors) -> Iterator[Reason]:
    """Limits that a result keeps or not by itself, without a baseline."""
    met, agreed = each.score("terms"), each.score("terms-reference")
    if floors.min_terms is not None and met is not None and met.value < floors.min_terms:
        message = f"{met.value:.2f} % of the terms are met, the floor is {floors.min_terms:.2f} %."
        yield Reason(each.name, "terms", message)
    floor = floors.min_reference_terms
    if floor is not None and agreed is not None and agreed.value < floor:
        yield Reason(
            each.name,
            "terms-reference",
            f"The references have {agreed.value:.2f} % of the terms as the glossary wants them, "
            f"the floor is {floor:.2f} %: glossary and references contradict each other.",
        )
    for check, limit in floors.max_errors.items():
        share = each.score(f"errors:{check}")
        if share is not None and share.value > limit:
            yield Reason(
                each.name,
                f"errors:{check}",
                f"{share.value:.2f} % of the lines have an error of the {check} check, at most "
                f"{limit:.2f} % may.",
            )


def losses(
    comparisons: Mapping[str, tuple[Comparison, ...]], limits: Thresholds
) -> Iterator[Reason]:
    """Losses beyond chance, and losses beyond the stated limit.

    `comparisons` are those of each set, by its name.
    """
    tests = [
        (_chance_of_loss(found), name, found)
        for name, all_found in comparisons.items()
        for found in all_found
        if found.segments >= limits.min_segments
        and found.name not in _UNTESTED
        # What is the same on every line cannot fail, so it must not make the others' tests harder.
        and not found.unchanged
    ]
    yield from _holm([t for t in tests if not _counts_errors(t[2])], limits.alpha)
    yield from _holm([t for t in tests if _counts_errors(t[2])], limits.alpha)
    for name, all_found in comparisons.items():
        for found in all_found:
            limit = limits.floors_of(name).max_loss.get(found.name)
            if limit is not None and found.loss > limit:
                message = (
                    f"{found.name} fell by {found.loss:.2f}, more than the {limit:.2f} that the "
                    "suite allows."
                )
                yield Reason(name, found.name, message)


def _holm(tests: Sequence[tuple[float, str, Comparison]], alpha: float) -> Iterator[Reason]:
    """Holm's procedure (1979): the smallest p against alpha over all tests, and so on."""
    for rank, (chance, name, found) in enumerate(sorted(tests, key=lambda test: test[0])):
        if chance > alpha / (len(tests) - rank):
            return
        verb = "rose" if found.difference > 0 else "fell"
        odds = "p below 0.0001" if chance < 0.0001 else f"p = {chance:.4f}"
        message = (
            f"{found.name} {verb} from {found.baseline:.2f} to {found.system:.2f} "
            f"({found.difference:+.2f}; chance alone explains such a loss with {odds})."
        )
        yield Reason(name, found.name, message)


def _counts_errors(found: Comparison) -> bool:
    return found.name.startswith("errors:")


def _chance_of_loss(found: Comparison) -> float:
    """The one-sided p of a loss: half the two-sided one if the system is worse."""
    half = found.p_randomization / 2
    return half if found.loss > 0 else 1 - half
