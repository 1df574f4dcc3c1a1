"""Pulling a real, if tiny, MarianMT repository from a stand-in of the hub."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import hf_hub_download

from g60translate.errors import MissingExtra, ModelCorrupt, ModelError, OutputExists
from g60translate.models import convert
from g60translate.models.bringing import bring
from g60translate.models.bringing.draft import Wishes
from g60translate.models.bringing.hub import Hub
from g60translate.models.bringing.pull import full_name, pull_model, pull_offline
from g60translate.models.card import verify_files
from g60translate.models.store import Model, ModelStore
from g60translate.translation.engines.loading import load_engine
from tests.models.standin import COMMIT, StandIn, serve

NAME = "Helsinki-NLP/opus-mt-de-en"


@pytest.fixture
def standin(
    repository: Path, embedded_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[StandIn]:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    with serve({NAME: repository, "house/press-de-en": embedded_model.folder}) as standin:
        yield standin


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "models"


def pull(standin: StandIn, root: Path, name: str = NAME, wishes: Wishes = Wishes()) -> Model:  # noqa: B008  frozen
    return pull_model(Hub(standin.endpoint, wait_s=0), name, root, wishes)


def hidden(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if path.name.startswith(".")]


def test_a_pulled_model_translates_and_says_where_it_is_from(standin: StandIn, root: Path) -> None:
    model = pull(standin, root)
    (installed,) = ModelStore([root])
    assert installed == model
    verify_files(model.folder, model.card)
    assert model.card.name == "opus-mt-de-en"
    assert (model.card.origin.repository, model.card.origin.revision) == (NAME, COMMIT)
    assert model.card.origin.licence == "CC-BY-4.0"
    assert load_engine(model).translate(["Guten Tag."])[0]
    assert hidden(root) == []


def test_pulling_the_same_commit_again_fetches_nothing(standin: StandIn, root: Path) -> None:
    first = pull(standin, root)
    standin.seen.clear()
    assert pull(standin, root) == first
    assert standin.fetched == []


def test_another_model_of_that_name_is_not_overwritten(
    standin: StandIn, root: Path, repository: Path
) -> None:
    bring.bring_model(repository, root, Wishes())
    with pytest.raises(OutputExists):
        pull(standin, root)
    assert standin.fetched == []


def test_a_pull_that_fails_shows_no_model_and_is_taken_up_again(
    standin: StandIn, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standin.corrupt.add("model.safetensors")
    with pytest.raises(ModelCorrupt):
        pull(standin, root)
    assert list(ModelStore([root])) == []
    standin.corrupt.clear()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(bring, "convert_weights", full)
        with pytest.raises(ModelError, match="is full"):
            pull(standin, root)
    assert list(ModelStore([root])) == []
    standin.seen.clear()
    model = pull(standin, root)
    assert standin.fetched == []
    assert model.folder.is_dir()
    assert hidden(root) == []


def test_without_a_converter_nothing_is_fetched(
    standin: StandIn, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match=r"g60translate\[reference\]"):
        pull(standin, root)
    assert standin.fetched == []
    # A model of ours is converted already.
    assert pull(standin, root, "house/press-de-en").card.name == "press-de-en"


def test_offline_the_cache_of_other_programs_is_enough(
    standin: StandIn, root: Path, repository: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=r"is not on this machine.*by hand.*models add FOLDER"):
        pull_offline(NAME, root, Wishes())
    for path in repository.iterdir():
        hf_hub_download(NAME, path.name, cache_dir=tmp_path / "cache", endpoint=standin.endpoint)
    standin.seen.clear()
    model = pull_offline(NAME, root, Wishes())
    assert standin.seen == []
    assert model.card.origin.revision == COMMIT
    assert hidden(root) == []


def test_a_damaged_cache_is_noticed(
    standin: StandIn, root: Path, repository: Path, tmp_path: Path
) -> None:
    for path in repository.iterdir():
        found = hf_hub_download(
            NAME, path.name, cache_dir=tmp_path / "cache", endpoint=standin.endpoint
        )
        if path.suffix == ".safetensors":
            with Path(found).resolve().open("ab") as stream:
                stream.write(b"!")
    with pytest.raises(ModelCorrupt, match=r"damaged model\.safetensors"):
        pull_offline(NAME, root, Wishes())
    assert list(ModelStore([root])) == []


def test_a_bare_name_means_the_university_of_helsinkis() -> None:
    assert full_name("opus-mt-de-en") == NAME
    assert full_name("house/press-de-en") == "house/press-de-en"
