"""Reads 20 PDF files set from the press corpus, beside pdftotext and other people's libraries.

    python eval/studies/pdf.py [--peers PYTHON] [--keep FOLDER] [--corpus train]
    python eval/studies/pdf.py --fuzz 1000

Five texts of dev.jsonl or train.jsonl, in one column and two, by each of four makers
(`pdf_makers.py`). For every reader: the edits between its sequence of words and the source's, as a
part of the source's words (running lines that it does not leave out count), and F1 of paragraphs
that are the same to the letter, blanks aside. Words that a line
end divides are made whole for all who do not do it. Text of footnotes is taken out wherever a
reader puts it. `--peers` is a Python that has pdfplumber and pymupdf4llm (AGPL, which this project
never imports); what is missing is skipped and said.

`--fuzz N` cuts each sample of the tests off at 200 places and changes N bytes of it, one at a time
and in tens: an error of ours, or a document, and none may take longer than 30 seconds. Each is read
in a process of its own, forked and not begun anew, so that thousands take minutes.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean
from types import SimpleNamespace
from typing import Any

from pdf_makers import MAKERS, Source, missing, sources
from rapidfuzz.distance import Levenshtein

from g60translate.documents.files import read_document, write_document
from g60translate.documents.options import read_for
from g60translate.documents.pdf.extraction import parent
from g60translate.documents.pdf.extraction.child import extracted
from g60translate.documents.pdf.extraction.raw import dump
from g60translate.documents.plain.lines import joint
from g60translate.errors import G60Error

SAMPLES = Path(__file__).parents[2] / "tests" / "documents" / "pdf" / "samples"
_PLUMBER = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as pdf:\n"
    "    print('\\n\\n'.join(page.extract_text() or '' for page in pdf.pages))"
)
_LLM = "import sys, pymupdf4llm\nprint(pymupdf4llm.to_markdown(sys.argv[1]))"
_MARKS = re.compile(r"[*_`#|>]+|^\s*(?:[-•]|\d+[.)])\s+|!\[.*?\]\(.*?\)|\[(.*?)\]\(.*?\)|<br>")


def ours(path: Path) -> list[str]:
    """Paragraphs, points and cells of the document that a file becomes."""
    document = read_document(path.read_bytes(), name=path.name, options=read_for("a.docx"))
    return [block.text for block in document.blocks if block.kind != "footnote"]


def by_program(*command: str) -> Callable[[Path], list[str]]:
    """A reader that prints text, in paragraphs with a blank line between."""

    def read(path: Path) -> list[str]:
        filled = [part.format(path) for part in command]
        said = subprocess.run(filled, capture_output=True, text=True, check=True, timeout=300)
        return list(paragraphs(said.stdout.replace("\f", "\n\n")))

    return read


def paragraphs(text: str) -> Iterator[str]:
    """What stands between blank lines, lists and rows of tables line by line, marks taken away."""
    held = ""
    for line in [*text.split("\n"), ""]:
        bare = line.strip()
        alone = bare.startswith(("|", "- ", "• ", "* ")) or re.match(r"\d+[.)] ", bare)
        if held and (not bare or alone):
            yield _plain(held)
            held = ""
        if bare.startswith("|"):
            yield from (_plain(cell) for cell in bare.strip("|").split("|") if cell.strip(" -"))
        elif bare:
            held = joint(held, bare)
    if held:
        yield _plain(held)


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub(lambda found: found[1] or " ", text).split())


def readers(peers: Path | None) -> Iterator[tuple[str, Callable[[Path], list[str]] | str]]:
    """The readers by name, or why one is not there."""
    yield "g60translate", ours
    for name, options in (("pdftotext -layout", ("-layout",)), ("pdftotext", ())):
        there = shutil.which("pdftotext")
        yield name, by_program("pdftotext", *options, "{}", "-") if there else "not installed"
    for name, code, package in (
        ("pdfplumber", _PLUMBER, "pdfplumber"),
        ("pymupdf4llm", _LLM, "pymupdf4llm"),
    ):
        if (
            peers is None
            or subprocess.run(
                [peers, "-c", f"import {package}"], capture_output=True, check=False
            ).returncode
        ):
            yield name, f"no {package} in --peers"
        else:
            yield name, by_program(str(peers), "-c", code, "{}")


def word_error(said: Sequence[str], source: Source) -> float:
    """Edits of words for each word of the source; notes and marks of notes are taken out."""
    expected = " ".join(source.paragraphs()).split()
    found = " ".join(said).split()
    for note in source.notes():
        words = note.split()
        for place in range(len(found) - len(words) + 1):
            near = [
                re.sub(r"^\W*\d+(?=\D)", "", found[place]),
                *found[place + 1 :][: len(words) - 1],
            ]
            if near == words:
                del found[place : place + len(words)]
                break
    return Levenshtein.distance(expected, found) / len(expected)


def paragraph_f1(said: Sequence[str], source: Source) -> float:
    """F1 of the paragraphs, points and cells that are the same but for blanks."""
    expected = Counter("".join(text.split()) for text in source.paragraphs())
    found = Counter("".join(text.split()) for text in said)
    same = (expected & found).total()
    return 2 * same / (expected.total() + found.total())


def measure(peers: Path | None, folder: Path, corpus: str) -> None:
    """Print a row for each maker and reader, and the means."""
    there: dict[str, Callable[[Path], list[str]]] = {}
    for name, reader in readers(peers):
        if isinstance(reader, str):
            print(f"{name}: skipped, {reader}")
        else:
            there[name] = reader
    totals: dict[str, list[tuple[float, float, float]]] = {name: [] for name in there}
    print("maker | text | " + " | ".join(f"{name}: error, F1" for name in there))
    for maker, path, source in made(folder, corpus):
        cells = []
        for name, read in there.items():
            started = time.monotonic()
            said = read(path)
            seconds = time.monotonic() - started
            scores = (word_error(said, source), paragraph_f1(said, source))
            totals[name].append((*scores, seconds))
            cells.append("{:.3f}, {:.2f}".format(*scores))
        print(f"{maker} | {source.name} | " + " | ".join(cells), flush=True)
    for name, rows in totals.items():
        error, f1, seconds = map(mean, zip(*rows, strict=True))
        print(f"{name}: word error {error:.3f}, paragraph F1 {f1:.3f}, {seconds:.2f} s a file, "
              f"{len(rows)} files")  # fmt: skip


def made(folder: Path, corpus: str) -> Iterator[tuple[str, Path, Source]]:
    """The files, set anew where they are not there yet."""
    for maker, make in MAKERS.items():
        if lack := missing(maker):
            print(f"{maker}: skipped, because {lack}")
            continue
        (folder / maker).mkdir(parents=True, exist_ok=True)
        for source in sources(corpus):
            path = folder / maker / f"{source.name}.pdf"
            yield maker, path if path.exists() else make(source, folder / maker), source


def damaged(data: bytes, changes: int, chance: random.Random) -> Iterator[bytes]:
    """The file cut off, and with bytes that are others."""
    for _ in range(200):
        yield data[: chance.randrange(len(data))]
    for number in range(changes):
        spoilt = bytearray(data)
        for _ in range(1 if number % 2 else 10):
            spoilt[chance.randrange(len(data))] = chance.randrange(256)
        yield bytes(spoilt)


def fuzz(changes: int) -> None:
    """Read damaged files; a traceback, a crash or a long wait ends this."""
    parent._child = _in_this_process  # type: ignore[assignment]
    chance = random.Random(1)
    for path in sorted(SAMPLES.glob("*.pdf")):
        ends: Counter[str] = Counter()
        slowest = 0.0
        for data in damaged(path.read_bytes(), changes, chance):
            started = time.monotonic()
            ends[_end(data, path.name)] += 1
            slowest = max(slowest, time.monotonic() - started)
        print(f"{path.name}: {dict(ends.most_common())}, slowest {slowest:.1f} s", flush=True)
        assert slowest < 30, "a damaged file holds things up"


@contextmanager
def _in_this_process(data: bytes, _: float) -> Iterator[tuple[io.BytesIO, Any]]:
    said = io.BytesIO("".join(f"{dump(each)}\n" for each in extracted(data)).encode())
    yield said, SimpleNamespace(renew=lambda: None, passed=False)


def _end(data: bytes, name: str) -> str:
    """How reading ends in a fork: what was said, or the signal that ended it."""
    reading, writing = os.pipe()
    if (number := os.fork()) == 0:
        signal.alarm(60)
        try:
            write_document(read_document(data, name=name, format="pdf"))
            said = "read"
        except G60Error as error:
            said = f"{type(error).__name__}, {_kind(str(error))}"
        except BaseException:
            traceback.print_exc()
            said = "traceback"
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        said = stream.read()
    _, status = os.waitpid(number, 0)
    if said == "traceback":
        Path("failing.pdf").write_bytes(data)
        raise SystemExit("the file is kept in failing.pdf")
    return said if status == 0 else f"ended by signal {status & 127}: a refusal in the product"


def _kind(message: str) -> str:
    for part in ("cut off", "locked", "stopped", "cannot be read", "damaged", "no text"):
        if part in message:
            return part
    return message[:60]


def main() -> None:
    """Measure, or damage."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--corpus", choices=("dev", "train"), default="dev")
    parser.add_argument("--fuzz", type=int, metavar="N")
    chosen = parser.parse_args()
    if chosen.fuzz is not None:
        fuzz(chosen.fuzz)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(chosen.peers, chosen.keep or Path(folder), chosen.corpus)


if __name__ == "__main__":
    # LibreOffice and Chromium ask for a home to write to.
    os.environ.setdefault("HOME", tempfile.gettempdir())
    sys.exit(main())
