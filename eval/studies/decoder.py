"""Quality against speed of the decoder alone: batches, beams, a greedy first pass, a shortlist.

    python eval/studies/decoder.py --data FOLDER --pair de-en
    python eval/studies/decoder.py --data FOLDER --pair de-en --shares
    python eval/studies/decoder.py --data FOLDER --pair de-en --company --lines 250

FOLDER holds the public sets of eval/suites/news.toml; press dev travels with the project. One
thread. The yardstick is CTranslate2 called directly, beam 4, in batches of exactly one length,
which never pads; "our engine" pads to a few widths. Quality is that of at most `--lines` lines of a
set: BLEU and chrF2++ by sacreBLEU, the difference to the yardstick, and p by paired approximate
randomization with 10,000 trials. Speed is processor time on a release of 36 lines, its sentences
one by one, and the first 250 lines of news: medians of the ratios within a turn, least and greatest
in brackets.

`--vmap FILE` tries a shortlist of Bergamot's kind: CTranslate2's `vmap.txt`, which has the target
pieces that each source piece permits. It puts together what all sentences of a batch permit, so
that each sentence is a batch of its own. `--shares` tells what there is to gain from less choice:
the time of equally long translations with the first so many pieces of the vocabulary alone.
`--company` counts the sentences whose wording, probability or attention is another alone, or beside
seven others, than in the company of all.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
from plain import ROOT, sets

from g60translate.models.store import Model, ModelStore
from g60translate.models.subwords import END_OF_SENTENCE
from g60translate.scoring.metrics.sacrebleu import BleuMetric, ChrfMetric
from g60translate.scoring.metrics.significance import compare
from g60translate.translation.engines.ctranslate2 import CTranslate2Engine
from g60translate.translation.engines.hypothesis import Decoding

BATCH = 32
RELEASE, NEWS = 36, 250
VMAP = "ctranslate2/vmap.txt"
Found = list[tuple[str, float]]


@dataclass(frozen=True)
class Way:
    """One way to decode; `keep` decodes greedily first and keeps what is at least so probable.

    `bare` calls CTranslate2 directly, with `options`; otherwise it is our engine.
    """

    name: str
    beam: int = 4
    bare: bool = False
    listed: bool = False
    kind: str = "int8"
    keep: float | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


def ways(*, vmap: bool, exact: bool) -> list[Way]:
    """What is compared; the first is the yardstick."""
    found = [Way("bare, one length a batch, beam 4", bare=True)]
    found += [Way(f"our engine, beam {beam}", beam) for beam in (4, 3, 2, 1)]
    found += [
        Way(f"our engine, greedy, beam 4 below {keep}", keep=keep) for keep in (-0.4, -0.5, -0.6)
    ]
    found.append(Way("bare, beam 4 until two have ended", bare=True, options={"patience": 0.5}))
    if vmap:
        found += [Way(f"bare, shortlist, beam {n}", n, bare=True, listed=True) for n in (4, 1)]
    if exact:
        found.append(Way("our engine, beam 4, float32", kind="float32"))
    return found


class Decoders:
    """A model as our engine has it, and as CTranslate2 has it alone."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._engines: dict[str, CTranslate2Engine] = {}
        self.bare = ctranslate2.Translator(
            str(model.folder / "ctranslate2"), compute_type="int8", inter_threads=1, intra_threads=1
        )

    def engine(self, kind: str = "int8") -> CTranslate2Engine:
        if kind not in self._engines:
            self._engines[kind] = CTranslate2Engine(self._model, compute_type=kind, threads=1)
        return self._engines[kind]

    def pieces(self, texts: Sequence[str]) -> list[list[str]]:
        cut = self.engine().subwords.encode
        room = self._model.card.max_tokens - 1
        return [[*cut(text).pieces[:room], END_OF_SENTENCE] for text in texts]

    def translate(self, way: Way, texts: Sequence[str], *, together: bool = True) -> Found:
        """Wording and mean log-probability of each text."""
        if not together:
            return [found for text in texts for found in self.translate(way, [text])]
        if way.bare:
            return self._bare(way, texts)
        if way.keep is None:
            return self._ours(way, way.beam, texts)
        found = self._ours(way, 1, texts)
        again = [at for at, (_, sure) in enumerate(found) if sure < way.keep]
        better = self._ours(way, way.beam, [texts[at] for at in again])
        for at, answer in zip(again, better, strict=True):
            found[at] = answer
        return found

    def _ours(self, way: Way, beam: int, texts: Sequence[str]) -> Found:
        answers = self.engine(way.kind).translate(texts, Decoding(beam, beam))
        return [(answer[0].text, answer[0].logprob) for answer in answers]

    def _bare(self, way: Way, texts: Sequence[str]) -> Found:
        sources = self.pieces(texts)
        alike: dict[int, list[int]] = {}
        for at, source in enumerate(sources):
            alike.setdefault(len(source), []).append(at)
        found: Found = [("", 0.0)] * len(sources)
        for length in sorted(alike, reverse=True):
            answers = self.bare.translate_batch(
                [sources[at] for at in alike[length]],
                max_batch_size=1 if way.listed else BATCH,
                use_vmap=way.listed,
                beam_size=way.beam,
                max_input_length=0,
                max_decoding_length=min(self._model.card.max_tokens - 1, 5 * length // 2 + 16),
                disable_unk=True,
                return_scores=True,
                return_attention=True,
                **way.options,
            )
            for at, answer in zip(alike[length], answers, strict=True):
                wording = self.engine().subwords.decode(answer.hypotheses[0]).text
                found[at] = (wording, answer.scores[0])
        return found


def outputs(decoders: Decoders, way: Way, texts: Sequence[str], cache: Path | None) -> list[str]:
    """What a way makes of the texts, from the cache where it has been there before."""
    if cache is not None and cache.exists():
        stored: list[str] = json.loads(cache.read_text(encoding="utf-8"))
        if len(stored) == len(texts):
            return stored
    made = [text for text, _ in decoders.translate(way, texts)]
    if cache is not None:
        cache.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return made


def speeds(
    decoders: Decoders, compared: Sequence[Way], loads: Mapping[str, Sequence[str]], turns: int
) -> dict[tuple[str, str], list[float]]:
    """How many times as fast as the first way each is, by way and load, a figure a turn."""
    found: dict[tuple[str, str], list[float]] = {}
    for way in compared:
        decoders.translate(way, next(iter(loads.values()))[:8])
    for _ in range(turns):
        for load, texts in loads.items():
            first = 0.0
            for way in compared:
                began = time.process_time()
                decoders.translate(way, texts, together="one by one" not in load)
                taken = time.process_time() - began
                first = first or taken
                found.setdefault((way.name, load), []).append(first / taken)
    return found


def spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def table(options: argparse.Namespace, model: Model) -> None:
    decoders = Decoders(model)
    compared = ways(vmap=options.vmap is not None, exact=options.float32)
    texts = {
        title: (sources[: options.lines], references[: options.lines])
        for title, sources, references in sets(options.pair, options.data, options.lines)
    }
    language = model.card.target_lang
    metrics = (BleuMetric(target_lang=language), ChrfMetric(target_lang=language))
    release = texts["press dev"][0][:RELEASE]
    loads = {
        f"{RELEASE} lines": release,
        "the same one by one": release,
        f"{NEWS} lines": texts["newstest2019"][0][:NEWS],
    }
    measured = speeds(decoders, compared, loads, options.turns)
    print(f"{options.pair}, model {model.card.digest[:8]}, CTranslate2 {ctranslate2.__version__}")
    heads = [f"× as fast: {load}" for load in loads]
    for title, (sources, _) in texts.items():
        heads += [f"{title} ({len(sources)}): {metric.name}; p" for metric in metrics]
    print(f"\n| | {' | '.join(heads)} |\n|---|{'--:|' * len(heads)}")
    base: dict[tuple[str, str], Any] = {}
    signatures = set()
    for way in compared:
        cells = [spread(measured[way.name, load]) for load in loads]
        for title, (sources, references) in texts.items():
            cache = None
            if options.cache:
                plain = "".join(sign if sign.isalnum() else "-" for sign in f"{title} {way.name}")
                cache = options.cache / f"{model.card.digest[:8]}.{options.pair}.{plain}.json"
            made = outputs(decoders, way, sources, cache)
            for metric in metrics:
                counts = metric.statistics(made, [references])
                before = base.setdefault((title, metric.name), counts)
                result = compare(metric, before, counts)
                signatures.add(result.signature)
                change = f" ({result.difference:+.2f}); {result.p_randomization:.4f}"
                cells.append(f"{result.system:.2f}{'' if before is counts else change}")
        print(f"| {way.name} | {' | '.join(cells)} |", flush=True)
    print("\n" + "\n".join(sorted(signatures)))


def shares(options: argparse.Namespace, model: Model) -> None:
    """Time of equally long translations with the first so many pieces of the vocabulary alone."""
    names = json.loads((model.folder / "ctranslate2" / "shared_vocabulary.json").read_text("utf-8"))
    sources = next(iter(sets(options.pair, options.data, 96)))[1][:96]
    rows = [
        (f"beam 4, {count or 'all'} pieces{tail}", count, 4, alone)
        for alone, tail in ((False, ""), (True, ", one by one"))
        for count in (0, 6000, 2000, 500)
    ]
    rows += [("greedy, all pieces", 0, 1, False), ("greedy, 500 pieces", 500, 1, False)]
    rows.append(("encoder and one step", 0, 4, False))
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        decoders = {}
        for count in {count for _, count, _, _ in rows}:
            folder = Path(name) / str(count)
            shutil.copytree(model.folder, folder)
            if count:
                (folder / VMAP).write_text(f"\t{' '.join(names[:count])}\n", "utf-8")
            decoders[count] = Decoders(Model(folder, model.card))
        for _ in range(options.turns):
            for title, count, beam, alone in rows:
                cut = decoders[count].pieces(sources)
                once = title.startswith("encoder")
                began = time.process_time()
                _forced(decoders[count].bare, cut, beam, bool(count), alone, once)
                times.setdefault(title, []).append(time.process_time() - began)
    first = times[rows[0][0]]
    print(f"\n| {options.pair}, 96 lines | of the time |\n|---|--:|")
    for title, taken in times.items():
        print(f"| {title} | {spread([a / b for a, b in zip(taken, first, strict=True)])} |")


def company(options: argparse.Namespace, model: Model) -> None:
    """Our engine on the same sentences all together, one by one, and shuffled by eight."""
    engine = Decoders(model).engine()
    texts = [
        text for _, some, _ in sets(options.pair, options.data, options.lines) for text in some
    ]
    together = [answer[0] for answer in engine.translate(texts)]
    mixed = random.Random(1).sample(range(len(texts)), len(texts))
    for title, order, size in (("alone", range(len(texts)), 1), ("shuffled by eight", mixed, 8)):
        differ = dict.fromkeys(("wording", "probability", "attention"), 0)
        for at in range(0, len(texts), size):
            some = order[at : at + size]
            answers = engine.translate([texts[index] for index in some])
            for index, (one, *_) in zip(some, answers, strict=True):
                other = together[index]
                differ["wording"] += one.text != other.text
                differ["probability"] += one.logprob != other.logprob
                differ["attention"] += not np.array_equal(one.attention, other.attention)
        print(f"{options.pair}, {len(texts)} sentences, {title}: different {differ}", flush=True)


def _forced(
    bare: ctranslate2.Translator,
    sources: Sequence[list[str]],
    beam: int,
    listed: bool,
    alone: bool,
    once: bool,
) -> None:
    """Translations as long as their sources, or of one piece."""
    alike: dict[int, list[list[str]]] = {}
    for source in sources:
        alike.setdefault(len(source), []).append(source)
    for length, group in alike.items():
        steps = 1 if once else length
        bare.translate_batch(
            group,
            max_batch_size=1 if alone else BATCH,
            use_vmap=listed,
            beam_size=beam,
            max_input_length=0,
            min_decoding_length=steps,
            max_decoding_length=steps,
            return_scores=True,
            return_attention=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pair", default="de-en")
    parser.add_argument("--model", type=Path, help="a model folder. Default: the shipped one")
    parser.add_argument("--lines", type=int, default=2000, help="at most so many lines of a set")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--cache", type=Path, help="folder that keeps what has been translated")
    parser.add_argument("--vmap", type=Path, help="a shortlist to try")
    parser.add_argument("--float32", action="store_true", help="exact arithmetic too; slow")
    parser.add_argument("--shares", action="store_true", help="only what less choice would bring")
    parser.add_argument("--company", action="store_true", help="only what the company changes")
    options = parser.parse_args()
    if options.cache:
        options.cache.mkdir(parents=True, exist_ok=True)
    model = ModelStore((ROOT / "models",)).get(str(options.model or options.pair))
    if options.shares or options.company:
        (shares if options.shares else company)(options, model)
        return
    with tempfile.TemporaryDirectory() as name:
        if options.vmap:
            model = Model(shutil.copytree(model.folder, Path(name) / "listed"), model.card)
            shutil.copyfile(options.vmap, model.folder / VMAP)
        table(options, model)


if __name__ == "__main__":
    main()
