"""The JSON result of one evaluation: outputs, scores, and the counts that tests need.

It carries no source and no reference text, so that results on sets of any licence can be kept
and committed; the counts per segment are enough to compare two results without the sets.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Annotated, Final, Literal, Self

import numpy as np
import numpy.typing as npt
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from g60translate.errors import Fault, FaultyData
from g60translate.reports.record.model import Sha256, ToolInfo, faults_of

SCHEMA_VERSION: Final = 1


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class ScoreRecord(_Model):
    """A score with its 95 % interval and its signature (see scoring.score.Score)."""

    name: str
    value: float
    ci95: tuple[float, float] | None
    signature: str


LineNumber = Annotated[int, Field(ge=1)]


class MissRecord(_Model):
    """A term that a line has not as the glossary wants it."""

    line: LineNumber
    surface: str
    expected: str


class FaultRecord(_Model):
    """An error that a check found in a line of the output."""

    line: LineNumber
    check: str
    message: str


class SetResult(_Model):
    """One set's outputs, scores and counts.

    `statistics` are the counts per segment, by metric; their columns are those of
    scoring.metrics, for `terms` found and met, for `errors:` and a check's name a one and whether
    the check objects. `digest` names the texts; only results of equal digest can be compared.
    `seconds` is the wall time of translating. `missed` are terms that the output lacks, `disputed`
    those that the references lack. `logprobs` (mean natural log-probability per piece) and
    `decisions` (see scoring.reuse) are one a segment or none at all; `reused` counts the outputs
    taken over from an earlier result. `docids` name the document of every segment, where the set
    says so.
    """

    name: str
    pair: str
    domain: str
    digest: Sha256
    outputs: tuple[str, ...]
    scores: tuple[ScoreRecord, ...]
    statistics: dict[str, tuple[tuple[float, ...], ...]]
    references: Annotated[int, Field(ge=1)]
    seconds: Annotated[float, Field(ge=0)]
    missed: tuple[MissRecord, ...] = ()
    disputed: tuple[MissRecord, ...] = ()
    faults: tuple[FaultRecord, ...] = ()
    logprobs: tuple[float | None, ...] = ()
    decisions: tuple[str, ...] = ()
    docids: tuple[str, ...] = ()
    reused: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _one_row_a_segment(self) -> Self:
        for name in ("logprobs", "decisions", "docids"):
            if len(getattr(self, name)) not in {0, len(self.outputs)}:
                raise ValueError(f"{name} are not one a segment")
        for name, rows in self.statistics.items():
            widths = {len(row) for row in rows}
            if len(rows) != len(self.outputs) or len(widths) > 1:
                raise ValueError(f"the {name} counts are not one row a segment")
        return self

    def score(self, name: str) -> ScoreRecord | None:
        """The score of this name, None where it was not measured."""
        return next((score for score in self.scores if score.name == name), None)

    def counts(self, name: str) -> npt.NDArray[np.float64]:
        """The statistics of a metric as an array, segments x columns."""
        return np.asarray(self.statistics[name], dtype=np.float64)


class RollUp(_Model):
    """The scores of a domain over all its sets, or of one document of a set (see scoring.rollup).

    `set_name` is empty for a domain. `intervals` hold the 95 % bootstrap intervals of `values`; a
    group too small for one has none.
    """

    kind: Literal["domain", "document"]
    name: str
    pair: str
    set_name: str = ""
    segments: Annotated[int, Field(ge=1)]
    values: dict[str, float]
    intervals: dict[str, tuple[float, float]] = {}

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from all others of a result."""
        return self.kind, self.pair, self.set_name, self.name


class Skipped(_Model):
    """A set or a metric that the suite names and that was not measured, and why."""

    name: str
    reason: str


class Evaluation(_Model):
    """One system on one suite; `system` is the signature of what was measured.

    `program` is the digest of the program that made the outputs (see scoring.reuse).
    """

    schema_version: Literal[1] = SCHEMA_VERSION
    kind: Literal["evaluation"] = "evaluation"
    tool: ToolInfo
    created: AwareDatetime
    suite: str
    system: str
    program: str = ""
    sets: tuple[SetResult, ...]
    skipped: tuple[Skipped, ...] = ()
    rollups: tuple[RollUp, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        twice = [name for name, n in Counter(s.name for s in self.sets).items() if n > 1]
        if twice:
            raise ValueError(f"the set {twice[0]!r} stands twice")
        return self

    def set_named(self, name: str) -> SetResult | None:
        """The result of one set, None where it was not measured."""
        return next((each for each in self.sets if each.name == name), None)


def dump_evaluation(evaluation: Evaluation) -> bytes:
    """UTF-8 JSON with a line per output and per row of counts, which keeps diffs readable."""
    content = evaluation.model_dump(mode="json")
    return (_layout(content, depth=0) + "\n").encode()


def _layout(value: object, *, depth: int) -> str:
    """JSON indented by two, but a list of numbers on one line."""
    pad, inner = "  " * depth, "  " * (depth + 1)
    if isinstance(value, dict) and value:
        body = ",\n".join(
            f"{inner}{json.dumps(key)}: {_layout(each, depth=depth + 1)}"
            for key, each in value.items()
        )
        return f"{{\n{body}\n{pad}}}"
    if isinstance(value, list) and any(not isinstance(each, int | float) for each in value):
        body = ",\n".join(f"{inner}{_layout(each, depth=depth + 1)}" for each in value)
        return f"[\n{body}\n{pad}]"
    if isinstance(value, list):
        return f"[{', '.join(_number(each) for each in value)}]"
    return json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    return json.dumps(int(value) if float(value).is_integer() else value)


def load_evaluation(data: bytes, *, name: str) -> Evaluation:
    """Parse a result or a baseline; raises FaultyData with every fault found."""
    advice = f"Results are written by `g60translate eval SUITE --output FILE`; make {name} again."
    try:
        return Evaluation.model_validate_json(data)
    except ValidationError as error:
        faults = list(faults_of(error))
    except UnicodeDecodeError as error:
        faults = [Fault(f"byte {error.start}", "not UTF-8")]
    raise FaultyData(name, faults, advice=advice)
