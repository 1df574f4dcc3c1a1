"""The results of eval/bench/bench.py as Markdown and as a figure."""

from __future__ import annotations

from html import escape
from typing import Any

from figure import figure

WIDTH, LEFT, BAR, GAP = 860, 300, 16, 8


def page(results: dict[str, Any]) -> str:
    """All tables, with the machine and what was left out."""
    out = ["- " + "; ".join(f"{k} {v}" for k, v in results["machine"].items())]
    out += [f"- **{name} was left out**: {why}" for name, why in results["missing"].items()]
    for table in results["tables"]:
        out += ["", f"### {table['title']}", ""]
        out += ["| | time, as a multiple of the first | sentences/s | words out/s | peak MB | |",
                "|---|--:|--:|--:|--:|---|"]  # fmt: skip
        out += [
            f"| {row['label']} | {row['ratio']:.2f} ({row['low']:.2f}–{row['high']:.2f}) "
            f"| {row['sentences_a_second']:.1f} | {row['words_a_second']:.0f} "
            f"| {row['peak_mb']:.0f} | {row['what']} |"
            for row in table["rows"]
        ]
        for name, found in table["scores"].items():
            told = ", ".join(f"{k} {v:.2f}" for k, v in found.items() if isinstance(v, float))
            out += ["", f"BLEU on {found['lines']} lines of {name}: {told} "
                        f"(`{found['signature']}`)."]  # fmt: skip
    out += ["", "### Start, fresh processes", "", "| | time, as a multiple of the first | ms |"]
    out += ["|---|--:|--:|"]
    out += [
        f"| `{row['label']}` | {row['ratio']:.2f} ({row['low']:.2f}–{row['high']:.2f}) "
        f"| {1000 * row['seconds']:.0f} |"
        for row in results["starts"]
    ]
    return "\n".join(out) + "\n"


def draw(results: dict[str, Any]) -> str:
    """Sentences a second as bars, a group for each table."""
    parts: list[str] = []
    y = 10
    for table in results["tables"]:
        y += 22
        parts.append(f'<text x="10" y="{y}" font-weight="bold">{escape(table["title"])}</text>')
        y += GAP
        most = max(row["sentences_a_second"] for row in table["rows"])
        for row in table["rows"]:
            speed = row["sentences_a_second"]
            width = max(1.0, (WIDTH - LEFT - 120) * speed / most)
            fill = "#1f5fa8" if row["name"].startswith(("walk", "engine")) else "#9aa5b1"
            label = escape(row["label"])
            parts += [
                f'<text x="{LEFT - 10}" y="{y + 12}" text-anchor="end">{label}</text>',
                f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" fill="{fill}"/>',
                f'<text x="{LEFT + width + 6:.1f}" y="{y + 12}">{speed:.0f} sentences/s</text>',
            ]
            y += BAR + GAP
    return figure(parts, width=WIDTH, height=y + 10, title="Sentences a second")
