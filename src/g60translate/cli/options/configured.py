"""Commands whose options take their defaults from `g60.toml` and the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from g60translate.cli.options.unfold import GROUPED

if TYPE_CHECKING:
    from g60translate.config.loading import Configuration, Value

_HELP = {"--help", "-h"}


class ConfiguredCommand(TyperCommand):
    """Reads the configuration before the arguments; the options of its groups are told by it.

    A command finds all of it with `configuration_of`, for what is no option.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # its class is private
        """Whoever only asks for help waits for no configuration."""
        asks = _HELP & {*args} or (not args and self.no_args_is_help)
        if not asks and not ctx.resilient_parsing:
            from g60translate.config.loading import load_configuration

            ctx.obj = load_configuration()
            ctx.default_map = {
                name: ctx.obj.get(key)
                for name, key in self.keys().items()
                if ctx.obj.get(key) is not None
            }
        return super().parse_args(ctx, args)

    def keys(self) -> dict[str, str]:
        """The names of grouped parameters with the keys that stand for them in `g60.toml`."""
        grouped: frozenset[str] = getattr(self.callback, GROUPED, frozenset())
        return {
            each.name: option.removeprefix("--").replace("-", "_")
            for each in self.params
            if each.name in grouped
            for option in each.opts
            if option.startswith("--")
        }


def configuration_of(ctx: typer.Context) -> Configuration:
    """The configuration that holds for a command of this class."""
    found: Configuration = ctx.obj
    return found


def from_flag(ctx: typer.Context, name: str) -> bool:
    """Whether a parameter was given in the command line."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def value_of(ctx: typer.Context, name: str, key: str) -> Value:
    """A parameter's value and who gave it."""
    from g60translate.config.loading import Value

    if from_flag(ctx, name):
        return Value(ctx.params[name], "flag")
    return configuration_of(ctx).given.get(key) or Value(ctx.params[name], "default")
