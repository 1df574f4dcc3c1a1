"""Attention of a model over a translation that it did not choose."""

from __future__ import annotations

from dataclasses import dataclass

import ctranslate2
import numpy as np
import numpy.typing as npt
from gold import word_at, words

from g60translate.models.store import Model
from g60translate.models.subwords import END_OF_SENTENCE, Subwords
from g60translate.spans import Span
from g60translate.translation.codes.alignment import Alignment


@dataclass(frozen=True, slots=True)
class Attended:
    """A sentence pair with attention of the shape (target pieces, source pieces)."""

    source: str
    target: str
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    attention: npt.NDArray[np.float32]

    @property
    def alignment(self) -> Alignment:
        """What the product makes of it."""
        return Alignment(
            self.source,
            self.target,
            source_spans=self.source_spans,
            target_spans=self.target_spans,
            attention=self.attention,
        )

    @property
    def by_words(self) -> npt.NDArray[np.float64]:
        """Attention added up to the shape (target words, source words)."""
        source, target = words(self.source), words(self.target)
        table = np.zeros((len(target), len(source)))
        for row, piece in enumerate(self.target_spans):
            for column, other in enumerate(self.source_spans):
                i, j = word_at(target, piece), word_at(source, other)
                if i >= 0 and j >= 0:
                    table[i, j] += self.attention[row, column]
        return table


class Forced:
    """Decodes a given translation with CTranslate2, as the default engine would its own."""

    def __init__(self, model: Model) -> None:
        tokenizer = model.card.tokenizer
        self._source = Subwords(model.folder, tokenizer)
        target = tokenizer.model_copy(update={"source": tokenizer.target, "prefix": ""})
        self._target = Subwords(model.folder, target)
        self._translator = ctranslate2.Translator(
            str(model.folder / "ctranslate2"), compute_type="int8", intra_threads=1
        )
        self.compute_type = str(self._translator.compute_type)

    def attend(self, source: str, target: str) -> Attended:
        """The attention with which the model would have written `target`, every piece forced."""
        read, written = self._source.encode(source), self._target.encode(target)
        (result,) = self._translator.translate_batch(
            [[*read.pieces, END_OF_SENTENCE]],
            target_prefix=[list(written.pieces)],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=len(written.pieces),
            return_attention=True,
        )
        attention = np.asarray(result.attention[0], dtype=np.float32)
        # The column of the end symbol points at no text.
        return Attended(source, target, read.spans, written.spans, attention[:, : len(read.pieces)])
