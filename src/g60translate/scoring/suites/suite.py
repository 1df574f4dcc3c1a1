"""Test suites: a TOML file that names sets, where they lie, and what they must hash to.

    name = "press"

    [[sets]]
    name = "press de-en"
    pair = "de-en"
    source = "../sets/press.de"
    references = ["../sets/press.en"]
    docids = "../sets/press.docid"
    domain = "press"
    licence = "CC0-1.0"
    sha256 = { "../sets/press.de" = "…", "../sets/press.en" = "…" }

Paths are relative to the suite's file; a set with `where = "data"` lies in a folder that the user
names, because its licence does not let it travel with the project. With `marked = true` the lines
hold inline codes (`<b>…</b>`, `<fn/>`), which are taken out before anything is translated or
scored.

A `[gate]` table says what is let through; a set's own `[sets.gate]` overrides its limits.

What is measured can be named above the sets; options of `g60translate eval` come first:

    metrics = ["bleu", "chrf", "ter", "comet"]   # COMET only where it is named
    glossary = "house.csv"                       # relative to this file
    models = { de-en = "../models/house" }       # a folder relative to this file, or a name
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic import model_validator as validator

from g60translate.errors import ConfigError, Fault
from g60translate.reports.record.model import Sha256, faults_of
from g60translate.scoring.metrics.faults import HARD_CHECKS
from g60translate.scoring.thresholds import ALPHA, MIN_SEGMENTS, Floors, Thresholds

Metric = Literal["bleu", "chrf", "ter", "comet"]
METRICS: tuple[Metric, ...] = ("bleu", "chrf", "ter")
"""What is measured unless a suite says otherwise."""

Pair = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}-[a-z]{2,3}$")]
Percent = Annotated[float, Field(ge=0, le=100)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SetGate(_Model):
    """Limits of one set or of all; see gate.Floors for the meaning of each."""

    max_loss: Mapping[str, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    min_terms: Percent | None = None
    min_reference_terms: Percent | None = None
    max_errors: Mapping[str, Percent] = Field(default_factory=dict)

    @validator(mode="after")
    def _checks_are_known(self) -> Self:
        for check in self.max_errors:
            if check not in HARD_CHECKS:
                known = ", ".join(HARD_CHECKS)
                raise ValueError(f"max_errors names {check!r}; known checks are {known}")
        return self

    def floors(self) -> Floors:
        """The same as the gate takes it."""
        return Floors(
            max_loss=dict(self.max_loss),
            min_terms=self.min_terms,
            min_reference_terms=self.min_reference_terms,
            max_errors=dict(self.max_errors),
        )


class Gate(SetGate):
    """The suite's `[gate]` table; see gate.Thresholds for the meaning of each."""

    alpha: Annotated[float, Field(gt=0, lt=1)] = ALPHA
    min_segments: Annotated[int, Field(ge=1)] = MIN_SEGMENTS


class SetSpec(_Model):
    """One entry of a suite. `sha256` gives each file's digest under the path written above it."""

    name: str
    pair: Pair
    source: str
    references: Annotated[tuple[str, ...], Field(min_length=1)]
    docids: str | None = None
    domain: str = ""
    licence: str
    sha256: Mapping[str, Sha256]
    where: Literal["suite", "data"] = "suite"
    optional: bool = False
    marked: bool = False
    get_it: str = ""
    """How to get a set that does not travel with the project."""
    gate: SetGate | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """All paths as written: source, references, document ids."""
        return (self.source, *self.references, *((self.docids,) if self.docids else ()))

    @validator(mode="after")
    def _every_file_has_a_digest(self) -> Self:
        for file in self.files:
            if file not in self.sha256:
                raise ValueError(f"sha256 has no entry for {file!r}")
        for file in self.sha256:
            if file not in self.files:
                raise ValueError(f"sha256 names {file!r}, which is no file of this set")
        return self


class Suite(_Model):
    """A suite file; names of sets are unique."""

    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$")]
    description: str = ""
    metrics: tuple[Metric, ...] = METRICS
    glossary: str | None = None
    models: Mapping[Pair, str] = Field(default_factory=dict)
    gate: Gate = Gate()
    sets: Annotated[tuple[SetSpec, ...], Field(min_length=1)]

    @validator(mode="after")
    def _metrics_and_names(self) -> Self:
        missing = {"bleu", "chrf"}.difference(self.metrics)
        if missing:
            raise ValueError(f"metrics lack {', '.join(sorted(missing))}, by which the gate judges")
        names = [each.name for each in self.sets]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two sets are named {name!r}")
        return self

    def thresholds(self) -> Thresholds:
        """What the gate needs: the suite's limits, and those of sets that have their own."""
        own = {}
        for each in self.sets:
            if each.gate is not None:
                changed = {name: getattr(each.gate, name) for name in each.gate.model_fields_set}
                own[each.name] = self.gate.model_copy(update=changed).floors()
        return Thresholds(
            alpha=self.gate.alpha,
            min_segments=self.gate.min_segments,
            floors=self.gate.floors(),
            sets=own,
        )


def parse_suite(data: bytes, *, name: str) -> Suite:
    """Read a suite file; raises ConfigError with all its faults."""
    advice = "The format is described at the top of g60translate/scoring/suites/suite.py."
    try:
        return Suite.model_validate(tomllib.loads(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        faults = [Fault(f"byte {error.start}", "not UTF-8")]
    except tomllib.TOMLDecodeError as error:
        faults = [Fault("the file", f"not TOML: {error}")]
    except ValidationError as error:
        faults = list(faults_of(error))
    raise ConfigError(name, faults, advice=advice)
