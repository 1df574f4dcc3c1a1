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

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic import model_validator as validator

from g60translate.documents.model import Inline
from g60translate.errors import ConfigError, Fault, InputError
from g60translate.gate import ALPHA, MIN_SEGMENTS, Floors, Thresholds
from g60translate.reports.record.model import Sha256, faults_of
from g60translate.scoring.metrics.faults import HARD_CHECKS
from g60translate.scoring.suites.line import Line, parse_marked
from g60translate.scoring.suites.lines import split_lines

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


@dataclass(frozen=True, slots=True)
class TestSet:
    """A set's lines, checked: all lists are of one length, and the files are the expected ones.

    `digest` is the SHA-256 over the files' digests; results of equal digest are comparable.
    `inlines` are the codes of every source line, empty where the set is not marked.
    """

    __test__ = False  # its name is no test's, whatever pytest thinks

    name: str
    source_lang: str
    target_lang: str
    sources: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    docids: tuple[str, ...]
    domain: str
    digest: str
    inlines: tuple[tuple[Inline, ...], ...] = ()

    def line(self, number: int) -> Line:
        """A source line with its codes, counted from 0."""
        return Line(self.sources[number], self.inlines[number] if self.inlines else ())


@dataclass(frozen=True, slots=True)
class LoadedSuite:
    """The sets that are there, and why the others are not: name -> reason.

    `folder` is the one of the suite's file.
    """

    suite: Suite
    sets: tuple[TestSet, ...]
    skipped: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def glossary(self) -> Path | None:
        """The glossary that the suite names."""
        return self.folder / self.suite.glossary if self.suite.glossary else None

    def model_for(self, pair: str) -> str | None:
        """The model that the suite names for this pair: a folder's path or an installed name."""
        named = self.suite.models.get(pair)
        if named is None:
            return None
        folder = self.folder / named
        return str(folder) if folder.is_dir() else named


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


def load_suite(path: Path, *, data: Path | None = None, pair: str | None = None) -> LoadedSuite:
    """Read a suite and its sets, of one language pair only where `pair` is given.

    `data` is the folder of sets that do not travel with the project. A missing optional set is
    skipped by name. Raises InputError for a missing required set, for a file that hashes to
    something else and for lines that do not match; ConfigError for faults of the suite file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"The suite {path} cannot be read: {error.strerror or error}.") from error
    suite = parse_suite(content, name=path.name)
    wanted = [spec for spec in suite.sets if pair in {None, spec.pair}]
    if not wanted:
        known = ", ".join(dict.fromkeys(spec.pair for spec in suite.sets))
        raise InputError(f"The suite {suite.name} has no set for {pair}. It has: {known}.")
    sets: list[TestSet] = []
    skipped: dict[str, str] = {}
    for spec in wanted:
        reason = _absence(spec, suite_folder=path.parent, data=data)
        if reason is None:
            folder = path.parent if spec.where == "suite" else data or path.parent
            sets.append(_load_set(spec, folder))
        elif spec.optional:
            skipped[spec.name] = reason
        else:
            raise InputError(f"The set {spec.name!r} of suite {suite.name} is broken: {reason}")
    return LoadedSuite(suite, tuple(sets), skipped, path.parent)


def _absence(spec: SetSpec, *, suite_folder: Path, data: Path | None) -> str | None:
    """Why the set cannot be read, None if all its files are there."""
    hint = f" {spec.get_it}" if spec.get_it else ""
    if spec.where == "data" and data is None:
        return f"it lies outside the project; name its folder with --data.{hint}"
    folder = suite_folder if spec.where == "suite" else data or suite_folder
    missing = [file for file in spec.files if not (folder / file).is_file()]
    return f"{missing[0]} is missing in {folder}.{hint}" if missing else None


def _load_set(spec: SetSpec, folder: Path) -> TestSet:
    contents: dict[str, bytes] = {}
    for file in spec.files:
        contents[file] = (folder / file).read_bytes()
        found = hashlib.sha256(contents[file]).hexdigest()
        if found != spec.sha256[file]:
            raise InputError(
                f"The set {spec.name!r} is broken: {file} hashes to {found[:12]}…, not to "
                f"{spec.sha256[file][:12]}…. Restore the file, or, if it was changed on purpose, "
                "enter its new hash in the suite and set a new baseline."
            )
    sources = split_lines(contents[spec.source], name=spec.source)
    others = {
        file: split_lines(contents[file], name=file) for file in spec.files if file != spec.source
    }
    for file, lines in others.items():
        if len(lines) != len(sources) or not sources:
            raise InputError(
                f"The set {spec.name!r} is broken: {spec.source} has {len(sources)} lines, "
                f"{file} {len(lines)}."
            )
    inlines: list[tuple[Inline, ...]] = []
    if spec.marked:
        unmarked = _unmark(sources, spec.source)
        sources = [line.text for line in unmarked]
        inlines = [line.inlines for line in unmarked]
        for file in spec.references:
            others[file] = [line.text for line in _unmark(others[file], file)]
    source_lang, _, target_lang = spec.pair.partition("-")
    digest = hashlib.sha256("\n".join(spec.sha256[file] for file in spec.files).encode())
    return TestSet(
        name=spec.name,
        source_lang=source_lang,
        target_lang=target_lang,
        sources=tuple(sources),
        references=tuple(tuple(others[file]) for file in spec.references),
        docids=tuple(others[spec.docids]) if spec.docids else (),
        domain=spec.domain,
        digest=digest.hexdigest(),
        inlines=tuple(inlines),
    )


def _unmark(lines: Sequence[str], name: str) -> list[Line]:
    return [parse_marked(line, where=f"{name}:{n}") for n, line in enumerate(lines, 1)]
