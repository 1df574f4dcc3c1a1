"""From the facts of a training run to the model card, and to SOURCES.tsv."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from g60translate.errors import ModelError
from g60translate.models.card import (
    Markers,
    ModelCard,
    Origin,
    Quality,
    Tokenizer,
    Training,
)
from g60translate.models.writing import hash_files

SOURCES_NAME: Final = "SOURCES.tsv"
SHARE_ALIKE: Final = ("CC-BY-SA", "GPL", "AGPL")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentFact:
    """The model that training started from; `licence` is an SPDX identifier where there is one."""

    name: str
    licence: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFact:
    """One source of the corpus as it was used; `weight` is how often a line was drawn per round."""

    label: str
    pairs: int
    licence: str
    origin: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What really happened, as far as the card tells it; counts are of target pieces."""

    name: str
    source_lang: str
    target_lang: str
    licence: str
    parent: ParentFact | None = None
    target_tokens: int = 0
    steps: int = 0
    sources: tuple[SourceFact, ...] = ()
    left_out: tuple[str, ...] = ()
    scores: tuple[Quality, ...] = ()
    markers: Markers = field(default_factory=Markers)
    revision: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        parent = self.parent
        if parent and is_share_alike(parent.licence) and self.licence != parent.licence:
            raise ModelError(
                f"The model {self.name!r} is to be licensed {self.licence!r}, but its parent "
                f"{parent.name!r} is {parent.licence}, which asks for the same licence. "
                f"Set the licence to {parent.licence!r}."
            )


def is_share_alike(licence: str) -> bool:
    """Whether derived weights must carry the same licence."""
    return licence.upper().replace(" ", "-").startswith(SHARE_ALIKE)


def build_card(
    facts: CardFacts, folder: Path, *, max_tokens: int, tokenizer: Tokenizer, shape_note: str
) -> ModelCard:
    """The card of a folder whose files are complete; every file in it is hashed."""
    parent = facts.parent
    weights = (
        f"Trained from {parent.name}, {parent.licence}. {parent.origin}".rstrip()
        if parent
        else "Trained from random weights."
    )
    data = ""
    if facts.sources:
        data = f"{SOURCES_NAME} lists every source of the training corpus with its licence."
        if facts.left_out:
            data += f" Left out for their licence: {', '.join(facts.left_out)}."
    return ModelCard(
        schema_version=1,
        name=facts.name,
        source_lang=facts.source_lang,
        target_lang=facts.target_lang,
        max_tokens=max_tokens,
        origin=Origin(licence=facts.licence, weights=weights, data=data),
        tokenizer=tokenizer,
        markers=facts.markers,
        training=Training(
            parent=parent.name if parent else "",
            target_tokens=facts.target_tokens,
            revision=facts.revision,
            note=" ".join(x for x in (shape_note, f"{facts.steps} steps.", facts.note) if x),
        ),
        quality=facts.scores,
        sha256=hash_files(folder),
    )


def write_sources(sources: Iterable[SourceFact], folder: Path) -> None:
    """`SOURCES.tsv`: label, pairs, weight, licence, origin."""
    rows = ["source\tpairs\tweight\tlicence\torigin"]
    rows += [
        f"{s.label}\t{s.pairs}\t{s.weight:g}\t{_cell(s.licence)}\t{_cell(s.origin)}"
        for s in sources
    ]
    (folder / SOURCES_NAME).write_text("\n".join(rows) + "\n", encoding="utf-8")


def _cell(text: str) -> str:
    return " ".join(text.split())


def git_revision(folder: Path) -> str:
    """The commit of the checkout that holds `folder`, `+changes` where it is not clean, or ''."""

    def git(*arguments: str) -> str:
        return subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        ).stdout.strip()

    try:
        revision = git("rev-parse", "HEAD")
        changed = git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.SubprocessError):
        return ""
    return revision + ("+changes" if changed else "")
