"""Runs every case of tests/cases through the command line and says how many kinds are right.

    python eval/studies/cases.py                     # as the program is
    python eval/studies/cases.py --against 788f5ae   # and as it was at a revision, same verdicts

The verdicts are those of tests/cases/verdicts.py; a case that fails is named below the table. An
older revision is checked out in a temporary folder and brings its own models; `--model` names the
model folder that both take. What the glossary's cases ask of `glossary import`, `find` and `lint`
is proved by the tests that tests/cases/verdicts.py names, and is not counted here.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
sys.path.insert(0, str(ROOT))

from tests.cases.verdicts import VERDICTS, WITH_GLOSSARY, Seen, is_right  # noqa: E402

# One process for all files: it calls the command line again and again, whatever the revision.
_DRIVER = """
import contextlib, io, json, runpy, sys
jobs = json.load(sys.stdin)
codes = {}
for name, argv in jobs.items():
    sys.argv = ["g60translate", *argv]
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            runpy.run_module("g60translate", run_name="__main__")
        codes[name] = 0
    except SystemExit as end:
        codes[name] = end.code or 0
    except BaseException:
        codes[name] = 70
print(json.dumps(codes))
"""


def run_cases(source: Path, out: Path, *, model: str | None = None) -> Mapping[str, Seen]:
    """What the program whose sources lie in `source` makes of every case."""
    jobs: dict[str, list[str]] = {}
    for name in (*VERDICTS, *WITH_GLOSSARY):
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        glossary = (CASES / name).with_suffix(".csv")
        book = ["--glossary", str(glossary)] if name in WITH_GLOSSARY else []
        chosen = ["--model", model] if model else []
        jobs[name] = ["translate", str(CASES / name), "--from", "de", "--to", "en",
                      "-o", str(target), *book, *chosen]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER],
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(source / "src"), "HOME": str(out)},
        cwd=out,
    )
    codes = json.loads(done.stdout.splitlines()[-1])
    return {name: _seen(out / name, codes[name]) for name in jobs}


def _seen(target: Path, code: int) -> Seen:
    record = target.with_name(f"{target.name}.g60.json")
    if not target.is_file():
        return Seen(code)
    segments = json.loads(record.read_text(encoding="utf-8"))["segments"]
    return Seen(code, target.read_bytes(), segments)


@contextmanager
def revision(name: str) -> Iterator[Path]:
    """A checkout of another revision."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "program"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--detach", str(place), name], check=True, capture_output=True)
        try:
            yield place
        finally:
            subprocess.run([*git, "remove", "--force", str(place)], check=True)


def judged(source: Path, model: str | None) -> dict[str, bool]:
    with tempfile.TemporaryDirectory() as folder:
        seen = run_cases(source, Path(folder), model=model)
    return {name: is_right(v, seen[name]) for name, v in {**VERDICTS, **WITH_GLOSSARY}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--against", metavar="REVISION")
    parser.add_argument("--model", help="folder of the model that both take")
    options = parser.parse_args()
    now = judged(ROOT, options.model)
    before: dict[str, bool] = {}
    if options.against:
        with revision(options.against) as place:
            before = judged(place, options.model)
    kinds = Counter(name.partition("/")[0] for name in now)
    print("| kind | cases | right before | right after |")
    print("|---|--:|--:|--:|")
    for kind, count in [*kinds.items(), ("all", len(now))]:
        inside = [name for name in now if kind == "all" or name.startswith(f"{kind}/")]
        was = str(sum(before[name] for name in inside)) if before else "–"
        print(f"| {kind} | {count} | {was} | {sum(now[name] for name in inside)} |")
    wrong = [name for name, right in now.items() if not right]
    print(f"\nNot right: {', '.join(wrong) or 'none'}.")


if __name__ == "__main__":
    main()
