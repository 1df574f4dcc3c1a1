from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from g60translate.training.corpus.pieces import pieces_of_model
from g60translate.training.recipe import Recipe
from g60translate.training.run import markerscore
from g60translate.training.run.checkpoint import Checkpoint
from g60translate.training.run.devscore import DevSet
from g60translate.training.run.markerscore import marked, score_markers

Answer = Callable[[str], str]


# So many common words that none of the other lines' words counts as one: common words are no terms.
COMMON = " ".join(f"w{n}x" for n in range(60))


@pytest.fixture
def dev() -> DevSet:
    return DevSet(
        name="few",
        sources=[f"{COMMON} {COMMON}", "Am 8. öffnet die Halle.", "Die Messe hat 15 Säle."],
        references=[
            f"{COMMON} {COMMON}",
            "The hall opens on the 8th of May 8.",
            "A fair, 15 rooms.",
        ],
    )


@pytest.fixture
def recipe(tmp_path: Path) -> Recipe:
    (tmp_path / "words.tsv").write_text("Halle\thall\nMesse\tfair\n", encoding="utf-8")
    return Recipe.model_validate(
        {
            "name": "tiny",
            "source_lang": "de",
            "target_lang": "en",
            "licence": "CC0-1.0",
            "corpus": [{"path": "none.tsv"}],
            "augment": {"dictionary": tmp_path / "words.tsv"},
            "budget": {"steps": 1},
        }
    )


Scores = Callable[[Answer, Recipe], dict[str, tuple[float, str]]]


@pytest.fixture
def scores(
    tiny: Checkpoint, pieces_file: Path, dev: DevSet, monkeypatch: pytest.MonkeyPatch
) -> Scores:
    """What a model that answers so would score: value and signature by measure."""

    def judge(answer: Answer, recipe: Recipe) -> dict[str, tuple[float, str]]:
        def translate(*arguments: object, **_: object) -> list[str]:
            given = next(each for each in arguments if isinstance(each, DevSet))
            return [answer(source) for source in given.sources]

        monkeypatch.setattr(markerscore, "translate", translate)
        pieces = pieces_of_model(pieces_file)
        found = score_markers(tiny.weights, tiny.shape, pieces, dev, recipe)
        return {quality.metric: (quality.value, quality.signature) for quality in found}

    return judge


@pytest.mark.parametrize(
    ("answer", "met", "copied"),
    [
        (lambda line: line, 100, 100),
        (lambda line: re.sub("(❰.❱)", r"\1 \1", line), 100, 0),
        (lambda line: line.replace("¦ hall ⟧", "¦ room ⟧").replace("❰", ""), 50, 0),
        (lambda _: "", 0, 0),
    ],
    ids=["whole", "doubled", "one term and all signs lost", "nothing"],
)
def test_answers_are_judged_by_what_was_marked(
    answer: Answer,
    met: float,
    copied: float,
    scores: Scores,
    recipe: Recipe,
) -> None:
    found = scores(answer, recipe)
    assert found[markerscore.INLINE][0] == met
    assert found[markerscore.COPIED][0] == copied
    assert found[markerscore.INLINE][1].startswith("terms:2|")
    assert found[markerscore.COPIED][1].startswith("lines:1|")


def test_every_line_that_can_be_marked_is(dev: DevSet, recipe: Recipe) -> None:
    terms = marked(dev, recipe, "terms")
    assert terms == [
        "Am 8. öffnet die ⟦ Halle ¦ hall ⟧.",
        "Die ⟦ Messe ¦ fair ⟧ hat 15 Säle.",
    ]
    assert [line.count("❰") for line in marked(dev, recipe, "placeholders")] == [1]


def test_without_a_dictionary_only_placeholders_are_measured(
    scores: Scores, recipe: Recipe
) -> None:
    bare = recipe.model_copy(
        update={"augment": recipe.augment.model_copy(update={"dictionary": None})}
    )
    found = scores(lambda line: line, bare)
    assert list(found) == [markerscore.COPIED]
