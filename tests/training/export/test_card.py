from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.errors import ModelError
from g60translate.models.card import Markers, ModelCard, Origin, Quality, Training, stays_inside
from g60translate.models.writing import dump_card
from g60translate.training.export.card import CardFacts, ParentFact

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
files = text.filter(lambda name: stays_inside(f"x/{name}"))


@given(licence=text, note=text, value=st.floats(0, 100), names=st.lists(files, max_size=3))
def test_a_dumped_card_reads_back_equal(
    licence: str, note: str, value: float, names: list[str]
) -> None:
    card = ModelCard(
        schema_version=1,
        name="a-b",
        source_lang="de",
        target_lang="en",
        max_tokens=64,
        origin=Origin(licence=licence, weights=note),
        markers=Markers(term=("⟦", "¦", "⟧"), mask="▒", placeholders=("❰0❱",)),
        training=Training(target_tokens=10, note=note),
        quality=(Quality(set="dev", metric="BLEU", value=value, signature=note),) * len(names),
        sha256={f"x/{name}": "0" * 64 for name in names},
    )
    assert ModelCard.model_validate(tomllib.loads(dump_card(card))) == card


def test_weights_of_a_share_alike_parent_keep_its_licence() -> None:
    parent = ParentFact(name="student", licence="CC-BY-SA-4.0")
    with pytest.raises(ModelError, match="asks for the same licence"):
        CardFacts(name="m", source_lang="de", target_lang="en", licence="MIT", parent=parent)
    CardFacts(name="m", source_lang="de", target_lang="en", licence="CC-BY-SA-4.0", parent=parent)
    free = ParentFact(name="opus", licence="CC-BY-4.0")
    CardFacts(name="m", source_lang="de", target_lang="en", licence="Apache-2.0", parent=free)
