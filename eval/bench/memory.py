"""Look-up in a large memory: time beside decoding, what it finds, and other matchers side by side.

    python eval/bench/memory.py PAIRS.tsv.gz --entries 200000 --asked 1000 [--toolkit PYTHON]

PAIRS holds German, English and more columns, tab-separated; lines drawn with a fixed seed
go into the memory. Of those asked a third stand there but for what another week might change
(words exchanged, figures changed, a word left out); the rest are other lines. Every answer is
compared with the best of all entries by the same measure (rapidfuzz's Indel). `--toolkit` names
a Python that has translate-toolkit, whose matcher is given the same entries and some of the lines.

Times are CPU time of all threads, so that other work on the machine counts little; decoding is
`Translator.translate` of the asked lines without a memory, in turns with the same with one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from rapidfuzz.distance import Indel
from rapidfuzz.process import extractOne

from g60translate.documents.files import read_document
from g60translate.facade import load_translator
from g60translate.memory.entry import Entry, Origin
from g60translate.memory.features import key_of
from g60translate.memory.lookup import LEAST_LIKE, Lookup, Match
from g60translate.memory.opening import new_memory, open_memory
from g60translate.memory.store import Memory

SEED = 1
TOOLKIT = """
import json, sys, time
from translate.search import match
from translate.storage import tmx
units, asked = json.load(sys.stdin)
store = tmx.tmxfile()
for source, target in units:
    store.addtranslation(source, "de", target, "en")
began = time.process_time()
finder = match.matcher(store, max_candidates=1, min_similarity=75, max_length=10_000)
built = time.process_time() - began
times, found = [], []
for text in asked:
    began = time.process_time()
    best = finder.matches(text)
    times.append(time.process_time() - began)
    found.append(best[0].source if best else None)
json.dump([built, times, found], sys.stdout)
"""


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


def looked_up(lookup: Lookup, asked: list[str]) -> tuple[float, list[Match | None]]:
    """Seconds, and what was found; as a run asks: for the same text, else for one alike."""
    began = time.process_time()
    found = [lookup.same(text) or lookup.alike(text) for text in asked]
    return time.process_time() - began, found


def decoding(asked: list[str], memory: Memory | None) -> float:
    """Seconds for a release of these lines, the second time, when everything is loaded."""
    translator = load_translator("de", "en", memories=[memory] if memory else [])
    document = read_document("\n\n".join(asked).encode(), name="release.txt")
    times = []
    for _ in range(2):
        began = time.process_time()
        translator.translate(document)
        times.append(time.process_time() - began)
    return times[-1]


def kept_mb() -> float:
    """The most main memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--entries", type=int, default=200_000)
    parser.add_argument("--asked", type=int, default=1_000)
    parser.add_argument("--toolkit", help="a Python that has translate-toolkit")
    parser.add_argument("--toolkit-asked", type=int, default=30)
    options = parser.parse_args()
    chance = random.Random(SEED)
    with gzip.open(options.pairs, "rt", encoding="utf-8") as stream:
        lines = [line.rstrip("\n").split("\t")[:2] for line in stream]
    drawn = chance.sample(lines, min(len(lines), options.entries + options.asked))
    rows, others = drawn[: options.entries], [source for source, _ in drawn[options.entries :]]
    words = [word for source, _ in rows[:: max(1, len(rows) // 2000)] for word in source.split()]
    near = [changed(a, words, chance) for a, _ in chance.sample(rows, options.asked // 3)]
    asked = near + others[: options.asked - len(near)]
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.g60m"
        with new_memory(path) as memory:
            began = time.process_time()
            memory.add(Entry("de", "en", a, b, Origin.IMPORTED, now) for a, b in rows)
            learnt = time.process_time() - began
        began = time.process_time()
        memory = open_memory(path)
        opening, size = time.process_time() - began, path.stat().st_size / 1e6
        print(f"{len(rows)} entries: {size:.0f} MB, {1e3 * learnt / len(rows):.2f} ms each to add")
        lookup = Lookup([memory], source_lang="de", target_lang="en")
        first, found = looked_up(lookup, asked)
        before = kept_mb()
        ours = statistics.median(looked_up(lookup, asked)[0] for _ in range(5))
        print(f"main memory: {before:.0f} MB after one release, {kept_mb():.0f} MB after six")
        bare, helped = decoding(asked, None), decoding(asked, memory)
        print(
            f"a release of {len(asked)}: opening {opening:.2f} s, look-up {first:.2f} s cold, "
            f"{ours:.2f} s warm, decoding {bare:.2f} s ({helped:.2f} s with the memory): "
            f"{100 * first / bare:.1f} % cold, {100 * ours / bare:.1f} % warm"
        )
        memory.close()
    report_recall(asked, found, rows, ours)
    if options.toolkit:
        compare(options.toolkit, near[: options.toolkit_asked], rows, found)


def report_recall(
    asked: list[str], found: list[Match | None], rows: list[list[str]], seconds: float
) -> None:
    keys = [key_of(source) for source, _ in rows]
    began = time.process_time()
    best = [
        extractOne(key_of(t), keys, scorer=Indel.normalized_similarity, score_cutoff=LEAST_LIKE)
        for t in asked
    ]
    everything = time.process_time() - began
    each, all_of_them = 1000 * seconds / len(asked), 1000 * everything / len(asked)
    print(f"a look-up {each:.2f} ms, all entries compared {all_of_them:.2f} ms")
    changed_ones = len(asked) // 3
    for name, part in (
        ("changed lines", slice(changed_ones)),
        ("other lines", slice(changed_ones, None)),
    ):
        pairs = [(m, o) for m, o in zip(found[part], best[part], strict=True) if o is not None]
        right = sum(m is not None and m.score >= o[1] - 1e-9 for m, o in pairs)
        print(f"best match found, {name}: {right} of {len(pairs)} that have one")


def compare(
    python: str, asked: list[str], rows: list[list[str]], found: list[Match | None]
) -> None:
    done = subprocess.run(
        [python, "-c", TOOLKIT],
        input=json.dumps([rows, asked]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    built, times, theirs = json.loads(done.stdout)
    better = {"ours": 0, "theirs": 0, "the same": 0}
    for text, mine, other in zip(asked, found, theirs, strict=False):
        scores = [
            Indel.normalized_similarity(key_of(text), key_of(source)) if source else 0.0
            for source in (mine.entry.source if mine else None, other)
        ]
        kind = "the same" if scores[0] == scores[1] else ("theirs", "ours")[scores[0] > scores[1]]
        better[kind] += 1
    print(
        f"translate-toolkit: {built:.1f} s to begin, {1000 * statistics.mean(times):.0f} ms a "
        f"look-up; more alike by Indel of {len(times)}: {better}"
    )


if __name__ == "__main__":
    sys.exit(main())
