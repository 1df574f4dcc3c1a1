"""`g60translate compare`: two results of the same suite side by side, with significance."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from g60translate.scoring.comparison.changes import Change
    from g60translate.scoring.result import Evaluation, SetResult


def compare(
    baseline: Annotated[Path, typer.Argument(help="The earlier or simpler system's result.")],
    result: Annotated[Path, typer.Argument(help="The result to hold against it.")],
    lines: Annotated[
        int, typer.Option(min=0, help="How many lines to show that fell most and gained most.")
    ] = 5,
    html: Annotated[
        Path | None, typer.Option(help="Write an HTML page with the lines side by side.")
    ] = None,
    suite: Annotated[
        str | None,
        typer.Option(help="Suite of both results; gives the page sources and references."),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="Folder of the suite's sets that do not travel with it.")
    ] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write a Markdown summary.")] = None,
    fail_if_worse: Annotated[
        bool, typer.Option("--fail-if-worse", help="Exit with 5 if a loss is significant.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the comparison with all changed lines as JSON.")
    ] = False,
) -> None:
    """Compare two results of `eval SUITE -o FILE`, set by set.

    Paired bootstrap and approximate randomization, as in sacreBLEU; then the lines that changed,
    side by side, sorted by how their chrF changed. Neither the sets nor the models are needed.

    Example: g60translate compare before.json after.json --html changed.html --suite press
    """
    from g60translate.cli.console import print_json
    from g60translate.cli.evaluation.baseline import load_result
    from g60translate.cli.evaluation.measuring import find_suite
    from g60translate.cli.evaluation.reports import Reports, as_output, print_result
    from g60translate.errors import ExitCode
    from g60translate.gate import judge
    from g60translate.scoring.suites.sets import load_suite

    before, after = load_result(baseline), load_result(result)
    verdict = judge(after, before)
    texts = load_suite(find_suite(suite), data=data).sets if suite else ()
    Reports(html=html, markdown=markdown).write(after, texts, baseline=before, verdict=verdict)
    changed = _changed(after, before)
    if as_json:
        from g60translate.cli.outputs.evaluation import Compared

        told = as_output(after, verdict)
        listed = {each.name: found for each, found in changed}
        print_json(Compared(told.suite, told.system, told.sets, told.skipped, told.verdict, listed))
    else:
        print_result(after, verdict, as_json=False)
        for each, found in changed if lines else ():
            _print_changes(each, found, lines)
    if fail_if_worse and not verdict.passed:
        raise typer.Exit(ExitCode.WORSE)


def _changed(after: Evaluation, before: Evaluation) -> list[tuple[SetResult, tuple[Change, ...]]]:
    """The sets of both with the lines that differ, sorted by difference."""
    from g60translate.scoring.comparison.changes import changes

    pairs = [(each, before.set_named(each.name)) for each in after.sets]
    return [(each, changes(each, earlier)) for each, earlier in pairs if earlier is not None]


def _print_changes(each: SetResult, found: tuple[Change, ...], lines: int) -> None:
    from g60translate.scoring.comparison.changes import segment_metric
    from g60translate.wording import counted

    print(f"\n{each.name}: {counted(len(each.outputs), 'output')}, {len(found)} changed.")
    falls = [change for change in found if change.difference < 0][:lines]
    gains = [change for change in found if change.difference > 0][-lines:]
    for title, shown in (("fell", falls), ("gained", gains[::-1])):
        if shown:
            print(f"Lines that {title} most by {segment_metric(each)}:")
        for change in shown:
            place = f"{change.line} ({change.docid})" if change.docid else f"{change.line}"
            scores = f"{change.before_score:.0f} → {change.score:.0f}"
            print(f"  line {place}, {scores}\n    - {change.before}\n    + {change.now}")
