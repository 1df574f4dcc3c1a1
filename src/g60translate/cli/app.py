"""The command line: one Typer app, one place where errors become messages and exit codes."""

from __future__ import annotations

import atexit
import gc
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from g60translate import __version__
from g60translate.cli.commands import EXIT_CODES, LazyGroup, add_commands
from g60translate.cli.console import print_error, print_json
from g60translate.cli.streams import discard_output, hold_streams, require_output
from g60translate.errors import ExitCode, Fault, G60Error

app = typer.Typer(
    name="g60translate",
    cls=LazyGroup,
    help="Translate press releases offline: the document kept, every glossary term proven, "
    "every doubt marked.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    # Commands inherit it.
    context_settings={"help_option_names": ["-h", "--help"]},
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
    hold_streams()
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
        require_output()
        # Outside Typer's standalone mode a usage error reaches us, and 2 is taken in our table.
        code = int(app(standalone_mode=False) or ExitCode.DONE)
        # Typer turns an interruption into its code and says nothing.
        if code == ExitCode.INTERRUPTED:
            raise KeyboardInterrupt
        sys.stdout.flush()
        return code
    except G60Error as error:
        return _report(str(error), error.exit_code, faults=getattr(error, "faults", ()))
    except (KeyboardInterrupt, typer.Abort):
        return _report("Interrupted. Nothing was left half written.", ExitCode.INTERRUPTED)
    except (BrokenPipeError, SystemExit) as error:
        # The reader has gone (`| head`): nothing to say, and nobody to say it to. Typer ends the
        # program itself then, with 1; for completion it ends it too.
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise
        discard_output()
        return ExitCode.DONE
    except Exception as error:
        return _unforeseen(error)


def _unforeseen(error: Exception) -> ExitCode:
    """Tell what no command has put into words: usage, a refusal of the system, a fault of ours."""
    # The class of usage errors is private to Typer, so they are told by what they offer.
    describe = getattr(error, "format_message", None)
    if describe is not None:
        return _report_usage(str(describe()).strip(), getattr(error, "ctx", None))
    if isinstance(error, OSError):
        # A full disk, a folder without permission.
        name = error.filename2 or error.filename
        if name is None:
            # Files name themselves; what was printed and not yet written cannot.
            discard_output()
            name = "Standard output"
        return _report(
            f"{name} cannot be read or written: {error.strerror or error}.", ExitCode.INPUT
        )
    return _report(
        f"Internal error: {type(error).__name__}: {error}. This is a fault of g60translate, "
        "not of your file. Run the command again as `g60translate --debug …` and report it.",
        ExitCode.INTERNAL,
    )


def _report_usage(said: str, context: typer.Context | None) -> ExitCode:
    """Say what is wrong with the arguments; for want of any, Typer says the help itself."""
    if context is not None and said == context.get_help().strip():
        typer.echo(said)
        return ExitCode.INPUT
    path = context.command_path if context is not None else "g60translate"
    return _report(f"{said} See `{path} --help`.", ExitCode.INPUT)


def _report(message: str, code: ExitCode, *, faults: Sequence[Fault] = ()) -> ExitCode:
    """Say it to a person, and to a program that asked for JSON."""
    if _session.debug:
        traceback.print_exc()
    print_error(message)
    if "--json" in sys.argv[1:]:
        from g60translate.cli.outputs.refusal import Place, Refusal, Refused

        places = tuple(Place(fault.where, fault.message) for fault in faults)
        print_json(Refused(Refusal(int(code), message, places)))
    return code
