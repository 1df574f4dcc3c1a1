"""`g60translate models pull|add|convert`: bring models in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from g60translate.cli.models.options import (
    DropWeights,
    Force,
    Licence,
    NewName,
    NumberFormat,
    Prefix,
    Sources,
    Targets,
    existing_of,
    number_format,
    wishes_of,
)

if TYPE_CHECKING:
    from g60translate.models.store import Model


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
    from g60translate.config.environment import hub_endpoint, hub_is_offline
    from g60translate.models.bringing.hub import Hub
    from g60translate.models.bringing.pull import full_name, pull_model, pull_offline
    from g60translate.models.store import ModelStore

    wishes = wishes_of(new_name, source, to, prefix, licence, quantization, drop=drop_weights)
    root = ModelStore().install_root
    repository = full_name(name)
    if offline or hub_is_offline():
        model = pull_offline(
            repository, root, wishes, revision=revision, existing=existing_of(force)
        )
    else:
        hub = Hub(hub_endpoint())
        with progress_bar(f"{repository}, MB") as bar:
            model = pull_model(
                hub,
                repository,
                root,
                wishes,
                revision=revision,
                existing=existing_of(force),
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
    from g60translate.models.bringing.bring import bring_model
    from g60translate.models.store import ModelStore

    wishes = wishes_of(new_name, source, to, prefix, licence, quantization, drop=drop_weights)
    root = ModelStore().install_root
    _tell(bring_model(folder, root, wishes, existing=existing_of(force)))


def convert(
    name: Annotated[str, typer.Argument(help="The name or folder of a model.")],
    new_name: Annotated[str, typer.Option("--name", help="Name of the converted model.")],
    quantization: NumberFormat = "int8",
    force: Force = False,
) -> None:
    """Install a model once more, with its weights in another number format.

    Example: g60translate models convert de-en --name de-en-exact --quantization float32
    """
    from g60translate.models.bringing.bring import convert_again
    from g60translate.models.store import ModelStore

    store = ModelStore()
    _tell(
        convert_again(
            store.get(name),
            store.install_root,
            new_name,
            quantization=number_format(quantization),
            existing=existing_of(force),
        )
    )


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
