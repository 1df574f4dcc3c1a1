"""What the shipped phrases settle, and BLEU with and without them (paired tests).

    python eval/studies/phrases.py corpus/press/dev.jsonl corpus/press/train.jsonl
    python eval/studies/phrases.py --lines tests/cases/text/letterhead.txt

JSONL files have a text per language on each line, as in corpus/press: all of it is translated in
both directions, once with the phrases and once without. With `--lines`, files are plain text, and
only what the phrases say of each line is printed.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from g60translate.documents.model import Block, BlockKind, Document
from g60translate.facade import load_translator
from g60translate.memory.features import key_of
from g60translate.memory.phrases import Phrases
from g60translate.scoring.metrics.sacrebleu import BleuMetric
from g60translate.scoring.metrics.significance import compare
from g60translate.translation.translated import TranslatedSegment

PAIRS = (("de", "en"), ("en", "de"))


def translated(
    texts: Sequence[str], pair: tuple[str, str], *, phrases: bool
) -> tuple[list[str], list[TranslatedSegment]]:
    """The texts in the other language, and all their segments."""
    memories = [Phrases(*pair)] if phrases else []
    translator = load_translator(*pair, glossary="g60", memories=memories)
    blocks = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    done = translator.translate(Document("text", blocks, None))
    return [block.text for block in done.document.blocks], list(done.segments)


def settled(segments: Sequence[TranslatedSegment]) -> list[TranslatedSegment]:
    """Those that a phrase answered."""
    return [s for s in segments if s.translation is not None and s.translation.recalled is not None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--lines", action="store_true", help="plain German text, nothing scored")
    options = parser.parse_args()
    if options.lines:
        show([t for f in options.files for t in f.read_text("utf-8").splitlines() if t.strip()])
        return
    rows = [
        json.loads(line) for file in options.files for line in file.read_text("utf-8").splitlines()
    ]
    for pair in PAIRS:
        sources, references = ([row[lang] for row in rows] for lang in pair)
        without, segments = translated(sources, pair, phrases=False)
        # The model's answers are the same whatever stands beside them, so they are asked for once.
        known = Phrases(*pair)
        blocks = {s.block.id for s in segments if known.same(key_of(s.sentence.request.text), pair)}
        asked = [n for n in range(len(sources)) if f"b{n}" in blocks]
        again, found = translated([sources[n] for n in asked], pair, phrases=True)
        with_them = [*without]
        for n, text in zip(asked, again, strict=True):
            with_them[n] = text
        metric = BleuMetric(target_lang=pair[1])
        before, after = (metric.statistics(t, [references]) for t in (without, with_them))
        result = compare(metric, before, after)
        print(
            f"{pair[0]}→{pair[1]}: {len(settled(found))} of {len(segments)} segments settled; "
            f"BLEU {result.baseline:.2f} without, {result.system:.2f} with, difference "
            f"{result.difference:+.2f} (95 %: {result.ci95[0]:+.2f} to {result.ci95[1]:+.2f}; "
            f"p {result.p_bootstrap:.3f} bootstrap, {result.p_randomization:.3f} randomization)"
        )
        print(f"  {result.signature}")


def show(lines: Sequence[str]) -> None:
    without, _ = translated(lines, PAIRS[0], phrases=False)
    with_them, segments = translated(lines, PAIRS[0], phrases=True)
    for line, model, phrase in zip(lines, without, with_them, strict=True):
        print(f"{line}\t{model}\t{phrase if phrase != model else '='}")
    print(f"{len(settled(segments))} of {len(segments)} segments settled")


if __name__ == "__main__":
    main()
