from __future__ import annotations

import numpy as np
import pytest

from g60translate.training.corpus import align
from g60translate.training.corpus.align import Aligner
from g60translate.training.corpus.batches import NO_LINK, EncodedCorpus

PIECES = 60


def language(lines: int, *, seed: int = 0) -> tuple[EncodedCorpus, np.ndarray]:
    """Source piece w becomes w + 25; now and then neighbours swap or a stray piece comes in.

    Returns the corpus and the true links.
    """
    rng = np.random.default_rng(seed)
    source, target, truth = [], [], []
    for _ in range(lines):
        words = rng.permutation(np.arange(5, 30))[: rng.integers(3, 9)]
        order = np.arange(len(words))
        if rng.random() < 0.4:
            at = int(rng.integers(0, len(words) - 1))
            order[[at, at + 1]] = order[[at + 1, at]]
        made, links = (words[order] + 25).tolist(), order.tolist()
        if rng.random() < 0.3:
            at = int(rng.integers(0, len(made)))
            made.insert(at, int(rng.integers(57, 60)))
            links.insert(at, NO_LINK)
        source.append([*words.tolist(), 0])
        target.append([*made, 0])
        truth += [*links, len(words)]
    return EncodedCorpus(
        source=np.concatenate(source).astype(np.uint16),
        target=np.concatenate(target).astype(np.uint16),
        source_lengths=np.array([len(x) for x in source]),
        target_lengths=np.array([len(x) for x in target]),
        labels=np.zeros(lines, np.int16),
        names=("x",),
        links=np.zeros(0, np.uint8),
    ), np.array(truth)


@pytest.mark.parametrize("cells", [align._MOST_CELLS, 1999])
def test_a_made_up_language_is_aligned(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    # 1,999 cells for 3,600 pairs: the shared cells of a large vocabulary.
    monkeypatch.setattr(align, "_MOST_CELLS", cells)
    corpus, truth = language(600)
    aligner = Aligner(PIECES)
    aligner.fit(corpus)
    links = aligner.links(corpus)
    real = truth != NO_LINK
    linked = links != NO_LINK
    assert (links[real & linked] == truth[real & linked]).mean() > 0.98
    assert linked[real].mean() > 0.9
    assert linked[~real].mean() < 0.3


def test_every_link_points_into_its_line_and_ends_meet() -> None:
    corpus, _ = language(80, seed=3)
    aligner = Aligner(PIECES)
    aligner.fit(corpus, rounds=1, sample=20)
    links = np.split(aligner.links(corpus), np.cumsum(corpus.target_lengths)[:-1])
    for line, length in zip(links, corpus.source_lengths, strict=True):
        assert line[-1] == length - 1
        assert ((line < length) | (line == NO_LINK)).all()


def test_the_likeliest_translation_of_a_piece() -> None:
    corpus, _ = language(600)
    aligner = Aligner(PIECES)
    aligner.fit(corpus)
    for piece in range(5, 30):
        best, probability = aligner.likely_targets(piece, count=1)[0]
        assert best == piece + 25
        assert probability > 0.8
