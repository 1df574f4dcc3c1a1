"""How often the checks cry wolf on human translations, and which planted faults they catch.

    python eval/studies/false_alarms.py --corpus press.jsonl --parallel de-en news.de news.en

A corpus file holds one JSON object a line with a text per language (`de`, `en`, `zh`, `fr`); all
directions are looked at. `--parallel` names a pair and two line-aligned files. Human references
are taken as right, so every finding counts as a false alarm, even where the reference is wrong.
Prints two Markdown tables; the planting is seeded, so the same files give the same tables.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

from g60translate.checks.check import Severity, Unit
from g60translate.checks.run import CHECKS, load_check

LANGUAGES = ("de", "en", "fr", "zh")
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"(?<![A-Za-z\d])\d[\d.,]*\d(?:\s?(?:%|Prozent|percent|pour cent))?")


def drop_number(unit: Unit, rng: random.Random) -> str | None:
    """One figure of at least two digits goes."""
    figures = list(_FIGURE.finditer(unit.target))
    if not figures:
        return None
    chosen = rng.choice(figures)
    return unit.target[: chosen.start()] + unit.target[chosen.end() :]


def change_digit(unit: Unit, rng: random.Random) -> str | None:
    """One digit of a figure of at least two digits becomes another."""
    figures = list(_FIGURE.finditer(unit.target))
    if not figures:
        return None
    chosen = rng.choice(figures)
    places = [i for i in range(*chosen.span()) if unit.target[i].isdigit()]
    place = rng.choice(places)
    digit = rng.choice([d for d in "123456789" if d != unit.target[place]])
    return unit.target[:place] + digit + unit.target[place + 1 :]


def repeat_phrase(unit: Unit, rng: random.Random) -> str | None:
    """Four words (six Han signs) stand there twice in a row."""
    if _HAN.search(unit.target):
        start = rng.randrange(max(1, len(unit.target) - 6))
        phrase = unit.target[start : start + 6]
        return unit.target[: start + 6] + phrase + unit.target[start + 6 :]
    words = unit.target.split()
    if len(words) < 6:
        return None
    start = rng.randrange(len(words) - 4)
    return " ".join(words[: start + 4] + words[start : start + 4] + words[start + 4 :])


def leave_source(unit: Unit, rng: random.Random) -> str | None:  # noqa: ARG001
    """The source stands where the translation should."""
    return unit.source if len(unit.source) >= 30 or _HAN.search(unit.source) else None


def leave_passage(unit: Unit, rng: random.Random) -> str | None:  # noqa: ARG001
    """The second half of the sentence is still the source."""
    source, target = unit.source, unit.target
    return target[: len(target) // 2] + source[len(source) // 2 :] if len(source) > 60 else None


def drop_half(unit: Unit, rng: random.Random) -> str | None:  # noqa: ARG001
    """The sentence stops in the middle."""
    words = unit.target.split()
    if _HAN.search(unit.target):
        return unit.target[: len(unit.target) // 2] if len(unit.target) >= 20 else None
    return " ".join(words[: len(words) // 2]) if len(words) >= 10 else None


# fault -> (how it is planted, the checks that should see it)
FAULTS: dict[str, tuple[Callable[[Unit, random.Random], str | None], tuple[str, ...]]] = {
    "a number dropped": (drop_number, ("numbers",)),
    "a digit changed": (change_digit, ("numbers",)),
    "a phrase repeated": (repeat_phrase, ("repetition",)),
    "source left whole": (leave_source, ("language",)),
    "second half left in the source": (leave_passage, ("language",)),
    "second half dropped": (drop_half, ("length",)),
}


def read_units(arguments: argparse.Namespace) -> Iterator[tuple[str, list[Unit]]]:
    """Sets of units by name."""
    rows = [json.loads(line) for file in arguments.corpus for line in file.open(encoding="utf-8")]
    for source, target in permutations(LANGUAGES, 2):
        units = [
            Unit(str(number), row[source], row[target], source, target)
            for number, row in enumerate(rows)
            if source in row and target in row
        ]
        if units:
            yield f"corpus {source}-{target}", units
    for pair, source_file, target_file in arguments.parallel:
        source, target = pair.split("-")
        lines = [Path(file).read_text("utf-8").splitlines() for file in (source_file, target_file)]
        yield (
            f"{Path(source_file).name.split('.')[0]} {pair}",
            [
                Unit(str(number), one, other, source, target)
                for number, (one, other) in enumerate(zip(*lines, strict=True))
            ],
        )


def severities(units: list[Unit], name: str) -> dict[Severity, int]:
    """How many units have at least one finding of each severity."""
    check = load_check(name)
    found: Counter[Severity] = Counter()
    for unit in units:
        found.update({finding.severity for finding in check.examine(unit)})
    return found


def recall(units: list[Unit], fault: str, *, seed: int, limit: int) -> tuple[int, int, int]:
    """Planted, caught with an error, caught with an error or a warning."""
    plant, names = FAULTS[fault]
    checks = [load_check(name) for name in names]
    rng = random.Random(seed)
    planted = errors = noticed = 0
    for unit in rng.sample(units, min(limit, len(units))):
        target = plant(unit, rng)
        if target is None or target == unit.target:
            continue
        broken = Unit(unit.segment_id, unit.source, target, unit.source_lang, unit.target_lang)
        found = {finding.severity for check in checks for finding in check.examine(broken)}
        planted += 1
        errors += Severity.ERROR in found
        noticed += bool(found & {Severity.ERROR, Severity.WARNING})
    return planted, errors, noticed


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, nargs="*", default=[])
    parser.add_argument("--parallel", nargs=3, action="append", default=[])
    parser.add_argument("--limit", type=int, default=1000, help="units per set to plant faults in")
    arguments = parser.parse_args()
    sets = list(read_units(arguments))
    names = [name for name in CHECKS if name not in {"terms", "tags"}]

    print("Segments with a finding, error / warning, in percent:\n")
    print(f"| set | segments | {' | '.join(names)} | any error |")
    print(f"|---|---|{'---|' * (len(names) + 1)}")
    for label, units in sets:
        cells = []
        for name in names:
            found = severities(units, name)
            shares = [100 * found[sev] / len(units) for sev in (Severity.ERROR, Severity.WARNING)]
            cells.append(" / ".join(f"{share:.2f}" for share in shares))
        checks = [load_check(name) for name in names]
        wrong = sum(
            any(f.severity is Severity.ERROR for check in checks for f in check.examine(unit))
            for unit in units
        )
        print(f"| {label} | {len(units)} | {' | '.join(cells)} | {100 * wrong / len(units):.2f} |")

    print("\nPlanted faults caught, in percent:\n")
    print("| fault | planted | with an error | with an error or a warning |")
    print("|---|---|---|---|")
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fault in FAULTS:
        for _, units in sets:
            counts = recall(units, fault, seed=60, limit=arguments.limit)
            totals[fault] = [a + b for a, b in zip(totals[fault], counts, strict=True)]
        planted, errors, noticed = totals[fault]
        if planted:
            caught = f"{100 * errors / planted:.1f} | {100 * noticed / planted:.1f}"
            print(f"| {fault} | {planted} | {caught} |")


if __name__ == "__main__":
    main()
