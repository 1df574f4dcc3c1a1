"""Cross-entropy fused with the output layer, and the loss that teaches attention to align."""

from __future__ import annotations

from typing import Any

import torch.nn.functional as F  # noqa: N812

from g60translate.training.corpus.batches import IGNORED, NO_LINK, Batch
from g60translate.training.extra import torch

# Rows of logits alive at a time: 1,024 rows of 12,000 pieces are 50 MB of float32. A GPU has the
# room, and would wait for each part to be asked for.
_ROWS = 1024
_ROWS_ON_GPU = 8192


class _FusedCrossEntropy(torch.autograd.Function):
    """Output layer, softmax and label smoothing with gradients made on the way forward.

    The full matrix of logits never exists; each chunk is turned into its own gradient in place.
    """

    @staticmethod
    def forward(
        ctx: Any,
        hidden: torch.Tensor,
        table: torch.Tensor,
        bias: torch.Tensor | None,
        labels: torch.Tensor,
        smoothing: float,
    ) -> torch.Tensor:
        wanted = labels != IGNORED
        count = wanted.sum().clamp(min=1)
        by_hidden = torch.empty_like(hidden)
        by_table = hidden.new_zeros(table.shape, dtype=torch.float32)
        loss = hidden.new_zeros((), dtype=torch.float32)
        step = _ROWS if hidden.device.type == "cpu" else _ROWS_ON_GPU
        for start in range(0, len(labels), step):
            rows = slice(start, start + step)
            here, target = wanted[rows], labels[rows].clamp(min=0)[:, None]
            logits = F.linear(hidden[rows], table).float()
            if bias is not None:
                logits += bias
            # One exponential a logit; the peak cancels out of loss and gradient.
            logits -= logits.amax(-1, keepdim=True)
            chosen = logits.gather(1, target)[:, 0]
            spread = smoothing * logits.mean(-1) if smoothing else 0.0
            total = logits.exp_().sum(-1)
            loss += ((total.log() - (1 - smoothing) * chosen - spread) * here).sum()
            weight = (here / count)[:, None]
            gradient = logits.mul_(weight / total[:, None])
            if smoothing:
                gradient -= weight * (smoothing / len(table))
            gradient.scatter_add_(1, target, (smoothing - 1) * weight)
            gradient = gradient.to(hidden.dtype)
            by_hidden[rows] = gradient @ table
            by_table += gradient.t() @ hidden[rows]
        ctx.save_for_backward(by_hidden, by_table.to(table.dtype))
        return loss / count

    @staticmethod
    def backward(
        ctx: Any, gradient: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, None, None, None]:
        by_hidden, by_table = ctx.saved_tensors
        return by_hidden * gradient, by_table * gradient, None, None, None


def cross_entropy(
    hidden: torch.Tensor,
    table: torch.Tensor,
    labels: torch.Tensor,
    *,
    smoothing: float = 0.0,
    bias: torch.Tensor | None = None,
) -> torch.Tensor:
    """Mean loss (nats per piece) of hidden (N, D) against labels (N,), IGNORED ones left out.

    `table` (pieces, D) is the tied embedding; `smoothing` is spread evenly over all pieces.
    """
    loss: torch.Tensor = _FusedCrossEntropy.apply(hidden, table, bias, labels, smoothing)  # type: ignore[no-untyped-call]
    return loss


def alignment_loss(attention: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Mean negative log of the attention (rows, target, source) at the batch's links, in nats.

    Zero where the batch has no links (guided alignment, Chen et al. 2016).
    """
    linked = torch.nonzero(batch.links != NO_LINK)[:, 0]
    if not len(linked):
        return attention.new_zeros((), dtype=torch.float32)
    rows = attention.flatten(0, 1).index_select(0, batch.target_grid.cells[linked])
    share = rows.gather(1, batch.links[linked][:, None]).float()
    return -(share.clamp(min=1e-6).log()).mean()
