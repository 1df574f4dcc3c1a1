from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from transformers import MarianConfig, MarianMTModel

from g60translate.models.shape import Shape, config_values
from g60translate.training.corpus.batches import NO_LINK, Batch, EncodedCorpus, Packer, Sizes
from g60translate.training.network.loss import alignment_loss, cross_entropy
from g60translate.training.network.network import Network, random_weights

TABLE = "model.shared.weight"


def corpus(shape: Shape, *, lines: int, seed: int = 0) -> EncodedCorpus:
    rng = np.random.default_rng(seed)
    source_lengths = rng.integers(2, 21, lines)
    target_lengths = rng.integers(2, 21, lines)

    def pieces(lengths: Any) -> Any:
        rows = [[*rng.integers(3, shape.vocabulary, n - 1), shape.eos] for n in lengths]
        return np.concatenate(rows).astype(np.uint16)

    links = np.concatenate(
        [rng.integers(0, s, t) for s, t in zip(source_lengths, target_lengths, strict=True)]
    ).astype(np.uint8)
    links[::3] = NO_LINK
    return EncodedCorpus(
        source=pieces(source_lengths),
        target=pieces(target_lengths),
        source_lengths=source_lengths,
        target_lengths=target_lengths,
        labels=np.zeros(lines, np.int16),
        names=("x",),
        links=links,
    )


def reference(shape: Shape, weights: dict[str, torch.Tensor]) -> Any:
    config: Any = MarianConfig(**config_values(shape))
    config._attn_implementation = "eager"
    model: Any = MarianMTModel(config)
    own = dict(model.named_parameters())
    with torch.no_grad():
        for name, value in weights.items():
            own[name].copy_(value)
    model.train(mode=False)
    return model


def reference_inputs(data: EncodedCorpus, shape: Shape) -> dict[str, torch.Tensor]:
    """The same lines, padded the way transformers wants them."""
    sources = np.split(data.source.astype(np.int64), np.cumsum(data.source_lengths)[:-1])
    targets = np.split(data.target.astype(np.int64), np.cumsum(data.target_lengths)[:-1])

    def padded(rows: list[Any], value: int) -> torch.Tensor:
        tensors = [torch.from_numpy(row) for row in rows]
        return torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=value)

    ids = padded(sources, shape.pad)
    lengths = torch.tensor([len(s) for s in sources])[:, None]
    return {
        "input_ids": ids,
        "attention_mask": (torch.arange(ids.shape[1])[None] < lengths).long(),
        "labels": padded(targets, -100),
    }


