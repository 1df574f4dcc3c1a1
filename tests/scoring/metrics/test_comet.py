"""COMET through its command, with a stand-in that answers as unbabel-comet 2.2 does."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import pytest

from g60translate.errors import ConfigError, EngineError, InputError
from g60translate.gate import judge
from g60translate.scoring.metrics.comet import CometCommand
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.evaluate import evaluate
from g60translate.scoring.suites.sets import LoadedSuite, load_suite
from g60translate.scoring.suites.suite import parse_suite
from tests.scoring.sample import REFERENCE, SOURCE, system, write_suite

# The share of words that output and reference have in common stands for a score.
STAND_IN = """
import argparse, json, os, pathlib, sys
parser = argparse.ArgumentParser()
for option in ("-s", "-t", "-r", "--model", "--to_json", "--gpus"):
    parser.add_argument(option)
for option in ("--quiet", "--only_system"):
    parser.add_argument(option, action="store_true")
asked = parser.parse_args()
source, output, reference = (
    pathlib.Path(name).read_text("utf-8").splitlines() for name in (asked.s, asked.t, asked.r)
)
words = [(set(o.split()), set(r.split())) for o, r in zip(output, reference, strict=True)]
rows = [
    {"src": s, "COMET": len(o & r) / max(len(o | r), 1)}
    for s, (o, r) in zip(source, words, strict=True)
]
log = {"arguments": sys.argv[1:], "offline": os.environ.get("HF_HUB_OFFLINE")}
pathlib.Path(asked.model).with_suffix(".log").write_text(json.dumps(log), "utf-8")
ANSWER
"""
WRITE = 'pathlib.Path(asked.to_json).write_text(json.dumps({asked.t: rows}), "utf-8")'


def stand_in(folder: Path, *arguments: str, answer: str = WRITE) -> CometCommand:
    program = folder / "comet-score"
    program.write_text(f"#!{sys.executable}\n{STAND_IN.replace('ANSWER', answer)}", "utf-8")
    program.chmod(0o755)
    checkpoint = folder / "models--Unbabel--wmt22-comet-da" / "model.ckpt"
    checkpoint.parent.mkdir(exist_ok=True)
    checkpoint.write_bytes(b"weights")
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    return CometCommand(("comet-score", *arguments), checkpoint, environment)


def comet_suite(folder: Path) -> LoadedSuite:
    path = write_suite(folder, gate='metrics = ["bleu", "chrf", "comet"]', repeat=30)
    return load_suite(path)


def measure(folder: Path, comet: CometCommand | None, *, drop_every: int = 0) -> Evaluation:
    translate = system(drop_every=drop_every, repeat=30)
    return evaluate(comet_suite(folder), translate, comet=comet, system="model:x")


def test_every_segment_gets_the_score_that_the_program_gives(tmp_path: Path) -> None:
    counts = stand_in(tmp_path).statistics(SOURCE[:2], ["", REFERENCE[1]], REFERENCE[:2])
    assert counts.tolist() == [[1.0, 0.0], [1.0, 1.0]]


def test_a_line_stays_a_line_whatever_it_holds(tmp_path: Path) -> None:
    odd = ["one\u2028two\x0bthree", "four"]
    assert stand_in(tmp_path).statistics(odd, odd, odd).tolist() == [[1.0, 1.0], [1.0, 1.0]]


def test_the_program_is_kept_off_the_network_and_takes_the_users_arguments(tmp_path: Path) -> None:
    comet = stand_in(tmp_path, "--gpus", "1")
    comet.statistics(SOURCE, REFERENCE, REFERENCE)
    log = json.loads(comet.checkpoint.with_suffix(".log").read_text("utf-8"))
    assert log["offline"] == "1"
    values = [log["arguments"][n + 1] for n, a in enumerate(log["arguments"]) if a == "--gpus"]
    assert values == ["0", "1"]


def test_the_record_names_model_digest_and_program(tmp_path: Path) -> None:
    result = measure(tmp_path, stand_in(tmp_path))
    (tiny,) = result.sets
    score = tiny.score("COMET")
    assert score is not None
    digest = hashlib.sha256(b"weights").hexdigest()
    assert f"model:Unbabel/wmt22-comet-da|model_digest:{digest}|unbabel-comet:" in score.signature
    assert score.value == pytest.approx(100 * tiny.counts("COMET")[:, 1].mean())
    assert score.ci95 is not None
    assert (tiny.score("TER"), result.skipped) == (None, ())


def test_a_loss_of_comet_is_tested_like_any_other(tmp_path: Path) -> None:
    comet = stand_in(tmp_path)
    verdict = judge(measure(tmp_path, comet, drop_every=4), measure(tmp_path, comet))
    assert "COMET" in {reason.score for reason in verdict.reasons}


def test_another_checkpoint_is_refused(tmp_path: Path) -> None:
    comet = stand_in(tmp_path)
    before = measure(tmp_path, comet)
    comet.checkpoint.write_bytes(b"other weights")
    after = measure(tmp_path, CometCommand(comet.command, comet.checkpoint, comet.environment))
    with pytest.raises(InputError, match=r"COMET of the set .* with model_digest"):
        judge(after, before)


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("option", "no checkpoint is named"),
        ("program", "no program 'comet-score'"),
        ("checkpoint", "no checkpoint .*model.ckpt"),
    ],
)
def test_what_is_not_at_hand_is_named_and_skipped(
    tmp_path: Path, missing: str, reason: str
) -> None:
    comet: CometCommand | None = stand_in(tmp_path)
    assert comet is not None
    before = measure(tmp_path, comet)
    if missing == "program":
        comet = CometCommand(comet.command, comet.checkpoint, {"PATH": str(tmp_path / "none")})
    elif missing == "checkpoint":
        comet.checkpoint.unlink()
    else:
        comet = None
    result = measure(tmp_path, comet)
    (skipped,) = result.skipped
    assert skipped.name == "COMET"
    assert re.search(reason, skipped.reason)
    assert result.sets[0].score("COMET") is None
    notes = judge(result, before).notes
    assert "tiny de-en: COMET of the baseline was not measured now." in notes


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ('sys.exit("Model not found")', "ended with 1: Model not found"),
        ("sys.exit(3)", "ended with 3: it said nothing"),
        ("pass", "no scores that can be read"),
        (WRITE.replace("asked.t:", '"other":'), "no scores that can be read"),
        (WRITE.replace("rows", "rows[1:]"), "3 scores for 4 segments"),
        ('rows[0]["COMET"] = float("nan"); ' + WRITE, "not finite"),
    ],
)
def test_a_program_that_fails_is_an_error(tmp_path: Path, answer: str, message: str) -> None:
    comet = stand_in(tmp_path, answer=answer)
    with pytest.raises(EngineError, match=message):
        comet.statistics(SOURCE, REFERENCE, REFERENCE)


def test_a_suite_asks_for_metrics_by_name() -> None:
    with pytest.raises(ConfigError, match=r"metrics\.1"):
        parse_suite(b'name = "x"\nmetrics = ["bleu", "meteor"]\n', name="x.toml")
