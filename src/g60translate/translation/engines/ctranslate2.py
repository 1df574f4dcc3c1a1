"""The default engine: CTranslate2, int8 on the CPU unless something else is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path

import numpy as np

from g60translate.models.store import Model
from g60translate.models.subwords import END_OF_SENTENCE
from g60translate.segmentation.later import imported_later
from g60translate.translation.engines.devices import usable_cores, worthwhile_threads
from g60translate.translation.engines.hypothesis import (
    Attention,
    Decoding,
    FirstLook,
    RawHypothesis,
)
from g60translate.translation.engines.lazily import Lazily
from g60translate.translation.engines.library import LibraryEngine

# It is imported for generators alone, which translate nothing.
with imported_later("asyncio"):
    import ctranslate2

_FOLDER = "ctranslate2"

# What processors multiply in, by the format of the stored weights; int8 for all others.
_ON_CPU = {"int16": "int16", "float16": "float32", "float32": "float32"}

# Sentences in one batch: more would not fill the matrix products of a laptop CPU any better.
_BATCH = 64

# Sources are padded to a multiple of so many pieces, the shortest to half of it: with a width for
# each length the sentences of a release could hardly share a batch (eval/studies/decoder.py).
_WIDTH = 16

# What a model writes for a filler must be over after so many pieces.
_FILLER_ENDS = 8

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
        self._width = _WIDTH if self._filler_ends() else 1

    def _filler_ends(self) -> bool:
        """Whether this model makes next to nothing of a source that only fills a batch."""
        (answer,) = self._translator.translate_batch(
            [_filler(_WIDTH)], beam_size=4, max_input_length=0, max_decoding_length=_FILLER_ENDS
        )
        return len(answer.hypotheses[0]) < _FILLER_ENDS

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
            for batch in self._batches(sources)
        ]
        # On a processor a beam search begins without its beams and then, where a batch has several
        # sentences, hands out the attention of its first step to the wrong ones of them, as
        # findings/ctranslate2-first-attention-of-another.sh shows.
        told = decoding.beam == 1 or self.device != "cpu"
        for batch, results in pending:
            for index, result in zip(batch, results, strict=True):
                first = None if told else cache(partial(self._first_look, sources[index]))
                answers[index] = _hypotheses(result.result(), len(sources[index]), first)
        return answers

    def _first_look(self, source: Sequence[str]) -> Attention:
        """Where the first piece of a translation looks, by one step of a greedy search.

        All beams begin alike, so that it knows what they would say.
        """
        asked, _ = self._filled([source])
        found = self._translator.translate_batch(
            asked,
            beam_size=1,
            max_input_length=0,
            # Else it might be over before its first piece.
            min_decoding_length=1,
            max_decoding_length=1,
            return_attention=True,
        )
        return np.asarray(found[0].attention[0][0], dtype=np.float32)

    def _filled(self, batch: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
        """A batch that CTranslate2 pads to the width of its sources, and that width.

        It pads to the longest of a batch and to nothing else.
        """
        width = self._padded(len(batch[0]))
        asked = [list(source) for source in batch]
        if max(map(len, asked)) < width:
            asked.append(_filler(width))
        return asked, width

    def _batches(self, sources: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Indices in batches of one width, the widest first, enough of them for all threads."""
        alike: dict[int, list[int]] = {}
        for index, source in enumerate(sources):
            alike.setdefault(self._padded(len(source)), []).append(index)
        size = min(_BATCH, -(-len(sources) // self.threads))
        for width in sorted(alike, reverse=True):
            # Similar lengths end at about the same step.
            group = sorted(alike[width], key=lambda index: -len(sources[index]))
            yield from (group[at : at + size] for at in range(0, len(group), size))

    def padded(self, text: str) -> int:
        """The length that this source is padded to, with the end symbol."""
        return self._padded(self.count(text) + 1)

    def _padded(self, pieces: int) -> int:
        """How many pieces a source of so many is padded to, in any company.

        The width changes the order in which attention is summed, and now and then a translation.
        With a width of its own a sentence has one translation, whatever is decoded beside it.
        """
        step = max(1, self._width // 2) if 2 * pieces <= self._width else self._width
        width = -(-pieces // step) * step
        return max(pieces, min(width, self.model.card.max_tokens))

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
        asked, width = self._filled(batch)
        begun = [list(prefix) for prefix in prefixes or ()]
        begun += [[]] * (len(asked) - len(batch))
        submitted: list[ctranslate2.AsyncTranslationResult] = self._translator.translate_batch(
            asked,
            target_prefix=begun if prefixes else None,
            asynchronous=True,
            beam_size=decoding.beam,
            num_hypotheses=decoding.hypotheses,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            suppress_sequences=[self.subwords.encode_target(w) for w in decoding.suppress] or None,
            # 0: never truncate. The length guard has cut what does not fit.
            max_input_length=0,
            max_decoding_length=self._limit if prefixes else self._room(width),
            # As Marian does: a reader has no use for "unknown" in a translation.
            disable_unk=True,
            return_scores=True,
            return_attention=True,
        )
        return submitted[: len(batch)]


def _filler(width: int) -> list[str]:
    """A source of so many pieces that says nothing."""
    return [END_OF_SENTENCE] * width


def _hypotheses(
    result: ctranslate2.TranslationResult, width: int, first: FirstLook | None
) -> Sequence[RawHypothesis]:
    # Each of these properties makes a new list, of all hypotheses.
    pieces, scores, attention = result.hypotheses, result.scores, result.attention

    def make(rank: int) -> RawHypothesis:
        rows = attention[rank]
        # An empty hypothesis comes with an empty list, which has no second axis.
        looks = np.asarray(rows, dtype=np.float32).reshape(len(rows), width)
        if first is not None:
            looks[:1] = 0
        return RawHypothesis(tuple(pieces[rank]), scores[rank], looks, first)

    return Lazily(len(pieces), make)
