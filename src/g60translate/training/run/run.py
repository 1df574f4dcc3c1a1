"""From a recipe to a model folder: prepare, start from the parent, train, export, card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from g60translate.errors import OutputExists
from g60translate.models.card import Quality
from g60translate.models.shape import EMBEDDING, Shape
from g60translate.training.corpus.pieces import Pieces, pieces_of_model
from g60translate.training.corpus.prepare import Prepared, line_weights, prepare
from g60translate.training.corpus.subwords import PAD, Subwords, markers_of
from g60translate.training.export.card import CardFacts, ParentFact, git_revision
from g60translate.training.export.export import export_model
from g60translate.training.network.network import random_weights
from g60translate.training.network.parent import PARENT_PIECES, adopt_body, read_parent
from g60translate.training.network.transplant import embed_pieces, read_pivot
from g60translate.training.recipe import Recipe
from g60translate.training.run.checkpoint import (
    Checkpoint,
    Weights,
    average_checkpoints,
    read_checkpoint,
)
from g60translate.training.run.device import (
    Asked,
    choose_device,
    memory_of,
    peak_of,
    settings_on,
)
from g60translate.training.run.devscore import read_dev, score
from g60translate.training.run.job import Job
from g60translate.training.run.markerscore import score_markers
from g60translate.training.run.trainer import Trainer

Existing = Literal["refuse", "replace"]


@dataclass(frozen=True, slots=True)
class Trained:
    """The exported folder, and what is on its card."""

    folder: Path
    scores: tuple[Quality, ...]
    steps: int
    target_tokens: int


def train(
    recipe: Recipe,
    *,
    work: Path,
    out: Path,
    report: Callable[[str], None],
    existing: Existing = "refuse",
    device: Asked = "cpu",
) -> Trained:
    """Run a recipe, or go on with it where `work` holds a checkpoint, and export to `out`.

    `work` keeps the prepared corpus, checkpoints and `log.jsonl`. `report` gets one line per
    stage. Raises OutputExists and EngineError (no such device) before any work is done.
    """
    chosen = choose_device(device)
    if out.exists() and existing == "refuse":
        raise OutputExists(f"The model folder {out} exists already. Choose another or replace it.")
    prepared = prepare(recipe, work, report=report)
    shape = shape_of(recipe, prepared)
    weights, parent_seen = start_weights(recipe, prepared, shape, report=report)
    job = Job(
        weights=weights,
        shape=shape,
        corpus=prepared.corpus,
        line_weights=line_weights(prepared.corpus, recipe),
        pieces=pieces_of_model(prepared.subwords),
        optimise=recipe.optimise,
        budget=recipe.budget,
        folder=work,
        seed=recipe.seed,
        digest=recipe.data_digest,
        checkpoints=recipe.checkpoints,
        devs=[(read_dev(dev), dev.every_minutes) for dev in recipe.dev],
        facts={PARENT_PIECES: parent_seen},
        report=report,
        device=chosen,
    )
    job = replace(
        job,
        optimise=settings_on(
            chosen,
            job.optimise,
            peak=lambda settings: peak_of(chosen, Trainer(replace(job, optimise=settings)).trial),
            memory=lambda: memory_of(chosen),
        ),
    )
    trainer = Trainer(job)
    where = f"training on {chosen.type}, {job.optimise.tokens:,} pieces a batch"
    report(f"{where}; the log is {work / 'log.jsonl'}")
    final = trainer.run()
    pieces = pieces_of_model(prepared.subwords)
    facts = replace(
        card_facts(recipe, prepared),
        target_tokens=parent_seen + final.seen,
        steps=final.step,
        scores=(*trainer.scores, *_marker_scores(final, pieces, recipe)),
    )
    return _exported(final, pieces, facts, out=out, existing=existing)


def export_run(
    recipe: Recipe,
    paths: Sequence[Path],
    *,
    work: Path,
    out: Path,
    report: Callable[[str], None],
    existing: Existing = "refuse",
) -> Trained:
    """Score and export the mean of some checkpoints of a recipe's run, without training."""
    prepared = prepare(recipe, work, report=report)
    mean = average_checkpoints([read_checkpoint(path) for path in paths])
    pieces = pieces_of_model(prepared.subwords)
    facts = card_facts(recipe, prepared)
    note = f"{facts.note} Mean of {len(paths)} checkpoints." if len(paths) > 1 else facts.note
    scored = [
        score(mean.weights, mean.shape, pieces, read_dev(dev), threads=recipe.optimise.threads)
        for dev in recipe.dev
    ]
    facts = replace(
        facts,
        target_tokens=mean.seen + int(mean.facts.get(PARENT_PIECES, 0)),
        steps=mean.step,
        scores=(
            *(quality for one in scored for quality in one.quality),
            *_marker_scores(mean, pieces, recipe),
        ),
        note=note.strip(),
    )
    return _exported(mean, pieces, facts, out=out, existing=existing)


