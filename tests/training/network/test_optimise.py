from __future__ import annotations

import pytest
import torch

from g60translate.errors import ModelCorrupt
from g60translate.models.shape import EMBEDDING, Shape
from g60translate.training.driving import Optimise, Schedule
from g60translate.training.network.network import random_weights
from g60translate.training.network.optimise import Trainable, learning_rate


@pytest.mark.parametrize(
    ("decay", "step", "progress", "expected"),
    [
        ("linear", 5, 0.0, 0.5),
        ("linear", 10, 0.1, 1.0),
        ("linear", 900, 0.6, 1.0),
        ("linear", 900, 0.8, 0.5),
        ("1-sqrt", 900, 0.7, 0.5),
        ("1-sqrt", 900, 1.0, 0.0),
        ("linear", 900, 1.2, 0.0),
    ],
)
def test_learning_rate(decay: str, step: int, progress: float, expected: float) -> None:
    schedule = Schedule.model_validate(
        {"rate": 2.0, "warmup": 10, "decay": decay, "decay_share": 0.4}
    )
    assert learning_rate(schedule, step=step, progress=progress) == pytest.approx(2 * expected)


def test_a_rate_without_decay_stays() -> None:
    assert learning_rate(Schedule(decay_share=0.0, rate=3.0), step=999, progress=1.0) == 3.0


def trainable(shape: Shape, **settings: object) -> Trainable:
    base = {"precision": "float32", "schedule": {"rate": 0.01}, **settings}
    return Trainable(random_weights(shape, seed=0), shape, Optimise.model_validate(base))


def loss_of(one: Trainable) -> torch.Tensor:
    return sum(((w - 0.3) ** 2).mean() for w in one.work.values())  # type: ignore[return-value]


def test_a_step_equals_that_of_plain_adamw(tiny_shape: Shape) -> None:
    one = trainable(tiny_shape)
    plain = {n: t.clone().requires_grad_() for n, t in random_weights(tiny_shape, seed=0).items()}
    adam = torch.optim.AdamW(plain.values(), lr=0.01, betas=(0.9, 0.98), eps=1e-9, weight_decay=0.0)
    for _ in range(3):
        one.gradients(loss_of(one))
        one.step(rate=0.01)
        adam.zero_grad()
        sum(((w - 0.3) ** 2).mean() for w in plain.values()).backward()  # type: ignore[union-attr]
        plain[EMBEDDING].grad[tiny_shape.pad] = 0  # type: ignore[index]
        torch.nn.utils.clip_grad_norm_(plain.values(), 1.0)
        adam.step()
    for name, tensor in one.master.items():
        torch.testing.assert_close(tensor, plain[name].detach(), atol=1e-5, rtol=1e-4)


def test_gradients_are_clipped_and_the_row_of_pad_stays_zero(tiny_shape: Shape) -> None:
    one = trainable(tiny_shape, clip=0.5)
    norm = one.gradients(1000 * loss_of(one))
    assert norm > 0.5
    total = torch.cat([g.flatten() for g in one._gradients.values()]).norm()
    assert float(total) == pytest.approx(0.5, rel=1e-4)
    one.step(rate=0.1)
    assert not one.master[EMBEDDING][tiny_shape.pad].any()
    assert one.master[EMBEDDING][tiny_shape.pad + 1].any()


def test_the_running_mean_lags_behind(tiny_shape: Shape) -> None:
    one = trainable(tiny_shape, average=0.75)
    name = "model.encoder.layers.0.fc1.weight"
    start = one.master[name].clone()
    one.gradients(loss_of(one))
    one.step(rate=0.1)
    torch.testing.assert_close(one.final()[name], 0.75 * start + 0.25 * one.master[name])


def test_a_resumed_optimiser_steps_alike(tiny_shape: Shape) -> None:
    first, second = trainable(tiny_shape, average=0.9), trainable(tiny_shape, average=0.9)
    for _ in range(3):
        first.gradients(loss_of(first))
        first.step(rate=0.01)
    second.resume(first.state())
    for one in (first, second):
        one.gradients(loss_of(one))
        one.step(rate=0.01)
    for name, tensor in first.final().items():
        assert torch.equal(second.final()[name], tensor)


def test_a_state_of_another_size_is_refused(tiny_shape: Shape) -> None:
    one = trainable(tiny_shape)
    with pytest.raises(ModelCorrupt, match="another size"):
        one.resume({**one.state(), "master": torch.zeros(3)})
