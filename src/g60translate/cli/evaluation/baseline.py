"""`g60translate eval baseline`: the result that later ones are held against."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from g60translate.scoring.result import Evaluation

baseline_app = typer.Typer(help="The result that later ones are held against.")


@baseline_app.command("set")
def set_baseline(
    result: Annotated[Path, typer.Argument(help="A result written by `eval SUITE -o FILE`.")],
    baseline: Annotated[
        Path, typer.Argument(help="The baseline file, such as eval/baselines/press.de-en.json.")
    ],
) -> None:
    """Make a result the baseline. What it replaces is printed, so that a loss is no accident.

    Example: g60translate eval baseline set result.json eval/baselines/press.de-en.json
    """
    from g60translate.cli.evaluation.reports import print_result
    from g60translate.documents.files import write_atomic
    from g60translate.errors import InputError
    from g60translate.gate import judge
    from g60translate.scoring.result import dump_evaluation

    new = load_result(result)
    if baseline.exists():
        try:
            verdict = judge(new, load_result(baseline))
        except InputError as error:
            typer.echo(f"The baseline that it replaces cannot be compared: {error}", err=True)
            verdict = None
        print_result(new, verdict, as_json=False)
    write_atomic(baseline, dump_evaluation(new), replace=True)
    typer.echo(f"{baseline} is now the result of {new.created:%Y-%m-%d %H:%M} UTC.")


@baseline_app.callback()
def _baseline() -> None:
    """The result that later ones are held against."""


def load_baseline(path: Path, suite: str, pair: str | None) -> Evaluation:
    """The baseline; where there is none, InputError says how to make one for this suite."""
    from g60translate.errors import InputError

    if not path.exists():
        measure = f"g60translate eval {suite}{f' --pair {pair}' if pair else ''} -o result.json"
        raise InputError(
            f"There is no baseline {path}, so nothing was measured. Make one from a state that "
            f"you trust: `{measure}`, then `g60translate eval baseline set result.json {path}`. "
            "In the project's checkout `make baseline` does both."
        )
    return load_result(path)


def load_result(path: Path) -> Evaluation:
    """A result or a baseline; raises InputError, FaultyData."""
    from g60translate.documents.files import read_bytes
    from g60translate.errors import InputError
    from g60translate.scoring.result import load_evaluation

    if path.is_dir():
        raise InputError(
            f"{path} is a folder. Name a result's file, as `eval SUITE -o FILE` writes."
        )
    return load_evaluation(read_bytes(path), name=path.name)