def _exported(
    final: Checkpoint, pieces: Pieces, facts: CardFacts, *, out: Path, existing: Existing
) -> Trained:
    export_model(final, pieces, out=out, facts=facts, existing=existing)
    return Trained(out, facts.scores, facts.steps, facts.target_tokens)


def _marker_scores(final: Checkpoint, pieces: Pieces, recipe: Recipe) -> tuple[Quality, ...]:
    """How the markers are kept on the first dev set, where there is one."""
    if not recipe.dev:
        return ()
    dev = read_dev(recipe.dev[0])
    return score_markers(final.weights, final.shape, pieces, dev, recipe)


def shape_of(recipe: Recipe, prepared: Prepared) -> Shape:
    """The recipe's dimensions with the pieces that the corpus was encoded with."""
    return Shape(
        vocabulary=len(Subwords(prepared.subwords)), pad=PAD, **recipe.dimensions.model_dump()
    )


def start_weights(
    recipe: Recipe, prepared: Prepared, shape: Shape, *, report: Callable[[str], None]
) -> tuple[Weights, int]:
    """Random weights, or the parent's, and the target pieces a parent had seen."""
    if recipe.parent is None:
        return random_weights(shape, seed=recipe.seed), 0
    given = recipe.parent
    parent = read_parent(given.path, pieces=given.pieces)
    weights = adopt_body(parent, shape, seed=recipe.seed)
    if parent.pieces is None:
        # A checkpoint of this recipe's own pieces; another vocabulary has another size.
        if parent.embedding.shape == weights[EMBEDDING].shape:
            weights[EMBEDDING] = parent.embedding
        report(f"starting from {given.name}, {parent.seen} target pieces seen")
        return weights, parent.seen
    pivot, corpus = None, prepared.corpus
    if given.pivot is not None:
        pivot = read_pivot(given.pivot)
        corpus = corpus.turned() if given.unknown == "target" else corpus
    embedded = embed_pieces(
        parent, Subwords(prepared.subwords), corpus, pivot=pivot, seed=recipe.seed
    )
    weights[EMBEDDING] = embedded.table
    ways = ", ".join(f"{count} {way}" for way, count in sorted(embedded.ways.items()))
    report(f"starting from {given.name}, {parent.seen} target pieces seen; pieces: {ways}")
    return weights, parent.seen


def card_facts(recipe: Recipe, prepared: Prepared) -> CardFacts:
    """What the recipe and its data say; counts and scores are added after the run."""
    parent = recipe.parent
    accepted = [
        f"{label} ({reason})"
        for label, reason in sorted(recipe.provenance.accept.items())
        if any(source.label == label for source in prepared.sources)
    ]
    note = recipe.note
    if accepted:
        note = f"{note} Used on request: {'; '.join(accepted)}.".strip()
    return CardFacts(
        name=recipe.name,
        source_lang=recipe.source_lang,
        target_lang=recipe.target_lang,
        licence=recipe.licence,
        parent=ParentFact(name=parent.name, licence=parent.licence, origin=parent.origin)
        if parent
        else None,
        sources=prepared.sources,
        left_out=tuple(prepared.left_out),
        markers=markers_of(prepared.subwords),
        revision=git_revision(Path(__file__).parent),
        note=note,
    )
