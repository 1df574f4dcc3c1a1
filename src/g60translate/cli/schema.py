"""`g60translate schema`: what programs may rely on in records, results and `--json` outputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaMode

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Described:
    """What a schema is of: its type as "module:name" below the package, and a line about it.

    Files are read back, so what an older version left out of one is no fault of it.
    """

    home: str
    line: str
    file: bool = False


_RECORD = "reports.record.model:Record"
_EVALUATION = "scoring.result:Evaluation"


def _output(home: str, command: str) -> Described:
    return Described(f"cli.outputs.{home}", f"What `{command} --json` prints.")


# By name; an output is named after its command.
SCHEMAS: Mapping[str, Described] = {
    "record": Described(_RECORD, "The record beside a translation, OUTPUT.g60.json.", file=True),
    "evaluation": Described(_EVALUATION, "A result or a baseline, `eval SUITE -o`.", file=True),
    "translate": _output("translation:TranslatedFiles", "translate"),
    "batch": _output("batch:Batch", "batch"),
    "score": _output("evaluation:Scores", "score"),
    "compare": _output("evaluation:Compared", "compare"),
    "eval": _output("evaluation:Evaluated", "eval"),
    "error": Described(
        "cli.outputs.refusal:Refused", "What any command prints with --json where it fails."
    ),
    "formats": _output("listings:Formats", "formats"),
    "pairs": _output("listings:Pairs", "pairs"),
    "serve": _output("serving:Serving", "serve"),
    "train": _output("training:Trained", "train"),
    "adapt": _output("training:Adapted", "adapt"),
    "glossary-new": _output("glossary:Begun", "glossary new"),
    "glossary-add": _output("glossary:Saved", "glossary add"),
    "glossary-set": _output("glossary:Saved", "glossary set"),
    "glossary-remove": _output("glossary:Saved", "glossary remove"),
    "glossary-show": _output("glossary:Concepts", "glossary show"),
    "glossary-find": _output("glossary:Found", "glossary find"),
    "glossary-lint": _output("glossary:Linted", "glossary lint"),
    "glossary-diff": _output("glossary:Changes", "glossary diff"),
    "glossary-impact": _output("glossary:Impact", "glossary impact"),
    "glossary-import": _output("glossary:Transferred", "glossary import"),
    "glossary-export": _output("glossary:Transferred", "glossary export"),
    "config-show": _output("configuration:Shown", "config show"),
    "config-init": _output("configuration:Begun", "config init"),
    "memory-stats": _output("memory:Stats", "memory stats"),
    "memory-find": _output("memory:Found", "memory find"),
    "memory-import": _output("memory:Imported", "memory import"),
    "review-import": _output("memory:TakenBack", "review import"),
    "review-learn": _output("memory:Learnt", "review learn"),
    "models-list": _output("models:Models", "models list"),
    "models-info": _output("models:Described", "models info"),
}


def schema(
    name: Annotated[
        str | None, typer.Argument(help="Which one; without a name they are listed.")
    ] = None,
) -> None:
    """Print the JSON Schema of a record, a result or a --json output.

    The dialect is 2020-12; no key may stand there but those that the schema names.

    Example: g60translate schema record > record.schema.json
    """
    from g60translate.cli.console import print_json, print_table
    from g60translate.errors import InputError

    if name is None:
        print_table(("Name", "Of"), [(key, each.line) for key, each in SCHEMAS.items()])
        return
    if name not in SCHEMAS:
        raise InputError(f"There is no schema named {name!r}. Known: {', '.join(SCHEMAS)}.")
    print_json(make_schema(name))


def make_schema(name: str) -> dict[str, Any]:
    """The schema of this name, made from its type."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema

    class Closed(GenerateJsonSchema):
        """No key but those that are named, for dataclasses as for the models."""

        def dataclass_schema(self, schema: Any) -> dict[str, Any]:
            return {**super().dataclass_schema(schema), "additionalProperties": False}

        def field_is_required(self, field: Any, total: bool) -> bool:
            return self.mode == "serialization" or super().field_is_required(field, total)

    described = SCHEMAS[name]
    module, _, attribute = described.home.partition(":")
    kind = getattr(import_module(f"g60translate.{module}"), attribute)
    mode: JsonSchemaMode = "validation" if described.file else "serialization"
    made = TypeAdapter(kind).json_schema(schema_generator=Closed, mode=mode)
    return {"$schema": DIALECT, "$comment": described.line, **made}
