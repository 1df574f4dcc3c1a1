"""What `eval` and `compare` share: writing reports, printing results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from g60translate.cli.console import print_json, print_table
from g60translate.documents.files import write_atomic
from g60translate.gate import Verdict
from g60translate.scoring.result import Evaluation, dump_evaluation
from g60translate.scoring.suites.sets import TestSet

if TYPE_CHECKING:
    from g60translate.cli.outputs.evaluation import Evaluated
    from g60translate.scoring.metrics.significance import Comparison


@dataclass(frozen=True, slots=True)
class Reports:
    """The files to write; None leaves one out."""

    output: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    markdown: Path | None = None

    def write(
        self,
        result: Evaluation,
        sets: Sequence[TestSet],
        *,
        baseline: Evaluation | None,
        verdict: Verdict | None,
    ) -> None:
        """Write them, in the place of older ones: a report is made anew with every run."""
        from g60translate.reports.evaluation.page import render_evaluation
        from g60translate.reports.junit import render_junit
        from g60translate.reports.markdown import render_markdown

        if self.output is not None:
            write_atomic(self.output, dump_evaluation(result), replace=True)
        if self.html is not None:
            page = render_evaluation(result, sets, baseline=baseline, verdict=verdict)
            write_atomic(self.html, page.encode(), replace=True)
        if self.junit is not None:
            write_atomic(self.junit, render_junit(result, verdict), replace=True)
        if self.markdown is not None:
            summary = render_markdown(result, verdict, baseline=baseline)
            write_atomic(self.markdown, summary.encode(), replace=True)


def print_result(result: Evaluation, verdict: Verdict | None, *, as_json: bool) -> None:
    """Scores, differences from the baseline, and the verdict."""
    if as_json:
        print_json(as_output(result, verdict))
        return
    rows = []
    for each in result.sets:
        for score in each.scores:
            found = _found(verdict, each.name, score.name)
            interval = "–" if score.ci95 is None else f"{score.ci95[0]:.2f} – {score.ci95[1]:.2f}"
            change = "" if found is None else f"{found.difference:+.2f}"
            chance = "" if found is None else f"{found.p_randomization:.4f}"
            rows.append((each.name, score.name, f"{score.value:.2f}", interval, change, chance))
    print_table(("Set", "Score", "Value", "95 %", "Difference", "p"), rows)
    for skipped in result.skipped:
        print(f"{skipped.name} was skipped: {skipped.reason}")
    if verdict is None:
        return
    for line in (*map(str, verdict.reasons), *verdict.notes):
        print(line)
    print("Passed." if verdict.passed else "Worse.")


def as_output(result: Evaluation, verdict: Verdict | None) -> Evaluated:
    """The result without its bulk, for programs."""
    from g60translate.cli.outputs.evaluation import Evaluated, Judged, Measured

    return Evaluated(
        suite=result.suite,
        system=result.system,
        sets=tuple(
            Measured(
                name=each.name,
                segments=len(each.outputs),
                reused=each.reused,
                seconds=each.seconds,
                scores=each.scores,
            )
            for each in result.sets
        ),
        skipped=result.skipped,
        verdict=None
        if verdict is None
        else Judged(verdict.passed, verdict.reasons, verdict.notes, verdict.comparisons),
    )


def _found(verdict: Verdict | None, set_name: str, score: str) -> Comparison | None:
    found = verdict.comparisons.get(set_name, ()) if verdict else ()
    return next((each for each in found if each.name == score), None)
