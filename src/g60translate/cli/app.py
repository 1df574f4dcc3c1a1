"""The command line: one Typer app, one place where errors become messages and exit codes."""

from __future__ import annotations

import atexit
import gc
import io
import sys
import traceback
from dataclasses import dataclass
from typing import Annotated

import typer

from g60translate import __version__
from g60translate.cli.commands import EXIT_CODES, LazyGroup, add_commands
from g60translate.cli.console import print_error
from g60translate.errors import ExitCode, G60Error

app = typer.Typer(
    name="g60translate",
    cls=LazyGroup,
    help="Translate press releases offline: the document kept, every glossary term proven, "
    "every doubt marked.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    # Drawing frames around the help would take as long as everything else.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@dataclass(slots=True)
class _Session:
    """What `main` has to know after a command has failed."""

    debug: bool = False


_session = _Session()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"g60translate {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[  # noqa: ARG001  handled by its callback
        bool,
        typer.Option("--version", help="Show the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    _session.debug = debug


add_commands(app)


def main() -> None:
    """Run the program; never returns."""
    # Names of files may hold bytes that are no text; to show them must not fail.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    _leave_garbage()
    sys.exit(_run())


def _leave_garbage() -> None:
    """Spare a short run the search for garbage: nearly all that is loaded stays to the end.

    Python would look after every 700 new objects, and through all of them before it ends, which
    takes a tenth of the time of a page.
    """
    gc.set_threshold(250_000, *gc.get_threshold()[1:])
    atexit.register(gc.freeze)


def _run() -> int:
    try:
        # Outside Typer's standalone mode a usage error reaches us, and 2 is taken in our table.
        code = int(app(standalone_mode=False) or ExitCode.DONE)
        # Typer turns an interruption into its code and says nothing.
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt
        return code
    except G60Error as error:
        _report(str(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _report("Interrupted. Nothing was left half written.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`| head`): nothing to say, and nobody to say it to.
        sys.stderr.close()
        return ExitCode.DONE
    except Exception as error:
        return _unforeseen(error)


def _unforeseen(error: Exception) -> ExitCode:
    """Tell what no command has put into words: usage, a refusal of the system, a fault of ours."""
    # The class of usage errors is private to Typer, so they are told by what they offer.
    describe = getattr(error, "format_message", None)
    if describe is not None:
        _report_usage(str(describe()).strip(), getattr(error, "ctx", None))
        return ExitCode.INPUT
    if isinstance(error, OSError):
        # A full disk, a folder without permission.
        name = error.filename2 or error.filename or "A file"
        _report(f"{name} cannot be read or written: {error.strerror or error}.")
        return ExitCode.INPUT
    _report(
        f"Internal error: {type(error).__name__}: {error}. This is a fault of g60translate, "
        "not of your file. Run the command again as `g60translate --debug …` and report it."
    )
    return ExitCode.INTERNAL


def _report_usage(said: str, context: typer.Context | None) -> None:
    """Say what is wrong with the arguments; for want of any, Typer says the help itself."""
    if context is not None and said == context.get_help().strip():
        typer.echo(said)
        return
    path = context.command_path if context is not None else "g60translate"
    _report(f"{said} See `{path} --help`.")


def _report(message: str) -> None:
    if _session.debug:
        traceback.print_exc()
    print_error(message)
