"""From the recipe's files to arrays: read, leave out by licence, change, encode, align.

The result is kept in the run's folder and used again as long as neither the recipe's data part
nor a file has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from g60translate.wording import counted
from g60translate.bitext.pairs import Pair, read_pairs
from g60translate.bitext.provenance import Source, left_out, read_sources
from g60translate.errors import InputError
from g60translate.training.corpus.align import Aligner
from g60translate.training.corpus.augment import Augmenter, Lexicon, common_words, read_lexicon
from g60translate.training.corpus.batches import EncodedCorpus
from g60translate.training.export.card import SourceFact
from g60translate.training.recipe import Augment, Recipe
from g60translate.training.corpus.subwords import EOS, Subwords, train_subwords

_AT_ONCE = 50_000
_FOR_COMMON_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A corpus ready to be packed, and what the card says of it."""

    corpus: EncodedCorpus
    subwords: Path
    sources: tuple[SourceFact, ...]
    left_out: dict[str, str]


def prepare(recipe: Recipe, folder: Path, *, report: Callable[[str], None]) -> Prepared:
    """The recipe's data, from the folder where it was prepared before.

    Raises InputError where nothing is left to train on, and what the readers raise.
    """
    arrays, notes = folder / "corpus.npz", folder / "corpus.json"
    digest = _digest(recipe)
    if notes.exists() and arrays.exists():
        content = json.loads(notes.read_text(encoding="utf-8"))
        if content["digest"] == digest:
            return _load(arrays, content, folder)
    folder.mkdir(parents=True, exist_ok=True)
    used, refused = _usable(recipe)
    left_out = ", ".join(refused) or "nothing"
    report(f"{counted(len(used), 'pair')}; left out for their licence: {left_out}")
    subwords = folder / "joint.model"
    if recipe.subwords.model is not None:
        subwords.write_bytes(recipe.subwords.model.read_bytes())
    else:
        texts = (text for pair, _ in used for text in (pair.source, pair.target))
        train_subwords(texts, subwords, pieces=recipe.subwords.pieces)
    corpus = encode(used, Subwords(subwords), recipe)
    if recipe.optimise.alignment > 0:
        report("aligning")
        corpus = aligned(corpus, pieces=len(Subwords(subwords)))
    listed = _sources(recipe)
    counts = Counter(corpus.names[i] for i in corpus.labels.tolist())
    facts = tuple(
        SourceFact(
            label=label,
            pairs=count,
            licence=listed[label].licence if label in listed else "not listed",
            origin=listed[label].origin if label in listed else "",
            weight=recipe.weight(label),
        )
        for label, count in sorted(counts.items())
        if recipe.weight(label) > 0
    )
    content = {
        "digest": digest,
        "names": corpus.names,
        "sources": [asdict(fact) for fact in facts],
        "left_out": refused,
    }
    _store(corpus, arrays)
    _write(notes, json.dumps(content, ensure_ascii=False, indent=1).encode())
    report(f"{counted(len(corpus), 'pair')} prepared")
    return Prepared(corpus, subwords, facts, refused)


def _usable(recipe: Recipe) -> tuple[list[tuple[Pair, bool]], dict[str, str]]:
    """The pairs that may be used, each with whether it may be changed, and what was left out."""
    pairs = [
        (pair, part.augment == "as set")
        for part in recipe.corpus
        for pair in read_pairs(
            part.path,
            source_lang=recipe.source_lang,
            target_lang=recipe.target_lang,
            label=part.label,
            turned=part.turned,
        )
    ]
    refused: dict[str, str] = {}
    if recipe.provenance.sources is not None:
        refused = left_out((pair.label for pair, _ in pairs), _sources(recipe))
        refused = {k: v for k, v in refused.items() if k not in recipe.provenance.accept}
    used = [(pair, change) for pair, change in pairs if pair.label not in refused]
    if not used:
        reasons = "; ".join(f"{label}: {why}" for label, why in refused.items())
        raise InputError(
            f"The recipe {recipe.name!r} leaves no pair to train on ({reasons or 'empty files'})."
        )
    return used, refused


def _sources(recipe: Recipe) -> dict[str, Source]:
    path = recipe.provenance.sources
    return read_sources(path) if path is not None else {}


