"""The table of commands says what the commands themselves say, and imports none of them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from g60translate.cli.commands import COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_is_the_first_of_the_help(name: str) -> None:
    found = COMMANDS[name].load(name)
    assert found.name == name
    assert " ".join(found.help.split("\n\n")[0].split()) == COMMANDS[name].line


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_no_command_is_imported_before_it_is_called(option: str) -> None:
    script = (
        f"import sys; sys.argv = ['g60translate', {option!r}];"
        "from g60translate.cli.app import _run; code = _run();"
        "ours = {m for m in sys.modules if m.startswith('g60translate.')};"
        "theirs = {'rich', 'pydantic', 'numpy', 'ctranslate2', 'lxml'} & set(sys.modules);"
        "print('loaded', sorted(ours | theirs), code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    ours = [f"g60translate.{name}" for name in ("cli", "cli.app", "cli.commands", "cli.console")]
    assert done.stdout.splitlines()[-1] == f"loaded {[*ours, 'g60translate.errors']} 0"


@pytest.mark.parametrize(
    ("words", "offered"),
    [("g60translate tra", "translate"), ("g60translate translate --sheet", "--sheet-names")],
)
def test_completion_knows_commands_and_their_options(words: str, offered: str) -> None:
    environment = {
        "_G60TRANSLATE_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
        "PATH": "",
    }
    script = "import sys; sys.argv = ['g60translate']; from g60translate.cli.app import app; app()"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environment
    )
    assert offered in done.stdout.split(), done.stderr
