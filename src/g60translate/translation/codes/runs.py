"""Which run of target words translates a source span, for one span and for several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
import numpy.typing as npt

from g60translate.spans import Span
from g60translate.translation.codes.words import NEVER_FIRST, NEVER_LAST, Words, overlap

Matrix = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Articles and prepositions move freely between languages, so they decide little.
_LITTLE_WEIGHT = 0.5

# What each sign inside the run costs that the span does not have: a phrase rarely grows over a
# comma.
_INNER_SIGN = 0.15

# What it costs to end with an article or to begin with a conjunction where the source does not.
_BAD_EDGE = 0.1

# Up to so many spans are settled in every order, more only in the order of their certainty.
_ALL_ORDERS = 4


def agreement(source: Words, target: Words, links: Matrix, span: Span) -> Matrix:
    """How well each run of target words agrees with `span`, at most 1; -inf where none may be.

    Rows are the first words of runs, columns the places behind their last words. A run agrees as
    far as its words are linked to nothing outside the span and the span's words to nothing outside
    the run (the harmonic mean of both shares), less what its signs and edges cost. `links` has the
    shape (target words, source words); the span must hold a word.
    """
    inside = source.inside(span)
    weights = links * np.outer(_importance(target), _importance(source))
    drawn = np.concatenate([[0.0], np.cumsum(weights[:, inside].sum(axis=1))])
    linked = np.concatenate([[0.0], np.cumsum(weights.sum(axis=1))])
    run_drawn = drawn[None, :] - drawn[:, None]
    run_linked = linked[None, :] - linked[:, None]
    # Runs that end before they begin are taken out below.
    table: Matrix = 2 * run_drawn / (np.maximum(0.0, run_linked) + drawn[-1])
    first, *_, last = [*np.flatnonzero(inside)] * 2
    own_signs = int(source.signs_before[first + 1 : last + 1].sum())
    signs = np.cumsum(target.signs_before, dtype=np.float64)
    inner_signs = signs[None, :] - signs[:, None]
    table[:-1, 1:] -= _INNER_SIGN * np.maximum(0, inner_signs - own_signs)
    if not source.among(NEVER_FIRST)[first]:
        table[:-1] -= _BAD_EDGE * target.among(NEVER_FIRST)[:, None]
    if not source.among(NEVER_LAST)[last]:
        table[:, 1:] -= _BAD_EDGE * target.among(NEVER_LAST)
    # A run parts a joined word, such as “Third-Quarter”, only where the span does.
    if not source.joints[first]:
        table[target.joints] = -np.inf
    if not source.joints[last + 1]:
        # A name may end before its possessive: “Huichi’s”.
        table[:, target.joints & ~np.append(target.among({"s"}), False)] = -np.inf
    table[np.tril_indices(len(target) + 1)] = -np.inf
    return table


@dataclass(frozen=True, slots=True)
class _Settled:
    found: Mapping[int, Span]
    total: float
    gave_way: bool


def settle(
    spans: Sequence[Span], tables: Mapping[int, Matrix], certain: Mapping[int, Span], target: Words
) -> Mapping[int, Span]:
    """The run of each span, so that spans which are apart in the source are apart in the target.

    `tables` has the agreement and `certain` the known run of spans, by their index; a span with
    neither gets none. Where several want the same words, the sum of their agreements decides.
    """
    eager = sorted(tables, key=lambda index: -float(tables[index].max()))
    orders = permutations(eager) if len(eager) <= _ALL_ORDERS else [tuple(eager)]
    best: _Settled | None = None
    for order in orders:
        tried = _settle_in(order, spans, tables, certain, target)
        if best is None or tried.total > best.total:
            best = tried
        if not tried.gave_way:
            break
    return best.found if best else {}


def _settle_in(
    order: Sequence[int],
    spans: Sequence[Span],
    tables: Mapping[int, Matrix],
    certain: Mapping[int, Span],
    target: Words,
) -> _Settled:
    """Give each span in turn the best of the runs that are left."""
    found = dict(certain)
    total = 0.0
    gave_way = False
    for index in order:
        table = tables[index].copy()
        for other, run in found.items():
            taken = np.flatnonzero(target.inside(run))
            if taken.size and not overlap(spans[other], spans[index]):
                table[: taken[-1] + 1, taken[0] + 1 :] = -np.inf
        first, end = np.unravel_index(int(table.argmax()), table.shape)
        gave_way |= bool(table[first, end] < tables[index].max())
        if table[first, end] > -np.inf:
            found[index] = (target.spans[first][0], target.spans[end - 1][1])
            total += float(table[first, end])
    return _Settled(found, total, gave_way)


def _importance(words: Words) -> Matrix:
    weights: Matrix = np.where(words.little, _LITTLE_WEIGHT, 1.0)
    return weights