def augmenter(shares: Augment, pairs: Sequence[Pair], recipe: Recipe) -> Augmenter:
    """The recipe's augmenter, its common words taken from the first pairs."""
    sample = list(islice(pairs, _FOR_COMMON_WORDS))
    common = common_words(p.source for p in sample) | common_words(p.target for p in sample)
    entries: Lexicon = Lexicon()
    if shares.dictionary is not None:
        kept = shares.leave_out.read_text(encoding="utf-8").splitlines() if shares.leave_out else ()
        entries = read_lexicon(
            shares.dictionary,
            source_lang=recipe.source_lang,
            target_lang=recipe.target_lang,
            leave_out=kept,
            turned=shares.turned,
        )
    return Augmenter(shares, Lexicon(entries.entries, common), seed=recipe.seed)


def encode(used: Sequence[tuple[Pair, bool]], subwords: Subwords, recipe: Recipe) -> EncodedCorpus:
    """Change and encode the pairs; those with more than `max_pieces` on a side are dropped."""
    change = augmenter(recipe.augment, [pair for pair, _ in used], recipe)
    names = tuple(sorted({pair.label for pair, _ in used}))
    number_of = {name: i for i, name in enumerate(names)}
    sides: tuple[list[Any], list[Any]] = ([], [])
    lengths: tuple[list[int], list[int]] = ([], [])
    labels: list[int] = []
    numbered = list(enumerate(used))
    for start in range(0, len(numbered), _AT_ONCE):
        group = numbered[start : start + _AT_ONCE]
        lines = [
            change.change(pair.source, pair.target, number=number)
            if wanted
            else (pair.source, pair.target)
            for number, (pair, wanted) in group
        ]
        encoded = (subwords.encode([a for a, _ in lines]), subwords.encode([b for _, b in lines]))
        for (_, (pair, _)), *both in zip(group, *encoded, strict=True):
            if not all(1 <= len(ids) <= recipe.max_pieces for ids in both):
                continue
            labels.append(number_of[pair.label])
            for side, length, ids in zip(sides, lengths, both, strict=True):
                side.append(np.array([*ids, EOS], np.uint16))
                length.append(len(ids) + 1)
    if not labels:
        raise InputError(f"No pair has at most {recipe.max_pieces} pieces on either side.")
    return EncodedCorpus(
        source=np.concatenate(sides[0]),
        target=np.concatenate(sides[1]),
        source_lengths=np.array(lengths[0], np.int64),
        target_lengths=np.array(lengths[1], np.int64),
        labels=np.array(labels, np.int16),
        names=names,
        links=np.zeros(0, np.uint8),
    )


def aligned(corpus: EncodedCorpus, *, pieces: int) -> EncodedCorpus:
    """The corpus with a link for every target piece."""
    aligner = Aligner(pieces)
    aligner.fit(corpus)
    return EncodedCorpus(**{**_fields(corpus), "links": aligner.links(corpus)})


def line_weights(corpus: EncodedCorpus, recipe: Recipe) -> npt.NDArray[np.float64]:
    """How often each line is drawn per round."""
    return np.array([recipe.weight(name) for name in corpus.names])[corpus.labels]


def _fields(corpus: EncodedCorpus) -> dict[str, Any]:
    return {name: getattr(corpus, name) for name in EncodedCorpus.__slots__}


def _digest(recipe: Recipe) -> str:
    """The data part of the recipe and the bytes of every file it names."""
    digest = hashlib.sha256(recipe.data_digest.encode())
    for path in _files(recipe):
        with path.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def _files(recipe: Recipe) -> Iterator[Path]:
    yield from (part.path for part in recipe.corpus)
    named: Iterable[Path | None] = (
        recipe.subwords.model,
        recipe.provenance.sources,
        recipe.augment.dictionary,
        recipe.augment.leave_out,
    )
    yield from (path for path in named if path is not None)


def _store(corpus: EncodedCorpus, path: Path) -> None:
    fresh = path.with_suffix(".npz.tmp")
    with fresh.open("wb") as stream:
        np.savez(stream, **{k: v for k, v in _fields(corpus).items() if k != "names"})
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(path)


def _write(path: Path, data: bytes) -> None:
    fresh = path.with_name(f"{path.name}.tmp")
    fresh.write_bytes(data)
    fresh.replace(path)


def _load(arrays: Path, content: dict[str, Any], folder: Path) -> Prepared:
    with np.load(arrays) as stored:
        corpus = EncodedCorpus(names=tuple(content["names"]), **dict(stored))
    sources = tuple(SourceFact(**fact) for fact in content["sources"])
    return Prepared(corpus, folder / "joint.model", sources, content["left_out"])
