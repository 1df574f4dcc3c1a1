"""How much of what a translation has lost or altered the checks find by the two texts alone.

    python eval/studies/losses.py corpus/press/dev.jsonl corpus/press/train.jsonl

Each file is line-aligned JSON with `doc`, `de` and `en`. From each human translation one clause of
at least four words goes, by a fixed seed, or a name that both texts have loses or changes a
letter, one sentence of the document at a time. Whatever a check says of the untouched translations
counts as a false alarm. What attention adds to that stands in eval/studies/dropped.py.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from dropped import without_clause

from g60translate.checks.check import Finding, Severity, Unit
from g60translate.checks.run import run_checks, run_document_checks
from g60translate.language.dictionary import has_word

SEED = 1
PAIRS = (("de", "en"), ("en", "de"))
_WORD = re.compile(r"(?<![\w-])[^\W\d_][^\W\d_]{3,}(?![\w-])")

Documents = list[list[Unit]]


def documents(path: Path, pair: tuple[str, str]) -> Documents:
    """The units of each document in a row."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    return [
        [Unit(f"{n}", row[pair[0]], row[pair[1]], *pair) for n, row in enumerate(part)]
        for _, part in groupby(rows, key=lambda row: row["doc"])
    ]


def objections(findings: Iterable[Finding]) -> set[str]:
    """The segments of which a check says more than a remark."""
    return {each.segment_id for each in findings if each.severity is not Severity.INFO}


def altered(unit: Unit, rng: random.Random) -> Unit | None:
    """A name that both texts have, with one letter more like its neighbour; None without one."""
    kept = {word for word in _WORD.findall(unit.source) if word[0].isupper()}
    names = [
        match
        for match in _WORD.finditer(unit.target)
        if match[0] in kept and not any(has_word(match[0], lang=lang) for lang in ("de", "en"))
    ]
    if not names:
        return None
    name = rng.choice(names)
    at = name.start() + rng.randrange(1, len(name[0]))
    letter = rng.choice([each for each in "aeiornst" if each != unit.target[at].lower()])
    return replace(unit, target=unit.target[:at] + letter + unit.target[at + 1 :])


def names_found(units: Sequence[Unit]) -> set[str]:
    alone = run_checks(units, names=["names"])
    return objections([*alone, *run_document_checks(units, names=["names"])])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    options = parser.parse_args()
    print("| set | segments | clauses dropped | found | by `omissions` | false alarms |", end="")
    print(" names altered | found | false alarms |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for path in options.files:
        for pair in PAIRS:
            rng = random.Random(SEED)
            whole = documents(path, pair)
            units = [unit for document in whole for unit in document]
            lost = [
                replace(unit, target=target)
                for unit in units
                if (target := without_clause(unit.target, rng)) is not None
            ]
            both, one = ["omissions", "length"], ["omissions"]
            found = [bool(objections(run_checks([unit], names=both))) for unit in lost]
            by_one = [bool(objections(run_checks([unit], names=one))) for unit in lost]
            alarms = [bool(objections(run_checks([unit], names=both))) for unit in units]
            caught, wrong = [], 0
            for document in whole:
                before = names_found(document)
                wrong += len(before)
                for at, unit in enumerate(document):
                    other = altered(unit, rng)
                    if other is not None and unit.segment_id not in before:
                        changed = [*document[:at], other, *document[at + 1 :]]
                        caught.append(unit.segment_id in names_found(changed))
            cells = (
                f"{path.stem} {'-'.join(pair)}",
                len(units),
                len(lost),
                *(f"{100 * sum(each) / len(each):.1f} %" for each in (found, by_one, alarms)),
                len(caught),
                f"{100 * sum(caught) / len(caught):.1f} %",
                f"{100 * wrong / len(units):.2f} %",
            )
            print(f"| {' | '.join(map(str, cells))} |", flush=True)


if __name__ == "__main__":
    main()
