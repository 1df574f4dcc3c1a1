"""A network's tokenizer: SentencePiece files, and each piece's id in the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

from g60translate.errors import InputError, ModelError
from g60translate.training.corpus.batches import EncodedCorpus
from g60translate.training.extra import torch

_UNKNOWN = "<unk>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """SentencePiece of both sides and the ids, which OPUS-MT models order in their own way.

    `prefix` is put before every source. `bias` is the fixed output bias of an adapted model, one
    value per id; most have none.
    """

    source: Path
    target: Path
    vocabulary: Mapping[str, int]
    prefix: str = ""
    bias: torch.Tensor | None = None


def pieces_of_model(path: Path) -> Pieces:
    """One shared SentencePiece model whose ids are the network's ids."""
    spm = sentencepiece.SentencePieceProcessor(model_file=str(path))
    vocabulary = {spm.id_to_piece(i): i for i in range(spm.get_piece_size())}
    return Pieces(source=path, target=path, vocabulary=vocabulary)


def encode_pairs(
    sources: Sequence[str], targets: Sequence[str], pieces: Pieces, *, eos: int, most: int
) -> EncodedCorpus:
    """Parallel texts as arrays; a pair with more than `most` pieces on a side is left out.

    Raises InputError where no pair is left, ModelError where the pieces have no unknown symbol.
    """
    prefix = [pieces.prefix] if pieces.prefix else []
    source = _ids(sources, pieces.source, pieces.vocabulary, eos=eos, prefix=prefix)
    target = _ids(targets, pieces.target, pieces.vocabulary, eos=eos, prefix=[])
    kept = [pair for pair in zip(source, target, strict=True) if max(map(len, pair)) <= most + 1]
    if not kept:
        raise InputError(f"No pair has at most {most} pieces on either side.")
    return EncodedCorpus(
        source=np.concatenate([np.array(a, np.uint16) for a, _ in kept]),
        target=np.concatenate([np.array(b, np.uint16) for _, b in kept]),
        source_lengths=np.array([len(a) for a, _ in kept], np.int64),
        target_lengths=np.array([len(b) for _, b in kept], np.int64),
        labels=np.zeros(len(kept), np.int16),
        names=("all",),
        links=np.zeros(0, np.uint8),
    )


def _ids(
    texts: Sequence[str],
    path: Path,
    known: Mapping[str, int],
    *,
    eos: int,
    prefix: Sequence[str],
) -> list[list[int]]:
    if _UNKNOWN not in known:
        raise ModelError(f"The vocabulary that belongs to {path} has no {_UNKNOWN}.")
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    encoded: list[list[str]] = processor.encode(list(texts), out_type=str)
    unknown = known[_UNKNOWN]
    return [[*(known.get(piece, unknown) for piece in [*prefix, *line]), eos] for line in encoded]
