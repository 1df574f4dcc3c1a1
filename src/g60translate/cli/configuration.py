"""`g60translate config`: what is decided where, and a file to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from g60translate.cli.options.configured import ConfiguredCommand, configuration_of, value_of
from g60translate.cli.options.groups import (
    CometOptions,
    EngineOptions,
    LadderOptions,
    LanguageOptions,
    TermOptions,
    VerdictOptions,
)
from g60translate.cli.options.unfold import unfold

if TYPE_CHECKING:
    from g60translate.config.loading import Configuration, Value

app = typer.Typer(
    help="Show what is decided where, and begin a configuration file.", no_args_is_help=True
)


@app.command(cls=ConfiguredCommand)
@unfold
def show(
    ctx: typer.Context,
    *,
    languages: LanguageOptions,  # noqa: ARG001  what they hold is asked of the context
    terms: TermOptions,  # noqa: ARG001
    ladder: LadderOptions,  # noqa: ARG001
    engine: EngineOptions,  # noqa: ARG001
    comet: CometOptions,  # noqa: ARG001
    verdict: VerdictOptions,
) -> None:
    """Show every value that holds here and where it came from: flag, env, file or default.

    Add options as you would give them to `translate` to see what they would change.

    Examples:

      g60translate config show

      g60translate config show --to en-GB --json
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.configuration import Given, Shown

    house = configuration_of(ctx)
    values = _values(ctx, house)
    if verdict.as_json:
        print_json(
            Shown(
                None if house.file is None else str(house.file),
                {
                    key: Given(each.value, each.origin, each.where or None)
                    for key, each in values.items()
                },
            )
        )
        return
    rows = [(key, _shown(each.value), each.origin, each.where) for key, each in values.items()]
    print_table(("Key", "Value", "From", "Where"), rows)
    if house.file is None:
        from g60translate.config.places import FILE_NAME, user_file

        own = user_file()
        elsewhere = f", and no {own}" if own else ""
        print(f"No {FILE_NAME} in this folder or above it{elsewhere}.")


@app.command()
def init(
    path: Annotated[
        Path, typer.Argument(metavar="[PATH]", help="The file to write.", show_default=True)
    ] = Path("g60.toml"),
    force: Annotated[bool, typer.Option("--force", help="Replace an existing file.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Write a configuration file with every key explained and none of them set.

    Example: g60translate config init
    """
    from g60translate.cli.console import print_json
    from g60translate.cli.outputs.configuration import Begun
    from g60translate.config.places import FILE_NAME
    from g60translate.config.starter import STARTER
    from g60translate.documents.files import write_atomic

    if path.is_dir():
        path /= FILE_NAME
    write_atomic(path, STARTER.encode(), replace=force)
    if as_json:
        print_json(Begun(str(path)))
    else:
        print(f"Wrote {path}. Every key is explained in it; none is set.")


def _values(ctx: typer.Context, house: Configuration) -> dict[str, Value]:
    """Every key with its value, from whoever gave it first."""
    from g60translate.config.loading import Value
    from g60translate.config.settings import Settings

    command: Any = ctx.command
    options = {key: name for name, key in command.keys().items()}
    values: dict[str, Value] = {}
    for name, field in Settings.model_fields.items():
        key = field.alias or name
        if key in options:
            found = value_of(ctx, options[key], key)
        else:
            default = Value(field.get_default(call_default_factory=True), "default")
            found = house.given.get(key, default)
        value = str(found.value) if isinstance(found.value, Path) else found.value
        values[key] = Value(value, found.origin, found.where)
    return values


def _shown(value: object) -> str:
    if value is None or value == {}:
        return "–"
    if isinstance(value, dict):
        return ", ".join(f"{name} = {each}" for name, each in value.items())
    return str(value)
