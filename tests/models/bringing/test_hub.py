"""Fetching from a hub: pinned, proven, and going on after whatever the network does."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import pytest
from huggingface_hub import hf_hub_download

from g60translate.errors import MissingExtra, ModelCorrupt, ModelError, ModelNotFound
from g60translate.models.bringing import hub as hub_module
from g60translate.models.bringing.hub import Hub, cached_files
from tests.models.standin import COMMIT, StandIn, serve

NAME = "Helsinki-NLP/opus-mt-de-en"
PARTS = {
    "config.json": b"{}",
    "vocab.json": b'{"</s>": 0}',
    "source.spm": bytes(range(256)) * 40,
    "target.spm": bytes(reversed(range(256))) * 40,
    "README.md": b"# A model\n",
    "model.safetensors": bytes(range(256)) * 400,
}
OTHERS = {"tf_model.h5": b"x" * 99, "pytorch_model.bin": b"y" * 99, ".gitattributes": b""}
SIZE = len(PARTS["model.safetensors"])


@pytest.fixture
def standin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    # Nothing may come out of this user's own cache.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "repository"
    folder.mkdir()
    for name, content in (PARTS | OTHERS).items():
        (folder / name).write_bytes(content)
    with serve({NAME: folder, "someone/gpt": tmp_path / "gpt"}) as standin:
        yield standin


@pytest.fixture
def hub(standin: StandIn) -> Hub:
    return Hub(standin.endpoint, wait_s=0)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def is_whole(folder: Path) -> bool:
    return {p.name: p.read_bytes() for p in folder.iterdir()} == PARTS


def test_a_branch_is_pinned_to_its_commit_and_only_what_is_needed_is_fetched(
    hub: Hub, standin: StandIn, target: Path
) -> None:
    snapshot = hub.resolve(NAME)
    assert snapshot.revision == COMMIT
    assert snapshot.size == sum(map(len, PARTS.values()))
    steps: list[tuple[int, int]] = []
    hub.download(snapshot, target, report=lambda done, total: steps.append((done, total)))
    assert is_whole(target)
    assert all(f"/resolve/{COMMIT}/" in path for path, _ in standin.seen if "/resolve/" in path)
    assert steps[-1] == (snapshot.size, snapshot.size)
    assert steps == sorted(steps)


def test_a_file_with_another_hash_is_thrown_away_and_fetched_again(
    hub: Hub, standin: StandIn, target: Path
) -> None:
    standin.corrupt.add("model.safetensors")
    snapshot = hub.resolve(NAME)
    with pytest.raises(ModelCorrupt, match=r"model\.safetensors.*another hash"):
        hub.download(snapshot, target)
    assert not list(target.glob("model.safetensors*"))
    standin.corrupt.clear()
    standin.seen.clear()
    hub.download(snapshot, target)
    assert standin.fetched == ["model.safetensors"]
    assert is_whole(target)


def test_small_files_are_proven_too(hub: Hub, standin: StandIn, target: Path) -> None:
    standin.corrupt.add("vocab.json")
    with pytest.raises(ModelCorrupt, match=r"vocab\.json"):
        hub.download(hub.resolve(NAME), target)


def test_a_download_goes_on_where_the_connection_broke(
    hub: Hub, standin: StandIn, target: Path
) -> None:
    standin.cuts["model.safetensors"] = [50_000, 20_000, 0]
    hub.download(hub.resolve(NAME), target)
    assert is_whole(target)
    first, second, third, fourth = standin.ranges_of("model.safetensors")
    assert first == ""
    starts = [int(span.removeprefix("bytes=").rstrip("-")) for span in (second, third, fourth)]
    assert 0 < starts[0] <= 50_000
    assert starts[0] < starts[1] <= 70_000
    assert starts[2] == starts[1]


def test_a_second_run_goes_on_where_the_first_gave_up(
    hub: Hub, standin: StandIn, target: Path
) -> None:
    standin.cuts["model.safetensors"] = [50_000, *[0] * 20]
    snapshot = hub.resolve(NAME)
    with pytest.raises(ModelError, match=r"What has arrived is kept.*by hand") as caught:
        hub.download(snapshot, target)
    assert "models add" in str(caught.value)
    kept = (target / "model.safetensors.part").stat().st_size
    assert kept > 0
    standin.cuts.clear()
    standin.seen.clear()
    hub.download(snapshot, target)
    assert standin.ranges_of("model.safetensors") == [f"bytes={kept}-"]
    assert is_whole(target)


def test_a_server_without_ranges_is_asked_for_the_whole_again(
    hub: Hub, standin: StandIn, target: Path
) -> None:
    standin.ranges = False
    standin.cuts["model.safetensors"] = [50_000]
    hub.download(hub.resolve(NAME), target)
    assert is_whole(target)


def test_a_part_that_is_too_long_is_begun_anew(hub: Hub, target: Path) -> None:
    target.mkdir()
    (target / "model.safetensors.part").write_bytes(b"z" * (SIZE + 1))
    hub.download(hub.resolve(NAME), target)
    assert is_whole(target)


def test_a_full_disk_is_told_before_anything_is_fetched(
    hub: Hub, standin: StandIn, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 1000

    snapshot = hub.resolve(NAME)
    monkeypatch.setattr(hub_module, "disk_usage", lambda _: Usage)
    with pytest.raises(ModelError, match=r"is full.*G60_MODELS"):
        hub.download(snapshot, target)
    assert standin.fetched == []


def test_a_disk_that_fills_up_meanwhile_keeps_what_has_arrived(
    hub: Hub, standin: StandIn, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def filling(path: Path, mode: str = "r", *args: Any, **options: Any) -> IO[Any]:
        if path.name == "model.safetensors.part" and path.stat().st_size >= 0 and "r" not in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, mode, *args, **options)

    snapshot = hub.resolve(NAME)
    with monkeypatch.context() as full:
        full.setattr(Path, "open", filling)
        with pytest.raises(ModelError, match="is full"):
            hub.download(snapshot, target)
    assert (target / "source.spm").is_file()
    standin.seen.clear()
    hub.download(snapshot, target)
    assert standin.fetched == ["model.safetensors"]
    assert is_whole(target)


@pytest.mark.parametrize(
    ("name", "revision", "message"),
    [
        ("Helsinki-NLP/opus-mt-xx-yy", None, "There is no public repository"),
        (NAME, "v9", "has no revision 'v9'"),
        ("a/b/c", None, "is no name of a model repository"),
    ],
)
def test_what_the_hub_does_not_have_is_named(
    hub: Hub, name: str, revision: str | None, message: str
) -> None:
    with pytest.raises(ModelNotFound, match=message):
        hub.resolve(name, revision)


def test_a_repository_of_another_kind_is_refused_before_it_is_fetched(
    hub: Hub, tmp_path: Path
) -> None:
    (tmp_path / "gpt").mkdir()
    (tmp_path / "gpt" / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"no vocab\.json, no source\.spm.*Only MarianMT"):
        hub.resolve("someone/gpt")


def test_where_nobody_answers_the_way_by_hand_is_told(tmp_path: Path) -> None:
    with serve({}) as gone:
        pass
    with pytest.raises(ModelError, match=r"cannot be reached.*bring the model by hand.*models add"):
        Hub(gone.endpoint, wait_s=0).resolve(NAME)


def test_what_other_programs_have_fetched_is_found_and_not_fetched_again(
    hub: Hub, standin: StandIn, target: Path, tmp_path: Path
) -> None:
    assert cached_files(NAME) is None
    for name in PARTS:
        hf_hub_download(NAME, name, cache_dir=tmp_path / "cache", endpoint=standin.endpoint)
    found = cached_files(NAME)
    assert found is not None
    snapshot, paths = found
    assert snapshot == hub.resolve(NAME)
    assert [path.read_bytes() for path in paths] == [PARTS[f.name] for f in snapshot.files]
    standin.seen.clear()
    hub.download(snapshot, target)
    assert standin.fetched == []
    assert is_whole(target)


def test_without_the_hubs_client_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    monkeypatch.delitem(sys.modules, "g60translate.models.bringing.hub")
    with pytest.raises(MissingExtra, match=r"g60translate\[hub\]"):
        import_module("g60translate.models.bringing.hub")
