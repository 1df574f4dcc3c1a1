"""Scores two models by CTranslate2 alone, without the walk, and tests the difference.

    python eval/studies/plain.py OLD NEW --pair de-en --data FOLDER --lines 500

FOLDER holds the public sets of eval/suites/news.toml; press dev is scored besides. int8, beam 4,
one thread; sacreBLEU's BLEU (13a) and chrF2; p by sacreBLEU's paired approximate randomization
(Riezler and Maxwell 2005), 10,000 trials.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

import ctranslate2
import sentencepiece
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.significance import PairedTest

ROOT = Path(__file__).parents[2]
TRIALS = 10_000


def sets(pair: str, data: Path, lines: int) -> Iterator[tuple[str, list[str], list[str]]]:
    """Name, sources and references."""
    source, _, target = pair.partition("-")
    names = {
        "newstest2019": (f"newstest2019.{pair}.src.{source}", f"newstest2019.{pair}.ref.{target}"),
        "flores-dev": (f"flores-dev.{source}", f"flores-dev.{target}"),
    }
    for name, files in names.items():
        here, there = ((data / f).read_text("utf-8").splitlines()[:lines] for f in files)
        yield name, here, there
    press = (ROOT / "corpus" / "press" / "dev.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in press]
    yield "press dev", [row[source] for row in rows], [row[target] for row in rows]


def translate(folder: Path, texts: list[str]) -> list[str]:
    """The best hypotheses of a model folder of this project."""
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    model = ctranslate2.Translator(str(folder / "ctranslate2"), intra_threads=1)
    sources = [[*pieces.encode(text, out_type=str), "</s>"] for text in texts]
    found = model.translate_batch(sources, beam_size=4, max_batch_size=1024, batch_type="tokens")
    return [pieces.decode(each.hypotheses[0]) for each in found]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--pair", default="de-en")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--lines", type=int, default=500)
    options = parser.parse_args()
    os.environ["SACREBLEU_SEED"] = "12345"
    print("| set | lines | BLEU | p | chrF2 | p |\n|---|--:|--:|--:|--:|--:|")
    for name, sources, references in sets(options.pair, options.data, options.lines):
        outputs = [translate(folder, sources) for folder in (options.old, options.new)]
        metrics = {"BLEU": BLEU(references=[references]), "chrF2": CHRF(references=[references])}
        test = PairedTest(
            [("old", outputs[0]), ("new", outputs[1])], metrics, None, "ar", TRIALS, n_jobs=1
        )
        signatures, scores = test()
        old = {key: values[0].score for key, values in scores.items() if key != "System"}
        new = {key: values[1] for key, values in scores.items() if key != "System"}
        cells = [
            f"{old[key]:.2f} → {new[key].score:.2f} | {new[key].p_value:.4f}" for key in metrics
        ]
        print(f"| {name} | {len(sources)} | {' | '.join(cells)} |", flush=True)
    print({key: str(signature) for key, signature in signatures.items()})


if __name__ == "__main__":
    main()
