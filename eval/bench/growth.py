"""How time and memory grow with the text: 10 to 100,000 segments through `translate --lines`.

    python eval/bench/growth.py [--sizes 10 100 1000 10000 100000] [--beam 1] [--threads 2]

Each size is a fresh process, from a file to a file with its record, the glossary enforced. The
lines are short, all different, and made up from a fixed list, so that 100,000 of them end within
minutes. Writes growth.md and growth.svg into out/.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from figure import figure

ROOT = Path(__file__).parents[2]
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni",
          "Juli", "August", "September", "Oktober", "November", "Dezember")  # fmt: skip
CITIES = ("Shanghai", "Hangzhou", "Hefei", "Suzhou", "Berlin", "Hamburg", "Wien", "Paris")
GUESTS = ("Gäste", "Unternehmer", "Fachleute", "Studenten")
WIDTH, HEIGHT, LEFT, TOP, GAP = 860, 300, 70, 40, 90


@dataclass(frozen=True)
class Point:
    """One run: segments, seconds of wall time, peak resident memory in MB."""

    segments: int
    seconds: float
    peak: float


def lines() -> Iterator[str]:
    for year, month, city, guests, day in product(
        range(1950, 2030), MONTHS, CITIES, GUESTS, range(1, 29)
    ):
        yield f"Am {day}. {month} {year} kamen {guests} nach {city}.\n"


def measure(segments: int, options: argparse.Namespace) -> Point:
    source = options.output / f"growth-{segments}.de.txt"
    target = options.output / f"growth-{segments}.en.txt"
    source.write_text("".join(islice(lines(), segments)), encoding="utf-8")
    command = [
        str(Path(sys.executable).with_name("g60translate")), "translate", str(source), "--lines",
        "--from", "de", "--to", "en", "-o", str(target), "--force",
        "--beam", str(options.beam), "--threads", str(options.threads),
    ]  # fmt: skip
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as process:
        # Unlike getrusage, this tells of one child alone.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode not in {0, 2}:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    with target.open(encoding="utf-8") as written:
        assert sum(1 for _ in written) == segments
    for path in (source, target, target.with_name(target.name + ".g60.json")):
        path.unlink()
    return Point(segments, seconds, used.ru_maxrss / 1024)


def table(points: Sequence[Point]) -> str:
    start = points[0].seconds
    out = ["| segments | seconds | ms a segment | ms a segment without the start | peak MB |",
           "|--:|--:|--:|--:|--:|"]  # fmt: skip
    for p in points:
        beyond = 1000 * (p.seconds - start) / (p.segments - points[0].segments or 1)
        out.append(
            f"| {p.segments:,} | {p.seconds:.1f} | {1000 * p.seconds / p.segments:.2f} | "
            f"{f'{beyond:.2f}' if p is not points[0] else ''} | {p.peak:.0f} |"
        )
    return "\n".join(out) + "\n"


def draw(points: Sequence[Point]) -> str:
    """Two panels over the logarithm of the segments: seconds (logarithmic) and memory."""
    panel = (WIDTH - 2 * LEFT - GAP) / 2
    exponents = [math.log10(p.segments) for p in points]
    low, high = exponents[0], exponents[-1]
    parts: list[str] = []

    def series(left: float, title: str, heights: list[float], labels: list[str]) -> None:
        at = [
            (left + panel * (e - low) / ((high - low) or 1), TOP + HEIGHT * (1 - h))
            for e, h in zip(exponents, heights, strict=True)
        ]
        parts.append(
            f'<text x="{left}" y="24" font-weight="bold">{title}</text>'
            f'<path d="M{left} {TOP}V{TOP + HEIGHT}H{left + panel:.0f}" stroke="#888" fill="none"/>'
            f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in at)}" fill="none" '
            'stroke="#1f5fa8" stroke-width="2"/>'
        )
        for (x, y), label, point in zip(at, labels, points, strict=True):
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5fa8"/>'
                f'<text x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{label}</text>'
                f'<text x="{x:.1f}" y="{TOP + HEIGHT + 18}" text-anchor="middle">'
                f"{point.segments:,}</text>"
            )

    times = [math.log10(p.seconds) for p in points]
    bottom, top = math.floor(min(times)), math.ceil(max(times))
    most = max(p.peak for p in points) * 1.15
    series(
        LEFT, "seconds (both axes logarithmic)",
        [(t - bottom) / ((top - bottom) or 1) for t in times], [f"{p.seconds:.3g}" for p in points],
    )  # fmt: skip
    series(
        LEFT + panel + GAP, "peak memory in MB, from 0", [p.peak / most for p in points],
        [f"{p.peak:.0f}" for p in points],
    )  # fmt: skip
    parts.append(
        f'<text x="{WIDTH / 2}" y="{TOP + HEIGHT + 42}" text-anchor="middle">segments</text>'
    )
    title = "Growth with the number of segments"
    return figure(parts, width=WIDTH, height=TOP + HEIGHT + 50, title=title)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1_000, 10_000, 100_000])
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", type=Path, default=ROOT / "out")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    points = []
    for segments in options.sizes:
        points.append(measure(segments, options))
        print(points[-1], flush=True)
    (options.output / "growth.md").write_text(table(points), encoding="utf-8")
    (options.output / "growth.svg").write_text(draw(points), encoding="utf-8")
    print(table(points))


if __name__ == "__main__":
    main()
