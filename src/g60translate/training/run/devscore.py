"""Scores a network on a text while it trains, decoded by the engine that it will run in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import numpy as np
import sacrebleu
import sentencepiece

from g60translate.errors import InputError
from g60translate.models.card import Quality
from g60translate.models.shape import EMBEDDING, Shape
from g60translate.training.corpus.batches import Packer, Stream, batch_sizes
from g60translate.training.corpus.pieces import Pieces, encode_pairs
from g60translate.training.export.export import pad_last, write_ctranslate2, write_tokenizer
from g60translate.training.extra import torch
from g60translate.training.network.loss import cross_entropy
from g60translate.training.network.network import Network
from g60translate.training.recipe import Dev
from g60translate.training.run.checkpoint import Checkpoint

_LONGEST = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class DevSet:
    """Source lines with one reference each; `beam` 1 is greedy."""

    name: str
    sources: Sequence[str]
    references: Sequence[str]
    beam: int = 1


@dataclass(frozen=True, slots=True)
class Scored:
    """BLEU and chrF2 with their signatures, and the translations they were made of."""

    quality: tuple[Quality, ...]
    translations: tuple[str, ...]


def read_dev(dev: Dev) -> DevSet:
    """The first lines of two parallel plain files; raises InputError where they differ."""
    source, target = (
        path.read_text(encoding="utf-8").splitlines() for path in (dev.source, dev.target)
    )
    if len(source) != len(target) or not source:
        raise InputError(
            f"{dev.source} has {len(source)} lines and {dev.target} has {len(target)}; a dev set "
            "needs as many of one as of the other, and at least one."
        )
    return DevSet(
        name=dev.name,
        sources=source[: dev.lines],
        references=target[: dev.lines],
        beam=dev.beam,
    )


def score(
    weights: Mapping[str, torch.Tensor],
    shape: Shape,
    pieces: Pieces,
    dev: DevSet,
    *,
    threads: int,
) -> Scored:
    """Convert to int8, translate, score with sacreBLEU's defaults."""
    translations = translate(weights, shape, pieces, dev, threads=threads)
    quality = []
    for metric in (sacrebleu.BLEU(), sacrebleu.CHRF()):
        result = metric.corpus_score(translations, [list(dev.references)])
        signature = f"{metric.get_signature()}|int8|beam:{dev.beam}|lines:{len(dev.sources)}"
        quality.append(
            Quality(
                set=dev.name,
                metric=result.name,
                value=round(result.score, 2),
                signature=signature,
            )
        )
    return Scored(tuple(quality), tuple(translations))


def figures(quality: Iterable[Quality]) -> str:
    """`BLEU 24.16, chrF2 48.42`: scores for a line of text."""
    return ", ".join(f"{one.metric} {one.value:.2f}" for one in quality)


def translate(
    weights: Mapping[str, torch.Tensor],
    shape: Shape,
    pieces: Pieces,
    dev: DevSet,
    *,
    threads: int,
) -> list[str]:
    """The dev set's lines through CTranslate2; lines are cut to the network's positions."""
    exported, tensors, vocabulary, bias = pad_last(
        Checkpoint(weights=dict(weights), shape=shape), pieces
    )
    source, target = (
        sentencepiece.SentencePieceProcessor(model_file=str(path))
        for path in (pieces.source, pieces.target)
    )
    room = min(shape.positions, _LONGEST) - 2
    prefix = [pieces.prefix] if pieces.prefix else []
    lines = [[*prefix, *source.encode(line, out_type=str)[:room], "</s>"] for line in dev.sources]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tokenizer = write_tokenizer(pieces, vocabulary, folder)
        write_ctranslate2(tensors, exported, folder, bias=bias, tokenizer=tokenizer)
        engine = ctranslate2.Translator(
            str(folder / "ctranslate2"), compute_type="int8", intra_threads=threads
        )
        results = engine.translate_batch(
            lines,
            beam_size=dev.beam,
            max_batch_size=1024,
            batch_type="tokens",
            max_input_length=0,
            max_decoding_length=room,
        )
    return [str(target.decode(result.hypotheses[0])) for result in results]


def loss(
    weights: Mapping[str, torch.Tensor], shape: Shape, pieces: Pieces, dev: DevSet, *, tokens: int
) -> float:
    """Nats per target piece with teacher forcing in float32; finer than BLEU on few lines."""
    room = min(shape.positions, _LONGEST, tokens) - 2
    corpus = encode_pairs(dev.sources, dev.references, pieces, eos=shape.eos, most=room)
    sizes = batch_sizes(corpus, size=tokens)
    stream = Stream(corpus, weights=np.ones(len(corpus)), sizes=sizes, seed=0)
    packer = Packer(corpus, sizes=sizes, pad=shape.pad)
    network = Network(shape)
    total = 0.0
    with torch.no_grad():
        for lines in stream:
            if stream.place[0] > 0:
                break
            batch = packer.pack(lines)
            hidden = network.forward(weights, batch).hidden
            mean = cross_entropy(hidden, weights[EMBEDDING], batch.labels, bias=pieces.bias)
            total += mean.item() * batch.target_count
    return total / int(corpus.target_lengths.sum())
