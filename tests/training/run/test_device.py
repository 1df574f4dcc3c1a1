from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from g60translate.errors import EngineError
from g60translate.models.shape import EMBEDDING, Shape
from g60translate.training.corpus.batches import Packer, Sizes
from g60translate.training.driving import OnGpu, Optimise
from g60translate.training.network.loss import cross_entropy
from g60translate.training.network.network import Network, random_weights
from g60translate.training.network.optimise import Trainable
from g60translate.training.run.device import Asked, choose_device, settings_on
from g60translate.training.run.log import read_log
from g60translate.training.run.run import train
from tests.training.network.test_network import corpus
from tests.training.run.test_run import recipe, silent, write_corpus
from tests.training.tiny import Press

GPU = torch.device("cuda")
needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")


@pytest.mark.skipif(torch.cuda.is_available(), reason="needs a machine without a GPU")
def test_a_gpu_that_is_not_there_is_refused_and_auto_does_without() -> None:
    assert choose_device("auto") == choose_device("cpu") == torch.device("cpu")
    with pytest.raises(EngineError, match="--device cpu"):
        choose_device("cuda")


def peak(each: int, base: int) -> Callable[[Optimise], int]:
    return lambda settings: base + each * settings.tokens


@pytest.mark.parametrize(
    ("each", "memory", "tokens"),
    [(1_000_000, 80_000_000_000, 24_576), (1_000_000, 10_000_000_000, 6_144), (10**9, 10**9, 2048)],
)
def test_batches_fill_the_card(each: int, memory: int, tokens: int) -> None:
    found = settings_on(
        GPU, Optimise(), peak=peak(each, 1_000_000_000), memory=lambda: memory
    )  # fmt: skip
    assert found.tokens == tokens


def test_a_recipe_says_what_differs_on_a_gpu() -> None:
    def unasked(*_: Any) -> int:
        raise AssertionError("nothing need be tried")

    given = Optimise(tokens=512, gpu=OnGpu(tokens=9_000, rate=1e-3))
    found = settings_on(GPU, given, peak=unasked, memory=unasked)
    assert (found.tokens, found.schedule.rate) == (9_000, 1e-3)
    assert settings_on(torch.device("cpu"), given, peak=unasked, memory=unasked) == given


def test_a_card_that_is_too_small_is_told() -> None:
    def full(_: Optimise) -> int:
        raise torch.cuda.OutOfMemoryError

    with pytest.raises(EngineError, match=r"optimise\.gpu"):
        settings_on(GPU, Optimise(), peak=full, memory=lambda: 0)


def test_all_that_a_step_computes_with_lies_on_its_device(tiny_shape: Shape) -> None:
    """On the device that has no memory: it refuses tensors of another one, as a GPU does."""
    elsewhere = torch.device("meta")
    packer = Packer(corpus(tiny_shape, lines=5), sizes=Sizes(128, 128), pad=tiny_shape.pad)
    batch = packer.pack(np.arange(5)).to(elsewhere)
    weights = random_weights(tiny_shape, seed=0)
    trainable = Trainable(weights, tiny_shape, Optimise(average=0.9), device=elsewhere)
    network = Network(tiny_shape, device=elsewhere)
    output = network.forward(trainable.work, batch)
    loss = cross_entropy(output.hidden, trainable.work[EMBEDDING], batch.labels, smoothing=0.1)
    gradients = torch.autograd.grad(loss, list(trainable.work.values()))
    assert {tensor.device for tensor in (loss, output.attention, *gradients)} == {elsewhere}
    # The check can fail.
    with pytest.raises(RuntimeError, match="device"):
        Network(tiny_shape).forward(trainable.work, batch)


@needs_gpu
def test_a_gpu_learns_as_the_processor_does(press: Press, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path, press, lines=900)
    losses = {}
    devices: tuple[Asked, ...] = ("cpu", "cuda")
    for device in devices:
        plain = recipe(
            folder,
            dev=[],
            optimise={
                "tokens": 512, "precision": "float32", "alignment": 0.1, "average": 0.9,
                "schedule": {"rate": 1e-3, "warmup": 10}, "gpu": {"tokens": 512},
            },
        )  # fmt: skip
        work = folder / device
        train(plain, work=work, out=folder / f"{device}.out", report=silent, device=device)
        log = read_log(work / "log.jsonl")
        losses[device] = [line["loss"] for line in log if line["event"] == "step"]
    np.testing.assert_allclose(losses["cuda"], losses["cpu"], atol=0.01)
