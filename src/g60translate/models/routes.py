"""Which language pairs the installed models reach, directly or by way of a third language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from g60translate.errors import UnsupportedPair
from g60translate.models.card import describe_pairs
from g60translate.models.store import Model

# Between two languages that no model joins, most models and most training data lead to English.
_FIRST_PIVOT = "en"


@dataclass(frozen=True, slots=True)
class Route:
    """One model, or two whose pairs join; each is set to its pair."""

    models: tuple[Model, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        """Source language, pivot if there is one, target language."""
        return (*(m.card.source_lang for m in self.models), self.models[-1].card.target_lang)


def find_route(
    models: Sequence[Model], source_lang: str, target_lang: str, *, pivot: str | None = None
) -> Route:
    """The first model of the pair, else the first two that join, English as pivot before others.

    `pivot` asks for a way through that language. More than two models are never joined: each one
    adds its own errors. Raises UnsupportedPair listing what can be reached.
    """
    if pivot is None:
        direct = _first(models, source_lang, target_lang)
        if direct is not None:
            return Route((direct,))
    for between in [pivot] if pivot else _pivots(models):
        first = _first(models, source_lang, between)
        second = _first(models, between, target_lang)
        if first is not None and second is not None:
            return Route((first, second))
    pairs = describe_pairs(list(dict.fromkeys(p for model in models for p in model.card.pairs)))
    by_way = f" by way of {pivot}" if pivot else ", alone or two joined,"
    raise UnsupportedPair(
        f"No installed model{by_way} translates {source_lang}→{target_lang}. "
        f"Installed pairs: {pairs or 'none'}. Name another language with --from or --to, a model "
        "folder with --model, or install a model: `g60translate models pull --help`."
    )


def all_routes(models: Sequence[Model]) -> list[Route]:
    """One route for every pair that can be reached, the direct ones first."""
    direct: dict[tuple[str, str], Route] = {}
    for model in models:
        for pair in model.card.pairs:
            direct.setdefault(pair, Route((model.for_pair(*pair),)))
    joined: dict[tuple[str, str], Route] = {}
    for between in _pivots(models):
        for first in (route for (_, t), route in direct.items() if t == between):
            for second in (route for (s, _), route in direct.items() if s == between):
                pair = (first.languages[0], second.languages[-1])
                if pair[0] != pair[1] and pair not in direct:
                    joined.setdefault(pair, Route(first.models + second.models))
    return [*direct.values(), *joined.values()]


def _first(models: Iterable[Model], source_lang: str, target_lang: str) -> Model | None:
    pair = (source_lang, target_lang)
    return next((m.for_pair(*pair) for m in models if pair in m.card.pairs), None)


def _pivots(models: Iterable[Model]) -> list[str]:
    """Languages that are somebody's target, English first, then in the order of the models."""
    targets = dict.fromkeys(t for model in models for _, t in model.card.pairs)
    return sorted(targets, key=lambda lang: lang != _FIRST_PIVOT)
