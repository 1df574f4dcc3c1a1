"""Kill a batch at random moments and see whether anything is lost, done twice or half written.

    python eval/studies/kills.py [--kills 200] [--seed 1]

The engine answers at once, so that most moments are those of the journal and of writing; the walk,
the journal, the files are the real ones. Half of the kills are a `kill -9`; for the others the
process is stopped, its output copied, and the copy gone on with, as after a loss of power. At each
end the output is compared with that of an unbroken run, byte for byte: outputs, records and pages,
but for the times in the latter. In between, what the journal had before a start must not be given
out again, and must still be there afterwards.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.batch.kills import kill_at_random  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for tally in kill_at_random(Path(folder), kills=options.kills, seed=options.seed):
            print(tally, flush=True)
    print(
        f"{tally.kills} kills and {tally.copies} copies, {tally.ends} batches brought to their "
        f"end, {tally.kept} kept pieces met again by a later start: {len(tally.faults)} faults. "
        f"{time.monotonic() - began:.0f} s."
    )
    raise SystemExit(bool(tally.faults))


if __name__ == "__main__":
    main()
