"""From the files of a foreign model, and what its bringer says of it, to the draft of a card."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import ValidationError

from g60translate.errors import ModelError
from g60translate.language.codes import iso_639_1, short_code, target_tokens
from g60translate.models.bringing.probe import plain_signs
from g60translate.models.bringing.source import Source
from g60translate.models.card import ModelCard, Origin, Quantization, Tokenizer
from g60translate.models.readme import Readme
from g60translate.models.subwords import Subwords

# `opus-mt-tc-big-de-zh`, `de-en`
_PAIR_IN_NAME = re.compile(r"(?:^|[-_./])([A-Za-z]{2,7})-([A-Za-z]{2,7})$")

# A SentencePiece file of another model has hardly a piece in common with the vocabulary.
_LEAST_SHARED = 0.5

# SPDX for "nothing is known of it".
UNKNOWN_LICENCE = "NOASSERTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is known of a model besides its files; what is empty is read from them.

    `targets` maps target languages to their tokens (`>>deu<<`); an empty token is looked up in the
    vocabulary. `weights` are needed for the reference engine, for another conversion and for
    adapting; they take three quarters of the folder.
    """

    name: str = ""
    sources: tuple[str, ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    licence: str = ""
    repository: str = ""
    revision: str = ""
    quantization: Quantization = "int8"
    weights: Literal["keep", "drop"] = "keep"


def draft_card(source: Source, readme: Readme, wishes: Wishes) -> ModelCard:
    """A card without hashes, markers and figures. Raises ModelError for what cannot be told."""
    name = wishes.name or source.folder.resolve().name
    sources, targets = _languages(source, readme, wishes, name=wishes.repository or name)
    first = next(iter(targets))
    tokenizer = Tokenizer(target="target.spm", prefix=targets[first])
    subwords = Subwords(source.folder, tokenizer)
    _check_pieces(subwords, source)
    plain = plain_signs(subwords, source.pieces)
    licence = wishes.licence or readme.licence
    try:
        return ModelCard(
            name=name,
            source_lang=sources[0],
            target_lang=first,
            sources=sources if len(sources) > 1 else (),
            targets=targets if len(targets) > 1 else {},
            max_tokens=source.max_tokens,
            quantization=wishes.quantization,
            origin=Origin(
                licence=licence or UNKNOWN_LICENCE,
                weights=_described(source, wishes),
                data="README.md says what its makers say of it."
                if (source.folder / "README.md").is_file()
                else "",
                note=""
                if licence
                else "Its files name no licence. Ask its makers before you publish with it.",
                repository=wishes.repository,
                revision=wishes.revision,
            ),
            tokenizer=tokenizer.model_copy(update={"plain": plain}),
            sha256={},
        )
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise ModelError(
            f"The model in {source.folder} cannot be described ({faults}). A name has letters, "
            "digits, dots, hyphens and underscores (--name)."
        ) from None


def _described(source: Source, wishes: Wishes) -> str:
    made = f"Converted from the format of {source.kind}."
    if not wishes.repository:
        return made
    return f"{wishes.repository} at the commit {wishes.revision}. {made}"


def _languages(
    source: Source, readme: Readme, wishes: Wishes, *, name: str
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Source languages, and target languages with their tokens.

    What the bringer says goes first, then the pair in the name, then the vocabulary's language
    tokens, then the README.
    """
    named = _pair_in(name)
    sources = wishes.sources or ((named[0],) if named[0] else readme.sources)
    if not sources:
        raise ModelError(
            f"Nothing in {source.folder} says from which language the model translates. "
            "Say so with --from, such as --from de."
        )
    tokens = target_tokens(source.pieces)
    if wishes.targets:
        chosen = {lang: token or tokens.get(lang, "") for lang, token in wishes.targets.items()}
    elif named[1]:
        chosen = {named[1]: tokens.get(named[1], "")}
    elif tokens:
        kept = [lang for lang in tokens if not readme.targets or lang in readme.targets]
        chosen = {lang: tokens[lang] for lang in sorted(kept, key=lambda lang: lang != "en")}
    else:
        chosen = dict.fromkeys(readme.targets, "") if len(readme.targets) == 1 else {}
    if not chosen:
        raise ModelError(
            f"Nothing in {source.folder} says into which language the model translates. "
            "Say so with --to, such as --to en."
        )
    _check_tokens(chosen, source.pieces, known=tokens)
    return tuple(sources), chosen


def _pair_in(name: str) -> tuple[str | None, str | None]:
    """`opus-mt-de-en` → de, en; `opus-mt-ROMANCE-en` → None, en; other names have to be plain."""
    found = _PAIR_IN_NAME.search(name)
    if found is None:
        return (None, None)
    source, target = iso_639_1(found.group(1)), iso_639_1(found.group(2))
    return (source, target) if (source and target) or "opus-mt-" in name else (None, None)


def _check_tokens(
    chosen: Mapping[str, str], pieces: Collection[str], *, known: Mapping[str, str]
) -> None:
    """Raises ModelError for a token that the model does not have, or that it needs and lacks."""
    have = ", ".join(sorted(piece for piece in pieces if re.fullmatch(r">>.+<<", piece)))
    for lang, token in chosen.items():
        if token and token not in pieces:
            raise ModelError(
                f"The model has no language token {token!r}. "
                + (f"It has {have}." if have else "It has none at all: leave --prefix out.")
            )
        if not token and len(chosen) > 1:
            raise ModelError(
                f"The model has no language token for {lang}, so it cannot tell several target "
                f"languages apart. It has {have or 'none at all'}."
            )
        if not token and lang not in known and len(known) > 1:
            raise ModelError(
                f"The model translates into {', '.join(known)} by language tokens, and {lang} is "
                f"none of them. Name the token with --prefix; it has {have}."
            )


def _check_pieces(subwords: Subwords, source: Source) -> None:
    for side, pieces in zip(("source.spm", "target.spm"), subwords.pieces, strict=True):
        shared = len(pieces & {*source.pieces}) / max(1, len(pieces))
        if shared < _LEAST_SHARED:
            raise ModelError(
                f"Only {shared:.0%} of the pieces in {source.folder / side} are in the model's "
                "vocabulary, so the file belongs to another model. Copy the folder as a whole."
            )


def languages_of(texts: Collection[str]) -> tuple[dict[str, str], list[str]]:
    """`en`, `zh=>>cmn_Hans<<` → the languages with their tokens, and what is no language."""
    parsed: dict[str, str] = {}
    wrong = []
    for text in texts:
        code, _, token = text.partition("=")
        lang = short_code(code)
        if lang is None:
            wrong.append(text)
        else:
            parsed[lang] = token
    return parsed, wrong
