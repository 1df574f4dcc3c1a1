"""Time of term search: 5,000 terms over 10,000 words, after loading.

    python eval/bench/match.py [--terms 5000] [--words 10000] [--inflect]

Terms and text are made up from a fixed seed: German-looking compounds and two-word names, about
one word in twenty is a term. Prints the median of seven runs in milliseconds of processor time,
which a busy machine disturbs less; the goal is 50 ms for `find`.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Term
from g60translate.glossary.matching.fold import fold
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier

_SYLLABLES = [a + b for a in ("", "b", "d", "kr", "l", "sch", "t", "v", "z")
              for b in ("a", "an", "el", "er", "in", "o", "ung")]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--terms", type=int, default=5_000)
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--inflect", action="store_true", help="terms are nouns: lemmas as well")
    options = parser.parse_args()
    rng = random.Random(60)
    inflect = Inflect.NOUN if options.inflect else Inflect.NAME
    names = sorted({_name(rng) for _ in range(options.terms * 2)})[: options.terms]
    glossary = Glossary(
        tuple(
            Concept(f"c{number}", (Term("de", name, inflect=inflect), Term("en", f"{name} House")))
            for number, name in enumerate(names)
        )
    )
    text = _text(rng, names, words=options.words)
    print(f"{len(glossary)} concepts, {len(text.split())} words, {len(text)} characters")
    started = time.process_time()
    matcher = TermMatcher(glossary, source_lang="de", target_lang="en")
    print(f"build   {1000 * (time.process_time() - started):8.1f} ms")
    started = time.process_time()
    hits = matcher.find(text)
    print(f"first   {1000 * (time.process_time() - started):8.1f} ms, {len(hits)} hits")
    print(f"fold    {_median_ms(lambda: fold(text)):8.1f} ms")
    print(f"find    {_median_ms(lambda: matcher.find(text)):8.1f} ms")
    sentence = hits[:10]
    verifier = TermVerifier(glossary, target_lang="en")
    output = ", ".join(verifier.expected(hit) for hit in sentence)
    print(f"verify  {_median_ms(lambda: verifier.verify(sentence, output)):8.2f} ms, 10 hits")


def _name(rng: random.Random) -> str:
    words = (
        "".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(rng.randint(1, 2))
    )
    return " ".join(word.capitalize() for word in words)


def _text(rng: random.Random, names: list[str], *, words: int) -> str:
    parts = [
        rng.choice(names) if rng.random() < 0.05 else "".join(rng.choices(_SYLLABLES, k=3))
        for _ in range(words)
    ]
    return " ".join(parts)


def _median_ms(call: Callable[[], object], *, repeats: int = 7) -> float:
    times = []
    for _ in range(repeats):
        started = time.process_time()
        call()
        times.append(time.process_time() - started)
    return 1000 * statistics.median(times)


if __name__ == "__main__":
    main()
