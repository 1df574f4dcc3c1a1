"""The page on models says what the code does."""

from __future__ import annotations

from typing import TypeGuard, get_args

import pytest
from pydantic import BaseModel

from g60translate.cli.models.group import app
from g60translate.models.bringing.draft import UNKNOWN_LICENCE
from g60translate.models.bringing.snapshot import PARTS, WEIGHTS
from g60translate.models.card import ModelCard
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "models.md").read_text(encoding="utf-8")


def is_table(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def fields(model: type[BaseModel], prefix: str = "") -> list[str]:
    names = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if is_table(kind):
            names += fields(kind, f"{prefix}{name}.")
        else:
            names.append(f"{prefix}{name}")
            names += [inner for part in get_args(kind) if is_table(part) for inner in fields(part)]
    return names


@pytest.mark.parametrize("name", fields(ModelCard))
def test_every_field_of_the_card_is_explained(name: str) -> None:
    assert f"`{name}`" in PAGE


def test_every_command_is_shown() -> None:
    names = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands]
    assert len(names) == 7
    for name in names:
        assert f"g60translate models {name}" in PAGE


def test_the_files_to_bring_by_hand_are_listed() -> None:
    for name in (*PARTS, *WEIGHTS, UNKNOWN_LICENCE):
        assert f"`{name}`" in PAGE
