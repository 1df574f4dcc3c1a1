"""A server in the test's own process, with an engine that says what it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from g60translate.models.store import Model
from g60translate.server.app import create_app
from g60translate.server.settings import Settings
from tests.conftest import ScriptedEngine

HOST = "127.0.0.1:8060"
TOKEN = "a-token-of-enough-signs"
OTHER = "another-token-for-another"

Serve = Callable[..., TestClient]


class Echo(ScriptedEngine):
    """Says every sentence again, in capitals, and counts what it was asked."""

    asked: int = 0

    def __init__(self, model: Model) -> None:
        super().__init__(model, self._again)

    def _again(self, text: str) -> list[str]:
        type(self).asked += 1
        return [text.upper()]


def _load(model: Model, **_: Any) -> Echo:
    return Echo(model)


_LOADING = "g60translate.translation.engines.loading.load_engine"


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> type[Echo]:
    monkeypatch.setattr(_LOADING, _load)
    monkeypatch.setattr(Echo, "asked", 0)
    return Echo


@pytest.fixture
def serve(tmp_path: Path, echo: type[Echo]) -> Iterator[Serve]:
    """Starts servers on a data folder; each is stopped at the end of the test."""
    with ExitStack() as stack:

        def start(*, token: str | None = None, **settings: Any) -> TestClient:
            client = in_process(settings.pop("data", tmp_path / "data"), token, **settings)
            return stack.enter_context(client)

        yield start


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server without a token, for tests that leave nothing behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_LOADING, _load)
        with in_process(tmp_path_factory.mktemp("data")) as client:
            yield client


def in_process(data: Path, token: str | None = None, **settings: Any) -> TestClient:
    """A server on a data folder, which runs while the client is entered."""
    wanted: dict[str, Any] = {"no_glossary": True, "no_memory": True, **settings}
    return TestClient(
        create_app(Settings(data=data, **wanted)),
        base_url=f"http://{HOST}",
        headers={"Authorization": f"Bearer {token}"} if token else {},
        raise_server_exceptions=False,
    )
