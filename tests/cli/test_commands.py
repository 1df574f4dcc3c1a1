"""The table of commands says what the commands themselves say, and imports none of them."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from g60translate.cli.commands import COMMANDS
from tests.conftest import ROOT

PAGES = [
    "README.md",
    "training/README.md",
    "docs/batch.md",
    "docs/ci.md",
    "docs/configuration.md",
    "docs/glossary.md",
    "docs/memory.md",
    "docs/models.md",
    "docs/serve.md",
]


def lowest(found: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands without commands of their own, by their whole names."""
    if not hasattr(found, "commands"):
        yield name, found
        return
    for word, below in found.commands.items():
        yield from lowest(below, f"{name} {word}")


ALL = dict(pair for name in COMMANDS for pair in lowest(COMMANDS[name].load(name), name))


def parse(line: str) -> str:
    """Read a command line as shell and command do, and name the command; raises click's errors."""
    words = shlex.split(line)
    here = next(i for i, word in enumerate(words) if Path(word).name == "g60translate")
    words = words[here + 1 :]
    ours = list(takewhile(lambda word: word not in {"|", "<", ">", "&&", ";"}, words))
    name = ours.pop(0)
    found = COMMANDS[name].load(name)
    while hasattr(found, "commands"):
        context = found.make_context(name, ours)
        rest = [*context._protected_args, *context.args]
        word, found, ours = found.resolve_command(context, rest)
        name = f"{name} {word}"
    found.make_context(name, ours)
    return name


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_is_the_first_of_the_help(name: str) -> None:
    found = COMMANDS[name].load(name)
    assert found.name == name
    assert " ".join(found.help.split("\n\n")[0].split()) == COMMANDS[name].line


@pytest.mark.parametrize("name", ALL)
def test_the_help_has_examples_that_the_command_understands(name: str) -> None:
    paragraphs = [" ".join(text.split()) for text in (ALL[name].help or "").split("\n\n")]
    examples = [text for text in paragraphs if re.search(r"(^|[:|] )g60translate ", text)]
    assert examples
    for example in examples:
        assert parse(example.removeprefix("Example: ")) == name


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_are_understood(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8").replace("\\\n", " ")
    blocks = re.findall(r"^```.*?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    lines += [line for line in text.splitlines() if line.startswith("    ")]
    ours = [
        line
        for line in lines
        if re.match(r"\s*(\$ )?(\S+ \| |\S+=\S+ )?(\.venv/bin/)?g60translate [a-z]", line)
    ]
    assert ours
    for line in ours:
        parse(line.split(" #")[0])


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
    rooms = ("cli", "cli.app", "cli.commands", "cli.console", "cli.streams", "errors", "version")
    ours = [f"g60translate.{name}" for name in rooms]
    assert done.stdout.splitlines()[-1] == f"loaded {ours} 0"


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
