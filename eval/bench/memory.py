"""Look-up in a large memory: time, and how often the best match is found.

    python eval/bench/memory.py PAIRS.tsv.gz --entries 50000 --asked 400

PAIRS holds source, target and more columns, tab-separated. Sentences are drawn from it with a
fixed seed and changed (words exchanged, figures changed, a word left out); each is looked up, and
compared with every entry by the same measure (rapidfuzz's Indel). Times are CPU time, so that other
work on the machine counts little.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from g60translate.memory.entry import Entry, Origin
from g60translate.memory.features import key_of
from g60translate.memory.lookup import LEAST_LIKE, Lookup
from g60translate.memory.opening import new_memory

SEED = 1


def changed(text: str, words: list[str], chance: random.Random) -> str:
    """The sentence as another week's release might have it."""
    parts = text.split(" ")
    kind = chance.random()
    if kind < 0.5:
        for _ in range(max(1, len(parts) // 10)):
            parts[chance.randrange(len(parts))] = chance.choice(words)
    elif kind < 0.8:
        parts = [re.sub(r"\d", lambda _: str(chance.randrange(10)), part) for part in parts]
    if kind > 0.7 and len(parts) > 4:
        del parts[chance.randrange(len(parts))]
    return " ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--asked", type=int, default=400)
    options = parser.parse_args()
    chance = random.Random(SEED)
    with gzip.open(options.pairs, "rt", encoding="utf-8") as stream:
        rows = [line.rstrip("\n").split("\t")[:2] for line in islice(stream, options.entries)]
    words = [word for source, _ in rows[:: max(1, len(rows) // 2000)] for word in source.split()]
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.g60m"
        memory = new_memory(path)
        started = time.process_time()
        memory.add(Entry("de", "en", a, b, Origin.IMPORTED, now) for a, b in rows)
        learnt, size = time.process_time() - started, path.stat().st_size
        asked = [changed(source, words, chance) for source, _ in chance.sample(rows, options.asked)]
        lookup = Lookup([memory], source_lang="de", target_lang="en")
        started = time.process_time()
        found = [lookup.alike(text) for text in asked]
        ours = time.process_time() - started
        memory.close()
    keys = [key_of(source) for source, _ in rows]
    started = time.process_time()
    best = [
        extractOne(key_of(t), keys, scorer=Indel.normalized_similarity, score_cutoff=LEAST_LIKE)
        for t in asked
    ]
    theirs = time.process_time() - started
    wanted = [(mine, other) for mine, other in zip(found, best, strict=True) if other is not None]
    right = sum(mine is not None and mine.score >= other[1] - 1e-9 for mine, other in wanted)
    print(
        f"{len(rows)} entries, {size / 1e6:.0f} MB, {1000 * learnt / len(rows):.2f} ms each to add"
    )
    each, all_of_them = 1000 * ours / len(asked), 1000 * theirs / len(asked)
    print(f"look-up {each:.2f} ms, all compared {all_of_them:.2f} ms")
    print(f"best match found: {right} of {len(wanted)} ({100 * right / len(wanted):.1f} %)")


if __name__ == "__main__":
    main()
