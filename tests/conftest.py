"""What several rooms' tests share: the embedded model, and an engine that says what it is told."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings

from g60translate.models.store import Model, ModelStore
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding, RawHypothesis

# Busy machines are slow, not wrong. CI looks at the same examples each time, so that a red run
# means a change; chance finds its counter-examples on developers' machines.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "cases"
SEED = ROOT / "corpus" / "releases" / "2023-11-ciie-g60.de.txt"

Answers = Callable[[str], Sequence[str]]


class ScriptedEngine(Engine):
    """Answers each source with the hypotheses that a function gives for it, best first.

    It cuts real pieces with the embedded model's SentencePiece, so guards and offsets are the
    real ones; attention follows the diagonal. Where a beginning is forced, the function is asked
    for `SOURCE >> BEGINNING`.
    """

    name = "scripted"
    compute_type = "float32"

    def __init__(self, model: Model, answers: Answers) -> None:
        super().__init__(model)
        self._answers = answers
        self.seen: list[str] = []

    def _decode(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None = None,
    ) -> list[Sequence[RawHypothesis]]:
        results: list[Sequence[RawHypothesis]] = []
        for index, source in enumerate(sources):
            text = self.subwords.decode(list(source[:-1])).text
            if prefixes is not None:
                text += " >> " + self.subwords.decode(list(prefixes[index])).text
            self.seen.append(text)
            ranked = list(self._answers(text))[: decoding.hypotheses]
            results.append([self._raw(answer, len(source), r) for r, answer in enumerate(ranked)])
        return results

    def _score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[float]:
        # Shorter is more probable here.
        return [-0.01 * len(target) for target, _ in zip(targets, sources, strict=True)]

    def _raw(self, answer: str, width: int, rank: int) -> RawHypothesis:
        pieces = self.subwords.encode(answer).pieces
        attention = np.zeros((len(pieces), width), dtype=np.float32)
        for row in range(len(pieces)):
            attention[row, min(width - 1, row * width // max(1, len(pieces)))] = 1.0
        return RawHypothesis(pieces, -0.1 * (rank + 1), attention)


@pytest.fixture(scope="session", autouse=True)
def _no_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What the developer has configured for himself decides no test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("no-config")))
        for name in [each for each in os.environ if each.upper().startswith("G60_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def embedded_model() -> Model:
    return ModelStore([ROOT / "models"]).get("de-en")


@pytest.fixture
def scripted(embedded_model: Model) -> Callable[[Answers], ScriptedEngine]:
    return lambda answers: ScriptedEngine(embedded_model, answers)


@pytest.fixture(scope="session")
def press_german() -> tuple[str, ...]:
    """The German side of the press corpus' dev part: 252 segments."""
    lines = (ROOT / "corpus" / "press" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["de"] for line in lines)
