"""Tiny repositories, written once for the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.models.tiny import write_marian, write_repository


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository as the hub has them, with its weights in safetensors."""
    return write_repository(tmp_path_factory.mktemp("hub") / "opus-mt-de-en")


@pytest.fixture(scope="session")
def looping(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose model repeats itself to the end of its positions."""
    return write_repository(tmp_path_factory.mktemp("loops") / "opus-mt-de-en", loops=True)


@pytest.fixture(scope="session")
def marian(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model as Marian writes it."""
    return write_marian(repository, tmp_path_factory.mktemp("marian") / "opus-2021-02-19")


@pytest.fixture(scope="session")
def multilingual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose vocabulary has language tokens, Chinese in several scripts."""
    return write_repository(
        tmp_path_factory.mktemp("many") / "opus-mt-de-mul",
        tokens=(">>fra<<", ">>cmn_Hant<<", ">>cmn_Hans<<", ">>eng<<", ">>nds<<"),
        readme="",
    )
