"""OpenAPI 3.1 of our API, drawn from its operations and the types that they take and give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from g60translate.server.api.operations import Operation
from g60translate.server.api.types import Refused
from g60translate.version import __version__

_REFERENCE = "#/components/schemas/{model}"
_PARAMETER = re.compile(r"{(\w+)}")


def openapi(operations: Iterable[Operation]) -> dict[str, Any]:
    """The whole description."""
    listed = tuple(operations)
    models: dict[type[BaseModel], str] = {Refused: "serialization"}
    for each in listed:
        if each.takes is not None:
            models[each.takes] = "validation"
        if not isinstance(each.gives, str):
            models[each.gives] = "serialization"
    chosen: Any = list(models.items())
    _, schemas = models_json_schema(chosen, ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for each in listed:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "g60translate",
            "version": __version__,
            "description": "Translates texts and documents offline: terms proven, doubts marked.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas.get("$defs", {}),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{"token": []}],
    }


def _operation(each: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "summary": each.line,
        "operationId": _id_of(each),
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in _PARAMETER.findall(each.path)
        ],
        "responses": {
            str(int(each.status)): {"description": each.line, "content": _content(each)},
            "4XX": {
                "description": "Refused",
                "content": {"application/json": {"schema": _schema(Refused)}},
            },
        },
    }
    if each.takes is not None:
        body = {"schema": _schema(each.takes), **_example(each.example)}
        found["requestBody"] = {"required": True, "content": {"application/json": body}}
    elif each.form:
        properties = {name: dict(about) for name, about in each.form.items()}
        schema = {"type": "object", "properties": properties, "required": ["file", "target_lang"]}
        found["requestBody"] = {
            "required": True,
            "content": {"multipart/form-data": {"schema": schema, **_example(each.example)}},
        }
    if each.open:
        found["security"] = []
    return found


def _content(each: Operation) -> dict[str, Any]:
    if isinstance(each.gives, str):
        return {each.gives: {"schema": {"type": "string"}}}
    return {"application/json": {"schema": _schema(each.gives), **_example(each.answer)}}


def _schema(model: type[BaseModel]) -> Mapping[str, str]:
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def _example(example: Any) -> dict[str, Any]:
    return {} if example is None else {"example": example}


def _id_of(each: Operation) -> str:
    words = [part.strip("{}") for part in each.path.split("/")[3:]]
    return "_".join([each.method.lower(), *words])
