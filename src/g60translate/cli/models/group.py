"""`g60translate models`: what is installed, whether it is whole, and how good it is."""

from __future__ import annotations

from typing import Annotated

import typer

from g60translate.cli.models import install as models_install

app = typer.Typer(
    help="Install, list, verify and describe models.",
    no_args_is_help=True,
)
app.command(no_args_is_help=True)(models_install.pull)
app.command(no_args_is_help=True)(models_install.add)
app.command(no_args_is_help=True)(models_install.convert)

Name = Annotated[str, typer.Argument(help="A model's name or folder.")]
Json = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


@app.command("list")
def list_models(as_json: Json = False) -> None:
    """List the installed models with their language pairs and licences.

    Example: g60translate models list
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.models.card import describe_pairs
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
                describe_pairs(m.card.pairs, most=3),
                m.card.origin.licence,
                str(m.folder),
            )
            for m in models
        ],
    )


@app.command()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names or folders of models. Default: all.")
    ] = None,
) -> None:
    """Compare every file of a model with the hashes on its card.

    Example: g60translate models verify de-en
    """
    from g60translate.models.card import verify_files
    from g60translate.models.store import ModelStore
    from g60translate.wording import counted

    store = ModelStore()
    for model in [store.get(name) for name in names] if names else list(store):
        verify_files(model.folder, model.card)
        files = counted(len(model.card.sha256), "file")
        typer.echo(f"{model.card.name}: {files} compared, all as on the card.")


@app.command()
def info(name: Name, as_json: Json = False) -> None:
    """Show a model's card: languages, licence, origin, abilities, measured quality.

    Example: g60translate models info de-en
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.models.card import describe_pairs
    from g60translate.models.store import ModelStore

    model = ModelStore().get(name)
    card = model.card
    size = sum(path.stat().st_size for path in model.folder.rglob("*") if path.is_file())
    if as_json:
        content = card.model_dump(mode="json")
        print_json({"folder": str(model.folder), "bytes": size, "digest": card.digest, **content})
        return
    origin, markers = card.origin, card.markers
    stored = [e for e in ("ctranslate2", "transformers") if (model.folder / e).is_dir()]
    engines = stored if "transformers" in stored else [*stored, "transformers (unpacks the int8)"]
    rows = [
        ("Pairs", describe_pairs(card.pairs, most=20)),
        ("Licence", origin.licence),
        ("Weights", origin.weights),
        ("Repository", f"{origin.repository} @ {origin.revision}" if origin.repository else ""),
        ("Data", origin.data),
        ("Note", " ".join(filter(None, (origin.note, card.training.note)))),
        ("Engines", ", ".join(engines)),
        ("Longest sentence", f"{card.max_tokens} pieces; longer ones are cut at their clauses"),
        ("Term markers", " ".join(markers.term) or "none: terms by other means"),
        ("Placeholders", " ".join(markers.placeholders) or "none"),
        ("Inline codes", "placed by the model" if markers.codes else "placed by attention"),
        ("Folder", str(model.folder)),
        ("Size", f"{size / 1e6:,.1f} MB"),
        ("Digest", card.digest),
    ]
    print_table((card.name, ""), [row for row in rows if row[1]])
    if card.quality:
        print_table(
            ("Measured on", "metric", "value", "signature"),
            [(q.set, q.metric, f"{q.value:g}", q.signature) for q in card.quality],
        )


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The name of an installed model.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete an installed model. The one that ships with g60translate stays.

    Example: g60translate models remove opus-mt-de-en
    """
    from g60translate.models.bringing.install import remove_folder
    from g60translate.models.store import ModelStore

    model = ModelStore().own(name)
    if not yes:
        typer.confirm(f"Delete {model.folder} for good?", abort=True, err=True)
    remove_folder(model.folder)
    typer.echo(f"Removed {model.card.name}.")
