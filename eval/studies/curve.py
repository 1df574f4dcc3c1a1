"""The learning curve: dev scores of training runs against target pieces, as a table and as SVG.

usage: python eval/studies/curve.py add LOG TABLE --run NAME [--before PIECES]
       python eval/studies/curve.py draw TABLE FIGURE

`add` appends the dev scores of a training log to a TSV (run, set, target pieces, BLEU); `--before`
is what the run's parent had seen. `draw` makes the figure of one set of such a table.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "bench"))
from figure import figure

from g60translate.reports.plots import Scale, scale_around
from g60translate.training.run.log import read_log

COLUMNS = ("run", "set", "target pieces", "BLEU")
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM = 720, 400, 56, 24, 48
_INKS = ("#0b6e8a", "#b4491f", "#5b7f2b", "#6a4c93", "#8a6d00")


@dataclass(frozen=True, slots=True)
class Point:
    """One score on the way; `pieces` counts from the parent's first."""

    run: str
    set: str
    pieces: int
    bleu: float


def points_of(log: Path, *, run: str, before: int) -> list[Point]:
    """The dev lines of a training log."""
    return [
        Point(run, line["set"], before + line["seen"], line["BLEU"])
        for line in read_log(log)
        if line["event"] == "dev"
    ]


def read_table(path: Path) -> list[Point]:
    """All points of a table."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return [
            Point(row["run"], row["set"], int(row["target pieces"]), float(row["BLEU"]))
            for row in rows
        ]


def append(points: Sequence[Point], path: Path) -> None:
    """Add points that the table does not hold yet."""
    known = set(read_table(path)) if path.exists() else set()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
        if not known:
            writer.writerow(COLUMNS)
        writer.writerows((p.run, p.set, p.pieces, p.bleu) for p in points if p not in known)


def draw(points: Sequence[Point]) -> str:
    """The curve of the first point's set; every run is a line of its own."""
    chosen = [point for point in points if point.set == points[0].set]
    across = Scale(0, max(p.pieces for p in chosen) * 1.04, _LEFT, _WIDTH - 16)
    up = scale_around([0, *(p.bleu for p in chosen)], start=_HEIGHT - _BOTTOM, end=_TOP)
    title = f"BLEU on {chosen[0].set} against target pieces seen"
    parts = [f'<text x="{_LEFT}" y="15" font-weight="bold">{escape(title)}</text>']
    for tick in up.ticks:
        y = up.at(tick)
        parts += [
            f'<path d="M{_LEFT} {y}H{_WIDTH - 16}" stroke="#ddd"/>',
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{tick:g}</text>',
        ]
    for tick in across.ticks:
        x = across.at(tick)
        label = f"{tick / 1e6:g} M"
        parts.append(f'<text x="{x}" y="{_HEIGHT - 28}" text-anchor="middle">{label}</text>')
    for number, run in enumerate(dict.fromkeys(p.run for p in chosen)):
        ink = _INKS[number % len(_INKS)]
        places = [(across.at(p.pieces), up.at(p.bleu), p) for p in chosen if p.run == run]
        path = " ".join(f"{x},{y}" for x, y, _ in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{ink}" stroke-width="2"/>')
        parts += [
            f'<circle cx="{x}" cy="{y}" r="3.5" fill="{ink}"><title>{p.bleu:.1f} BLEU at '
            f"{p.pieces:,} target pieces</title></circle>"
            for x, y, p in places
        ]
        legend = _HEIGHT - _BOTTOM - 14 - 18 * number
        parts.append(
            f'<text x="{_WIDTH - 24}" y="{legend}" text-anchor="end" fill="{ink}">'
            f"{escape(run)}</text>"
        )
    return figure(parts, width=_WIDTH, height=_HEIGHT, title=title)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("log", type=Path)
    adding.add_argument("table", type=Path)
    adding.add_argument("--run", required=True)
    adding.add_argument("--before", type=int, default=0)
    drawing = commands.add_parser("draw")
    drawing.add_argument("table", type=Path)
    drawing.add_argument("figure", type=Path)
    given = parser.parse_args()
    if given.command == "add":
        append(points_of(given.log, run=given.run, before=given.before), given.table)
    else:
        given.figure.write_text(draw(read_table(given.table)), encoding="utf-8")


if __name__ == "__main__":
    main()
