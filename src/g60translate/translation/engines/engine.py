"""What every decoder shares: pieces, the length guard, order, and errors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np

from g60translate.errors import EngineError
from g60translate.models.store import Model
from g60translate.models.subwords import END_OF_SENTENCE, Pieces, Subwords
from g60translate.spans import Span
from g60translate.translation.engines.hypothesis import Decoding, Hypothesis, RawHypothesis
from g60translate.translation.engines.lazily import Lazily
from g60translate.translation.engines.lengths import split_long


class Engine(ABC):
    """A loaded model. Subclasses decode pieces; everything around that stands here."""

    name: str

    device = "cpu"
    """Where it multiplies, `cpu` or `cuda`."""

    lanes = 1
    """How many callers at once keep it busy: over 1 where it decodes outside the interpreter."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.subwords = Subwords(model.folder, model.card.tokenizer)
        # A text is counted before it is translated, and often asked for again.
        self._cut = lru_cache(maxsize=4096)(self.subwords.encode)
        # The end symbol takes a position too.
        self._limit = model.card.max_tokens - 1

    @property
    @abstractmethod
    def compute_type(self) -> str:
        """The number format in which the weights are multiplied, such as `int8` or `float32`."""

    def _room(self, pieces: int) -> int:
        """How long a translation of so many source pieces may become.

        Five for two, as the Bergamot project sets Marian, and some for short ones. What is longer
        runs in a circle, and its end costs as much as a page of sentences; the checks see it all
        the same.
        """
        return min(self._limit, 5 * pieces // 2 + 16)

    @abstractmethod
    def _decode(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None = None,
    ) -> list[Sequence[RawHypothesis]]:
        """Translate piece sequences that end with `</s>` and fit the model, in their order.

        Each answer begins with its prefix, if there are any; the best stands first. Raises
        EngineError.
        """

    @abstractmethod
    def _score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[float]:
        """Mean natural log-probability per piece, end symbol included, of targets without it."""

    def count(self, text: str) -> int:
        """How many positions this source takes without the end symbol."""
        return len(self._cut(text).pieces)

    def padded(self, text: str) -> int:
        """The length that this source is padded to: equal ones share their batches.

        0 where an engine makes batches of any lengths.
        """
        del text
        return 0

    def fits(self, text: str) -> bool:
        """Whether the model takes this source at once, not in parts."""
        return self.count(text) <= self._limit

    def translate(
        self, texts: Sequence[str], decoding: Decoding | None = None
    ) -> list[Sequence[Hypothesis]]:
        """Translate each text; the best hypothesis of each stands first.

        A text longer than the model's positions is cut at clause marks and rejoined. Hypotheses are
        put into words when they are looked at. Raises EngineError.
        """
        decoding = decoding or Decoding()
        limit = min(decoding.part_pieces or self._limit, self._limit)
        plans = [self._plan(text, limit) for text in texts]
        parts = [part for plan in plans for part in plan]
        decoded = iter(self._decode([_ended(part) for part in parts], decoding) if parts else [])
        answers: list[Sequence[Hypothesis]] = []
        for text, plan in zip(texts, plans, strict=True):
            ranked = [next(decoded) for _ in plan]
            answer = partial(self._answer, text, plan, ranked)
            answers.append(Lazily(min(map(len, ranked)), answer))
        return answers

    def _answer(
        self,
        text: str,
        plan: Sequence[Pieces],
        ranked: Sequence[Sequence[RawHypothesis]],
        rank: int,
    ) -> Hypothesis:
        """The hypothesis of this rank, of all parts together."""
        parts = [self._finish(part, raws[rank]) for part, raws in zip(plan, ranked, strict=True)]
        if len(parts) == 1:
            return parts[0]
        return _join(text, plan, parts, self.model.card.target_lang)

    def complete(
        self, texts: Sequence[str], prefixes: Sequence[str], decoding: Decoding
    ) -> list[Hypothesis]:
        """The best translation of each text that begins with its prefix.

        `logprob` covers what follows the prefix. Texts that exceed the model are left out of what
        this can do: raises EngineError. Of a longer prefix only what the model holds is kept.
        """
        sources = [self._whole(text) for text in texts]
        # Room for one piece to be written.
        begun = [self._target(prefix, self._limit - 1) for prefix in prefixes]
        decoded = self._decode([_ended(source) for source in sources], decoding, begun)
        return [self._finish(s, raw[0]) for s, raw in zip(sources, decoded, strict=True)]

    def score(self, texts: Sequence[str], targets: Sequence[str]) -> list[float]:
        """Mean natural log-probability per piece of each target as the translation of its text.

        A target that exceeds the model, as loops do, is judged by what fits. Raises EngineError,
        also where a text exceeds the model.
        """
        if not texts:
            return []
        sources = [_ended(self._whole(text)) for text in texts]
        return self._score(sources, [self._target(target, self._limit) for target in targets])

    def _target(self, text: str, most: int) -> list[str]:
        """The first pieces of a text in the target language."""
        return self.subwords.encode_target(text)[:most]

    def _whole(self, text: str) -> Pieces:
        pieces = self._cut(text)
        if len(pieces.pieces) > self._limit:
            raise EngineError(
                f"A sentence of {len(pieces.pieces)} pieces exceeds the {self._limit} that the "
                f"model {self.model.card.name!r} takes at once. Translate it in parts."
            )
        return pieces

    def _plan(self, text: str, limit: int) -> list[Pieces]:
        pieces = self._cut(text)
        if len(pieces.pieces) <= limit:
            return [pieces]
        spans = split_long(
            text, limit=limit, count=self.count, whole=_marked_spans(text, self.model)
        )
        return [self._cut(text[start:end]) for start, end in spans]

    def _finish(self, source: Pieces, raw: RawHypothesis) -> Hypothesis:
        target = self.subwords.decode(list(raw.pieces))
        # The column of the end symbol points at no text.
        attention = raw.attention[: len(target.pieces), : len(source.pieces)]
        return Hypothesis(
            target.text,
            raw.logprob,
            target.spans,
            source.spans,
            attention,
            first_look=raw.first_look,
        )


def _ended(pieces: Pieces) -> list[str]:
    return [*pieces.pieces, END_OF_SENTENCE]


def _marked_spans(text: str, model: Model) -> tuple[Span, ...]:
    """Inline terms `⟦ … ⟧` of the text, which a cut would break."""
    if not model.card.markers.term:
        return ()
    opening, _, closing = model.card.markers.term
    spans = []
    start = text.find(opening)
    while start >= 0:
        end = text.find(closing, start)
        if end < 0:
            break
        spans.append((start, end + len(closing)))
        start = text.find(opening, end)
    return tuple(spans)


def _join(
    text: str, plan: Sequence[Pieces], hypotheses: Sequence[Hypothesis], target_lang: str
) -> Hypothesis:
    """Put the hypotheses of all parts together, their attention as blocks."""
    glue = "" if target_lang in {"zh", "ja"} else " "
    target_text, source_at = "", 0
    target_spans: list[Span] = []
    source_spans: list[Span] = []
    rows = sum(h.attention.shape[0] for h in hypotheses)
    columns = sum(h.attention.shape[1] for h in hypotheses)
    attention = np.zeros((rows, columns), dtype=np.float32)
    row = column = 0
    for part, hypothesis in zip(plan, hypotheses, strict=True):
        if target_text and hypothesis.text:
            target_text += glue
        wording = _continued(hypothesis.text, part.text) if target_text else hypothesis.text
        at = len(target_text)
        target_spans += [(at + a, at + b) for a, b in hypothesis.target_spans]
        source_spans += [(source_at + a, source_at + b) for a, b in hypothesis.source_spans]
        height, width = hypothesis.attention.shape
        attention[row : row + height, column : column + width] = hypothesis.looks
        row, column = row + height, column + width
        target_text += wording
        source_at += len(part.text)
    assert source_at == len(text)
    weights = [max(1, len(h.target_spans)) for h in hypotheses]
    logprob = sum(h.logprob * w for h, w in zip(hypotheses, weights, strict=True))
    return Hypothesis(
        target_text,
        logprob / sum(weights),
        tuple(target_spans),
        tuple(source_spans),
        attention,
        parts=len(plan),
    )


def _continued(target: str, source: str) -> str:
    """A later part without the capital that the model gave it as if it began a sentence."""
    starts_sentence = target[:1].isupper() and not target[1:2].isupper() and target[:2] != "I "
    if source[:1].islower() and starts_sentence:
        return target[0].lower() + target[1:]
    return target
