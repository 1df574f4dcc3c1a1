from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from g60translate.errors import InputError, ModelCorrupt, ModelError, ModelNotFound
from g60translate.training.run.checkpoint import (
    CURRENT,
    PREVIOUS,
    Checkpoint,
    average_checkpoints,
    latest_checkpoint,
    read_checkpoint,
    save_checkpoint,
)


def test_what_is_saved_is_what_is_read(tiny: Checkpoint, tmp_path: Path) -> None:
    written = replace(tiny, state={"epoch": 3}, facts={"parent": "x"})
    back = read_checkpoint(save_checkpoint(written, tmp_path))
    assert (back.shape, back.step, back.seen) == (tiny.shape, tiny.step, tiny.seen)
    assert (back.state, back.facts) == ({"epoch": 3}, {"parent": "x"})
    assert all(torch.equal(back.weights[n], tiny.weights[n]) for n in tiny.weights)


def test_the_previous_checkpoint_stands_in_for_a_damaged_one(
    tiny: Checkpoint, tmp_path: Path
) -> None:
    save_checkpoint(tiny, tmp_path)
    save_checkpoint(replace(tiny, step=20), tmp_path)
    path = tmp_path / CURRENT
    path.write_bytes(path.read_bytes()[:5000])
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == 10
    (tmp_path / PREVIOUS).write_bytes(b"nothing")
    with pytest.raises(ModelCorrupt, match="cannot be read"):
        latest_checkpoint(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on the size of files there")
def test_a_full_disk_leaves_the_old_checkpoint_and_nothing_else(
    tiny: Checkpoint, tmp_path: Path
) -> None:
    import resource  # noqa: PLC0415

    save_checkpoint(tiny, tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(InputError, match=r"written: File too large.*free some"):
            save_checkpoint(replace(tiny, step=20), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == 10
    assert [path.name for path in tmp_path.iterdir()] == [CURRENT]


@pytest.mark.parametrize("calls", range(5))
def test_a_stop_at_any_call_leaves_the_old_or_the_new_checkpoint(
    tiny: Checkpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """The process ends just before the n-th call that changes the disk."""
    save_checkpoint(replace(tiny, step=1), tmp_path)
    save_checkpoint(replace(tiny, step=2), tmp_path)
    left = [calls]

    def stopping(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*arguments: Any, **named: Any) -> Any:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return call(*arguments, **named)

        return wrapped

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", stopping(os.fsync))
        patch.setattr(os, "link", stopping(os.link))
        patch.setattr(Path, "replace", stopping(Path.replace))
        with pytest.raises(KeyboardInterrupt):
            save_checkpoint(replace(tiny, step=3), tmp_path)
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == (3 if calls == 4 else 2)
    # The next run is not troubled by what lies about.
    save_checkpoint(replace(tiny, step=4), tmp_path)
    newest = latest_checkpoint(tmp_path)
    assert newest is not None
    assert newest.step == 4


def test_a_fresh_folder_has_no_checkpoint(tmp_path: Path) -> None:
    assert latest_checkpoint(tmp_path / "new") is None
    with pytest.raises(ModelNotFound):
        read_checkpoint(tmp_path / "new.pt")


def test_the_kits_flat_files_are_read(tiny: Checkpoint, tmp_path: Path) -> None:
    content = {
        "m": {name: tensor.half() for name, tensor in tiny.weights.items()},
        "args": {"heads": 4, "d": 16},
        "step": 7,
        "seen": 99,
    }
    torch.save(content, tmp_path / "ckpt.pt")
    back = read_checkpoint(tmp_path / "ckpt.pt")
    assert back.shape == replace(tiny.shape, positions=256)
    assert (back.step, back.seen) == (7, 99)
    assert all(tensor.dtype == torch.float32 for tensor in back.weights.values())


def test_pickled_code_is_refused(tmp_path: Path) -> None:
    torch.save({"m": Path("x")}, tmp_path / "evil.pt")
    with pytest.raises(ModelCorrupt):
        read_checkpoint(tmp_path / "evil.pt")


def test_missing_weights_are_named(tiny: Checkpoint, tmp_path: Path) -> None:
    weights = dict(tiny.weights)
    del weights["model.encoder.layers.1.fc2.bias"]
    path = save_checkpoint(replace(tiny, weights=weights), tmp_path)
    with pytest.raises(ModelError, match=r"layers\.1\.fc2\.bias is missing"):
        read_checkpoint(path)


def test_the_average_is_the_mean_with_the_furthest_counts(tiny: Checkpoint) -> None:
    shifted = {name: tensor + 1 for name, tensor in tiny.weights.items()}
    other = replace(tiny, weights=shifted, step=30, seen=5000)
    mean = average_checkpoints([other, tiny])
    assert (mean.step, mean.seen) == (30, 5000)
    for name, tensor in tiny.weights.items():
        torch.testing.assert_close(mean.weights[name], tensor + 0.5)


def test_checkpoints_of_two_shapes_have_no_average(tiny: Checkpoint) -> None:
    with pytest.raises(ModelError, match="one shape"):
        average_checkpoints([tiny, replace(tiny, shape=replace(tiny.shape, heads=2))])
    with pytest.raises(ModelError, match="at least one"):
        average_checkpoints([])
