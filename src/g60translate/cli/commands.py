"""The commands, each imported only when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group

EXIT_CODES = (
    "Exit codes: 0 done · 1 usage or input error · 2 done, but not to be sent yet: an error was "
    "found or a term missed (--fail-on) · "
    "3 faults in a glossary or a data file · 4 model, engine or missing extra · "
    "5 worse than the baseline · 70 internal error · 130 interrupted."
)


@dataclass(frozen=True, slots=True)
class Command:
    """A command as the list of commands shows it; `home` is "module:object", below this package.

    The object is a function, or a `typer.Typer` with commands of its own. `line` is the first
    line of its help. `bare` commands do something when they are called without arguments.
    """

    home: str
    line: str
    bare: bool = False

    def load(self, name: str) -> Any:
        """Import the command, named so. Its class is private to Typer."""
        module, _, attribute = self.home.partition(":")
        found = getattr(import_module(f"g60translate.cli.{module}"), attribute)
        host = typer.Typer(add_completion=False, rich_markup_mode=None)
        if isinstance(found, typer.Typer):
            host.add_typer(found, name=name)
        else:
            from g60translate.cli.options.configured import ConfiguredCommand

            epilog = EXIT_CODES if name in {"translate", "batch"} else None
            host.command(name, cls=ConfiguredCommand, epilog=epilog, no_args_is_help=not self.bare)(
                found
            )
        return get_group(host).commands[name]


COMMANDS: Mapping[str, Command] = {
    "translate": Command(
        "translate.command:translate", "Translate documents and prove their terms."
    ),
    "batch": Command(
        "batch.command:batch",
        "Translate whole folders; a run that ends early goes on with the next call.",
    ),
    "score": Command(
        "evaluation.score:score",
        "Score a translation with BLEU, chrF and TER, and its terms if --src is given.",
    ),
    "compare": Command(
        "evaluation.compare:compare",
        "Compare two results of `eval SUITE -o FILE`, set by set.",
    ),
    "formats": Command(
        "formats:formats", "List the file formats with what is kept of each.", bare=True
    ),
    "pairs": Command(
        "pairs:pairs",
        "List the language pairs that can be translated, directly or by way of a third language.",
        bare=True,
    ),
    "train": Command(
        "training.train:train",
        "Train a model by a recipe; an interrupted run goes on where its last checkpoint is.",
    ),
    "adapt": Command(
        "training.adapt:adapt",
        "Fine-tune a model on your own translations and show what it gained on a held-out part.",
    ),
    "config": Command(
        "configuration:app", "Show what is decided where, and begin a configuration file."
    ),
    "glossary": Command("glossary.group:app", "Keep, check, compare and exchange glossaries."),
    "memory": Command("memory.group:app", "Keep, search and exchange translation memories."),
    "review": Command(
        "review.group:app", "Give translations out to be edited, and take the edits back."
    ),
    "serve": Command(
        "serve.command:serve", "Serve the page and the APIs until it is stopped.", bare=True
    ),
    "eval": Command(
        "evaluation.eval:app",
        "Measure translation quality on a suite of test sets, and stop a real loss.",
    ),
    "models": Command("models.group:app", "Install, list, verify and describe models."),
    "schema": Command(
        "schema:schema",
        "Print the JSON Schema of a record, a result or a --json output.",
        bare=True,
    ),
}


class LazyGroup(TyperGroup):
    """Puts the command itself in the place of its line of help once it is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the arguments name, completion included."""
        name, found, rest = super().resolve_command(ctx, args)
        return name, COMMANDS[name].load(name) if name is not None else found, rest

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """List the commands with their lines in full, which Typer would cut."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.line) for name, command in COMMANDS.items()])


def add_commands(app: typer.Typer) -> None:
    """Put all commands into an app of the class `LazyGroup`, without importing them."""
    for name, command in COMMANDS.items():
        app.command(name, help=command.line)(_not_called)


def _not_called() -> None:
    """Stand for a command that is not loaded yet."""
