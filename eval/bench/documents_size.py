"""Measure what a large document costs: peak memory against the file's unpacked size, and seconds.

Builds a file of every format in a temporary folder, of so many megabytes and of half as many, and
reads each, changes every block and writes it, in a process of its own. Prints a table in Markdown,
with the figure that `documents/memory.py` has for the format. The memory that the process had
before it read the file is told apart: it is the same for a letter of one line.

    python eval/bench/documents_size.py [--megabytes 20] [--only docx --only html]
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.documents.large_files import MAKERS, large_file, unpacked  # noqa: E402
from tests.documents.tables.test_tables import CHOSEN  # noqa: E402

from g60translate.documents.codec import CODECS, load_codec  # noqa: E402
from g60translate.documents.memory import RATIOS  # noqa: E402
from g60translate.documents.model import Block, InlineKind  # noqa: E402


@dataclass(frozen=True, slots=True)
class Measured:
    """Bytes are those of the process; `before` is what it held when it began to read."""

    unpacked_bytes: int
    before_bytes: int
    peak_bytes: int
    blocks: int
    read_s: float
    write_s: float

    @property
    def ratio(self) -> float:
        """Peak growth against the unpacked size."""
        return (self.peak_bytes - self.before_bytes) / self.unpacked_bytes


def louder(block: Block) -> Block:
    """Another text of the same length, with what must stay left alone."""
    characters = list(block.text.swapcase() if block.text.isascii() else block.text)
    characters[0] = "x"
    for inline in block.inlines:
        if inline.kind is not InlineKind.PAIRED:
            characters[inline.start : inline.end] = block.text[inline.start : inline.end]
    return replace(block, text="".join(characters))


def measure(path: Path, *, form: str, size: int, keep: bool) -> Measured:
    """Read, change and write one file in this process; call it in a fresh one.

    The file's bytes are held to the end, as the command does. With `keep` so is the document as it
    was read; without it, each block is given up for its translation.
    """
    for name in CODECS:
        load_codec(name)
    # A letter loads what every document needs, such as the model that tells languages.
    load_codec(form, CHOSEN).read(large_file(form, 2_000), name=path.name)
    before = peak_bytes()
    data = path.read_bytes()
    started = time.perf_counter()
    document = load_codec(form, CHOSEN).read(data, name=path.name)
    read = time.perf_counter()
    kept = document if keep else None
    blocks = list(document.blocks)
    document = replace(document, blocks=(), lang="en")
    for number, block in enumerate(blocks):
        blocks[number] = louder(block)
    document = replace(document, blocks=tuple(blocks))
    changed = time.perf_counter()
    output = load_codec(form, CHOSEN).write(document)
    written = time.perf_counter()
    assert kept is None or kept.blocks != document.blocks
    assert output != data
    return Measured(size, before, peak_bytes(), len(blocks), read - started, written - changed)


def peak_bytes() -> int:
    """The most memory that this process has held, in bytes."""
    # Linux's getrusage counts the parent's memory too, where the process was started by vfork.
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text("ascii").splitlines() if x.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main() -> None:
    """Build, measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--megabytes", type=float, default=20.0)
    arguments.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--form", help=argparse.SUPPRESS)
    arguments.add_argument("--size", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--keep", action="store_true", help=argparse.SUPPRESS)
    arguments.add_argument("--only", choices=MAKERS, action="append")
    chosen = arguments.parse_args()
    if chosen.measure is not None:
        found = measure(chosen.measure, form=chosen.form, size=chosen.size, keep=chosen.keep)
        print(json.dumps(asdict(found)))
        return
    heads = (
        "file, unpacked MB, blocks, read s, write s, peak MB, growth, growth with both documents, "
        "figure"
    )
    print(f"| {heads.replace(', ', ' | ')} |")
    print("|---" * len(heads.split(", ")) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for form in chosen.only or MAKERS:
            for share in (0.5, 1.0):
                data = large_file(form, round(chosen.megabytes * share * 1e6))
                path = Path(folder) / f"large.{form}"
                path.write_bytes(data)
                print(_row(form, path, unpacked(data)), flush=True)


def _row(form: str, path: Path, size: int) -> str:
    found, both = (_measured(path, form, size, keep=keep) for keep in (False, True))
    cells = (
        form,
        f"{size / 1e6:.1f}",
        f"{found.blocks:,}",
        f"{found.read_s:.1f}",
        f"{found.write_s:.1f}",
        f"{found.before_bytes / 1e6:.0f} → {found.peak_bytes / 1e6:.0f}",
        f"{found.ratio:.1f}×",
        f"{both.ratio:.1f}×",
        f"{RATIOS[form]}×",
    )
    return f"| {' | '.join(cells)} |"


def _measured(path: Path, form: str, size: int, *, keep: bool) -> Measured:
    command = [sys.executable, __file__, "--measure", str(path), "--size", str(size)]
    more = ["--form", form, *(["--keep"] if keep else [])]
    done = subprocess.run([*command, *more], check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


if __name__ == "__main__":
    main()
