"""Every command understands languages as people name them."""

from __future__ import annotations

import pytest

from g60translate.cli.options.languages import language_code
from g60translate.errors import InputError
from tests.cli.test_commands import ALL


def test_a_language_becomes_its_code() -> None:
    assert [language_code(value) for value in ("EN-gb", "Deutsch", None)] == ["en", "de", None]
    with pytest.raises(InputError):
        language_code("klingonisch")


@pytest.mark.parametrize("name", [name for name in ALL if name.split()[0] in {"memory", "review"}])
def test_options_of_memories_read_languages(name: str) -> None:
    for parameter in ALL[name].params:
        if {"--from", "--to"} & {*parameter.opts}:
            assert parameter.callback is not None
