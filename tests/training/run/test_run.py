from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import pytest
import torch

from g60translate.errors import ConfigError, InputError, OutputExists
from g60translate.models.card import read_card, verify_files
from g60translate.models.shape import EMBEDDING
from g60translate.training.corpus.prepare import prepare
from g60translate.training.network.parent import read_parent
from g60translate.training.recipe import Recipe, build_recipe, load_recipe
from g60translate.training.run.checkpoint import latest_checkpoint, read_checkpoint
from g60translate.training.run.log import read_log
from g60translate.training.run.markerscore import COPIED, INLINE
from g60translate.training.run.run import export_run, shape_of, start_weights, train
from tests.training.tiny import Press

RECIPE: dict[str, Any] = {
    "name": "tiny",
    "source_lang": "de",
    "target_lang": "en",
    "licence": "CC0-1.0",
    "max_pieces": 60,
    "dimensions": {
        "width": 32, "encoder_layers": 2, "decoder_layers": 2, "ffn": 64, "heads": 4,
        "positions": 64,
    },
    "subwords": {"pieces": 1000},
    "corpus": [{"path": "press.tsv"}],
    "provenance": {"sources": "sources.tsv"},
    "weights": {"press": 2.0},
    "augment": {"terms": 0.2, "placeholders": 0.2, "tags": 0.1},
    "optimise": {
        "tokens": 512,
        "threads": 1,
        "alignment": 0.1,
        "average": 0.9,
        "dropout": 0.1,
        "schedule": {"rate": 5e-3, "warmup": 10, "decay_share": 0.5},
    },
    "budget": {"steps": 60},
    "checkpoints": {"every_steps": 10},
    "dev": [{"name": "few", "source": "dev.de", "target": "dev.en"}],
}  # fmt: skip


def silent(_: str) -> None:
    pass


