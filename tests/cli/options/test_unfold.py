"""A group of options is to Typer what its fields are."""

from __future__ import annotations

from dataclasses import dataclass
from inspect import signature
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from g60translate.cli.options.unfold import GROUPED, unfold

RUNNER = CliRunner()


@dataclass(frozen=True, slots=True)
class Size:
    width: Annotated[int, typer.Option("--width", "-w", min=1, help="How wide.")]
    height: Annotated[int, typer.Option(help="How high.")] = 3


@dataclass(frozen=True, slots=True)
class Look:
    colours: Annotated[list[str] | None, typer.Option("--colour")] = None
    bold: Annotated[bool, typer.Option("--bold")] = False


@pytest.fixture
def drawn() -> tuple[typer.Typer, list[Any]]:
    seen: list[Any] = []

    @unfold
    def draw(
        name: Annotated[str, typer.Argument()],
        *,
        size: Size,
        quick: Annotated[bool, typer.Option("--quick")] = False,
        look: Look,
    ) -> None:
        """Draw it."""
        seen.extend((name, size, quick, look))

    app = typer.Typer(rich_markup_mode=None)
    app.command()(draw)
    return app, seen


def test_the_command_gets_its_groups_whole(drawn: tuple[typer.Typer, list[Any]]) -> None:
    app, seen = drawn
    line = ["x", "-w", "2", "--colour", "red", "--colour", "blue", "--quick"]
    assert RUNNER.invoke(app, line).exit_code == 0
    assert seen == ["x", Size(2, 3), True, Look(["red", "blue"], bold=False)]


def test_a_field_without_a_default_is_required(drawn: tuple[typer.Typer, list[Any]]) -> None:
    result = RUNNER.invoke(drawn[0], ["x"])
    assert result.exit_code == 2
    assert "--width" in result.output


def test_the_help_lists_the_fields_where_the_group_stands(
    drawn: tuple[typer.Typer, list[Any]],
) -> None:
    shown = RUNNER.invoke(drawn[0], ["--help"]).output
    places = [shown.index(option) for option in ("--width", "--height", "--quick", "--colour")]
    assert places == sorted(places)
    assert "How high.  [default: 3]" in shown


def test_the_signature_names_every_parameter_and_those_of_groups() -> None:
    @unfold
    def command(plain: int, size: Size) -> None: ...

    assert list(signature(command).parameters) == ["plain", "width", "height"]
    assert getattr(command, GROUPED) == {"width", "height"}
