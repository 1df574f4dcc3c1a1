"""The default engine: CTranslate2, int8 on the CPU unless something else is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from g60translate.models.store import Model
from g60translate.segmentation.later import imported_later
from g60translate.translation.engines.devices import usable_cores, worthwhile_threads
from g60translate.translation.engines.engine import Decoding, RawHypothesis
from g60translate.translation.engines.lazily import Lazily
from g60translate.translation.engines.library import LibraryEngine

# It is imported for generators alone, which translate nothing.
with imported_later("asyncio"):
    import ctranslate2

_FOLDER = "ctranslate2"

# What processors multiply in, by the format of the stored weights; int8 for all others.
_ON_CPU = {"int16": "int16", "float16": "float32", "float32": "float32"}

# Sentences in one batch: more would not fill the matrix products of a laptop CPU any better.
_BATCH = 32

# So many threads are kept busy by one caller; another one is there for the time of judging.
_THREADS_OF_A_LANE = 8


class CTranslate2Engine(LibraryEngine):
    """Decodes with CTranslate2; beams, batches and threads run in its own code.

    The number format is by default that of the stored weights. `threads` batches are decoded side
    by side on the CPU, one a thread, by default as many as are worth having.
    """

    name = "ctranslate2"
    library = "CTranslate2"

    def _formats(self) -> dict[str, set[str]]:
        devices = ["cpu", *(["cuda"] if ctranslate2.get_cuda_device_count() else [])]
        return {name: set(ctranslate2.get_supported_compute_types(name)) for name in devices}

    def _weights(self, model: Model) -> Path:
        return model.folder / _FOLDER

    def _load(self, weights: Path, compute_type: str | None, threads: int | None) -> None:
        on_cpu = self.device == "cpu"
        if compute_type is None:
            stored = _ON_CPU.get(self.model.card.quantization, "int8") if on_cpu else "default"
            compute_type = stored if stored in self._formats()[self.device] else "default"
        self.threads = (threads or worthwhile_threads(usable_cores())) if on_cpu else 1
        self.lanes = 1 + -(-self.threads // _THREADS_OF_A_LANE)
        self._translator = ctranslate2.Translator(
            str(weights),
            device=self.device,
            compute_type=compute_type,
            # Batches of a small model gain more from running beside each other than from
            # being cut up among threads.
            inter_threads=self.threads,
            intra_threads=1,
        )

    @property
    def compute_type(self) -> str:
        """The type CTranslate2 chose for this processor, such as `int8_float32`."""
        return str(self._translator.compute_type)

    def _search(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None,
    ) -> list[Sequence[RawHypothesis]]:
        answers: list[Sequence[RawHypothesis]] = [() for _ in sources]
        pending = [
            (
                batch,
                self._submit(
                    [sources[index] for index in batch],
                    decoding,
                    prefixes and [prefixes[index] for index in batch],
                ),
            )
            for batch in _equal_batches(sources)
        ]
        for batch, results in pending:
            for index, result in zip(batch, results, strict=True):
                answers[index] = _hypotheses(result.result(), len(sources[index]))
        return answers

    def _judge(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[float]:
        # In batches of one, so that no padding touches the sums.
        pending = [
            self._translator.score_batch([list(source)], [list(target)], asynchronous=True)[0]
            for source, target in zip(sources, targets, strict=True)
        ]
        return [float(np.mean(result.result().log_probs)) for result in pending]

    def _submit(
        self,
        batch: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None,
    ) -> list[ctranslate2.AsyncTranslationResult]:
        submitted: list[ctranslate2.AsyncTranslationResult] = self._translator.translate_batch(
            [list(source) for source in batch],
            target_prefix=None if prefixes is None else [list(prefix) for prefix in prefixes],
            asynchronous=True,
            beam_size=decoding.beam,
            num_hypotheses=decoding.hypotheses,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            suppress_sequences=[self.subwords.encode_target(w) for w in decoding.suppress] or None,
            # 0: never truncate. The length guard has cut what does not fit.
            max_input_length=0,
            max_decoding_length=self._limit if prefixes else self._room(len(batch[0])),
            # As Marian does: a reader has no use for "unknown" in a translation.
            disable_unk=True,
            return_scores=True,
            return_attention=True,
        )
        return submitted


def _hypotheses(result: ctranslate2.TranslationResult, width: int) -> Sequence[RawHypothesis]:
    # Each of these properties makes a new list, of all hypotheses.
    pieces, scores, attention = result.hypotheses, result.scores, result.attention

    def make(rank: int) -> RawHypothesis:
        rows = attention[rank]
        # An empty hypothesis comes with an empty list, which has no second axis.
        looks = np.asarray(rows, dtype=np.float32).reshape(len(rows), width)
        return RawHypothesis(tuple(pieces[rank]), scores[rank], looks)

    return Lazily(len(pieces), make)


def _equal_batches(sources: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Indices in batches of exactly one length, the longest first.

    Padding a sentence changes the order in which its attention is summed, and now and then its
    translation. Without padding a sentence has one translation in any company.
    """
    by_length: dict[int, list[int]] = {}
    for index, source in enumerate(sources):
        by_length.setdefault(len(source), []).append(index)
    for length in sorted(by_length, reverse=True):
        alike = by_length[length]
        yield from (alike[at : at + _BATCH] for at in range(0, len(alike), _BATCH))
