"""Damages files in every way, and sees whether any is met with more than an error of ours.

A damaged file goes the way of `translate_document`: from a path through a whole translation to a
path. Either it is refused with a `G60Error` and nothing is written, or its translation is, whole.
Of an archive not only the file is damaged but each of its XML parts too, since a damaged archive
as such is refused before anything is read.
"""

from __future__ import annotations

import io
import random
import signal
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from g60translate.api import translate_document
from g60translate.documents.codec import load_codec
from g60translate.documents.files import detect_format
from g60translate.documents.options import ReadingOptions
from g60translate.errors import G60Error
from g60translate.naming import output_name
from g60translate.pipeline import Translator

_TEXTS = (".xml", ".rels", ".xhtml", ".opf", ".ncx", "mimetype")
# What stands for something in one format or another, and so does more harm than a random byte.
_SIGNS = b"<>&;\"'\\/{}[](),:=|%#\n\r\t \0-_*`~!@$^+?.0\x80\xc3\xff\xfe"


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that is whole, and its format."""

    format: str
    name: str
    data: bytes


@dataclass(slots=True)
class Tally:
    """What became of the damaged files of one sample."""

    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many there were."""
        return self.ends.total()


class Hang(BaseException):
    """A file took longer than it may."""


@dataclass(frozen=True, slots=True)
class Fuzzer:
    """Tries damaged files in a `folder`, `limit` seconds each."""

    translator: Translator
    options: ReadingOptions
    folder: Path
    limit: float = 20.0

    def run(self, sample: Sample, damaged: Iterator[tuple[str, bytes]]) -> Tally:
        """Try each; a fault says how it can be made again."""
        tally = Tally()
        for how, data in damaged:
            end, fault = self._tried(sample, data)
            tally.ends[end] += 1
            if fault:
                tally.faults.append(
                    f"{sample.format} {sample.name}, {how}: {fault}\n{data!r:.2000}"
                )
        return tally

    def _tried(self, sample: Sample, data: bytes) -> tuple[str, str]:
        source = self.folder / Path(sample.name).name
        output = self.folder / output_name(source, "en")
        source.write_bytes(data)
        try:
            with _alarm(self.limit):
                detect = self._ours(lambda: detect_format(data, name=sample.name))
                again = self._ours(lambda: self._again(sample, data))
                read = self._ours(lambda: self._translated(sample, source, output))
        except Hang:
            return "hang", f"longer than {self.limit:g} s"
        except Exception:
            return "traceback", traceback.format_exc()
        finally:
            there = {path.name for path in self.folder.iterdir()} - {source.name}
            for path in self.folder.iterdir():
                path.unlink()
        del detect
        if again is not None and again is not True:
            return "changed", "an unchanged document is not written as it was"
        if there != ({output.name} if read else set()):
            return "half", f"{'translated' if read else 'refused'}, and there is {there}"
        return ("translated" if read else "refused"), ""

    def _ours(self, call: Callable[[], object]) -> object | None:
        """What a call gives, None where it refuses."""
        try:
            return call()
        except G60Error as error:
            if not str(error).strip():
                raise AssertionError("an error without a word") from error
            return None

    def _again(self, sample: Sample, data: bytes) -> bool:
        codec = load_codec(sample.format, self.options)
        document = codec.read(data, name=sample.name)
        # What becomes another document is never written as it was.
        return codec.write(document) == data or bool(document.becomes)

    def _translated(self, sample: Sample, source: Path, output: Path) -> object:
        return translate_document(
            source, self.translator, output=output, format=sample.format, options=self.options
        )


def truncations(data: bytes, *, step: int = 1) -> Iterator[tuple[str, bytes]]:
    """A file cut off at every place, or at every so many bytes."""
    for end in range(0, len(data), step):
        yield f"cut at {end}", data[:end]


def changes(data: bytes, *, count: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """A file with one to four bytes exchanged, put in or left out at random."""
    dice = random.Random(seed)
    for number in range(count if data else 0):
        damaged = bytearray(data)
        for _ in range(dice.choice((1, 1, 1, 2, 4))):
            place = dice.randrange(len(damaged) or 1)
            sign = dice.choice(_SIGNS) if dice.random() < 0.5 else dice.randrange(256)
            kind = dice.randrange(4)
            if kind == 0:
                damaged.insert(place, sign)
            elif kind == 1:
                del damaged[place : place + dice.choice((1, 1, 8))]
            else:
                damaged[place : place + 1] = bytes((sign,))
        yield f"change {number}", bytes(damaged)


def inside(
    data: bytes, damaged: Callable[[bytes, str], Iterator[tuple[str, bytes]]]
) -> Iterator[tuple[str, bytes]]:
    """An archive with one of its parts damaged, part by part; none of what is no archive."""
    if not data.startswith(b"PK"):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    for name, part in parts.items():
        if not name.endswith(_TEXTS):
            continue
        for how, broken in damaged(part, name):
            target = io.BytesIO()
            with zipfile.ZipFile(target, "w") as written:
                for other, content in parts.items():
                    written.writestr(other, broken if other == name else content)
            yield f"{name} {how}", target.getvalue()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
