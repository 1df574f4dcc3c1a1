"""Embeddings for new pieces out of a parent's: shared pieces, cut-up pieces, translated pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from g60translate.bitext.pairs import read_pairs
from g60translate.training.corpus.align import Aligner
from g60translate.training.corpus.batches import EncodedCorpus
from g60translate.training.corpus.subwords import MARKERS, PAD, SPARE, Subwords
from g60translate.training.extra import torch
from g60translate.training.network.parent import ParentModel

_SPACE = "▁"
# Below this share of its uses on the source side a piece counts as the target language's.
_TARGETS_OWN = 0.7
_SEEN_BOTH = 0.1


@dataclass(frozen=True, slots=True)
class Embedded:
    """The new table (pieces, width), and how many pieces came by which way."""

    table: torch.Tensor
    ways: Mapping[str, int]


class _ParentText:
    """Vectors of the parent for its own pieces and for any text."""

    def __init__(self, parent: ParentModel) -> None:
        assert parent.pieces is not None
        self._table, self._vocabulary = parent.embedding, parent.vocabulary
        self._processor = Subwords(parent.pieces).processor

    def of_text(self, text: str) -> torch.Tensor | None:
        pieces: list[str] = self._processor.encode(text, out_type=str)
        rows = [self._vocabulary[piece] for piece in pieces if piece in self._vocabulary]
        return self._table[rows].mean(0) if rows else None

    def of_piece(self, piece: str) -> torch.Tensor | None:
        if piece in self._vocabulary:
            return self._table[self._vocabulary[piece]]
        text = piece.replace(_SPACE, " ").strip()
        return self.of_text(text) if text else None


def read_pivot(path: Path) -> Callable[[str], str | None]:
    """A TSV of words, from the language both know to the parent's other one, as a function.

    A word that the list has in lower case only is found in any case.
    """
    words: dict[str, str] = {}
    # The columns of a TSV need no language codes.
    for pair in read_pairs(path, source_lang="", target_lang=""):
        words.setdefault(pair.source, pair.target)
    return lambda word: words.get(word) or words.get(word.lower())


def embed_pieces(
    parent: ParentModel,
    subwords: Subwords,
    corpus: EncodedCorpus,
    *,
    pivot: Callable[[str], str | None] | None,
    seed: int = 0,
) -> Embedded:
    """A vector of the parent's for every piece.

    With a pivot, the parent knows a third language in place of the corpus's source language: a
    piece of that one then takes the vectors of what its likeliest translations (by alignment) are
    in the third. (Where the target language is the unknown one, give the corpus turned round.)
    Without a pivot, a piece takes its own vector, or the mean of the parent's pieces it is cut
    into.
    """
    text = _ParentText(parent)
    table = parent.embedding
    generator = torch.Generator().manual_seed(seed)
    # Near the parent's mean, with less spread: known to nobody, and in nobody's way.
    out = 0.5 * table.std() * torch.randn(len(subwords), table.shape[1], generator=generator)
    out += table.mean(0)
    ways: Counter[str] = Counter()
    route = _Route(corpus, subwords, pivot) if pivot else None
    for number in range(len(subwords)):
        piece = subwords.processor.id_to_piece(number)
        if number == PAD:
            out[number] = 0
            continue
        if subwords.processor.is_byte(number) or piece in {*MARKERS.symbols, *SPARE}:
            # They have no text to be cut up or translated: the parent's own vector or none.
            kept = parent.vocabulary.get(piece)
            if kept is not None:
                out[number] = table[kept]
            ways["random" if kept is None else "shared"] += 1
            continue
        own = text.of_piece(piece)
        through = route.vector(number, text, own) if route else None
        if through is not None:
            out[number] = through
            ways["translated"] += 1
        elif own is not None:
            out[number] = own
            ways["shared" if piece in parent.vocabulary else "cut"] += 1
        else:
            ways["random"] += 1
    return Embedded(out, dict(ways))


class _Route:
    """Source piece -> likely target pieces -> their words in the parent's source language."""

    def __init__(
        self, corpus: EncodedCorpus, subwords: Subwords, pivot: Callable[[str], str | None]
    ) -> None:
        self._processor, self._pivot = subwords.processor, pivot
        self._aligner = Aligner(len(subwords))
        self._aligner.fit(corpus)
        size = len(subwords)
        self._source = np.bincount(corpus.source, minlength=size) / len(corpus.source)
        self._target = np.bincount(corpus.target, minlength=size) / len(corpus.target)

    def vector(
        self, piece: int, text: _ParentText, own: torch.Tensor | None
    ) -> torch.Tensor | None:
        """The mean of the translations' vectors; None for a piece that needs no translation.

        A piece that both languages use keeps a part of its own vector.
        """
        here, there = self._source[piece], self._target[piece]
        written = self._processor.id_to_piece(piece)
        if there >= _TARGETS_OWN * here or not any(c.isalpha() for c in written):
            return None
        found = [
            (probability, vector)
            for target, probability in self._aligner.likely_targets(piece)
            if (vector := self._translated(target, text)) is not None
        ]
        if not found:
            return None
        weights = torch.tensor([p for p, _ in found])
        vectors = torch.stack([v for _, v in found])
        mean = (vectors * (weights / weights.sum())[:, None]).sum(0)
        return 0.7 * mean + 0.3 * own if own is not None and there >= _SEEN_BOTH * here else mean

    def _translated(self, target: int, text: _ParentText) -> torch.Tensor | None:
        written = self._processor.id_to_piece(target)
        word = written.replace(_SPACE, "")
        whole = written.startswith(_SPACE) and any(c.isalpha() for c in word)
        pivoted = self._pivot(word) if whole else None
        return text.of_text(pivoted) if pivoted else text.of_piece(written)
