"""What a program needs to translate: one call to load, then `Translator.translate`."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from types import MappingProxyType

from g60translate.checks.severities import Severities
from g60translate.glossary.book import Glossary
from g60translate.models.routes import Route, find_route
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.ladder.constraints import ALL_RUNGS
from g60translate.translation.ladder.marking import Placing
from g60translate.translation.request import Rung
from g60translate.translation.trust.doubt import FLAG_BELOW


def load_translator(
    source_lang: str,
    target_lang: str,
    *,
    glossary: Glossary | None = None,
    model: str | None = None,
    engine: str = "ctranslate2",
    device: str = "cpu",
    compute_type: str | None = None,
    threads: int | None = None,
    beam: int = 4,
    rungs: Collection[Rung] = ALL_RUNGS,
    codes: Placing = Placing.AUTO,
    flag_below: float = FLAG_BELOW,
    severities: Severities = MappingProxyType({}),
) -> Translator:
    """Load what translates a pair of ISO 639-1 codes, with its engine and the default segmenter.

    `model` is a name, a folder, or two of either joined by `+`; None takes the first installed
    model of the pair, or two that join in a third language. Without a glossary nothing is
    enforced; `rungs` are what may be tried to enforce it, `codes` what places inline codes (two
    models always by attention), `flag_below` the confidence below which a sentence is marked,
    `severities` the house's own for findings by their names, None for those to leave out.
    `device` is `cpu`, `cuda` or `auto`, `compute_type` a number format of the engine; None leaves
    that and the threads to the engine. Raises UnsupportedPair, ModelError, MissingExtra,
    InputError; EngineError for a device that is not there.
    """
    route = _route(ModelStore(), source_lang, target_lang, model)
    legs = [
        Translator(
            load_engine(
                leg, name=engine, device=device, compute_type=compute_type, threads=threads
            ),
            Glossary.empty() if glossary is None else glossary,
            SrxSegmenter(),
            beam=beam,
            rungs=rungs,
            codes=codes,
            flag_below=flag_below,
            severities=severities,
        )
        for leg in route.models
    ]
    if len(legs) == 1:
        return legs[0]
    from g60translate.translation.pivot import PivotTranslator  # noqa: PLC0415

    return PivotTranslator(*legs)


def _route(store: ModelStore, source_lang: str, target_lang: str, named: str | None) -> Route:
    if named is None:
        return find_route(list(store), source_lang, target_lang)
    first, plus, second = named.partition("+")
    if not plus or Path(named).is_dir():
        return Route((store.get(named).for_pair(source_lang, target_lang),))
    return find_route([store.get(first), store.get(second)], source_lang, target_lang)
