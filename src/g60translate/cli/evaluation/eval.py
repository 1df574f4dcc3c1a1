"""`g60translate eval`: measure a suite, hold it against a baseline, and say so in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from g60translate.cli.evaluation.baseline import baseline_app, load_baseline
from g60translate.cli.options.configured import ConfiguredCommand
from g60translate.cli.options.groups import CometOptions, EngineOptions
from g60translate.cli.options.unfold import unfold


class _RunByDefault(TyperGroup):
    """`eval press` means `eval run press`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # its class is private
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_RunByDefault,
    help="Measure translation quality on a suite of test sets, and stop a real loss.",
    no_args_is_help=True,
)
app.add_typer(baseline_app, name="baseline", no_args_is_help=True)


@app.command(cls=ConfiguredCommand)
@unfold
def run(
    suite: Annotated[
        str, typer.Argument(metavar="SUITE", help="A suite's name, such as press, or its file.")
    ],
    *,
    pair: Annotated[
        str | None,
        typer.Option(help="Only this pair, such as de-en. Default: all with a model."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="BASELINE", help="Earlier result to hold this against.")
    ] = None,
    reuse: Annotated[
        bool,
        typer.Option(
            "--reuse",
            help="Take outputs from the baseline where neither program, model, options nor what "
            "the glossary says for the line has changed.",
        ),
    ] = False,
    data: Annotated[
        Path | None, typer.Option(help="Folder of sets that do not travel with the project.")
    ] = None,
    glossary: Annotated[
        Path | None,
        typer.Option(help="Glossary to enforce and to count. Default: the one shipped."),
    ] = None,
    no_glossary: Annotated[
        bool,
        typer.Option(
            "--no-glossary", help="Enforce no glossary; its terms are counted all the same."
        ),
    ] = False,
    model: Annotated[str | None, typer.Option(help="Model name or folder; needs --pair.")] = None,
    engine: EngineOptions,
    comet: CometOptions,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write the result, which can be a baseline."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write an HTML page.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write a Markdown summary.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print scores and verdict.")] = False,
) -> None:
    """Translate and score a suite; with --against, exit with 5 if it got worse.

    Exit codes: 0 passed, 5 worse than the baseline or below a floor, 1 a broken set or a wrong
    argument, 3 faults in a suite or a result, 4 no model or a failing metric.

    Examples:

      g60translate eval press --pair de-en -o result.json --html result.html

      g60translate eval press --pair de-en --against eval/baselines/press.de-en.json
    """
    from g60translate.cli.evaluation.measuring import Bench, comet_named, find_suite
    from g60translate.cli.evaluation.reports import Reports, print_result
    from g60translate.errors import ExitCode, InputError
    from g60translate.gate import judge
    from g60translate.scoring.suites.evaluate import recount
    from g60translate.scoring.suites.sets import load_suite

    if model is not None and pair is None:
        raise InputError("--model is for one language pair. Name the pair with --pair.")
    if reuse and against is None:
        raise InputError("--reuse takes outputs from a baseline. Name it with --against.")
    baseline = None if against is None else load_baseline(against, suite, pair)
    loaded = load_suite(find_suite(suite), data=data, pair=pair)
    bench = Bench(
        glossary=glossary, no_glossary=no_glossary, model=model, engine=engine,
        comet=comet_named(comet.comet_command, comet.comet_model),
    )  # fmt: skip
    measured = bench.evaluate(loaded, pair=pair, earlier=baseline if reuse else None)
    result = measured.result
    if measured.obstacle:
        typer.echo(f"Everything is translated anew: {measured.obstacle}.", err=True)
    if baseline is not None:
        baseline = recount(baseline, measured.sets)
    verdict = None
    thresholds = loaded.suite.thresholds()
    if baseline is not None or thresholds.has_floors:
        verdict = judge(result, baseline, thresholds)
    Reports(output=output, html=html, junit=junit, markdown=markdown).write(
        result, measured.sets, baseline=baseline, verdict=verdict
    )
    print_result(result, verdict, as_json=as_json)
    if verdict is not None and not verdict.passed:
        raise typer.Exit(ExitCode.WORSE)
