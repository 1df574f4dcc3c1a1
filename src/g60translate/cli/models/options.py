"""Options that the commands under `models` share, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

if TYPE_CHECKING:
    from g60translate.models.bringing.draft import Wishes
    from g60translate.models.bringing.install import Existing
    from g60translate.models.card import Quantization

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


def wishes_of(
    name: str,
    sources: list[str] | None,
    to: list[str] | None,
    prefix: str,
    licence: str,
    quantization: str,
    *,
    drop: bool,
) -> Wishes:
    """What the options say of a model; raises InputError for what they cannot mean."""
    from g60translate.errors import InputError
    from g60translate.models.bringing.draft import Wishes, languages_of

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
        quantization=number_format(quantization),
        weights="drop" if drop else "keep",
    )


def number_format(name: str) -> Quantization:
    """A number format by its name; raises InputError listing those that there are."""
    from g60translate.errors import InputError
    from g60translate.models.card import Quantization

    for known in get_args(Quantization):
        if name == known:
            return cast("Quantization", known)
    raise InputError(
        f"There is no number format {name!r}. Known: {', '.join(get_args(Quantization))}."
    )


def existing_of(force: bool) -> Existing:
    """What `--force` says."""
    return "replace" if force else "refuse"
