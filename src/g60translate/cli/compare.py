"""`g60translate compare`: two results of the same suite, with significance."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def compare(
    baseline: Annotated[Path, typer.Argument(help="The earlier or simpler system's result.")],
    result: Annotated[Path, typer.Argument(help="The result to hold against it.")],
    markdown: Annotated[Path | None, typer.Option(help="Write a Markdown summary.")] = None,
    fail_if_worse: Annotated[
        bool, typer.Option("--fail-if-worse", help="Exit with 5 if a loss is significant.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the comparison as JSON.")] = False,
) -> None:
    """Compare two results of `eval SUITE -o FILE`, set by set.

    Paired bootstrap and approximate randomization, as in sacreBLEU; neither the sets nor the
    models are needed.
    """
    from g60translate.cli.evaluation import Reports, print_result
    from g60translate.documents.files import read_bytes
    from g60translate.errors import ExitCode
    from g60translate.gate import judge
    from g60translate.reports.evaluation import load_evaluation

    before = load_evaluation(read_bytes(baseline), name=baseline.name)
    after = load_evaluation(read_bytes(result), name=result.name)
    verdict = judge(after, before)
    Reports(markdown=markdown).write(after, (), baseline=before, verdict=verdict)
    print_result(after, verdict, as_json=as_json)
    if fail_if_worse and not verdict.passed:
        raise typer.Exit(ExitCode.WORSE)
