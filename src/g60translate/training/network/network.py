"""MarianMT's forward pass over packed lines; its loss equals transformers' MarianMTModel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch.nn.functional as F  # noqa: N812

from g60translate.models.shape import EMBEDDING, Shape, weight_shapes
from g60translate.training.corpus.batches import Batch, Grid
from g60translate.training.extra import torch

_HIDDEN = -1e4  # A score that no softmax lets through, and bfloat16 can hold.

Weights = Mapping[str, torch.Tensor]


def sinusoids(positions: int, width: int) -> torch.Tensor:
    """Marian's position encodings (positions, width): sines in the first half, then cosines."""
    angle = np.arange(positions)[:, None] / np.power(10000, 2 * np.arange(width // 2) / width)
    return torch.tensor(np.concatenate([np.sin(angle), np.cos(angle)], 1), dtype=torch.float32)


def random_weights(shape: Shape, *, seed: int) -> dict[str, torch.Tensor]:
    """Xavier matrices, normal embeddings, plain norms and zero biases."""
    generator = torch.Generator().manual_seed(seed)
    weights = {}
    for name, size in weight_shapes(shape).items():
        tensor = torch.zeros(size)
        if name == EMBEDDING:
            tensor.normal_(std=shape.width**-0.5, generator=generator)
            tensor[shape.pad] = 0
        elif len(size) == 2:
            torch.nn.init.xavier_uniform_(tensor, generator=generator)
        elif name.endswith("layer_norm.weight"):
            tensor.fill_(1)
        weights[name] = tensor
    return weights


class _ToGrid(torch.autograd.Function):
    """Packed (N, width) -> grid cells (rows*width, width) with zeros in empty cells.

    Both ways are plain gathers: no token has two cells, so no gradients need adding up.
    """

    @staticmethod
    def forward(
        ctx: torch.autograd.function.FunctionCtx,
        packed: torch.Tensor,
        cells: torch.Tensor,
        tokens: torch.Tensor,
    ) -> torch.Tensor:
        ctx.save_for_backward(cells, tokens)
        return _gather(packed, tokens)

    @staticmethod
    def backward(
        ctx: torch.autograd.function.FunctionCtx, gradient: torch.Tensor
    ) -> tuple[torch.Tensor, None, None]:
        cells, _ = ctx.saved_tensors  # type: ignore[attr-defined]
        return _gather(gradient, cells), None, None


def _gather(rows: torch.Tensor, index: torch.Tensor) -> torch.Tensor:
    """Rows by index; the index one past the end gives zeros."""
    return torch.cat([rows, rows.new_zeros(1, rows.shape[1])]).index_select(0, index)


def to_grid(packed: torch.Tensor, grid: Grid) -> torch.Tensor:
    """(N, D) -> (rows, width, D)."""
    cells: torch.Tensor = _ToGrid.apply(packed, grid.cells, grid.tokens)  # type: ignore[no-untyped-call]
    return cells.view(grid.rows, grid.width, -1)


def to_packed(padded: torch.Tensor, grid: Grid) -> torch.Tensor:
    """(rows, width, D) -> (N, D); padding tokens get zeros."""
    flat = padded.reshape(grid.rows * grid.width, -1)
    packed: torch.Tensor = _ToGrid.apply(flat, grid.tokens, grid.cells)  # type: ignore[no-untyped-call]
    return packed


@dataclass(frozen=True, slots=True)
class Output:
    """`hidden` (N, width) goes to the output layer; `attention` is (rows, target, source).

    It is that of head 0 of the last decoder layer, the one that engines return.
    """

    hidden: torch.Tensor
    attention: torch.Tensor


class Network:
    """The architecture without weights; those come with every call, in any float type.

    Weights and batches lie on `device`, where the network computes.
    """

    def __init__(
        self, shape: Shape, *, dropout: float = 0.0, device: torch.device | None = None
    ) -> None:
        self.shape = shape
        self.dropout = dropout
        self._positions = sinusoids(shape.positions, shape.width).to(device)
        self._act = F.relu if shape.activation == "relu" else F.silu

    def forward(self, weights: Weights, batch: Batch, *, freeze_encoder: bool = False) -> Output:
        """Encode and decode with teacher forcing; a frozen encoder gets no gradients."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not freeze_encoder):
            encoded, hidden = self._encode(weights, batch)
        return self._decode(weights, batch, encoded, hidden)

    def _encode(self, weights: Weights, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        grid = batch.source_grid
        x = self._embed(weights, batch.source, batch.source_positions)
        empty = (grid.tokens == len(batch.source)).view(grid.rows, 1, 1, grid.width)
        hidden = x.new_zeros(empty.shape).masked_fill(empty, _HIDDEN)
        for layer in range(self.shape.encoder_layers):
            prefix = f"model.encoder.layers.{layer}"
            x = self._self_attention(weights, f"{prefix}.self_attn", x, grid, hidden)
            x = self._feed_forward(weights, prefix, x)
        return x, hidden

    def _decode(
        self, weights: Weights, batch: Batch, encoded: torch.Tensor, hidden: torch.Tensor
    ) -> Output:
        grid = batch.target_grid
        x = self._embed(weights, batch.inputs, batch.target_positions)
        width = grid.width
        causal = x.new_full((1, 1, width, width), _HIDDEN).triu(1)
        attention = x.new_zeros(0)
        for layer in range(self.shape.decoder_layers):
            prefix = f"model.decoder.layers.{layer}"
            x = self._self_attention(weights, f"{prefix}.self_attn", x, grid, causal)
            cross = f"{prefix}.encoder_attn"
            queries = self._heads(to_grid(_linear(weights, f"{cross}.q_proj", x), grid))
            both = _joined(weights, cross, "kv", encoded)
            keys, values = torch.split(to_grid(both, batch.source_grid), self.shape.width, -1)
            mixed, attention = self._attend(queries, self._heads(keys), self._heads(values), hidden)
            x = self._add(weights, cross, x, to_packed(mixed, grid))
            x = self._feed_forward(weights, prefix, x)
        return Output(x, attention[:, 0])

    def _embed(self, weights: Weights, ids: torch.Tensor, positions: torch.Tensor) -> torch.Tensor:
        table = weights[EMBEDDING]
        x = F.embedding(ids, table, padding_idx=self.shape.pad) * math.sqrt(self.shape.width)
        return self._drop(x + self._positions.to(table.dtype)[positions])

    def _heads(self, x: torch.Tensor) -> torch.Tensor:
        """(rows, width, D) -> (rows, heads, width, D / heads)."""
        rows, width, _ = x.shape
        return x.view(rows, width, self.shape.heads, -1).transpose(1, 2)

    def _attend(
        self,
        queries: torch.Tensor,
        keys: torch.Tensor,
        values: torch.Tensor,
        mask: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        scale = (self.shape.width // self.shape.heads) ** -0.5
        scores = torch.matmul(queries * scale, keys.transpose(-1, -2))
        share = torch.softmax(scores + mask, -1)
        mixed = torch.matmul(share, values).transpose(1, 2)
        return mixed.reshape(mixed.shape[0], mixed.shape[1], self.shape.width), share

    def _self_attention(
        self, weights: Weights, name: str, x: torch.Tensor, grid: Grid, mask: torch.Tensor
    ) -> torch.Tensor:
        joined = to_grid(_joined(weights, name, "qkv", x), grid)
        queries, keys, values = (self._heads(y) for y in torch.split(joined, self.shape.width, -1))
        mixed, _ = self._attend(queries, keys, values, mask)
        return self._add(weights, name, x, to_packed(mixed, grid))

    def _add(
        self, weights: Weights, name: str, x: torch.Tensor, mixed: torch.Tensor
    ) -> torch.Tensor:
        y = self._drop(_linear(weights, f"{name}.out_proj", mixed))
        return self._norm(weights, f"{name}_layer_norm", x + y)

    def _feed_forward(self, weights: Weights, prefix: str, x: torch.Tensor) -> torch.Tensor:
        inner = self._act(_linear(weights, f"{prefix}.fc1", x))
        y = self._drop(_linear(weights, f"{prefix}.fc2", inner))
        return self._norm(weights, f"{prefix}.final_layer_norm", x + y)

    def _norm(self, weights: Weights, name: str, x: torch.Tensor) -> torch.Tensor:
        size = (self.shape.width,)
        return F.layer_norm(x, size, weights[f"{name}.weight"], weights[f"{name}.bias"])

    def _drop(self, x: torch.Tensor) -> torch.Tensor:
        on = self.dropout > 0 and torch.is_grad_enabled()
        return F.dropout(x, self.dropout) if on else x


def _linear(weights: Weights, name: str, x: torch.Tensor) -> torch.Tensor:
    return F.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _joined(weights: Weights, name: str, parts: str, x: torch.Tensor) -> torch.Tensor:
    """Several projections of one input in one product."""
    return F.linear(
        x,
        torch.cat([weights[f"{name}.{part}_proj.weight"] for part in parts]),
        torch.cat([weights[f"{name}.{part}_proj.bias"] for part in parts]),
    )
