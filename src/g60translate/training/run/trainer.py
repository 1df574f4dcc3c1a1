"""The training loop: step, log, checkpoint, score, until the budget is used up."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from g60translate.errors import ModelError
from g60translate.models.card import Quality
from g60translate.models.shape import EMBEDDING
from g60translate.training.corpus.batches import Batch, Packer, Stream, batch_sizes
from g60translate.training.extra import torch
from g60translate.training.network.loss import alignment_loss, cross_entropy
from g60translate.training.network.network import Network
from g60translate.training.network.optimise import Trainable, learning_rate
from g60translate.training.run.checkpoint import (
    CURRENT,
    Checkpoint,
    Weights,
    latest_checkpoint,
    save_checkpoint,
)
from g60translate.training.run.devscore import DevSet, figures, score
from g60translate.training.run.job import Job
from g60translate.training.run.log import Log

_LOG_EVERY = 20
_MOST_BAD_STEPS = 10


class Trainer:
    """One run; `run` returns the final weights and may be called after a kill to go on."""

    def __init__(self, job: Job) -> None:
        self._job = job
        torch.set_num_threads(job.optimise.threads)
        self._network = Network(job.shape, dropout=job.optimise.dropout, device=job.device)
        self._trainable = Trainable(job.weights, job.shape, job.optimise, device=job.device)
        bias = job.pieces.bias
        self._bias = None if bias is None else bias.to(job.device)
        sizes = batch_sizes(job.corpus, size=job.optimise.tokens)
        self._sizes = sizes
        self._packer = Packer(job.corpus, sizes=sizes, pad=job.shape.pad)
        self._stream = Stream(job.corpus, weights=job.line_weights, sizes=sizes, seed=job.seed)
        self._step, self._seen, self._seconds, self._bad = 0, 0, 0.0, 0
        self._scores: tuple[Quality, ...] = ()
        # Sums since the last log line: loss and guided loss by piece, pieces, seconds.
        self._recent = np.zeros(4)
        self._last = (0.0, 0.0)
        self._told = -1

    def run(self) -> Checkpoint:
        """Train until the budget is used up and return what is to be exported.

        An interrupt saves a checkpoint and is passed on. Raises ModelError where the loss is no
        number for several steps in a row.
        """
        log = Log(self._job.folder / "log.jsonl")
        try:
            self._resume()
            log.write("start", step=self._step, seen=self._seen, pairs=len(self._job.corpus))
            self._loop(log)
            self._save(log)
            self._evaluate([dev for dev, _ in self._job.devs], log)
            log.write("end", step=self._step, seen=self._seen, minutes=self._minutes)
        except KeyboardInterrupt:
            self._save(log)
            raise
        finally:
            log.close()
        return self._checkpoint(self._trainable.final(), state={})

    @property
    def scores(self) -> tuple[Quality, ...]:
        """The last score on every dev set."""
        return self._scores

    @property
    def _minutes(self) -> float:
        return round(self._seconds / 60, 3)

    def _progress(self) -> float:
        budget = self._job.budget
        shares = (
            (self._seconds / 60, budget.minutes),
            (self._seen, budget.target_tokens),
            (self._step, budget.steps),
        )
        return max(used / limit for used, limit in shares if limit is not None)

    def _loop(self, log: Log) -> None:
        clock, plan = self._job.clock, self._job.checkpoints
        last = clock()
        saved = self._seconds
        scored = [self._seconds] * len(self._job.devs)
        batches = iter(self._stream)
        # Asked before a batch is drawn: one drawn and not used would be lost to a resumed run.
        while self._progress() < 1:
            self._train(self._packer.pack(next(batches)), log)
            elapsed = clock() - last
            self._seconds += elapsed
            self._recent[3] += elapsed
            if self._step % _LOG_EVERY == 0:
                self._log_step(log)
            due = plan.every_steps and self._step % plan.every_steps == 0
            if due or self._seconds - saved >= 60 * plan.every_minutes:
                self._save(log)
                saved = self._seconds
            for number, (dev, minutes) in enumerate(self._job.devs):
                if self._seconds - scored[number] >= 60 * minutes:
                    self._evaluate([dev], log)
                    scored[number] = self._seconds
            if plan.keep_every_steps and self._step % plan.keep_every_steps == 0:
                self._keep()
            # Saving and scoring are not training time.
            last = clock()

    def _train(self, batch: Batch, log: Log) -> None:
        settings = self._job.optimise
        if settings.dropout:
            # The same noise for the same step, whether or not the run was resumed.
            torch.manual_seed(self._job.seed * 1_000_003 + self._step)
        loss, guided = self._losses(batch)
        norm = self._trainable.gradients(loss + settings.alignment * guided)
        progress = self._progress()
        self._step += 1
        self._seen += batch.target_count
        if not math.isfinite(norm):
            self._skip(log)
            return
        self._bad = 0
        rate = learning_rate(settings.schedule, step=self._step, progress=progress)
        self._trainable.step(rate=rate)
        count = batch.target_count
        self._recent += [loss.item() * count, guided.item() * count, count, 0]
        self._last = (rate, norm)

    def _losses(self, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Of the pieces, and of the attention."""
        settings, weights = self._job.optimise, self._trainable.work
        batch = batch.to(self._job.device)
        frozen = self._step < settings.freeze_encoder
        output = self._network.forward(weights, batch, freeze_encoder=frozen)
        loss = cross_entropy(
            output.hidden,
            weights[EMBEDDING],
            batch.labels,
            smoothing=settings.smoothing,
            bias=self._bias,
        )
        guided = torch.zeros_like(loss)
        if settings.alignment:
            guided = alignment_loss(output.attention, batch)
        return loss, guided

    def trial(self) -> None:
        """Take the gradients of a batch of the longest lines, and learn nothing from them."""
        corpus, sizes = self._job.corpus, self._sizes
        lines = np.argsort(-np.maximum(corpus.source_lengths, corpus.target_lengths), kind="stable")
        fitting = (np.cumsum(corpus.source_lengths[lines]) <= sizes.source) & (
            np.cumsum(corpus.target_lengths[lines]) <= sizes.target
        )
        loss, guided = self._losses(self._packer.pack(lines[fitting]))
        self._trainable.gradients(loss + self._job.optimise.alignment * guided)

    def _log_step(self, log: Log) -> None:
        loss, guided, count, seconds = self._recent.tolist()
        if not count:
            return
        values: dict[str, Any] = {"loss": round(loss / count, 4)}
        if self._job.optimise.alignment:
            values["alignment"] = round(guided / count, 4)
        rate, norm = self._last
        pace = round(count / max(1e-9, seconds))
        log.write(
            "step",
            step=self._step,
            seen=self._seen,
            **values,
            rate=rate,
            gradient=round(norm, 3),
            tokens_per_s=pace,
            minutes=self._minutes,
        )
        self._recent = np.zeros(4)
        self._report_progress(loss=values["loss"], pace=pace)

    def _report_progress(self, *, loss: float, pace: int) -> None:
        share = min(1.0, self._progress())
        if int(100 * share) == self._told:
            return
        self._told = int(100 * share)
        minutes = round(self._seconds * (1 / share - 1) / 60)
        left = f"about {minutes} min" if minutes else "less than a minute"
        self._job.report(
            f"{self._told} %, {left} left: {self._seen:,} target pieces, "
            f"loss {loss:.2f}, {pace:,} pieces/s"
        )

    def _skip(self, log: Log) -> None:
        self._bad += 1
        log.write("skipped", step=self._step)
        if self._bad >= _MOST_BAD_STEPS:
            raise ModelError(
                f"The loss was no number for {self._bad} steps up to step {self._step}. Lower the "
                f"learning rate and go on from {self._job.folder / CURRENT}."
            )

    def _evaluate(self, devs: Sequence[DevSet], log: Log) -> None:
        for dev in devs:
            scored = score(
                self._trainable.final(),
                self._job.shape,
                self._job.pieces,
                dev,
                threads=self._job.optimise.threads,
            )
            kept = tuple(q for q in self._scores if q.set != dev.name)
            self._scores = (*kept, *scored.quality)
            self._job.report(f"{dev.name}: {figures(scored.quality)}")
            log.write(
                "dev",
                step=self._step,
                seen=self._seen,
                minutes=self._minutes,
                set=dev.name,
                **{quality.metric: quality.value for quality in scored.quality},
                sample=scored.translations[0],
            )

    def _checkpoint(self, weights: Weights, *, state: Mapping[str, Any]) -> Checkpoint:
        return Checkpoint(
            weights=weights,
            shape=self._job.shape,
            step=self._step,
            seen=self._seen,
            state=state,
            facts=self._job.facts,
        )

    def _save(self, log: Log) -> None:
        state = {
            "trainable": self._trainable.state(),
            "stream": self._stream.state(),
            "seconds": self._seconds,
            "digest": self._job.digest,
            "scores": [quality.model_dump() for quality in self._scores],
        }
        save_checkpoint(self._checkpoint(self._trainable.final(), state=state), self._job.folder)
        log.write("checkpoint", step=self._step, seen=self._seen, minutes=self._minutes)

    def _keep(self) -> None:
        folder = self._job.folder / f"step-{self._step:07d}"
        save_checkpoint(self._checkpoint(self._trainable.final(), state={}), folder)

    def _resume(self) -> None:
        found = latest_checkpoint(self._job.folder)
        if found is None or not found.state:
            return
        same = found.state["digest"] == self._job.digest
        if self._job.go_on == "same data" and not same:
            return
        if found.shape != self._job.shape:
            raise ModelError(
                f"The run in {self._job.folder} is of another shape than the recipe. "
                "Give the recipe another folder to work in."
            )
        self._trainable.resume(found.state["trainable"])
        self._step, self._seen = found.step, found.seen
        self._seconds = float(found.state["seconds"])
        self._scores = tuple(Quality(**quality) for quality in found.state["scores"])
        if same:
            self._stream.resume(found.state["stream"])
        changed = "" if same else "; the data has changed and is read from its start"
        self._job.report(f"going on from step {self._step}{changed}")
