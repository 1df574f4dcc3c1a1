"""Weights of the confidence: shipped ones are whole, a card's own are read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from g60translate.models.card import read_card
from g60translate.models.doubt import DoubtWeights, default_weights, parse_weights
from g60translate.models.store import Model
from g60translate.models.writing import write_card

OWN = DoubtWeights.model_validate(
    {
        "bar": 40,
        "fitted_on": "a test",
        "bias": 1.5,
        "weights": {"logprob": {"weight": 3.0, "low": -2.0, "high": 0.0}},
    }
)


HEAD = "bar = 40.0\nfitted_on = ''\n"


def test_the_shipped_weights_say_what_they_were_fitted_on() -> None:
    weights = default_weights()
    assert 0 < weights.bar < 100
    assert "sentences" in weights.fitted_on
    # A model that finds its answer likelier is to be trusted more, whatever else is fitted.
    assert weights.weights["logprob"].weight > 0


def test_a_card_may_hold_its_own(embedded_model: Model, tmp_path: Path) -> None:
    write_card(embedded_model.card.model_copy(update={"doubt": OWN}), tmp_path)
    assert read_card(tmp_path).doubt == OWN
    write_card(embedded_model.card, tmp_path)
    assert read_card(tmp_path) == embedded_model.card


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}bias = 0.0\n[weights]\nluck = {{weight=1.0, low=0.0, high=1.0}}",
        f"{HEAD}bias = 0.0\n[weights]\nratio = {{weight=1.0, low=2.0, high=1.0}}",
        f"{HEAD}bias = nan\n[weights]",
        HEAD,
    ],
)
def test_faulty_weights_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_weights(text)
