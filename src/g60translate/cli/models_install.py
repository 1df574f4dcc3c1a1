"""`g60translate models pull|add|convert`: bring models in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

if TYPE_CHECKING:
    from g60translate.models.card import Quantization
    from g60translate.models.draft import Wishes
    from g60translate.models.install import Existing
    from g60translate.models.store import Model

NewName = Annotated[
    str, typer.Option("--name", help="Name it so. Default: as its folder or repository.")
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--from", metavar="LANG", help="Source language; repeat it for several."),
]
Targets = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="LANG[=TOKEN]",
        help="Target language, if need be with its token: zh='>>cmn_Hans<<'. Repeat it.",
    ),
]
Prefix = Annotated[
    str, typer.Option(metavar="TOKEN", help="Language token of the one target: '>>deu<<'.")
]
Licence = Annotated[str, typer.Option(help="SPDX identifier, if the files do not say.")]
NumberFormat = Annotated[
    str,
    typer.Option("--quantization", help="Number format: int8, int16, float16 or float32."),
]
DropWeights = Annotated[
    bool,
    typer.Option(
        "--drop-weights",
        help="Keep only what translating needs: a quarter of the space, but no reference engine, "
        "no further conversion, no adapting.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace a model of the same name.")]

_TRUE = {"1", "ON", "YES", "TRUE"}


def pull(
    name: Annotated[
        str,
        typer.Argument(help="A repository on the hub; opus-mt-… alone means Helsinki-NLP's."),
    ],
    new_name: NewName = "",
    revision: Annotated[
        str | None,
        typer.Option(help="Commit, tag or branch. Default: the newest; the card keeps its commit."),
    ] = None,
    source: Sources = None,
    to: Targets = None,
    prefix: Prefix = "",
    licence: Licence = "",
    quantization: NumberFormat = "int8",
    drop_weights: DropWeights = False,
    offline: Annotated[
        bool, typer.Option("--offline", help="Use only what is on this machine already.")
    ] = False,
    force: Force = False,
) -> None:
    """Fetch a MarianMT model from the Hugging Face hub and install it.

    HF_ENDPOINT names a mirror; HF_HUB_OFFLINE=1 is --offline. An interrupted pull goes on where
    it stopped.

    Examples:

      g60translate models pull opus-mt-de-en

      g60translate models pull opus-mt-de-ZH --to "zh=>>zh_CN<<"
    """
    from g60translate.cli.console import progress_bar
    from g60translate.models.hub import Hub
    from g60translate.models.pull import full_name, pull_model, pull_offline
    from g60translate.models.store import ModelStore

    wishes = _wishes(new_name, source, to, prefix, licence, quantization, drop=drop_weights)
    root = ModelStore().install_root
    repository = full_name(name)
    forbidden = any(
        os.environ.get(variable, "").upper() in _TRUE
        for variable in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
    )
    if offline or forbidden:
        model = pull_offline(repository, root, wishes, revision=revision, existing=_existing(force))
    else:
        hub = Hub(os.environ.get("HF_ENDPOINT"))
        with progress_bar(f"{repository}, MB") as bar:
            model = pull_model(
                hub,
                repository,
                root,
                wishes,
                revision=revision,
                existing=_existing(force),
                report=None if bar is None else lambda n, of: bar(n // 10**6, of // 10**6),
            )
    _tell(model)


def add(
    folder: Annotated[Path, typer.Argument(help="The folder of a model.")],
    new_name: NewName = "",
    source: Sources = None,
    to: Targets = None,
    prefix: Prefix = "",
    licence: Licence = "",
    quantization: NumberFormat = "int8",
    drop_weights: DropWeights = False,
    force: Force = False,
) -> None:
    """Install a model from a folder: transformers', Marian's own, or one of g60translate's.

    Examples:

      g60translate models add ~/Downloads/opus-mt-de-en

      g60translate models add opus-2021-02-19 --name de-zh --from de --to "zh=>>cmn_Hans<<"
    """
    from g60translate.models.bring import bring_model
    from g60translate.models.store import ModelStore

    wishes = _wishes(new_name, source, to, prefix, licence, quantization, drop=drop_weights)
    root = ModelStore().install_root
    _tell(bring_model(folder, root, wishes, existing=_existing(force)))


def convert(
    name: Annotated[str, typer.Argument(help="The name or folder of a model.")],
    new_name: Annotated[str, typer.Option("--name", help="Name of the converted model.")],
    quantization: NumberFormat = "int8",
    force: Force = False,
) -> None:
    """Install a model once more, with its weights in another number format.

    Example: g60translate models convert de-en --name de-en-exact --quantization float32
    """
    from g60translate.models.bring import convert_again
    from g60translate.models.store import ModelStore

    store = ModelStore()
    _tell(
        convert_again(
            store.get(name),
            store.install_root,
            new_name,
            quantization=_number_format(quantization),
            existing=_existing(force),
        )
    )


def _wishes(
    name: str,
    sources: list[str] | None,
    to: list[str] | None,
    prefix: str,
    licence: str,
    quantization: str,
    *,
    drop: bool,
) -> Wishes:
    from g60translate.errors import InputError
    from g60translate.models.draft import Wishes, languages_of

    targets, wrong = languages_of(to or ())
    spoken, wrong_sources = languages_of(sources or ())
    if wrong or wrong_sources:
        raise InputError(
            f"{', '.join(wrong + wrong_sources)} is no language. Write two or three letters, as in "
            "--from de --to zh."
        )
    if prefix:
        targets = targets or languages_of([prefix.strip("<>")])[0]
        if len(targets) != 1:
            raise InputError(
                "--prefix goes with one target language. For several, give each its token: "
                "--to 'zh=>>cmn_Hans<<' --to 'fr=>>fra<<'."
            )
        targets = dict.fromkeys(targets, prefix)
    return Wishes(
        name=name,
        sources=tuple(spoken),
        targets=targets,
        licence=licence,
        quantization=_number_format(quantization),
        weights="drop" if drop else "keep",
    )


def _number_format(name: str) -> Quantization:
    from g60translate.errors import InputError
    from g60translate.models.card import Quantization

    for known in get_args(Quantization):
        if name == known:
            return cast("Quantization", known)
    raise InputError(
        f"There is no number format {name!r}. Known: {', '.join(get_args(Quantization))}."
    )


def _existing(force: bool) -> Existing:
    return "replace" if force else "refuse"


def _tell(model: Model) -> None:
    from g60translate.cli.console import print_table
    from g60translate.models.card import describe_pairs

    card = model.card
    copied = card.markers.placeholders
    rows = [
        ("Pairs", describe_pairs(card.pairs)),
        ("Licence", card.origin.licence),
        ("Placeholders", f"copies {copied[0]} … {copied[-1]}" if copied else "copies none"),
        ("Folder", str(model.folder)),
    ]
    if card.origin.note:
        rows.append(("Note", card.origin.note))
    print_table((card.name, "installed"), rows)
