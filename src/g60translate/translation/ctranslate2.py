"""The default engine: CTranslate2, int8 on the CPU."""

from __future__ import annotations

import os
from collections.abc import Sequence

import ctranslate2
import numpy as np

from g60translate.errors import EngineError, ModelCorrupt
from g60translate.models.card import verify_files
from g60translate.models.store import Model
from g60translate.translation.engine import Decoding, Engine, RawHypothesis

_FOLDER = "ctranslate2"

# Source pieces decoded at a time: large enough to fill the matrix products of a laptop CPU, small
# enough that a long document does not pad short sentences to long ones.
_BATCH_PIECES = 2048


class CTranslate2Engine(Engine):
    """Decodes with CTranslate2; beams, batches and threads run in its own code."""

    name = "ctranslate2"

    def __init__(
        self, model: Model, *, compute_type: str = "int8", threads: int | None = None
    ) -> None:
        """Load and verify a model.

        `compute_type` as CTranslate2 names them; `threads` per translation, default one for each
        core up to 8. Raises ModelCorrupt.
        """
        verify_files(model.folder, model.card, below=f"{_FOLDER}/")
        super().__init__(model)
        try:
            self._translator = ctranslate2.Translator(
                str(model.folder / _FOLDER),
                device="cpu",
                compute_type=compute_type,
                inter_threads=1,
                intra_threads=threads or min(8, os.cpu_count() or 1),
            )
        except (RuntimeError, ValueError) as error:
            raise ModelCorrupt(
                f"CTranslate2 cannot load {model.folder / _FOLDER}: {error}. "
                "Copy the model's folder again, or check the compute type."
            ) from error

    @property
    def compute_type(self) -> str:
        """The type CTranslate2 chose for this processor, such as `int8_float32`."""
        return str(self._translator.compute_type)

    def _decode(
        self, sources: Sequence[Sequence[str]], decoding: Decoding
    ) -> list[list[RawHypothesis]]:
        try:
            results = self._translator.translate_batch(
                [list(source) for source in sources],
                beam_size=decoding.beam,
                num_hypotheses=decoding.hypotheses,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                # 0: never truncate. The length guard has cut what does not fit.
                max_input_length=0,
                max_decoding_length=self._limit,
                max_batch_size=_BATCH_PIECES,
                batch_type="tokens",
                return_scores=True,
                return_attention=True,
            )
        except (RuntimeError, ValueError) as error:
            raise EngineError(
                f"CTranslate2 failed on {len(sources)} sentences with the model "
                f"{self.model.card.name!r}: {error}."
            ) from error
        return [
            [
                RawHypothesis(
                    tuple(pieces),
                    score,
                    # An empty hypothesis comes with an empty list, which has no second axis.
                    np.asarray(attention, dtype=np.float32).reshape(len(attention), len(source)),
                )
                for pieces, score, attention in zip(
                    result.hypotheses, result.scores, result.attention, strict=True
                )
            ]
            for source, result in zip(sources, results, strict=True)
        ]
