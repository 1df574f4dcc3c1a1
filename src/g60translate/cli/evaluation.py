"""What `eval` and `compare` share: loading systems, writing reports, printing results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from g60translate.cli.console import print_json, print_table, progress_bar
from g60translate.cli.workbench import Settings, Workbench
from g60translate.documents.files import write_atomic
from g60translate.errors import InputError, UnsupportedPair
from g60translate.gate import Verdict
from g60translate.glossary.store import load_glossary
from g60translate.pipeline import Translator
from g60translate.reports.evaluation import Evaluation, dump_evaluation
from g60translate.resources import resource_folder
from g60translate.scoring.evaluate import evaluate
from g60translate.scoring.suite import LoadedSuite, TestSet
from g60translate.scoring.system import LineTranslator, system_signature

if TYPE_CHECKING:
    from g60translate.scoring.significance import Comparison


@dataclass(frozen=True, slots=True)
class Bench:
    """The system to measure, as the options describe it.

    The glossary's terms are counted in any case; with `no_glossary` they are not enforced, which
    shows what enforcement is worth.
    """

    glossary: Path | None = None
    no_glossary: bool = False
    model: str | None = None
    engine: str = "ctranslate2"
    beam: int = 4
    threads: int | None = None

    def evaluate(
        self, loaded: LoadedSuite, *, pair: str | None
    ) -> tuple[Evaluation, tuple[TestSet, ...]]:
        """The result and the sets that were measured.

        A pair that no installed model translates is skipped by name; raises UnsupportedPair where
        it was asked for, InputError where nothing is left to measure.
        """
        translators: dict[tuple[str, str], Translator] = {}
        skipped = dict(loaded.skipped)
        for languages in dict.fromkeys((s.source_lang, s.target_lang) for s in loaded.sets):
            try:
                translators[languages] = self._workbench(languages[1]).translator(languages[0])
            except UnsupportedPair as error:
                if pair is not None:
                    raise
                for each in loaded.sets:
                    if (each.source_lang, each.target_lang) == languages:
                        skipped[each.name] = str(error)
        sets = tuple(s for s in loaded.sets if (s.source_lang, s.target_lang) in translators)
        if not sets:
            reasons = " ".join(f"{name}: {reason}" for name, reason in skipped.items())
            raise InputError(f"The suite {loaded.suite.name} has nothing to measure. {reasons}")
        glossary = load_glossary(self.glossary or resource_folder("glossary") / "g60.csv")
        with progress_bar(loaded.suite.name) as progress:
            result = evaluate(
                replace(loaded, sets=sets, skipped=skipped),
                LineTranslator(lambda *languages: translators[languages]),
                glossary=glossary if len(glossary) else None,
                glossary_name=glossary.name,
                system="; ".join(str(system_signature(each)) for each in translators.values()),
                progress=progress,
            )
        return result, sets

    def _workbench(self, target_lang: str) -> Workbench:
        return Workbench(
            Settings(
                target_lang=target_lang,
                glossary=None if self.no_glossary else self.glossary,
                no_glossary=self.no_glossary,
                model=self.model,
                engine=self.engine,
                beam=self.beam,
                threads=self.threads,
            )
        )


@dataclass(frozen=True, slots=True)
class Reports:
    """The files to write; None leaves one out."""

    output: Path | None = None
    html: Path | None = None
    junit: Path | None = None
    markdown: Path | None = None

    def write(
        self,
        result: Evaluation,
        sets: Sequence[TestSet],
        *,
        baseline: Evaluation | None,
        verdict: Verdict | None,
    ) -> None:
        """Write them, in the place of older ones: a report is made anew with every run."""
        from g60translate.reports.evaluation_html import render_evaluation
        from g60translate.reports.junit import render_junit
        from g60translate.reports.markdown import render_markdown

        if self.output is not None:
            write_atomic(self.output, dump_evaluation(result), replace=True)
        if self.html is not None:
            page = render_evaluation(result, sets, baseline=baseline, verdict=verdict)
            write_atomic(self.html, page.encode(), replace=True)
        if self.junit is not None:
            write_atomic(self.junit, render_junit(result, verdict), replace=True)
        if self.markdown is not None:
            write_atomic(self.markdown, render_markdown(result, verdict).encode(), replace=True)


def find_suite(name: str) -> Path:
    """A suite's file, or the shipped suite of this name; raises InputError listing those."""
    if name.endswith(".toml"):
        return Path(name)
    folder = resource_folder("eval") / "suites"
    path = folder / f"{name}.toml"
    if path.is_file():
        return path
    known = ", ".join(sorted(each.stem for each in folder.glob("*.toml"))) or "none"
    raise InputError(
        f"There is no suite named {name!r}. Known suites: {known}. A suite's file is named with "
        "its ending, such as mine.toml."
    )


def print_result(result: Evaluation, verdict: Verdict | None, *, as_json: bool) -> None:
    """Scores, differences from the baseline, and the verdict."""
    if as_json:
        print_json(as_dict(result, verdict))
        return
    rows = []
    for each in result.sets:
        for score in each.scores:
            found = _found(verdict, each.name, score.name)
            interval = "–" if score.ci95 is None else f"{score.ci95[0]:.2f} – {score.ci95[1]:.2f}"
            change = "" if found is None else f"{found.difference:+.2f}"
            chance = "" if found is None else f"{found.p_randomization:.4f}"
            rows.append((each.name, score.name, f"{score.value:.2f}", interval, change, chance))
    print_table(("Set", "Score", "Value", "95 %", "Difference", "p"), rows)
    for skipped in result.skipped:
        print(f"{skipped.name} was skipped: {skipped.reason}")
    if verdict is None:
        return
    for line in (*map(str, verdict.reasons), *verdict.notes):
        print(line)
    print("Passed." if verdict.passed else "Worse.")


def as_dict(result: Evaluation, verdict: Verdict | None) -> dict[str, object]:
    """The result without its bulk, for programs."""
    return {
        "suite": result.suite,
        "system": result.system,
        "sets": [
            {
                "name": each.name,
                "segments": len(each.outputs),
                "seconds": each.seconds,
                "scores": [score.model_dump() for score in each.scores],
            }
            for each in result.sets
        ],
        "skipped": [each.model_dump() for each in result.skipped],
        "verdict": None if verdict is None else _verdict_dict(verdict),
    }


def _verdict_dict(verdict: Verdict) -> dict[str, object]:
    from dataclasses import asdict

    return {
        "passed": verdict.passed,
        "reasons": [asdict(reason) for reason in verdict.reasons],
        "notes": list(verdict.notes),
        "comparisons": {
            name: [asdict(each) for each in found] for name, found in verdict.comparisons.items()
        },
    }


def _found(verdict: Verdict | None, set_name: str, score: str) -> Comparison | None:
    found = verdict.comparisons.get(set_name, ()) if verdict else ()
    return next((each for each in found if each.name == score), None)
