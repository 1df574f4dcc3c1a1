"""What a program needs to translate: one call to load, then `Translator.translate`."""

from __future__ import annotations

from g60translate.errors import UnsupportedPair
from g60translate.glossary.book import Glossary
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.loading import load_engine


def load_translator(
    source_lang: str,
    target_lang: str,
    *,
    glossary: Glossary | None = None,
    model: str | None = None,
    engine: str = "ctranslate2",
    beam: int = 4,
    threads: int | None = None,
) -> Translator:
    """Load a model for a pair of ISO 639-1 codes, with its engine and the default segmenter.

    `model` is a name or a folder; None takes the first installed one for the pair. Without a
    glossary nothing is enforced. Raises UnsupportedPair, ModelError, MissingExtra, InputError.
    """
    store = ModelStore()
    found = store.for_pair(source_lang, target_lang) if model is None else store.get(model)
    pair = (found.card.source_lang, found.card.target_lang)
    if pair != (source_lang, target_lang):
        raise UnsupportedPair(
            f"The model {found.card.name!r} translates {'→'.join(pair)}, but the text is "
            f"{source_lang} and is to become {target_lang}. Name another model, or other languages."
        )
    return Translator(
        load_engine(found, name=engine, threads=threads),
        Glossary.empty() if glossary is None else glossary,
        SrxSegmenter(),
        beam=beam,
    )
