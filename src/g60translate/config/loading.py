"""The configuration that holds, and where each of its values came from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from g60translate.config.places import PREFIX, environment_speaks, find_file
from g60translate.errors import ConfigError, Fault, InputError

Origin = Literal["flag", "env", "file", "default"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value and who gave it; `where` is the file or the variable, empty for other origins."""

    value: Any
    origin: Origin
    where: str = ""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What file and environment give; a key that neither gives is not in `given`.

    Paths are absolute where they came from the file, relative to the working folder otherwise.
    """

    file: Path | None = None
    given: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key, or `default` where nobody gave it."""
        found = self.given.get(key)
        return default if found is None else found.value


def load_configuration(start: Path | None = None) -> Configuration:
    """The configuration for a folder, the working folder if none is named.

    Raises ConfigError with every fault of the file, InputError where it cannot be read.
    """
    file = find_file(start)
    if file is None and not environment_speaks():
        return Configuration()
    return _loaded(file)


def _loaded(file: Path | None) -> Configuration:
    # They take longer to import than a short text takes to be read.
    from g60translate.config.settings import from_environment, validated  # noqa: PLC0415

    content = {} if file is None else _content(file)
    environment = from_environment()
    name = "The environment" if file is None else str(file)
    values = validated(content, name=name, environment=environment)
    return Configuration(file, MappingProxyType(dict(_given(values, content, environment, file))))


def _given(
    values: Mapping[str, Any],
    content: Mapping[str, Any],
    environment: Mapping[str, Any],
    file: Path | None,
) -> Iterator[tuple[str, Value]]:
    for key, value in values.items():
        if key in environment:
            yield key, Value(value, "env", PREFIX + key.upper())
        elif key in content:
            assert file is not None
            yield key, Value(_beside(file, key, value), "file", str(file))


def _beside(file: Path, key: str, value: Any) -> Any:
    """A value of the file, its paths relative to the file's folder."""
    from g60translate.config.settings import PATHS, PATHS_OF_SERVE  # noqa: PLC0415

    if value is None:
        return None
    if key in PATHS:
        return str(file.parent / Path(value).expanduser())
    if key == "serve":
        paths = {name: _beside(file, PATHS[0], value[name]) for name in PATHS_OF_SERVE}
        return {**value, **paths}
    if key == "model":
        return "+".join(_model_beside(file, part) for part in value.split("+"))
    return value


def _model_beside(file: Path, name: str) -> str:
    """A model's folder where there is one; else it is the name of an installed model."""
    folder = file.parent / Path(name).expanduser()
    return str(folder) if folder.is_dir() else name


def _content(file: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415

    from g60translate.config.settings import ADVICE  # noqa: PLC0415

    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError as error:
        faults = [Fault(f"byte {error.start}", "not UTF-8")]
        raise ConfigError(str(file), faults, advice=ADVICE) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            str(file), [Fault("the whole", f"no TOML: {error}")], advice=ADVICE
        ) from None
