"""Alignment error rate of a model's attention, and of what is made of it, on hand-made links.

    python eval/studies/alignment.py --model de-en

The model is made to write the reference, so its attention is measured apart from its translation.
AER after Och and Ney (2003): 1 - (|A∩S| + |A∩P|) / (|A| + |S|), where P includes S; lower is
better. Prints a Markdown table, for the sentences with odd numbers (on which the weights of the
alignment were chosen), for those with even numbers, and for all.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from forced import Attended, Forced
from gold import ALIGNED, CORPUS, Links, Pair, read_links, word_at, words

from g60translate.models.store import ModelStore
from g60translate.translation.codes.alignment import Alignment


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over which AER is taken: all links found, the sure ones of the gold, the hits."""

    found: int = 0
    sure: int = 0
    hits_sure: int = 0
    hits_possible: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found,
            self.sure + other.sure,
            self.hits_sure + other.hits_sure,
            self.hits_possible + other.hits_possible,
        )

    @property
    def aer(self) -> float:
        return 1 - (self.hits_sure + self.hits_possible) / (self.found + self.sure)

    @property
    def precision(self) -> float:
        return self.hits_possible / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.hits_sure / self.sure


def judge(found: Links, pair: Pair) -> Tally:
    return Tally(len(found), len(pair.sure), len(found & pair.sure), len(found & pair.possible))


def diagonal(attended: Attended) -> Links:
    rows, columns = len(words(attended.target)), len(words(attended.source))
    return frozenset((int((row + 0.5) / rows * columns), row) for row in range(rows))


def attention(attended: Attended) -> Links:
    """Each target word and the source word to which its pieces attend most."""
    table = attended.by_words
    return frozenset((int(row.argmax()), i) for i, row in enumerate(table) if row.any())


def alignment(attended: Attended) -> Links:
    """The links that the product uses."""
    return _linked(attended.alignment)


def without_attention(attended: Attended) -> Links:
    return _linked(Alignment(attended.source, attended.target))


def _linked(made: Alignment) -> Links:
    source, target = words(made.source), words(made.target)
    pairs = ((word_at(source, one), word_at(target, other)) for one, other in made.links)
    return frozenset(pair for pair in pairs if min(pair) >= 0)


WAYS: dict[str, Callable[[Attended], Links]] = {
    "diagonal": diagonal,
    "attention alone": attention,
    "alignment without attention": without_attention,
    "alignment": alignment,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Alignment error rate on hand-made links.")
    parser.add_argument("--model", default="de-en", help="name or folder")
    parser.add_argument("--set", type=Path, default=ALIGNED, help="JSON Lines with gold links")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="where its sentences are from")
    arguments = parser.parse_args()
    model = ModelStore().get(arguments.model)
    forced = Forced(model)
    pairs = read_links(arguments.set, corpus=arguments.corpus)
    attended = [forced.attend(pair.source, pair.target) for pair in pairs]
    print(
        f"{len(pairs)} sentences, {sum(len(pair.sure) for pair in pairs)} sure links; model "
        f"{model.card.name} {model.card.digest[:12]}, {forced.compute_type}\n"
    )
    print("| links | AER odd | AER even | AER | precision | recall |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, way in WAYS.items():
        halves = [Tally(), Tally()]
        for pair, one in zip(pairs, attended, strict=True):
            halves[pair.number % 2] += judge(way(one), pair)
        even, odd = halves
        every = odd + even
        figures = (odd.aer, even.aer, every.aer, every.precision, every.recall)
        print(f"| {name} | " + " | ".join(f"{100 * figure:.1f}" for figure in figures) + " |")


if __name__ == "__main__":
    main()