@pytest.mark.parametrize("activation", ["relu", "swish"])
def test_packed_loss_and_gradients_equal_those_of_transformers(
    tiny_shape: Shape, activation: str
) -> None:
    shape = replace(tiny_shape, activation=activation)
    weights = random_weights(shape, seed=3)
    # Random norms and biases too, or their place in the network would not be tested.
    for tensor in weights.values():
        if tensor.ndim == 1:
            noise = torch.randn(tensor.shape, generator=torch.Generator().manual_seed(5))
            tensor.add_(noise, alpha=0.1)
    data = corpus(shape, lines=9)
    batch = Packer(data, sizes=Sizes(256, 192), pad=shape.pad).pack(np.arange(9))
    model = reference(shape, weights)
    expected = model(**reference_inputs(data, shape), output_attentions=True)
    expected.loss.backward()

    leaves = {name: tensor.requires_grad_() for name, tensor in weights.items()}
    output = Network(shape).forward(leaves, batch)
    loss = cross_entropy(output.hidden, leaves[TABLE], batch.labels)
    loss.backward()  # type: ignore[no-untyped-call]

    assert loss.item() == pytest.approx(expected.loss.item(), abs=1e-4)
    for name, parameter in model.named_parameters():
        if "embed_positions" in name:
            continue
        difference = (leaves[name].grad - parameter.grad).abs().max()
        assert difference < 2e-5, name
    attention = expected.cross_attentions[-1][:, 0]
    width = min(attention.shape[2], output.attention.shape[2])
    mine = output.attention[:, : attention.shape[1], :width]
    # Rows past a line's end hold nothing of meaning.
    inside = reference_inputs(data, shape)["labels"] != -100
    torch.testing.assert_close(mine[inside], attention[:, :, :width][inside], atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_fused_cross_entropy_equals_the_plain_one(smoothing: float) -> None:
    generator = torch.Generator().manual_seed(0)
    hidden = torch.randn(1500, 8, generator=generator, requires_grad=True)
    table = torch.randn(40, 8, generator=generator, requires_grad=True)
    bias = torch.randn(40, generator=generator)
    labels = torch.randint(0, 40, (1500,), generator=generator)
    labels[::7] = -100
    plain = torch.nn.functional.cross_entropy(
        hidden @ table.t() + bias, labels, label_smoothing=smoothing
    )
    expected = torch.autograd.grad(2 * plain, [hidden, table])
    fused = cross_entropy(hidden, table, labels, smoothing=smoothing, bias=bias)
    assert fused.item() == pytest.approx(plain.item(), abs=1e-5)
    got = torch.autograd.grad(2 * fused, [hidden, table])
    for one, other in zip(got, expected, strict=True):
        torch.testing.assert_close(one, other, atol=1e-6, rtol=1e-4)


def packed(shape: Shape, lines: int = 4) -> Batch:
    return Packer(corpus(shape, lines=lines), sizes=Sizes(128, 128), pad=shape.pad).pack(
        np.arange(lines)
    )


def test_alignment_loss_is_the_mean_over_the_links(tiny_shape: Shape) -> None:
    batch = packed(tiny_shape)
    grid = batch.target_grid
    attention = torch.rand(grid.rows, grid.width, batch.source_grid.width)
    total, count = 0.0, 0
    for token, link in enumerate(batch.links.tolist()):
        if link == NO_LINK:
            continue
        row, position = divmod(int(grid.cells[token]), grid.width)
        total -= float(attention[row, position, link].log())
        count += 1
    assert alignment_loss(attention, batch).item() == pytest.approx(total / count, rel=1e-5)
    unlinked = replace(batch, links=torch.full_like(batch.links, NO_LINK))
    assert alignment_loss(attention, unlinked).item() == 0.0


def test_a_frozen_encoder_gets_no_gradient_and_the_decoder_does(tiny_shape: Shape) -> None:
    weights = {n: t.requires_grad_() for n, t in random_weights(tiny_shape, seed=1).items()}
    output = Network(tiny_shape).forward(weights, packed(tiny_shape), freeze_encoder=True)
    output.hidden.sum().backward()  # type: ignore[no-untyped-call]
    for name, tensor in weights.items():
        if ".encoder." in name:
            assert tensor.grad is None, name
    assert weights["model.decoder.layers.0.encoder_attn.k_proj.weight"].grad is not None


def test_dropout_works_in_training_only(tiny_shape: Shape) -> None:
    weights = {n: t.requires_grad_() for n, t in random_weights(tiny_shape, seed=1).items()}
    batch = packed(tiny_shape)
    plain = Network(tiny_shape).forward(weights, batch).hidden
    network = Network(tiny_shape, dropout=0.5)
    assert not torch.allclose(network.forward(weights, batch).hidden, plain)
    with torch.no_grad():
        assert torch.equal(network.forward(weights, batch).hidden, plain)


def test_other_lines_of_the_batch_change_nothing(tiny_shape: Shape) -> None:
    weights = random_weights(tiny_shape, seed=2)
    packer = Packer(corpus(tiny_shape, lines=8), sizes=Sizes(256, 192), pad=tiny_shape.pad)
    network = Network(tiny_shape)
    together = packer.pack(np.arange(8))
    alone = packer.pack(np.array([0]))
    length = alone.target_count
    torch.testing.assert_close(
        network.forward(weights, together).hidden[:length],
        network.forward(weights, alone).hidden[:length],
        atol=1e-5,
        rtol=1e-4,
    )
