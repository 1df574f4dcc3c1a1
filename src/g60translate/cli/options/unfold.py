"""Options that travel together as one parameter of a command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

# Where a command keeps which of its options came from a group, for the configuration.
GROUPED = "grouped"


def unfold(command: Callable[..., None]) -> Callable[..., None]:
    """The command as Typer has to see it: each group is unfolded into its options.

    A group is a parameter annotated with a dataclass, whose fields are annotated as a command's
    parameters are: `threads: Annotated[int | None, typer.Option()] = None`. The names of fields
    must differ over all groups of a command, since they are the names of its parameters.
    """
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    parameters: list[Parameter] = []
    for parameter in signature(command).parameters.values():
        if parameter.name in groups:
            parameters += _unfolded(groups[parameter.name])
        else:
            annotated = parameter.replace(annotation=hints[parameter.name])
            parameters.append(annotated.replace(kind=Parameter.KEYWORD_ONLY))

    @wraps(command)
    def unfolded(**values: Any) -> None:
        folded = {
            name: group(**{field.name: values.pop(field.name) for field in fields(group)})
            for name, group in groups.items()
        }
        command(**values, **folded)

    seen: Any = unfolded
    seen.__signature__ = Signature(parameters)
    seen.__annotations__ = {each.name: each.annotation for each in parameters}
    names = frozenset(field.name for group in groups.values() for field in fields(group))
    setattr(seen, GROUPED, names)
    return unfolded


def _unfolded(group: Any) -> Iterator[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        yield Parameter(
            field.name,
            Parameter.KEYWORD_ONLY,
            default=_default(field),
            annotation=hints[field.name],
        )


def _default(field: Field[Any]) -> Any:
    return Parameter.empty if field.default is MISSING else field.default
