"""`g60translate models`: what is installed and whether it is whole."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="List and verify the installed models.", no_args_is_help=True)


@app.command("list")
def list_models(
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the installed models with their language pairs and licences."""
    from g60translate.cli.console import print_json, print_table
    from g60translate.models.store import ModelStore

    models = list(ModelStore())
    if as_json:
        print_json([{"folder": str(m.folder), **m.card.model_dump(mode="json")} for m in models])
        return
    print_table(
        ("Model", "Pair", "Licence", "Folder"),
        [
            (
                m.card.name,
                f"{m.card.source_lang}→{m.card.target_lang}",
                m.card.origin.licence,
                str(m.folder),
            )
            for m in models
        ],
    )


@app.command()
def verify(
    name: Annotated[str, typer.Argument(help="A model's name or folder.")],
) -> None:
    """Compare every file of a model with the hashes on its card."""
    from g60translate.models.card import verify_files
    from g60translate.models.store import ModelStore

    model = ModelStore().get(name)
    verify_files(model.folder, model.card)
    typer.echo(f"{model.card.name}: all {len(model.card.sha256)} files are as on the card.")
