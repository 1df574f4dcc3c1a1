"""What the engines share that decode a model's folder with somebody's library."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from g60translate.errors import EngineError, ModelCorrupt
from g60translate.models.card import verify_files
from g60translate.models.store import Model
from g60translate.translation.engines.devices import choose_device
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding, RawHypothesis
from g60translate.wording import counted

# What libraries raise for files and numbers that they cannot use.
_FAULTS = (OSError, ValueError, RuntimeError, IndexError)


class LibraryEngine(Engine):
    """Device, hashes and errors are told the same way, whatever library decodes.

    A subclass names the number formats that it finds and the folder of its weights, loads them, and
    decodes and scores; the library's own exceptions may pass out of all of these.
    """

    library: str
    """The library's name, for messages."""

    def __init__(
        self,
        model: Model,
        *,
        device: str = "cpu",
        compute_type: str | None = None,
        threads: int | None = None,
    ) -> None:
        """Verify a model's weights and load them; None leaves the choice to the engine.

        Raises ModelCorrupt; EngineError where `device` or `compute_type` is not to be had.
        """
        there = self._formats()
        self.device = choose_device(device, compute_type, there=there, engine=self.name)
        weights = self._weights(model)
        verify_files(model.folder, model.card, below=f"{weights.name}/")
        super().__init__(model)
        try:
            self._load(weights, compute_type, threads)
        except _FAULTS as fault:
            raise ModelCorrupt(
                f"{self.library} cannot load {weights}: {fault}. Copy the model's folder again."
            ) from fault

    @abstractmethod
    def _formats(self) -> Mapping[str, Collection[str]]:
        """The number formats of each device that the library finds, the CPU first."""

    @abstractmethod
    def _weights(self, model: Model) -> Path:
        """The folder of the weights, directly below the model's."""

    @abstractmethod
    def _load(self, weights: Path, compute_type: str | None, threads: int | None) -> None:
        """Load the weights onto `device`, in a number format that is to be had there."""

    @abstractmethod
    def _search(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None,
    ) -> list[Sequence[RawHypothesis]]:
        """What `_decode` promises."""

    @abstractmethod
    def _judge(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[float]:
        """What `_score` promises."""

    def _decode(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        prefixes: Sequence[Sequence[str]] | None = None,
    ) -> list[Sequence[RawHypothesis]]:
        with self._told(f"on {counted(len(sources), 'sentence')}"):
            return self._search(sources, decoding, prefixes)

    def _score(
        self, sources: Sequence[Sequence[str]], targets: Sequence[Sequence[str]]
    ) -> list[float]:
        with self._told(f"to score {counted(len(sources), 'translation')}"):
            return self._judge(sources, targets)

    @contextmanager
    def _told(self, work: str) -> Iterator[None]:
        try:
            yield
        except _FAULTS as fault:
            raise EngineError(
                f"{self.library} failed {work} with the model {self.model.card.name!r}: {fault}."
            ) from fault
