"""The default engine: CTranslate2, int8 on the CPU unless something else is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import ctranslate2
import numpy as np

from g60translate.models.store import Model
from g60translate.models.subwords import END_OF_SENTENCE
from g60translate.translation.engines.devices import usable_cores, worthwhile_threads
from g60translate.translation.engines.engine import Decoding, RawHypothesis
from g60translate.translation.engines.lazily import Lazily
from g60translate.translation.engines.library import LibraryEngine

_FOLDER = "ctranslate2"

# What processors multiply in, by the format of the stored weights; int8 for all others.
_ON_CPU = {"int16": "int16", "float16": "float32", "float32": "float32"}

# Sentences in one batch: more would not fill the matrix products of a laptop CPU any better.
_BATCH = 32

# Sentences are padded to the next multiple of so many pieces. One alone costs no more for it, and
# thirty of a press release fill batches that they would not fill by their exact lengths.
_STEP = 8

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
        # Sentences with a prefix are few, and a row without one beside them is read otherwise.
        widths = [len(source) if prefixes else self._width(len(source)) for source in sources]
        pending = []
        for batch in _alike(widths):
            rows = _filled([sources[index] for index in batch], widths[batch[0]])
            room = self._limit if prefixes else self._room(widths[batch[0]])
            begun = prefixes and [prefixes[index] for index in batch]
            pending.append((batch, self._submit(rows, decoding, begun, room)))
        for batch, results in pending:
            # The row that fills a batch is the last one, and nobody waits for it.
            for index, result in zip(batch, results, strict=False):
                answers[index] = _hypotheses(result.result(), len(sources[index]))
        return answers

    def padded(self, text: str) -> int:
        """The length that this source is padded to, with the end symbol."""
        return self._width(self.count(text) + 1)

    def _width(self, pieces: int) -> int:
        """The length that a source of so many pieces is padded to, whatever stands beside it."""
        return min(-(-pieces // _STEP) * _STEP, self._limit + 1)

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
        batch: list[list[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None,
        room: int,
    ) -> list[ctranslate2.AsyncTranslationResult]:
        submitted: list[ctranslate2.AsyncTranslationResult] = self._translator.translate_batch(
            batch,
            target_prefix=None if prefixes is None else [list(prefix) for prefix in prefixes],
            asynchronous=True,
            beam_size=decoding.beam,
            num_hypotheses=decoding.hypotheses,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            suppress_sequences=[self.subwords.encode_target(w) for w in decoding.suppress] or None,
            # 0: never truncate. The length guard has cut what does not fit.
            max_input_length=0,
            max_decoding_length=room,
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
        # Without the columns of padding. An empty hypothesis comes with an empty list.
        rows = [row[:width] for row in attention[rank]]
        looks = np.asarray(rows, dtype=np.float32).reshape(len(rows), width)
        return RawHypothesis(tuple(pieces[rank]), scores[rank], looks)

    return Lazily(len(pieces), make)


def _filled(rows: Sequence[Sequence[str]], width: int) -> list[list[str]]:
    """A batch whose longest row has exactly this length, since CTranslate2 pads to the longest.

    Where none is long enough, a row of end symbols is: it says nothing, and is translated in a
    step or two.
    """
    filling = [] if any(len(row) == width for row in rows) else [[END_OF_SENTENCE] * width]
    return [*map(list, rows), *filling]


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in batches of exactly one length, the longest first.

    How far a sentence is padded decides in which order its attention is summed, and so, now and
    then, its translation. Padded always alike it has one translation in any company.
    """
    by_length: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        by_length.setdefault(length, []).append(index)
    for length in sorted(by_length, reverse=True):
        alike = by_length[length]
        yield from (alike[at : at + _BATCH] for at in range(0, len(alike), _BATCH))