def write_corpus(folder: Path, press: Press, *, lines: int) -> Path:
    """Labels press, joined and talks; the talks' licence forbids business use."""
    pairs = press.pairs
    rows = [f"{a}\t{b}\tpress" for a, b in pairs[:lines]]
    short = [pair for pair in pairs if len(pair[0]) < 60]
    for i in range(lines - len(rows)):
        one, two = short[i % len(short)], short[(7 * i + i // len(short)) % len(short)]
        label = "talks" if i % 50 == 0 else "joined"
        rows.append(f"{one[0]} {two[0]}\t{one[1]} {two[1]}\t{label}")
    (folder / "press.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "sources.tsv").write_text(
        "source\tlicence\torigin\npress\tCC0 1.0\tthis project\njoined\tCC0 1.0\tthis project\n"
        "talks\tCC BY-NC 4.0\telsewhere\n",
        encoding="utf-8",
    )
    for number, suffix in enumerate(("de", "en")):
        (folder / f"dev.{suffix}").write_text(
            "\n".join(pair[number] for pair in pairs[:5]) + "\n", encoding="utf-8"
        )
    return folder


@pytest.fixture
def folder(press: Press, tmp_path: Path) -> Path:
    return write_corpus(tmp_path, press, lines=900)


def recipe(folder: Path, **changes: Any) -> Recipe:
    return build_recipe({**RECIPE, **changes}, folder=folder, where="test")


def test_the_recipe_makes_a_whole_model_from_nothing(press: Press, tmp_path: Path) -> None:
    folder = write_corpus(tmp_path, press, lines=5000)
    out, work = folder / "models" / "tiny", folder / "work"
    trained = train(recipe(folder), work=work, out=out, report=silent)
    card = read_card(out)
    verify_files(out, card)
    translator = ctranslate2.Translator(str(out / "ctranslate2"))
    # A network trained for seconds need not find an end within its 64 positions.
    assert translator.translate_batch([["▁Die", "</s>"]], max_decoding_length=32)
    # The card tells what happened.
    assert card.training.target_tokens == trained.target_tokens > 60 * 200
    assert "60 steps" in card.training.note
    assert {quality.metric for quality in card.quality} == {"BLEU", "chrF2", INLINE, COPIED}
    assert all("int8|beam:1" in quality.signature for quality in card.quality)
    sources = (out / "SOURCES.tsv").read_text(encoding="utf-8")
    assert re.search(r"^press\t\d+\t2\tCC0 1.0\tthis project$", sources, re.MULTILINE)
    assert "talks" not in sources
    assert "Left out for their licence: talks" in card.origin.data
    assert card.markers.mask == "▒"
    # It learns, and the log can be plotted.
    log = list(read_log(work / "log.jsonl"))
    losses = [line["loss"] for line in log if line["event"] == "step"]
    aligned = [line["alignment"] for line in log if line["event"] == "step"]
    assert losses[-1] < losses[0] - 0.3
    assert len(aligned) == 3
    assert [line["event"] for line in log][-2:] == ["dev", "end"]
    # Again to the same place: refused before any work.
    with pytest.raises(OutputExists):
        train(recipe(folder), work=work, out=out, report=silent)
    # Its checkpoint can be exported by itself.
    export_run(recipe(folder), [work / "checkpoint.pt"], work=work, out=folder / "b", report=silent)
    assert read_card(folder / "b").quality == card.quality
    for name in ("ctranslate2/model.bin", "vocab.json"):
        assert (folder / "b" / name).read_bytes() == (out / name).read_bytes()


def test_a_resumed_run_equals_an_unbroken_one(folder: Path) -> None:
    plain = {"dev": [], "checkpoints": {"every_steps": 1000}}
    # A schedule that looks at the step alone, so that the budget may change.
    optimise = {**RECIPE["optimise"], "schedule": {"rate": 1e-3, "decay_share": 0.0}}

    def run(steps: int, name: str) -> list[str]:
        told: list[str] = []
        changed = recipe(folder, budget={"steps": steps}, optimise=optimise, **plain)
        train(changed, work=folder / name, out=folder / f"{name}-{steps}", report=told.append)
        return told

    run(16, "once")
    run(9, "twice")
    assert "going on from step 9" in run(16, "twice")
    once, twice = (read_checkpoint(folder / name / "checkpoint.pt") for name in ("once", "twice"))
    assert (once.step, once.seen) == (twice.step, twice.seen)
    for name, tensor in once.weights.items():
        torch.testing.assert_close(twice.weights[name], tensor, atol=1e-6, rtol=1e-5)


def test_a_corpus_can_be_turned_round(folder: Path) -> None:
    plain = dict.fromkeys(("terms", "placeholders", "tags", "capitals", "titles", "breaks"), 0.0)
    short = {"budget": {"steps": 2}, "dev": [], "augment": plain}
    train(recipe(folder, **short), work=folder / "a", out=folder / "m", report=silent)
    words = "Stadt\tcidade\nHalle\tsala\n"
    (folder / "pivot.tsv").write_text(words + "city\tcidade\nthe\to\n", encoding="utf-8")
    parent = {"path": "m", "name": "first", "licence": "CC0-1.0", "pivot": "pivot.tsv"}
    common = {**short, "subwords": {"model": "a/joint.model"}}
    there = recipe(folder, **common, parent=parent)
    back = recipe(
        folder,
        **common,
        source_lang="en",
        target_lang="de",
        corpus=[{"path": "press.tsv", "turned": True}],
        parent={**parent, "unknown": "target"},
    )
    starts, corpora = [], []
    for number, one in enumerate((there, back)):
        prepared = prepare(one, folder / f"w{number}", report=silent)
        shape = shape_of(one, prepared)
        starts.append(start_weights(one, prepared, shape, report=silent)[0][EMBEDDING])
        corpora.append(prepared.corpus)
    np.testing.assert_array_equal(corpora[0].source, corpora[1].target)
    np.testing.assert_array_equal(corpora[0].target, corpora[1].source)
    # German is the language that the parent does not know, whichever side it stands on.
    torch.testing.assert_close(*starts)


def test_a_recipe_takes_the_rest_from_its_base(folder: Path) -> None:
    def written(name: str, text: str) -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    written(
        "one.toml",
        """
        name = "one"
        source_lang = "de"
        target_lang = "en"
        licence = "CC0-1.0"
        corpus = [{ path = "press.tsv" }]
        weights = { press = 2.0, talks = 3.0 }
        budget = { steps = 5 }
    """,
    )
    two = load_recipe(
        written(
            "two.toml",
            """
        base = "one.toml"
        name = "two"
        weights = { talks = 1.0 }
    """,
        )
    )
    assert (two.name, two.source_lang, two.budget.steps) == ("two", "de", 5)
    assert two.weights == {"press": 2.0, "talks": 1.0}
    with pytest.raises(ConfigError, match=r"base: two\.toml has a base itself"):
        load_recipe(written("three.toml", 'base = "two.toml"'))
    with pytest.raises(InputError, match=r"no recipe .*none\.toml"):
        load_recipe(written("four.toml", 'base = "none.toml"'))


def test_a_run_from_a_checkpoint_counts_its_pieces_too(folder: Path) -> None:
    short = {"budget": {"steps": 2}, "dev": []}
    train(recipe(folder, **short), work=folder / "a", out=folder / "ma", report=silent)
    first = read_checkpoint(folder / "a" / "checkpoint.pt")
    parent = {"path": "a/checkpoint.pt", "name": "first", "licence": "CC0-1.0"}
    subwords = {"model": "a/joint.model"}
    second = recipe(folder, parent=parent, subwords=subwords, **short)
    train(second, work=folder / "b", out=folder / "mb", report=silent)
    point = folder / "b" / "checkpoint.pt"
    total = first.seen + read_checkpoint(point).seen
    export_run(second, [point], work=folder / "b", out=folder / "mc", report=silent)
    for name in ("mb", "mc"):
        card = read_card(folder / name)
        assert card.training.target_tokens == total
        assert card.training.parent == "first"
    points = [folder / "a" / "checkpoint.pt", point]
    export_run(second, points, work=folder / "b", out=folder / "md", report=silent)
    assert "2 steps. Mean of 2 checkpoints." in read_card(folder / "md").training.note
    # A third run would count the pieces of both.
    assert read_parent(point, pieces=None).seen == total


SCRIPT = """
import sys
from pathlib import Path
from g60translate.training.recipe import load_recipe
from g60translate.training.run.run import train
folder = Path(sys.argv[1])
train(load_recipe(folder / "r.toml"), work=folder / "w", out=folder / "m", report=print)
"""


def test_a_run_tells_how_far_it_is(folder: Path) -> None:
    told: list[str] = []
    short = recipe(folder, budget={"steps": 40}, max_pieces=30)
    train(short, work=folder / "w", out=folder / "m", report=told.append)
    pattern = r"(\d+) %, [a-z\d ]+ left: [\d,]+ target pieces, loss \d\.\d\d, [\d,]+ pieces/s"
    shares = [found[1] for line in told if (found := re.fullmatch(pattern, line))]
    assert shares == ["50", "100"]
    assert any(re.fullmatch(r"few: BLEU [\d.]+, chrF2 [\d.]+", line) for line in told)


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is for posix")
def test_a_kill_loses_at_most_one_interval(folder: Path) -> None:
    (folder / "r.toml").write_text(
        """
        name = "killed"
        source_lang = "de"
        target_lang = "en"
        licence = "CC0-1.0"
        max_pieces = 60
        budget.steps = 100000
        checkpoints.every_steps = 10
        subwords.pieces = 1000
        dimensions = { width = 16, encoder_layers = 1, decoder_layers = 1, ffn = 32, heads = 2 }
        optimise = { tokens = 256, threads = 1 }
        corpus = [{ path = "press.tsv" }]
        """,
        encoding="utf-8",
    )
    log = folder / "w" / "log.jsonl"
    for round_number in (1, 2):
        process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(folder)])
        try:
            wait_for_steps(log, round_number * 60, process)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        lines = [json.loads(x) for x in log.read_text(encoding="utf-8").split("\n")[:-1]]
        last_seen = max(line["step"] for line in lines)
        found = latest_checkpoint(folder / "w")
        assert found is not None
        assert found.step >= last_seen - 10
    starts = [line["step"] for line in lines if line["event"] == "start"]
    assert starts[0] == 0
    assert starts[1] >= 50


