"""Every error a caller can meet, in one tree.

G60Error                     exit code 1
├── InputError               1   a file, an argument or an output path
│   ├── UnsupportedFormat
│   ├── BrokenDocument
│   ├── EmptyDocument
│   │   └── AlreadyInLanguage
│   ├── EncodingFault
│   ├── UnknownLanguage
│   ├── OutputExists
│   └── DiskFull
├── GlossaryError            3   faults in a glossary, all of them at once
├── ConfigError              3   faults in g60.toml, all of them at once
├── ModelError               4   the model's folder, card or files
│   ├── ModelNotFound
│   ├── ModelCorrupt
│   └── UnsupportedPair
├── EngineError              4   decoding failed
├── MissingExtra             4   an optional package is not installed
└── PluginError              4   what another package brings along does not work

A message is one paragraph: what was found, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process tells the shell; the same table stands in the README and in `--help`.

    NOT_READY: all is written, but the text is not to be sent as it is.
    """

    DONE = 0
    INPUT = 1
    NOT_READY = 2
    FAULTY_DATA = 3
    MODEL = 4
    WORSE = 5
    INTERNAL = 70
    INTERRUPTED = 130


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """The code for a run of several files: any failure outweighs a text that is not ready."""
    ranked = sorted(codes, key=lambda code: (code not in {0, ExitCode.NOT_READY}, code))
    return ranked[-1] if ranked else ExitCode.DONE


class G60Error(Exception):
    """Base of all errors that are the input's or the installation's fault, not a bug."""

    exit_code: ExitCode = ExitCode.INPUT


class InputError(G60Error):
    """A file, an argument or an output path cannot be used."""


class UnsupportedFormat(InputError):
    """No codec reads this kind of file."""


class BrokenDocument(InputError):
    """The file's kind is known but its content is damaged or unsafe."""


class EmptyDocument(InputError):
    """The file holds nothing to translate."""


class AlreadyInLanguage(EmptyDocument):
    """The file is in the language that is translated to."""


class EncodingFault(InputError):
    """The bytes are no text in the declared or detected encoding."""


class UnknownLanguage(InputError):
    """The source language was not given and could not be told."""


class OutputExists(InputError):
    """The output path is taken and `--force` was not given."""


class DiskFull(InputError):
    """There is no room left where the output goes, or none that this user may take."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a data file; `where` is `line 12`, `cell C7` or a key path."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class FaultyData(G60Error):
    """A data file with one or more faults, collected before it is raised."""

    exit_code = ExitCode.FAULTY_DATA

    def __init__(self, source: str, faults: Sequence[Fault], *, advice: str) -> None:
        self.source = source
        self.faults = tuple(faults)
        self.advice = advice
        listing = "\n".join(f"  {fault}" for fault in self.faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__(f"{source} has {count}:\n{listing}\n{advice}")


class GlossaryError(FaultyData):
    """The glossary file contradicts itself or cannot be read."""


class ConfigError(FaultyData):
    """g60.toml has unknown keys or values out of range."""


class ModelError(G60Error):
    """A model's folder, card or files cannot be used."""

    exit_code = ExitCode.MODEL


class ModelNotFound(ModelError):
    """No model of this name or folder is installed."""


class ModelCorrupt(ModelError):
    """A model file is missing or its hash is not the one on the card."""


class UnsupportedPair(ModelError):
    """No installed model translates this language pair."""


class EngineError(G60Error):
    """The decoder refused its input or failed."""

    exit_code = ExitCode.MODEL


class MissingExtra(G60Error):
    """A package of an optional extra is not installed."""

    exit_code = ExitCode.MODEL

    def __init__(self, package: str, *, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs the package '{package}', which is not installed. "
            f"Install it with: pip install 'g60translate[{extra}]'"
        )


class PluginError(G60Error):
    """Another package brings something along that cannot be used."""

    exit_code = ExitCode.MODEL
