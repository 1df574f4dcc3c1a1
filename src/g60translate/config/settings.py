"""The keys of `g60.toml` with their types, read through pydantic-settings."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from g60translate.checks.severities import finding_names
from g60translate.config.places import PREFIX
from g60translate.errors import ConfigError, Fault, InputError
from g60translate.language.tags import read_language
from g60translate.naming import FIELDS, OUTPUT_NAME

ADVICE = "Nothing was done. `g60translate config init` writes a file with every key explained."

Level = Literal["error", "warning", "info", "off"]


def _language(value: str) -> str:
    try:
        return read_language(value).tag
    except InputError as error:
        raise ValueError(str(error)) from None


def _pattern(value: str) -> str:
    try:
        used = [name for _, name, *_ in Formatter().parse(value) if name is not None]
    except ValueError as error:
        raise ValueError(f"{value!r} is no pattern: {error}") from None
    if unknown := [name for name in used if name not in FIELDS]:
        raise ValueError(f"there is no {{{unknown[0]}}}; there are {', '.join(FIELDS)}")
    if {"/", "\\"} & {*value}:
        raise ValueError("a pattern names a file; a folder is named with --output")
    if "name" not in used:
        raise ValueError("without {name} all outputs would be called alike")
    return value


def _check(name: str) -> str:
    if name not in (known := finding_names()):
        raise ValueError(f"there is no check of this name; there are {', '.join(known)}")
    return name


Tag = Annotated[str, AfterValidator(_language)]


class Serve(BaseModel):
    """The table `[serve]`: what the server is started with; tokens stand in a file of their own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str | None = None
    port: Annotated[int | None, Field(ge=0, le=65535)] = None
    names: tuple[str, ...] = ()
    token_file: Path | None = None
    data: Path | None = None
    max_upload: Annotated[int | None, Field(ge=1)] = None
    rate: Annotated[int | None, Field(ge=0)] = None


class Settings(BaseSettings):
    """Every key. One with an option of the same name is that option's default."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_prefix_target="all", extra="forbid", frozen=True
    )

    source: Annotated[Tag | None, Field(alias="from")] = None
    to: Tag | None = None
    glossary: Path | None = None
    memory: Path | None = None
    model: str | None = None
    output_name: Annotated[str, AfterValidator(_pattern)] = OUTPUT_NAME
    fail_on: Literal["error", "warning", "never"] = "error"
    flag_below: Annotated[float, Field(ge=0, le=1)] = 0.5
    engine: str = "ctranslate2"
    device: Literal["cpu", "cuda", "auto"] = "cpu"
    compute_type: str | None = None
    threads: Annotated[int | None, Field(ge=1)] = None
    beam: Annotated[int, Field(ge=1, le=32)] = 4
    comet_model: Path | None = None
    comet_command: str = "comet-score"
    checks: dict[Annotated[str, AfterValidator(_check)], Level] = Field(default_factory=dict)
    serve: Serve = Field(default_factory=Serve)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before what is handed over, which is the file."""
        return env_settings, init_settings


KEYS: Final = tuple(field.alias or name for name, field in Settings.model_fields.items())
# A file that lies in a folder may not start programs there.
NOT_IN_A_FILE: Final = ("comet_command",)
# What a relative path is relative to depends on where it was written.
PATHS: Final = ("glossary", "memory", "comet_model")
PATHS_OF_SERVE: Final = ("token_file", "data")


def from_environment() -> dict[str, Any]:
    """The keys that the environment gives, as they stand there."""
    try:
        return EnvSettingsSource(Settings)()
    except SettingsError as error:
        fault = Fault("the environment", f"{error}: {error.__cause__}")
        raise ConfigError("The environment", [fault], advice=ADVICE) from None


def validated(
    content: Mapping[str, Any], *, name: str, environment: Mapping[str, Any]
) -> dict[str, Any]:
    """All keys with their values, those of the environment before those of the file.

    Raises ConfigError with every fault; `name` is the file's.
    """
    faults = [
        Fault(key, f"names a program, so it is only taken from the option or {PREFIX}{key.upper()}")
        for key in NOT_IN_A_FILE
        if key in content
    ]
    values: dict[str, Any] = {}
    try:
        values = Settings(**content).model_dump(by_alias=True, mode="json")
    except ValidationError as error:
        faults += [_fault(entry, environment) for entry in error.errors(include_url=False)]
    if faults:
        raise ConfigError(name, faults, advice=ADVICE)
    return values


def _fault(entry: Any, environment: Mapping[str, Any]) -> Fault:
    # Pydantic ends the place of a wrong name in a table so.
    where = ".".join(str(part) for part in entry["loc"]).removesuffix(".[key]")
    if entry["type"] == "extra_forbidden":
        near = get_close_matches(where.lower().replace("-", "_"), KEYS, n=1, cutoff=0.7)
        meant = f"is {near[0]} meant?" if near else f"there are {', '.join(KEYS)}"
        return Fault(where, f"there is no such key; {meant}")
    key = str(entry["loc"][0])
    if key in environment:
        where = f"{PREFIX}{key.upper()} in the environment"
    return Fault(where, entry["msg"].removeprefix("Value error, "))
