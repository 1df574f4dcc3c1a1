"""Damage a file of every format in every way: no traceback, no hang, no half output.

    python eval/studies/fuzz.py [--only docx] [--changes 1000] [--seed 1] [--all]

Every truncation and so many random changes of a sample of each format, the richest of
`tests/documents/test_awkward.py` (with `--all`: every file there), and the same of each XML part
inside archives. Each goes through a whole translation with an engine that answers at once. Prints
a table in Markdown, and each fault with what makes it again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.documents.fuzz import Fuzzer, Sample, changes, inside, truncations  # noqa: E402
from tests.documents.fuzz_samples import samples, translator  # noqa: E402
from tests.documents.tables.test_tables import CHOSEN  # noqa: E402

from g60translate.documents.codec import CODECS  # noqa: E402

# A longer file is cut at every so many bytes, that there are no more cuts than these.
MOST_CUTS = 4096


def damaged(data: bytes, *, count: int, seed: str) -> Iterator[tuple[str, bytes]]:
    """Every way of damage, to the file and to the parts inside it."""

    def whole(part: bytes, name: str) -> Iterator[tuple[str, bytes]]:
        step = len(part) // MOST_CUTS + 1
        return chain(
            truncations(part, step=step), changes(part, count=count, seed=f"{seed} {name}")
        )

    return chain(whole(data, ""), inside(data, whole))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=CODECS)
    parser.add_argument("--changes", type=int, default=1000)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    chosen: list[Sample] = [
        each for each in samples(every=options.all) if options.only in (None, each.format)
    ]
    begun = time.monotonic()
    faults: list[str] = []
    cases = 0
    print("| format | bytes | cases | refused | translated | faults | s |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        fuzzer = Fuzzer(translator(), CHOSEN, Path(folder))
        make = partial(damaged, count=options.changes, seed=options.seed)
        for sample in chosen:
            started = time.monotonic()
            tally = fuzzer.run(sample, make(sample.data))
            cases += tally.cases
            faults += tally.faults
            cells = (
                *(sample.format, len(sample.data), tally.cases, tally.ends["refused"]),
                *(tally.ends["translated"], len(tally.faults), round(time.monotonic() - started)),
            )
            print(f"| {' | '.join(map(str, cells))} |", flush=True)
            for fault in tally.faults[:5]:
                print(fault, file=sys.stderr, flush=True)
    print(
        f"\n{cases:,} damaged files of {len(chosen)} samples: {len(faults)} faults. "
        f"{time.monotonic() - begun:.0f} s."
    )
    raise SystemExit(bool(faults))


if __name__ == "__main__":
    main()
