"""Where each input of a `translate` run goes, decided before anything is translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from g60translate.cli.options.groups import OutputOptions
from g60translate.cli.translate.places import PIPE, Place, place, refuse_folders
from g60translate.documents.saving import explained
from g60translate.errors import InputError, OutputExists
from g60translate.naming import output_name


@dataclass(frozen=True, slots=True)
class Job:
    """One input and where its results go; None for no such file, `-` for a pipe.

    `folders` are made before anything is written.
    """

    source: str
    target: str
    record: Path | None
    report: Path | None
    folders: tuple[Path, ...] = ()

    def files(self) -> list[Path]:
        """Every file that the job writes."""
        named = [] if self.target == PIPE else [Path(self.target)]
        return [*named, *(path for path in (self.record, self.report) if path is not None)]


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a run, and the page that lists their reports, if there is to be one."""

    jobs: tuple[Job, ...]
    index: Path | None = None


def plan_jobs(
    inputs: Sequence[str], options: OutputOptions, *, target_lang: str, pattern: str
) -> Plan:
    """Decide every path; outputs that nobody names are named by `pattern`.

    Raises InputError for options that contradict each other, OutputExists for a path that is taken.
    """
    refuse_folders(inputs)
    several = len(inputs) > 1
    output = None if options.output is None else place(options.output)
    report = None if options.report is None else place(options.report)
    if several and options.record is not None:
        raise InputError("--record names one file, but there are several inputs.")
    if several and output is not None and not output.is_folder:
        raise InputError(
            f"With several inputs, --output has to be a folder, and {output.path} is none. "
            f"With a slash at its end it is made: -o {output.path}/"
        )
    index = _index(report, several=several)
    jobs = []
    for source in inputs:
        target, made = _target(
            source, output, output_name(Path(source), target_lang, pattern=pattern)
        )
        page, made_too = _page(report, index, target, source)
        record = options.record
        if target != PIPE and record is None:
            record = Path(target).with_name(Path(target).name + ".g60.json")
        folders = tuple(dict.fromkeys((*made, *made_too)))
        jobs.append(Job(source, target, record, page, folders))
    _refuse_clashes(jobs, index, force=options.force)
    return Plan(tuple(jobs), index)


def _target(source: str, output: Place | None, name: str) -> tuple[str, tuple[Path, ...]]:
    """Where the translation goes, and the folders to make for it."""
    if str(output.path if output else source) == PIPE:
        return PIPE, ()
    if output is None:
        return str(Path(source).with_name(name)), ()
    if not output.is_folder:
        return str(output.path), ()
    if source == PIPE:
        raise InputError(f"Standard input has no name for a file in {output.path}. Name the file.")
    return str(output.path / name), output.to_make


def _index(report: Place | None, *, several: bool) -> Path | None:
    """The page that lists the reports: of a folder, or the one named where there are several."""
    if report is None:
        return None
    if report.is_folder:
        return report.path / "index.html"
    return report.path if several else None


def _page(
    report: Place | None, index: Path | None, target: str, source: str
) -> tuple[Path | None, tuple[Path, ...]]:
    """Where the report goes, and the folders to make for it."""
    if report is None:
        return None, ()
    if index is None:
        return report.path, ()
    name = Path(source if target == PIPE else target).name
    if name == PIPE:
        raise InputError(f"Standard input has no name for a page in {index.parent}. Name the page.")
    return index.with_name(f"{name}.html"), report.to_make


def _refuse_clashes(jobs: Sequence[Job], index: Path | None, *, force: bool) -> None:
    written = Counter(path for job in jobs for path in job.files())
    written.update([] if index is None else [index])
    inputs = {Path(job.source).absolute() for job in jobs if job.source != PIPE}
    for path, count in written.items():
        if count > 1:
            raise InputError(
                f"{path} would be written {count} times. Give the outputs other names."
            )
        if path.absolute() in inputs:
            raise InputError(f"{path} is an input too. Name another output with --output.")
        if path.exists() and not force:
            raise OutputExists(f"{path} exists already. Choose another name or give --force.")


def make_folders(job: Job) -> None:
    """Make the folders that a job was told to make."""
    for folder in job.folders:
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
