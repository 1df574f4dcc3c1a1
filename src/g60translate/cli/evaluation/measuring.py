"""What `eval` measures: a suite's sets, and the system that the options describe."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field, replace
from pathlib import Path

from g60translate.cli.console import progress_bar
from g60translate.cli.options.groups import EngineOptions
from g60translate.cli.translate.workbench import Settings, Workbench
from g60translate.config.environment import inherited
from g60translate.errors import InputError, UnsupportedPair
from g60translate.glossary.reading import read_glossary
from g60translate.language.tags import read_language
from g60translate.pipeline import Translator
from g60translate.resources import resource_folder
from g60translate.scoring.metrics.comet import CometCommand
from g60translate.scoring.result import Evaluation
from g60translate.scoring.suites.evaluate import Yardstick, evaluate
from g60translate.scoring.suites.reuse import Lender, obstacle, program_digest
from g60translate.scoring.suites.sets import LoadedSuite, TestSet
from g60translate.scoring.suites.system import LineTranslator, system_signature


@dataclass(frozen=True, slots=True)
class Measured:
    """The result, the sets that were measured, and why nothing was taken over where it was asked.

    `obstacle` is empty where outputs could be taken over, or nobody asked for it.
    """

    result: Evaluation
    sets: tuple[TestSet, ...]
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """The system to measure, as the options describe it.

    The glossary's terms are counted in any case; with `no_glossary` they are not enforced, which
    shows what enforcement is worth. Glossary and models that the suite names hold where no option
    says otherwise.
    """

    glossary: Path | None = None
    no_glossary: bool = False
    model: str | None = None
    engine: EngineOptions = field(default_factory=EngineOptions)
    comet: CometCommand | None = None

    def evaluate(
        self, loaded: LoadedSuite, *, pair: str | None, earlier: Evaluation | None = None
    ) -> Measured:
        """Translate and score; outputs of `earlier` are taken over where nothing changed.

        A pair that no installed model translates is skipped by name; raises UnsupportedPair where
        it was asked for, InputError where nothing is left to measure.
        """
        translators, skipped = self._translators(loaded, wanted=pair is not None)
        sets = tuple(s for s in loaded.sets if (s.source_lang, s.target_lang) in translators)
        if not sets:
            reasons = " ".join(f"{name}: {reason}" for name, reason in skipped.items())
            raise InputError(f"The suite {loaded.suite.name} has nothing to measure. {reasons}")
        named = self.glossary or loaded.glossary
        languages = {(each.source_lang, each.target_lang) for each in sets}
        counted = read_glossary(
            named or resource_folder("glossary") / "g60.csv",
            pair=next(iter(languages)) if len(languages) == 1 else None,
        ).glossary
        system = "; ".join(str(system_signature(each)) for each in translators.values())
        program = program_digest()
        hindrance = obstacle(earlier, system=system, program=program) if earlier else None
        with progress_bar(loaded.suite.name) as progress:
            result = evaluate(
                replace(loaded, sets=sets, skipped=skipped),
                LineTranslator(lambda *languages: translators[languages]),
                terms=Yardstick(counted, counted.name) if len(counted) else None,
                comet=self.comet,
                system=system,
                program=program,
                lender=_lender(translators, None if hindrance else earlier),
                progress=progress,
            )
        return Measured(result, sets, hindrance or "")

    def _translators(
        self, loaded: LoadedSuite, *, wanted: bool
    ) -> tuple[dict[tuple[str, str], Translator], dict[str, str]]:
        """A translator for each pair that has a model, and why sets are skipped, by name."""
        translators: dict[tuple[str, str], Translator] = {}
        skipped = dict(loaded.skipped)
        for languages in dict.fromkeys((s.source_lang, s.target_lang) for s in loaded.sets):
            try:
                workbench = self._workbench(loaded, languages)
                translators[languages] = workbench.translator(languages[0])
            except UnsupportedPair as error:
                if wanted:
                    raise
                for each in loaded.sets:
                    if (each.source_lang, each.target_lang) == languages:
                        skipped[each.name] = str(error)
        return translators, skipped

    def _workbench(self, loaded: LoadedSuite, languages: tuple[str, str]) -> Workbench:
        return Workbench(
            Settings(
                target=read_language(languages[1]),
                source=read_language(languages[0]),
                glossary=None if self.no_glossary else self.glossary or loaded.glossary,
                no_glossary=self.no_glossary,
                model=self.model or loaded.model_for("-".join(languages)),
                engine=self.engine,
            )
        )


def _lender(
    translators: dict[tuple[str, str], Translator], earlier: Evaluation | None
) -> Lender | None:
    """None for chains of models: what a glossary decides in between is not in the lines."""
    loaded = list(translators.values())
    if any(len(each.models) > 1 for each in loaded):
        return None
    return Lender(loaded[0].glossary, earlier)


def comet_named(command: str, checkpoint: Path | None) -> CometCommand | None:
    """COMET as the options describe it; raises InputError for a command that cannot be read."""
    if checkpoint is None:
        return None
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise InputError(f"--comet-command {command!r} cannot be read: {error}.") from None
    if not words:
        raise InputError("--comet-command names no program.")
    return CometCommand(tuple(words), checkpoint, inherited())


def find_suite(name: str) -> Path:
    """A suite's file, or the shipped suite of this name; raises InputError listing those."""
    if name.endswith(".toml"):
        return Path(name)
    folder = resource_folder("eval") / "suites"
    path = folder / f"{name}.toml"
    if path.is_file():
        return path
    if not folder.is_dir():
        raise InputError(
            f"The suite {name!r} cannot be named here: suites lie in eval/suites of the project's "
            "checkout, and an installed package does not carry them. Install from a checkout with "
            "`pip install -e .`, or name a suite's file with its ending, such as mine.toml."
        )
    known = ", ".join(sorted(each.stem for each in folder.glob("*.toml"))) or "none"
    raise InputError(
        f"There is no suite named {name!r}. Known suites: {known}. A suite's file is named with "
        "its ending, such as mine.toml."
    )
