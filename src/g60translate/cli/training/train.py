"""`g60translate train`: run a recipe, or export checkpoints of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer


def train(
    recipe: Annotated[Path, typer.Argument(help="The recipe, a TOML file.", metavar="RECIPE")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Model folder to write. [models/NAME]")
    ] = None,
    work: Annotated[
        Path | None,
        typer.Option(help="Folder of the corpus, checkpoints and log. [out/train/NAME]"),
    ] = None,
    export: Annotated[
        list[Path] | None,
        typer.Option(help="Do not train; export this checkpoint. Several are averaged."),
    ] = None,
    device: Annotated[
        Literal["auto", "cpu", "cuda"],
        typer.Option(help="Where to compute; auto: on a GPU where there is one."),
    ] = "auto",
    force: Annotated[bool, typer.Option("--force", help="Replace an existing model.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Train a model by a recipe; an interrupted run goes on where its last checkpoint is.

    Examples:

      g60translate train training/de-en.toml --work run/de-en --out my-models/de-en

      g60translate train training/de-en.toml --device cuda

      g60translate train training/de-en.toml --export run/de-en/checkpoint.pt --out my-models/early
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.training import Trained
    from g60translate.training.recipe import load_recipe

    loaded = load_recipe(recipe)
    restart_with_better_allocator()
    from g60translate.training.run.run import export_run
    from g60translate.training.run.run import train as run_recipe

    work = work or Path("out") / "train" / loaded.name
    out = out or Path("models") / loaded.name
    existing: Literal["refuse", "replace"] = "replace" if force else "refuse"
    if export:
        made = export_run(loaded, export, work=work, out=out, report=tell, existing=existing)
    else:
        made = run_recipe(loaded, work=work, out=out, report=tell, existing=existing, device=device)
    if as_json:
        print_json(Trained(str(made.folder), made.steps, made.target_tokens, tuple(made.scores)))
        return
    if made.scores:
        print_table(
            ("set", "metric", "value", "signature"),
            [(q.set, q.metric, f"{q.value:.2f}", q.signature) for q in made.scores],
        )
    typer.echo(made.folder)


def tell(message: str) -> None:
    """A line about progress, on standard error."""
    typer.echo(message, err=True)


def restart_with_better_allocator() -> None:
    """Start this very command again under jemalloc, where that is installed."""
    from g60translate.config.environment import inherited
    from g60translate.training.run.allocator import better_environment

    # Only where this process is the command itself, not a program that calls it.
    own = Path(sys.argv[0]).stem == "g60translate"
    environment = better_environment(inherited()) if own else None
    if environment is not None:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606
