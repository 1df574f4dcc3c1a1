"""Confidence: surer answers have more of it, and what has too little is marked."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.checks.check import Finding, Severity
from g60translate.models.doubt import DoubtWeights, default_weights
from g60translate.translation.codes.alignment import Alignment
from g60translate.translation.codes.words import Words
from g60translate.translation.request import Translation
from g60translate.translation.trust.doubt import Doubt, confidence, features

SOURCE = "Die Messe öffnet heute ihre Tore."
SPANS = Words.of(SOURCE).spans
WEIGHTS = DoubtWeights.model_validate(
    {
        "bar": 40,
        "fitted_on": "a test",
        "bias": 1.0,
        "weights": {"logprob": {"weight": 2.0, "low": -2.0, "high": 0.0}},
    }
)


def translation(logprob: float = -0.5, text: str = "The fair opens its gates.") -> Translation:
    attention = np.eye(len(SPANS), dtype=np.float32)
    return Translation(
        "s", text, logprob, Alignment(SOURCE, text, source_spans=SPANS, attention=attention)
    )


def test_features_are_what_they_are_called() -> None:
    found = features(
        translation(),
        [
            Finding("numbers", Severity.ERROR, "s", "x"),
            Finding("length", Severity.WARNING, "s", "x"),
            Finding("length", Severity.INFO, "s", "x"),
        ],
    )
    assert found["logprob"] == -0.5
    assert found["length"] == pytest.approx(math.log(6))
    assert found["ratio"] == pytest.approx(math.log(21 / 28))
    assert (found["thinnest"], found["outside"], found["entropy"]) == (1.0, 0.0, 0.0)
    assert (found["errors"], found["warnings"]) == (1.0, 1.0)


def test_the_confidence_is_the_logistic_of_what_was_fitted() -> None:
    values = features(translation(-0.5), [])
    assert confidence(WEIGHTS, values) == 0.5
    assert confidence(WEIGHTS, {**values, "logprob": 0.0}) == round(1 / (1 + math.exp(-1)), 2)


def test_beyond_what_was_fitted_it_does_not_go_on() -> None:
    values = features(translation(), [])
    assert confidence(WEIGHTS, {**values, "logprob": -2.0}) == confidence(
        WEIGHTS, {**values, "logprob": -50.0}
    )


def test_what_is_below_the_limit_is_marked() -> None:
    doubt = Doubt(WEIGHTS, flag_below=0.5)
    assert not list(doubt.mark("s", 0.5))
    (mark,) = doubt.mark("s", 0.49)
    assert (mark.check, mark.severity, mark.segment_id) == ("doubt", Severity.WARNING, "s")
    assert "0.49" in mark.message
    assert not list(Doubt(WEIGHTS, flag_below=0.0).mark("s", 0.0))


@given(
    logprob=st.floats(-1e6, 0),
    text=st.text(max_size=80),
    errors=st.integers(0, 30),
)
def test_a_chance_is_a_chance_whatever_comes(logprob: float, text: str, errors: int) -> None:
    findings = [Finding("x", Severity.ERROR, "s", "x")] * errors
    assert 0 <= Doubt(default_weights()).confidence(translation(logprob, text), findings) <= 1


@given(st.floats(-5, 0), st.floats(-5, 0))
def test_a_likelier_answer_is_not_trusted_less(one: float, other: float) -> None:
    less, more = sorted((one, other))
    doubt = Doubt(default_weights())
    assert doubt.confidence(translation(less), []) <= doubt.confidence(translation(more), [])
