"""What requests of DeepL's dialect say beside their texts, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from g60translate.server.dialects.parameters import Parameters
from g60translate.server.dialects.tags import Tags
from g60translate.server.refusals import bad_request

MODEL_TYPES: Final = ("quality_optimized", "latency_optimized", "prefer_quality_optimized")
MOST_GLOSSARIES: Final = 5
# What would change a translation and cannot be had here; whatever else is unknown has no effect.
_NOT_OFFERED: Final = ("style_id", "translation_memory_id", "custom_instructions")


@dataclass(frozen=True, slots=True)
class TextOptions:
    """The options of `/v2/translate`.

    `model_type` is the one to tell of, None where none was asked for.
    """

    tags: Tags | None
    flowing: bool
    glossaries: tuple[str, ...]
    billed: bool
    model_type: str | None


def read_text_options(said: Parameters) -> TextOptions:
    """Read them all, so that a wrong one is refused whether it has an effect or not.

    Raises Refusal 400 naming the parameter.
    """
    check_wishes(said)
    split = said.choice("split_sentences", ("0", "1", "nonewlines"))
    said.flag("preserve_formatting")
    said.text("context")
    said.choice("tag_handling_version", ("v1", "v2"))
    outline = said.flag("outline_detection")
    kind = said.choice("tag_handling", ("xml", "html"))
    ignored, splitting = said.listed("ignore_tags"), said.listed("splitting_tags")
    kept_together = said.listed("non_splitting_tags")
    tags: Tags | None = None
    if kind == "xml":
        tags = Tags("xml", ignored, splitting, kept_together, outline is not False)
    elif kind == "html":
        tags = Tags("html")
    chosen = said.choice("model_type", MODEL_TYPES)
    return TextOptions(
        tags=tags,
        flowing=split in ("0", "nonewlines"),
        glossaries=read_glossaries(said),
        billed=bool(said.flag("show_billed_characters")),
        model_type=None if chosen is None else chosen.removeprefix("prefer_"),
    )


def check_wishes(said: Parameters) -> None:
    """Let pass what can be had or does not insist. Raises Refusal 400 naming what is wished."""
    for name in _NOT_OFFERED:
        if said.raw(name):
            raise bad_request(f"'{name}' not supported: this server does not have that.")
    value = said.text("formality")
    chosen = (value or "default").lower()
    if chosen in ("default", "prefer_more", "prefer_less"):
        return
    if chosen in ("more", "less"):
        raise bad_request(
            "Target language does not support formality: the models here know none. Leave "
            "'formality' out, or send default, prefer_more or prefer_less."
        )
    raise bad_request("Value for 'formality' not supported.")


def read_glossaries(said: Parameters) -> tuple[str, ...]:
    """The ids of all glossaries that a request names, in their order, each once.

    Raises Refusal 400 for more than five, or where the source language is left out.
    """
    found = tuple(dict.fromkeys((*said.listed("glossary_id"), *said.listed("glossary_ids"))))
    if len(found) > MOST_GLOSSARIES:
        raise bad_request(f"'glossary_ids' may name {MOST_GLOSSARIES} glossaries at most.")
    if found and not said.text("source_lang"):
        raise bad_request("'source_lang' is required with a glossary.")
    return found
