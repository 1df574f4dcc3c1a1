"""Fine-tunes any Marian model on a house's own translations and shows what it gained."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from g60translate.bitext.pairs import Pair, read_pairs
from g60translate.bitext.split import split_by_document
from g60translate.errors import InputError, ModelError, OutputExists
from g60translate.models.card import Markers, ModelCard
from g60translate.training.corpus.pieces import encode_pairs
from g60translate.training.driving import Budget, Optimise, Schedule
from g60translate.training.export.card import CardFacts, ParentFact, SourceFact, git_revision
from g60translate.training.export.export import export_model
from g60translate.training.export.folder import TrainableModel, read_model
from g60translate.training.run.devscore import DevSet, figures, score
from g60translate.training.run.job import Job
from g60translate.training.run.trainer import Trainer
from g60translate.wording import counted

_FEWEST_STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """What to adapt and how; `rounds` is how often every pair is seen.

    `held_out` is the share of the pairs, whole documents, that both scores are made on;
    `most_held_out` keeps scoring short. The licence of a model without a card must be given.
    """

    name: str
    source_lang: str
    target_lang: str
    memories: Sequence[Path]
    licence: str = ""
    prefix: str = ""
    rounds: float = 3.0
    rate: float = 1e-4
    dropout: float = 0.0
    tokens: int = 2048
    held_out: float = 0.1
    most_held_out: int = 500
    beam: int = 4
    seed: int = 0
    threads: int = 2
    precision: Literal["bfloat16", "float32"] = "bfloat16"
    minutes: float | None = None
    max_pieces: int = field(default=120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """One figure on the held-out part before and after, with the signature of both."""

    metric: str
    before: float
    after: float
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """The new model's folder and what it gained; counts are of pairs."""

    folder: Path
    gains: tuple[Gain, ...]
    trained_on: int
    held_out: int


def adapt(
    model_folder: Path,
    plan: Adaptation,
    *,
    work: Path,
    out: Path,
    report: Callable[[str], None],
    existing: Literal["refuse", "replace"] = "refuse",
) -> Adapted:
    """Adapt the model in `model_folder` and write the new one to `out`.

    A run that was stopped goes on from its checkpoint in `work`. Raises OutputExists, InputError
    (too few pairs), ModelError (no Marian model, or no licence known).
    """
    if out.exists() and existing == "refuse":
        raise OutputExists(f"The model folder {out} exists already. Choose another or replace it.")
    model = read_model(model_folder, prefix=plan.prefix)
    parent = _parent(model.card, model_folder, plan)
    split = split_by_document(_read(plan), share=plan.held_out, seed=plan.seed)
    held_out = split.held_out[: plan.most_held_out]
    report(f"{counted(len(split.train), 'pair')} to learn from, {len(held_out)} held out")
    dev = DevSet(
        name="held-out",
        sources=[pair.source for pair in held_out],
        references=[pair.target for pair in held_out],
        beam=plan.beam,
    )
    before = score(model.weights, model.shape, model.pieces, dev, threads=plan.threads).quality
    report("before: " + figures(before))
    job = _job(model, split.train, plan, work, report)
    final = Trainer(job).run()
    after = score(final.weights, final.shape, model.pieces, dev, threads=plan.threads).quality
    report("after: " + figures(after))
    facts = CardFacts(
        name=plan.name,
        source_lang=plan.source_lang,
        target_lang=plan.target_lang,
        licence=parent.licence,
        parent=parent,
        target_tokens=(model.card.training.target_tokens if model.card else 0) + final.seen,
        steps=final.step,
        sources=_sources(split.train, plan),
        scores=after,
        markers=model.card.markers if model.card else Markers(),
        revision=git_revision(Path(__file__).parent),
        note=f"Adapted; before, on the same held-out pairs: {figures(before)}.",
    )
    export_model(final, model.pieces, out=out, facts=facts, existing=existing)
    gains = tuple(
        Gain(metric=b.metric, before=b.value, after=a.value, signature=a.signature)
        for b, a in zip(before, after, strict=True)
    )
    return Adapted(folder=out, gains=gains, trained_on=len(split.train), held_out=len(held_out))


def _parent(card: ModelCard | None, folder: Path, plan: Adaptation) -> ParentFact:
    if card is not None:
        return ParentFact(
            name=card.name, licence=plan.licence or card.origin.licence, origin=card.origin.weights
        )
    if not plan.licence:
        raise ModelError(
            f"{folder} has no model card, so its licence is not known. Give it with --licence; "
            "the adapted model carries it on."
        )
    return ParentFact(name=folder.resolve().name, licence=plan.licence)


def _read(plan: Adaptation) -> list[Pair]:
    """All pairs once, in their order."""
    pairs = {
        (pair.source, pair.target): pair
        for path in plan.memories
        for pair in read_pairs(path, source_lang=plan.source_lang, target_lang=plan.target_lang)
    }
    if not pairs:
        raise InputError(
            f"There is no pair {plan.source_lang}→{plan.target_lang} in "
            f"{', '.join(str(path) for path in plan.memories)}. Check the languages of the file."
        )
    return list(pairs.values())


def _sources(pairs: Sequence[Pair], plan: Adaptation) -> tuple[SourceFact, ...]:
    labels = sorted({pair.label for pair in pairs})
    return tuple(
        SourceFact(
            label=label,
            pairs=sum(pair.label == label for pair in pairs),
            licence="the house's own",
            origin=", ".join(path.name for path in plan.memories),
        )
        for label in labels
    )


def _job(
    model: TrainableModel,
    pairs: Sequence[Pair],
    plan: Adaptation,
    work: Path,
    report: Callable[[str], None],
) -> Job:
    corpus = encode_pairs(
        [pair.source for pair in pairs],
        [pair.target for pair in pairs],
        model.pieces,
        eos=model.shape.eos,
        most=min(plan.max_pieces, model.shape.positions - 2),
    )
    target_tokens = max(1, int(plan.rounds * int(corpus.target_lengths.sum())))
    # A small memory in large batches would be over after a few steps.
    longest = int(max(corpus.source_lengths.max(), corpus.target_lengths.max()))
    size = max(64, longest + longest // 2, min(plan.tokens, target_tokens // _FEWEST_STEPS))
    steps = max(1, target_tokens // size)
    optimise = Optimise(
        tokens=size,
        dropout=plan.dropout,
        precision=plan.precision,
        threads=plan.threads,
        schedule=Schedule(
            rate=plan.rate, warmup=max(1, steps // 10), decay="linear", decay_share=0.9
        ),
    )
    return Job(
        weights=model.weights,
        shape=model.shape,
        corpus=corpus,
        line_weights=np.ones(len(corpus)),
        pieces=model.pieces,
        optimise=optimise,
        budget=Budget(target_tokens=target_tokens, minutes=plan.minutes),
        folder=work,
        seed=plan.seed,
        digest=_digest(model, pairs, plan),
        go_on="same data",
        report=report,
    )


def _digest(model: TrainableModel, pairs: Sequence[Pair], plan: Adaptation) -> str:
    """Changes with the model, the pairs and the plan; no other adaptation may go on from it."""
    digest = hashlib.sha256(repr((plan, [(p.source, p.target) for p in pairs])).encode())
    for name, tensor in sorted(model.weights.items()):
        digest.update(name.encode() + tensor.numpy().tobytes())
    return digest.hexdigest()
