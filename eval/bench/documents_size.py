"""Measure what a large document costs: peak memory against the file's unpacked size, and seconds.

Builds a 500-page Word document and a 50 MB page in a temporary folder, each also at half its size,
and reads each, changes every block and writes it, in a process of its own. Prints a table in
Markdown. The memory that the process had before it read the file is told apart: it is the same for
a letter of one line.

    python eval/bench/documents_size.py [--scale 1.0]
"""

from __future__ import annotations

import argparse
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from g60translate.documents.codec import CODECS, load_codec
from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Block, InlineKind

SENTENCE = (
    "Der Kleingerätehersteller hat heute seine Zahlen für das dritte Quartal vorgelegt – der "
    "Umsatz stieg um 14,2 Prozent auf 2,86 Milliarden Yuan. "
)
PAGE_CHARACTERS = 3000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


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


def word_document(pages: int) -> bytes:
    """Pages of 3,000 characters with bold and italic words as Word spells them, and tables."""
    marks = 'w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3"'

    def run(text: str, look: str = "") -> str:
        return (
            f'<w:r w:rsidRPr="00D4E5F6"><w:rPr>{look}<w:lang w:val="de-DE"/></w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    def paragraph(number: int) -> str:
        head, tail = SENTENCE[:40], SENTENCE[40:]
        runs = run(f"{number}. {head}") + run("fett und kursiv ", "<w:b/><w:i/>") + run(tail)
        return f'<w:p {marks}><w:pPr><w:pStyle w:val="Text"/></w:pPr>{runs}{run(SENTENCE)}</w:p>'

    def table() -> str:
        cell = f"<w:tc><w:tcPr/><w:p {marks}>{run('12,5 Millionen Euro')}</w:p></w:tc>"
        return f"<w:tbl><w:tblPr/>{('<w:tr>' + cell * 4 + '</w:tr>') * 4}</w:tbl>"

    def page(number: int) -> Iterator[str]:
        for line in range(PAGE_CHARACTERS // (2 * len(SENTENCE) + 20)):
            yield paragraph(100 * number + line)
        if number % 4 == 0:
            yield table()

    body = "".join(piece for number in range(pages) for piece in page(number))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        override = f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/>'
        archive.writestr("[Content_Types].xml", f"<Types>{override}</Types>")
        main = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", main)
    return target.getvalue()


def page(size: int) -> bytes:
    """A page of this many bytes: paragraphs with bold words and links, lists, tables."""
    head = '<!DOCTYPE html>\n<html lang="de"><head><meta charset="utf-8"></head><body>\n'
    pieces = [head.encode()]
    written, number = len(pieces[0]), 0
    while written < size:
        number += 1
        piece = (
            f'<p class="text">{number}. {SENTENCE}<b>Fett</b> und '
            f'<a href="https://example.org/{number}">verlinkt</a>. {SENTENCE}</p>\n'
        )
        if number % 5 == 0:
            piece += "<ul>\n<li>Wärmepumpen</li>\n<li>Solarzellen &amp; Speicher</li>\n</ul>\n"
        if number % 20 == 0:
            piece += "<table>" + "<tr><td>Umsatz</td><td>12,5</td></tr>\n" * 5 + "</table>\n"
        pieces.append(piece.encode())
        written += len(pieces[-1])
    return b"".join(pieces)


def unpacked(data: bytes) -> int:
    """The size of a file, or of what is packed in it."""
    if not data.startswith(b"PK"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(info.file_size for info in archive.infolist())


def louder(block: Block) -> Block:
    """Another text of the same length, with what must stay left alone."""
    characters = list(block.text.swapcase() if block.text.isascii() else block.text)
    characters[0] = "x"
    for inline in block.inlines:
        if inline.kind is not InlineKind.PAIRED:
            characters[inline.start : inline.end] = block.text[inline.start : inline.end]
    return replace(block, text="".join(characters))


def measure(path: Path, *, size: int, keep: bool) -> Measured:
    """Read, change and write one file in this process; call it in a fresh one.

    The file's bytes are held to the end, as the command does. With `keep` so is the document as it
    was read; without it, each block is given up for its translation.
    """
    for name in CODECS:
        load_codec(name)
    before = peak_bytes()
    data = path.read_bytes()
    started = time.perf_counter()
    document = read_document(data, name=path.name)
    read = time.perf_counter()
    kept = document if keep else None
    blocks = list(document.blocks)
    document = replace(document, blocks=(), lang="en")
    for number, block in enumerate(blocks):
        blocks[number] = louder(block)
    document = replace(document, blocks=tuple(blocks))
    changed = time.perf_counter()
    output = write_document(document)
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
    arguments.add_argument("--scale", type=float, default=1.0)
    arguments.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--size", type=int, help=argparse.SUPPRESS)
    arguments.add_argument("--keep", action="store_true", help=argparse.SUPPRESS)
    arguments.add_argument("--only", choices=("docx", "html"))
    chosen = arguments.parse_args()
    if chosen.measure is not None:
        print(json.dumps(asdict(measure(chosen.measure, size=chosen.size, keep=chosen.keep))))
        return
    heads = (
        "file, unpacked MB, blocks, read s, write s, peak MB, growth, growth with both documents"
    )
    print(f"| {heads.replace(', ', ' | ')} |")
    print("|---" * len(heads.split(", ")) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for kind in (chosen.only,) if chosen.only else ("docx", "html"):
            for share in (0.5, 1.0):
                scale = chosen.scale * share
                data = (
                    word_document(round(500 * scale))
                    if kind == "docx"
                    else page(round(50_000_000 * scale))
                )
                path = Path(folder) / f"large.{kind}"
                path.write_bytes(data)
                print(_row(f"{kind}, {scale:g}", path, unpacked(data)))


def _row(name: str, path: Path, size: int) -> str:
    found, both = (_measured(path, size, keep=keep) for keep in (False, True))
    cells = (
        name,
        f"{size / 1e6:.1f}",
        f"{found.blocks:,}",
        f"{found.read_s:.1f}",
        f"{found.write_s:.1f}",
        f"{found.before_bytes / 1e6:.0f} → {found.peak_bytes / 1e6:.0f}",
        f"{found.ratio:.1f}×",
        f"{both.ratio:.1f}×",
    )
    return f"| {' | '.join(cells)} |"


def _measured(path: Path, size: int, *, keep: bool) -> Measured:
    command = [sys.executable, __file__, "--measure", str(path), "--size", str(size)]
    more = ["--keep"] if keep else []
    done = subprocess.run([*command, *more], check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


if __name__ == "__main__":
    main()
