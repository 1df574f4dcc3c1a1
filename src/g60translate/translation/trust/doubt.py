"""How sure one may be of a translation: one number from what the model and the checks say.

The number is the chance, from 0 to 1, that the sentence is a good one: that its chrF against a
human translation would reach the bar at which the weights were fitted. It is an estimate over many
sentences like this one; eval/RESULTS.md, "Doubt", has how well it holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from g60translate.checks.check import Finding, Severity
from g60translate.checks.length import size, spread
from g60translate.models.doubt import DoubtWeights, Feature
from g60translate.translation.request import Translation

FLAG_BELOW = 0.5
"""Confidence below which a sentence is marked: it is rather bad than good."""

AT_MOST = 0.99
"""Nobody is certain of a translation that nobody has read."""

# Logarithm of the words from which on a text's length says what it says of sentences.
_A_SENTENCE = math.log(6)

AT_MOST_WITH_ERRORS = 0.3
"""What must not be sent as it is cannot be surer than this, however sure the model is."""


def features(translation: Translation, findings: Sequence[Finding]) -> dict[Feature, float]:
    """What the confidence rests on.

    `logprob` is the mean log-probability per piece (nats), `entropy` the attention's mean entropy
    (nats), `outside` the share of it that lies on no text, `length` the logarithm of the source's
    words, `short` how far a cell or a headline is below a sentence (1 for one word, 0 from six on),
    `ratio` the logarithm of the translation's letters to the source's, `deviation` the same in
    standard deviations of texts so long, `thinnest` the coverage of the four words in a row that
    were looked at least, `errors` and `warnings` count findings.
    """
    coverage = translation.alignment.coverage
    source, target = size(translation.alignment.source), size(translation.text)
    length = math.log(max(1, len(coverage.words)))
    ratio = math.log(max(1.0, target) / max(1.0, source))
    severities = [finding.severity for finding in findings]
    return {
        "logprob": translation.logprob,
        "entropy": coverage.entropy,
        "outside": coverage.outside,
        "length": length,
        "short": max(0.0, 1 - length / _A_SENTENCE),
        "ratio": ratio,
        "deviation": ratio / spread(max(1.0, (source + target) / 2)),
        "thinnest": coverage.thinnest,
        "errors": float(severities.count(Severity.ERROR)),
        "warnings": float(severities.count(Severity.WARNING)),
    }


class Doubt:
    """Tells how sure a model is, and marks what it is not sure of."""

    def __init__(self, weights: DoubtWeights, *, flag_below: float = FLAG_BELOW) -> None:
        """Mark below `flag_below`, nothing at 0."""
        self._weights = weights
        self._flag_below = flag_below

    def confidence(self, translation: Translation, findings: Sequence[Finding]) -> float:
        """From 0 to 1, the chance that this is roughly right; low where a check found an error."""
        values = features(translation, findings)
        chance = confidence(self._weights, values)
        return min(chance, AT_MOST_WITH_ERRORS) if values["errors"] else chance

    def mark(self, segment_id: str, confidence: float) -> Iterator[Finding]:
        """A warning where the confidence is too low."""
        if confidence < self._flag_below:
            message = f"The model is not sure of this sentence (confidence {confidence:.2f})."
            yield Finding("doubt", Severity.WARNING, segment_id, f"{message} Compare the two.")


def confidence(weights: DoubtWeights, values: Mapping[Feature, float]) -> float:
    """The chance that a translation with these features reaches the bar, to two decimals.

    That is how it is shown and recorded, so nothing is marked for a digit that nobody sees.
    """
    return min(AT_MOST, round(1 / (1 + math.exp(-log_odds(weights, values))), 2))


def log_odds(weights: DoubtWeights, values: Mapping[Feature, float]) -> float:
    """The same unrounded and without bounds, as ranking wants it."""
    return weights.bias + sum(
        one.weight * min(max(values[name], one.low), one.high)
        for name, one in weights.weights.items()
    )
