"""The recipes that lie in the repository, without their data."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.bitext.provenance import left_out, read_sources
from g60translate.training.export.card import CardFacts, ParentFact
from g60translate.training.recipe import Parent, Recipe, recipe_tables
from tests.conftest import ROOT

FOLDER = ROOT / "training"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_a_recipe_is_valid_and_knows_its_licences(path: Path) -> None:
    recipe = Recipe.model_validate(recipe_tables(path))
    assert recipe.provenance.sources is not None
    sources = read_sources(FOLDER / recipe.provenance.sources)
    labels = {*recipe.weights} - {"*"}
    unlisted = {label for label in labels if label not in sources}
    assert not unlisted
    refused = set(left_out(labels, sources))
    assert refused == {*recipe.provenance.accept}
    parent = recipe.parent
    assert parent is not None
    # Raises where the licence is not the one that the parent asks for.
    CardFacts(
        name=recipe.name,
        source_lang=recipe.source_lang,
        target_lang=recipe.target_lang,
        licence=recipe.licence,
        parent=ParentFact(name=parent.name, licence=parent.licence),
    )


def test_the_other_direction_differs_in_its_direction_alone() -> None:
    there, back = (recipe_tables(FOLDER / f"{pair}.toml") for pair in ("de-en", "en-de"))
    assert (back["source_lang"], back["target_lang"]) == (
        there["target_lang"],
        there["source_lang"],
    )
    for part, turned in zip(there["corpus"], back["corpus"], strict=True):
        # JSON lines name their languages themselves.
        mark = {} if part["path"].endswith(".jsonl") else {"turned": True}
        assert turned == {**part, **mark}
    assert back["augment"] == {**there["augment"], "turned": True}
    same = ("licence", "dimensions", "subwords", "provenance", "optimise", "budget")
    assert all(back[key] == there[key] for key in same)
    # What larger models translated is worth most where they wrote the target.
    taught = {
        label for label in back["weights"] if back["weights"][label] != there["weights"][label]
    }
    assert taught
    assert all(label.startswith("kd_") for label in taught)


def test_every_key_of_a_recipe_is_described() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    tables = ["dimensions", "subwords", "provenance", "augment", "parent", "optimise", "budget"]
    missing = [
        f"{table}.{key}"
        for table in [*tables, "checkpoints"]
        for key in _keys(table)
        if f"`{key}`" not in text and key not in {"schedule", "gpu"}
    ]
    assert not missing


def _keys(table: str) -> list[str]:
    annotation = Recipe.model_fields[table].annotation
    fields = getattr(annotation, "model_fields", None)
    if fields is None:
        fields = Parent.model_fields
    return list(fields)
