"""Measures whether a network does what its markers ask for, on a text marked up as in training."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from g60translate.bitext.pairs import Pair
from g60translate.models.card import Quality
from g60translate.models.shape import Shape
from g60translate.training.corpus.pieces import Pieces
from g60translate.training.corpus.prepare import augmenter
from g60translate.training.corpus.subwords import MARKERS, markers_of
from g60translate.training.extra import torch
from g60translate.training.recipe import Augment, Recipe
from g60translate.training.run.devscore import DevSet, translate

INLINE, COPIED = "inline terms met %", "placeholders copied %"
_NOTHING = dict.fromkeys(Augment.model_fields.keys() - {"dictionary", "leave_out"}, 0.0)


def score_markers(
    weights: Mapping[str, torch.Tensor],
    shape: Shape,
    pieces: Pieces,
    dev: DevSet,
    recipe: Recipe,
) -> tuple[Quality, ...]:
    """The share of inline terms in the answers, and of lines that copy every placeholder once.

    The terms are the dictionary's that stand on both sides of a line. Empty where the pieces have
    no markers; a measure without a single line is left out.
    """
    if markers_of(pieces.source) != MARKERS:
        return ()
    threads = recipe.optimise.threads

    def through(lines: Sequence[str]) -> list[str]:
        return translate(weights, shape, pieces, replace(dev, sources=lines), threads=threads)

    terms = marked(dev, recipe, "terms")
    met = [
        term in answer
        for line, answer in zip(terms, through(terms), strict=True)
        for term in _asked_for(line)
    ]
    signs = marked(dev, recipe, "placeholders")
    copied = [
        _placeholders(answer) == _placeholders(line)
        for line, answer in zip(signs, through(signs), strict=True)
    ]
    return tuple(
        Quality(
            set=dev.name,
            metric=metric,
            value=round(100 * sum(right) / len(right), 2),
            signature=f"{what}:{len(right)}|marked:as in training|int8|beam:{dev.beam}",
        )
        for metric, what, right in ((INLINE, "terms", met), (COPIED, "lines", copied))
        if right
    )


def marked(dev: DevSet, recipe: Recipe, kind: str) -> list[str]:
    """The sources that a change of training (a key of `Augment`) can mark, marked up."""
    pairs = [
        Pair(source, target, dev.name)
        for source, target in zip(dev.sources, dev.references, strict=True)
    ]
    # Every line is to be changed, which a recipe for training must not ask for.
    shares = recipe.augment.model_copy(update={**_NOTHING, kind: 1.0})
    change = augmenter(shares, pairs, recipe)
    lines = (change.change(p.source, p.target, number=i)[0] for i, p in enumerate(pairs))
    return [line for line in lines if any(symbol in line for symbol in MARKERS.symbols)]


def _asked_for(line: str) -> list[str]:
    _, between, closing = MARKERS.term or ("", "", "")
    return re.findall(rf"{between} (.*?) {closing}", line)


def _placeholders(line: str) -> list[str]:
    return sorted(re.findall("❰.❱", line))
