"""Compares what both engines make of the same int8 weights, greedily and without the walk.

    python eval/studies/engines.py --pair de-en --data FOLDER --lines 100

Three decoders: CTranslate2 in int8 (what ships), CTranslate2 in float32 and transformers in
float32, the last two on weights that are unpacked from the int8 file. FOLDER holds newstest2019;
press dev travels with the project. sacreBLEU's BLEU (13a); equal means equal to the letter.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from plain import ROOT, sets
from sacrebleu.metrics.bleu import BLEU

from g60translate.models.store import ModelStore
from g60translate.translation.engines.hypothesis import Decoding
from g60translate.translation.engines.loading import load_engine

DECODERS = (("ctranslate2", "int8"), ("ctranslate2", "float32"), ("transformers", "float32"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pair", default="de-en")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=100)
    options = parser.parse_args()
    model = ModelStore((ROOT / "models",)).get(options.pair)
    engines = {
        (name, kind): load_engine(model, name=name, compute_type=kind) for name, kind in DECODERS
    }
    greedy = Decoding(beam=1)
    print(f"{options.pair}, model {model.card.digest[:8]}")
    for title, *texts in sets(options.pair, options.data, options.lines):
        if title.startswith("flores"):
            continue
        sources, references = (each[: options.lines] for each in texts)
        made = {
            key: [answer[0].text for answer in engine.translate(sources, greedy)]
            for key, engine in engines.items()
        }
        yardstick = made["transformers", "float32"]
        for key, found in made.items():
            equal = sum(a == b for a, b in zip(found, yardstick, strict=True)) / len(found)
            score = BLEU().corpus_score(found, [references]).score
            print(
                f"{title}, {len(found)} lines, {' '.join(key)}: BLEU {score:.2f}, "
                f"equal to transformers {equal:.1%}"
            )


if __name__ == "__main__":
    main()
