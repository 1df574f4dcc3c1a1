"""What can be reached with which models."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.errors import UnsupportedPair
from g60translate.models.card import ModelCard, Origin, Tokenizer
from g60translate.models.routes import all_routes, find_route
from g60translate.models.store import Model


def model(name: str, source: str, **targets: str) -> Model:
    first = next(iter(targets))
    card = ModelCard(
        name=name,
        source_lang=source,
        target_lang=first,
        targets=targets if len(targets) > 1 else {},
        tokenizer=Tokenizer(prefix=targets[first]),
        max_tokens=64,
        origin=Origin(licence="CC0-1.0", weights="none"),
        sha256={},
    )
    return Model(Path(name), card)


DE_EN = model("de-en", "de", en="")
DE_FR = model("de-fr", "de", fr="")
FR_ZH = model("fr-zh", "fr", zh="")
EN_MANY = model("en-many", "en", zh=">>cmn_Hans<<", fr=">>fra<<", de=">>deu<<")
ALL = [DE_FR, FR_ZH, DE_EN, EN_MANY]


def test_a_model_of_the_pair_goes_before_any_detour() -> None:
    assert find_route(ALL, "de", "fr").models == (DE_FR,)
    assert find_route(ALL, "de", "en").languages == ("de", "en")


def test_english_is_the_pivot_before_others_and_others_are_used_where_it_is_not() -> None:
    route = find_route(ALL, "de", "zh")
    assert route.languages == ("de", "en", "zh")
    assert [m.card.name for m in route.models] == ["de-en", "en-many"]
    # The second model speaks Chinese now.
    assert route.models[1].card.tokenizer.prefix == ">>cmn_Hans<<"
    assert find_route([DE_FR, FR_ZH], "de", "zh").languages == ("de", "fr", "zh")


def test_a_pivot_can_be_asked_for() -> None:
    assert find_route(ALL, "de", "zh", pivot="fr").languages == ("de", "fr", "zh")
    with pytest.raises(UnsupportedPair, match="by way of zh"):
        find_route(ALL, "de", "fr", pivot="zh")


def test_three_models_are_never_joined() -> None:
    with pytest.raises(UnsupportedPair, match="de→fr, fr→en, en→zh"):
        find_route([DE_FR, model("fr-en", "fr", en=""), model("en-zh", "en", zh="")], "de", "zh")


def test_every_pair_is_listed_once_direct_ones_first() -> None:
    routes = all_routes(ALL)
    pairs = [(r.languages[0], r.languages[-1]) for r in routes]
    assert len(pairs) == len(set(pairs))
    lengths = [len(route.models) for route in routes]
    assert lengths == sorted(lengths)
    assert set(pairs) == {
        *(("de", "fr"), ("fr", "zh"), ("de", "en"), ("en", "zh"), ("en", "fr"), ("en", "de")),
        ("de", "zh"),
    }
    for route in routes:
        assert find_route(ALL, route.languages[0], route.languages[-1]) == route