def wait_for_steps(log: Path, step: int, process: subprocess.Popen[bytes]) -> None:
    """Until the log has this step; a dead process or a silent minute fails the test."""
    for _ in range(1200):
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        steps = [json.loads(x)["step"] for x in text.split("\n")[:-1] if x]
        if steps and max(steps) >= step:
            return
        assert process.poll() is None, "the training ended by itself"
        time.sleep(0.05)
    pytest.fail("no progress")


def test_a_recipe_collects_its_faults(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text(
        'name = "a b"\nsource_lang = "de"\ntarget_lang = "en"\nlicence = "x"\n'
        'corpus = [{ path = "none.tsv" }]\n[optimise]\nratee = 1\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as caught:
        load_recipe(path)
    assert {fault.where for fault in caught.value.faults} == {"name", "optimise.ratee", "budget"}
    with pytest.raises(ConfigError, match=r"corpus\.0\.path: there is no file"):
        build_recipe({**RECIPE, "provenance": {}, "dev": []}, folder=tmp_path, where="r.toml")
    with pytest.raises(InputError):
        load_recipe(tmp_path / "none.toml")


def test_a_source_is_used_against_its_licence_only_on_request(folder: Path) -> None:
    short = {"budget": {"steps": 1}, "dev": []}
    accept = {"sources": "sources.tsv", "accept": {"talks": "written permission"}}
    out = folder / "m"
    train(recipe(folder, provenance=accept, **short), work=folder / "w", out=out, report=silent)
    card = read_card(out)
    assert "talks (written permission)" in card.training.note
    assert "talks" in (out / "SOURCES.tsv").read_text(encoding="utf-8")
    only = (folder / "sources.tsv").read_text(encoding="utf-8").replace("CC0", "CC BY-NC")
    (folder / "sources.tsv").write_text(only, encoding="utf-8")
    with pytest.raises(InputError, match="forbids commercial use"):
        train(recipe(folder, **short), work=folder / "w2", out=folder / "m2", report=silent)
