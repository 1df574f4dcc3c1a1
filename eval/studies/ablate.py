"""Compares training settings on equal tokens from one set of weights; prints a Markdown table.

usage: python eval/studies/ablate.py PLAN.toml [--work out/ablate]

A plan names a recipe, a budget of target pieces, the dev sets' beam, and the settings:

    recipe = "../training/de-en.toml"     # relative to the plan
    init = "../out/train/de-en/checkpoint.pt"      # without it: from the recipe's own parent
    target_tokens = 300000

    [[setting]]
    name = "as it is"

    [[setting]]
    name = "alignment 0.2"
    change = { optimise = { alignment = 0.2 } }

Each setting has a folder of its own below --work; one that has a result is not run again.
The prepared corpus is shared by settings that do not change it. Columns, for each of the recipe's
dev texts: loss in nats per piece, BLEU and chrF2 by the engine; on the first of them also the
share of inline terms met and of lines that keep their placeholders. The translations are kept as
DEV.txt in the setting's folder, for a paired test of two settings:

    sacrebleu REFERENCE -i ONE/newstest2019.txt OTHER/newstest2019.txt -m chrf bleu --paired-ar
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tomllib
from pathlib import Path

from g60translate.training.corpus.pieces import pieces_of_model
from g60translate.training.corpus.prepare import line_weights, prepare
from g60translate.training.recipe import Recipe, build_recipe, merged, recipe_tables
from g60translate.training.run.allocator import better_environment
from g60translate.training.run.devscore import loss, read_dev, score
from g60translate.training.run.job import Job
from g60translate.training.run.log import read_log
from g60translate.training.run.markerscore import score_markers
from g60translate.training.run.run import shape_of, start_weights
from g60translate.training.run.trainer import Trainer

# The loss is measured in batches of one size, whatever the setting trains with.
_LOSS_TOKENS = 2048


def run_setting(recipe: Recipe, folder: Path, *, data: Path) -> dict[str, float]:
    """Train by the recipe and measure."""
    prepared = prepare(recipe, data / recipe.data_digest[:12], report=tell)
    shape = shape_of(recipe, prepared)
    weights, _ = start_weights(recipe, prepared, shape, report=tell)
    pieces = pieces_of_model(prepared.subwords)
    job = Job(
        weights=weights,
        shape=shape,
        corpus=prepared.corpus,
        line_weights=line_weights(prepared.corpus, recipe),
        pieces=pieces,
        optimise=recipe.optimise,
        budget=recipe.budget,
        folder=folder,
        seed=recipe.seed,
        digest=recipe.data_digest,
        checkpoints=recipe.checkpoints,
    )
    final = Trainer(job).run()
    result: dict[str, float] = {}
    devs = [read_dev(dev) for dev in recipe.dev]
    for dev in devs:
        result[f"{dev.name} loss"] = loss(final.weights, shape, pieces, dev, tokens=_LOSS_TOKENS)
        scored = score(final.weights, shape, pieces, dev, threads=recipe.optimise.threads)
        lines = "\n".join(scored.translations) + "\n"
        (folder / f"{dev.name}.txt").write_text(lines, encoding="utf-8")
        result |= {f"{dev.name} {quality.metric}": quality.value for quality in scored.quality}
    for quality in score_markers(final.weights, shape, pieces, devs[0], recipe):
        result[quality.metric] = quality.value
    end = [line for line in read_log(folder / "log.jsonl") if line["event"] == "end"][-1]
    result["tokens/s"] = end["seen"] / (60 * max(1e-9, end["minutes"]))
    return result


def tell(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def table(results: dict[str, dict[str, float]]) -> str:
    """One row a setting; the best of each column in bold."""
    columns = list(next(iter(results.values())))
    lines = [f"| setting | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
    best = {
        column: (min if column.endswith("loss") else max)(r[column] for r in results.values())
        for column in columns
    }
    for name, result in results.items():
        cells = []
        for column in columns:
            value = result[column]
            text = f"{value:.4f}" if column.endswith("loss") else f"{value:.1f}"
            cells.append(f"**{text}**" if value == best[column] and len(results) > 1 else text)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("plan", type=Path)
    parser.add_argument("--work", type=Path, default=Path("out/ablate"))
    arguments = parser.parse_args()
    environment = better_environment(os.environ)
    if environment is not None:
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)
    plan = tomllib.loads(arguments.plan.read_text(encoding="utf-8"))
    here = arguments.plan.resolve().parent
    path = here / plan["recipe"]
    base = recipe_tables(path)
    base["budget"] = {"target_tokens": plan["target_tokens"]}
    if "init" in plan:
        base["parent"] = {
            "path": str(here / plan["init"]),
            "name": "init",
            "licence": base["licence"],
        }
    results = {}
    for setting in plan["setting"]:
        folder = arguments.work / re.sub(r"\W+", "-", setting["name"])
        kept = folder / "result.json"
        if not kept.exists():
            content = merged(base, setting.get("change", {}))
            recipe = build_recipe(content, folder=path.parent, where=setting["name"])
            tell(f"== {setting['name']}")
            kept.parent.mkdir(parents=True, exist_ok=True)
            result = run_setting(recipe, folder, data=arguments.work / "data")
            kept.write_text(json.dumps(result), encoding="utf-8")
        results[setting["name"]] = json.loads(kept.read_text(encoding="utf-8"))
    print(f"{plan['target_tokens']} target pieces each, seed {base.get('seed', 0)}.\n")
    print(table(results))


if __name__ == "__main__":
    main()
