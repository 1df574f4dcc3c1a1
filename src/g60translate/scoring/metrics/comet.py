"""COMET (Rei et al. 2022), asked of a `comet-score` program in an environment of its own.

unbabel-comet pins libraries (transformers below 5, numpy below 2, huggingface_hub below 1) that
cannot be installed beside this package, so it is no extra but a neighbour: docs/ci.md says how to
set one up. Its files are its interface: three line-aligned texts in, JSON out.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from g60translate.errors import EngineError
from g60translate.scoring.metrics.sacrebleu import Statistics
from g60translate.scoring.metrics.signature import join

NAME = "COMET"

# The scorer must not fetch models on its own: what is not on this machine is not at hand.
_OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
_VERSION = "import importlib.metadata as m; print(m.version('unbabel-comet'))"


class CometScorer:
    """The mean over segments, times 100; higher is better."""

    name = NAME

    def __init__(self, model: Mapping[str, str] | None = None) -> None:
        """`model` goes into the signature: name, digest, version of the program."""
        self._model = dict(model or {})

    def scores(self, totals: Statistics) -> npt.NDArray[np.float64]:
        """Columns: segments, and the sum of their scores."""
        count, total = totals[:, 0], totals[:, 1]
        return 100 * np.divide(total, count, out=np.zeros_like(total), where=count > 0)

    def signature(self, *, references: int) -> str:
        """The model; the metric reads one reference, so further ones are not looked at."""
        return join({**self._model, "refs": "first" if references > 1 else 1, "scale": 100})


@dataclass(frozen=True)
class CometCommand:
    """A `comet-score` program with its own arguments, and the checkpoint that it scores with.

    `environment` is the one that it runs in.
    """

    command: tuple[str, ...]
    checkpoint: Path
    environment: Mapping[str, str]

    @cached_property
    def program(self) -> str | None:
        """The program's path, None where there is none."""
        return shutil.which(self.command[0], path=self.environment.get("PATH")) or None

    def absence(self) -> str | None:
        """Why COMET cannot be measured here; None where program and checkpoint are at hand."""
        if self.program is None:
            return f"there is no program {self.command[0]!r}; docs/ci.md says how to install COMET."
        if not self.checkpoint.is_file():
            return f"there is no checkpoint {self.checkpoint}."
        return None

    @cached_property
    def scorer(self) -> CometScorer:
        """The metric with the model's name and digest and the program's version."""
        with self.checkpoint.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        model = {"model": _model_name(self.checkpoint), "model_digest": digest}
        return CometScorer({**model, "unbabel-comet": self._version()})

    def statistics(
        self, sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[str]
    ) -> Statistics:
        """Counts per segment: a one, and the score as the program gives it, mostly 0 to 1.

        Raises EngineError where the program fails or answers something else.
        """
        texts = {"source": sources, "output": hypotheses, "reference": references}
        with tempfile.TemporaryDirectory(prefix="g60-comet-") as name:
            folder = Path(name)
            for text, lines in texts.items():
                # The program cuts at every kind of line end, so a line may hold none.
                joined = "".join(f"{' '.join(line.splitlines())}\n" for line in lines)
                (folder / text).write_text(joined, "utf-8", newline="\n")
            files = [str(folder / text) for text in texts]
            answer = folder / "scores.json"
            self._run(files, answer)
            scores = _read(answer, files[1])
        if len(scores) != len(sources):
            raise EngineError(
                f"{self.command[0]} gave {len(scores)} scores for {len(sources)} segments."
            )
        return np.column_stack([np.ones(len(scores)), scores])

    def _run(self, files: Sequence[str], answer: Path) -> None:
        # The user's own arguments come last but for the files, so that `--gpus 1` wins.
        arguments = [self.program or self.command[0], "--gpus", "0", "--quiet", "--only_system"]
        arguments += self.command[1:]
        arguments += ["--model", str(self.checkpoint.resolve()), "--to_json", str(answer)]
        for option, file in zip(("-s", "-t", "-r"), files, strict=True):
            arguments += [option, file]
        done = subprocess.run(  # noqa: S603  a list of arguments: no shell reads them
            arguments,
            env={**self.environment, **_OFFLINE},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            said = [line for line in done.stderr.splitlines() if line.strip()]
            raise EngineError(
                f"{self.command[0]} ended with {done.returncode}: "
                f"{said[-1].strip() if said else 'it said nothing'}. Run it by hand with "
                f"`--model {self.checkpoint}`; what it loads besides has to be on this machine."
            )

    def _version(self) -> str:
        """The package's version by the interpreter beside the program, or `unknown`."""
        folder = Path(self.program or "").resolve().parent
        python = shutil.which("python", path=str(folder))
        if python is None:
            return "unknown"
        done = subprocess.run(  # noqa: S603
            [python, "-c", _VERSION],
            env=dict(self.environment), capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.stdout.strip() if done.returncode == 0 else "unknown"


def _model_name(checkpoint: Path) -> str:
    """`Unbabel/wmt22-comet-da` for a file in the hub's cache, else the file's name."""
    cached = [part for part in checkpoint.parts if part.startswith("models--")]
    return cached[-1].removeprefix("models--").replace("--", "/") if cached else checkpoint.name


def _read(answer: Path, translation: str) -> list[float]:
    """The scores in `{translation: [{"COMET": 0.8, …}, …]}`; raises EngineError."""
    try:
        content = json.loads(answer.read_text("utf-8"))
        scores = [float(entry["COMET"]) for entry in content[translation]]
        if not np.isfinite(scores).all():
            raise ValueError("a score is not finite")
        return scores
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EngineError(
            f"comet-score left no scores that can be read ({type(error).__name__}: {error}). "
            "This program was written for the JSON of unbabel-comet 2.2."
        ) from error
