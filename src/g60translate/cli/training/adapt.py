"""`g60translate adapt`: fine-tune a model on a house's own translations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from g60translate.cli.training.train import restart_with_better_allocator, tell


def adapt(
    model: Annotated[
        str,
        typer.Argument(
            help="An installed model, its folder, or a folder of transformers (OPUS-MT).",
            metavar="MODEL",
        ),
    ],
    tm: Annotated[
        list[Path],
        typer.Option(help="The house's translations: .tmx, .tsv or .jsonl; may be repeated."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Model folder to write. [models/NAME]")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The new model's name. [MODEL-house]")] = None,
    source_lang: Annotated[
        str | None, typer.Option("--from", help="Source language, for a model without a card.")
    ] = None,
    target_lang: Annotated[
        str | None, typer.Option("--to", help="Target language, for a model without a card.")
    ] = None,
    licence: Annotated[
        str, typer.Option(help="Licence of a model without a card, such as CC-BY-4.0.")
    ] = "",
    prefix: Annotated[
        str, typer.Option(help="Language symbol such as >>deu<<, for a model with many targets.")
    ] = "",
    rounds: Annotated[float, typer.Option(min=0.01, help="How often each pair is seen.")] = 3.0,
    rate: Annotated[float, typer.Option(min=0.0, help="Highest learning rate.")] = 1e-4,
    held_out: Annotated[
        float, typer.Option(min=0.001, max=0.9, help="Share of the pairs kept for the scores.")
    ] = 0.1,
    minutes: Annotated[
        float | None, typer.Option(min=0.01, help="Stop training after so many minutes.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="CPU threads.")] = 2,
    work: Annotated[
        Path | None, typer.Option(help="Folder of checkpoints and log. [out/adapt/NAME]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an existing model.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Fine-tune a model on your own translations and show what it gained on a held-out part.

    Examples:

      g60translate adapt de-en --tm house.tmx --name de-en-house

      g60translate adapt opus-mt/ --from en --to de --licence Apache-2.0 --tm house.tmx
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.cli.outputs.training import Adapted, Gain

    folder, languages = _find(model, source_lang, target_lang)
    restart_with_better_allocator()
    from g60translate.training.run.adapt import Adaptation
    from g60translate.training.run.adapt import adapt as adapt_model

    name = name or f"{folder.resolve().name}-house"
    existing: Literal["refuse", "replace"] = "replace" if force else "refuse"
    adapted = adapt_model(
        folder,
        Adaptation(
            name=name,
            source_lang=languages[0],
            target_lang=languages[1],
            memories=tm,
            licence=licence,
            prefix=prefix,
            rounds=rounds,
            rate=rate,
            held_out=held_out,
            minutes=minutes,
            threads=threads,
        ),
        work=work or Path("out") / "adapt" / name,
        out=out or Path("models") / name,
        report=tell,
        existing=existing,
    )
    if as_json:
        gains = tuple(Gain(g.metric, g.before, g.after, g.signature) for g in adapted.gains)
        print_json(Adapted(str(adapted.folder), adapted.trained_on, adapted.held_out, gains))
        return
    print_table(
        (f"{adapted.held_out} held-out pairs", "before", "after", "signature"),
        [(g.metric, f"{g.before:.2f}", f"{g.after:.2f}", g.signature) for g in adapted.gains],
    )
    typer.echo(adapted.folder)


def _find(
    model: str, source_lang: str | None, target_lang: str | None
) -> tuple[Path, tuple[str, str]]:
    """The model's folder and its languages, from its card or from the options."""
    from g60translate.errors import InputError
    from g60translate.language.tags import read_language
    from g60translate.models.store import ModelStore

    if (Path(model) / "config.json").is_file():
        if source_lang is None or target_lang is None:
            raise InputError(f"{model} has no model card; name its languages with --from and --to.")
        return Path(model), (read_language(source_lang).code, read_language(target_lang).code)
    found = ModelStore().get(model)
    return found.folder, (found.card.source_lang, found.card.target_lang)
