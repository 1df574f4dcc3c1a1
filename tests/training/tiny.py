"""A tiny network and tiny pieces, made once for the room."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch

from g60translate.models.shape import Shape, weight_shapes
from g60translate.training.corpus.subwords import PAD, train_subwords
from g60translate.training.run.checkpoint import Checkpoint
from tests.conftest import ROOT


@dataclass(frozen=True)
class Press:
    """The project's own bilingual press sample."""

    path: Path
    pairs: tuple[tuple[str, str], ...]


@pytest.fixture(scope="session")
def press() -> Press:
    path = ROOT / "corpus" / "press" / "train.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return Press(path, tuple((row["de"], row["en"]) for row in rows))


@pytest.fixture(scope="session")
def pieces_file(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = [text for pair in press.pairs for text in pair]
    return train_subwords(lines, tmp_path_factory.mktemp("pieces") / "joint.model", pieces=900)


@pytest.fixture
def tiny_shape() -> Shape:
    return Shape(
        vocabulary=900,
        width=16,
        encoder_layers=2,
        decoder_layers=2,
        ffn=32,
        heads=4,
        positions=64,
        pad=PAD,
    )


@pytest.fixture
def tiny(tiny_shape: Shape) -> Checkpoint:
    return random_checkpoint(tiny_shape, seed=1)


def random_checkpoint(shape: Shape, *, seed: int, step: int = 10, seen: int = 1234) -> Checkpoint:
    generator = torch.Generator().manual_seed(seed)
    weights = {
        name: 0.2 * torch.randn(size, generator=generator)
        + (1.0 if name.endswith("layer_norm.weight") else 0.0)
        for name, size in weight_shapes(shape).items()
    }
    return Checkpoint(weights=weights, shape=shape, step=step, seen=seen)
