"""Loading what translates a pair of languages, once for many texts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import MappingProxyType

from g60translate.checks.severities import Severities
from g60translate.glossary.book import Glossary
from g60translate.glossary.store import load_glossary
from g60translate.memory.lookup import Remembers
from g60translate.models.routes import Route, find_route
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.ladder.constraints import ALL_RUNGS
from g60translate.translation.ladder.marking import Placing
from g60translate.translation.request import Rung
from g60translate.translation.trust.doubt import FLAG_BELOW


def load_translator(
    source_lang: str,
    target_lang: str,
    *,
    glossary: Glossary | str | Path | None = None,
    model: str | Path | None = None,
    engine: str = "ctranslate2",
    device: str = "cpu",
    compute_type: str | None = None,
    threads: int | None = None,
    beam: int = 4,
    rungs: Collection[Rung] = ALL_RUNGS,
    codes: Placing = Placing.AUTO,
    flag_below: float = FLAG_BELOW,
    memories: Sequence[Remembers] = (),
    severities: Severities = MappingProxyType({}),
    loading: Callable[..., Engine] | None = None,
) -> Translator:
    """Load what translates a pair of ISO 639-1 codes, with its engine and the default segmenter.

    `glossary` is one, a file, or the shipped one by its name, `"g60"`; without one nothing is
    enforced. `model` is a name, a folder, or two of either joined by `+`; None takes the first
    installed model of the pair, or two that join in a third language. `rungs` are what may be tried
    to enforce terms, `codes` what places inline codes (two models always by attention),
    `flag_below` the confidence below which a sentence is marked. `memories` are asked before the
    model, the first one first, `severities` are the house's own for findings by their names, None
    for those to leave out. `device` is `"cpu"`, `"cuda"` or
    `"auto"`, `compute_type` a number format of the engine; None leaves that and the threads to the
    engine. Raises UnsupportedPair, ModelError, MissingExtra, InputError, GlossaryError; EngineError
    for a device that is not there.
    """
    route = choose_route(source_lang, target_lang, model)
    book = glossary if isinstance(glossary, Glossary) else _read(glossary)
    legs = [
        Translator(
            (loading or load_engine)(
                leg, name=engine, device=device, compute_type=compute_type, threads=threads
            ),
            book,
            SrxSegmenter(),
            beam=beam,
            rungs=rungs,
            codes=codes,
            flag_below=flag_below,
            memories=memories if len(route.models) == 1 else (),
            severities=severities,
        )
        for leg in route.models
    ]
    if len(legs) == 1:
        return legs[0]
    from g60translate.pivot import PivotTranslator  # noqa: PLC0415

    return PivotTranslator(*legs, memories=memories)


def _read(glossary: str | Path | None) -> Glossary:
    return Glossary.empty() if glossary is None else load_glossary(glossary)


def choose_route(source_lang: str, target_lang: str, model: str | Path | None = None) -> Route:
    """The models that `load_translator` would load. Raises UnsupportedPair, ModelError."""
    store = ModelStore()
    if model is None:
        return find_route(list(store), source_lang, target_lang)
    named = str(model)
    first, plus, second = named.partition("+")
    if not plus or Path(named).is_dir():
        return Route((store.get(named).for_pair(source_lang, target_lang),))
    return find_route([store.get(first), store.get(second)], source_lang, target_lang)
