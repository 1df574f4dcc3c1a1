"""The sets of a suite, read and held against the digests that the suite states."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from g60translate.documents.model import Inline
from g60translate.errors import InputError
from g60translate.scoring.suites.line import Line, parse_marked
from g60translate.scoring.suites.lines import split_lines
from g60translate.scoring.suites.suite import SetSpec, Suite, parse_suite


@dataclass(frozen=True, slots=True)
class TestSet:
    """A set's lines, checked: all lists are of one length, and the files are the expected ones.

    `digest` is the SHA-256 over the files' digests; results of equal digest are comparable.
    `inlines` are the codes of every source line, empty where the set is not marked.
    """

    __test__ = False  # its name is no test's, whatever pytest thinks

    name: str
    source_lang: str
    target_lang: str
    sources: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]
    docids: tuple[str, ...]
    domain: str
    digest: str
    inlines: tuple[tuple[Inline, ...], ...] = ()

    def line(self, number: int) -> Line:
        """A source line with its codes, counted from 0."""
        return Line(self.sources[number], self.inlines[number] if self.inlines else ())


@dataclass(frozen=True, slots=True)
class LoadedSuite:
    """The sets that are there, and why the others are not: name -> reason.

    `folder` is the one of the suite's file.
    """

    suite: Suite
    sets: tuple[TestSet, ...]
    skipped: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()

    @property
    def glossary(self) -> Path | None:
        """The glossary that the suite names."""
        return self.folder / self.suite.glossary if self.suite.glossary else None

    def model_for(self, pair: str) -> str | None:
        """The model that the suite names for this pair: a folder's path or an installed name."""
        named = self.suite.models.get(pair)
        if named is None:
            return None
        folder = self.folder / named
        return str(folder) if folder.is_dir() else named


def load_suite(path: Path, *, data: Path | None = None, pair: str | None = None) -> LoadedSuite:
    """Read a suite and its sets, of one language pair only where `pair` is given.

    `data` is the folder of sets that do not travel with the project. A missing optional set is
    skipped by name. Raises InputError for a missing required set, for a file that hashes to
    something else and for lines that do not match; ConfigError for faults of the suite file.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"The suite {path} cannot be read: {error.strerror or error}.") from error
    suite = parse_suite(content, name=path.name)
    wanted = [spec for spec in suite.sets if pair in {None, spec.pair}]
    if not wanted:
        known = ", ".join(dict.fromkeys(spec.pair for spec in suite.sets))
        raise InputError(f"The suite {suite.name} has no set for {pair}. It has: {known}.")
    sets: list[TestSet] = []
    skipped: dict[str, str] = {}
    for spec in wanted:
        reason = _absence(spec, suite_folder=path.parent, data=data)
        if reason is None:
            folder = path.parent if spec.where == "suite" else data or path.parent
            sets.append(_load_set(spec, folder))
        elif spec.optional:
            skipped[spec.name] = reason
        else:
            raise InputError(f"The set {spec.name!r} of suite {suite.name} is broken: {reason}")
    return LoadedSuite(suite, tuple(sets), skipped, path.parent)


def _absence(spec: SetSpec, *, suite_folder: Path, data: Path | None) -> str | None:
    """Why the set cannot be read, None if all its files are there."""
    hint = f" {spec.get_it}" if spec.get_it else ""
    if spec.where == "data" and data is None:
        return f"it lies outside the project; name its folder with --data.{hint}"
    folder = suite_folder if spec.where == "suite" else data or suite_folder
    missing = [file for file in spec.files if not (folder / file).is_file()]
    return f"{missing[0]} is missing in {folder}.{hint}" if missing else None


def _load_set(spec: SetSpec, folder: Path) -> TestSet:
    contents: dict[str, bytes] = {}
    for file in spec.files:
        contents[file] = (folder / file).read_bytes()
        found = hashlib.sha256(contents[file]).hexdigest()
        if found != spec.sha256[file]:
            raise InputError(
                f"The set {spec.name!r} is broken: {file} hashes to {found[:12]}…, not to "
                f"{spec.sha256[file][:12]}…. Restore the file, or, if it was changed on purpose, "
                "enter its new hash in the suite and set a new baseline."
            )
    sources = split_lines(contents[spec.source], name=spec.source)
    others = {
        file: split_lines(contents[file], name=file) for file in spec.files if file != spec.source
    }
    for file, lines in others.items():
        if len(lines) != len(sources) or not sources:
            raise InputError(
                f"The set {spec.name!r} is broken: {spec.source} has {len(sources)} lines, "
                f"{file} {len(lines)}."
            )
    inlines: list[tuple[Inline, ...]] = []
    if spec.marked:
        unmarked = _unmark(sources, spec.source)
        sources = [line.text for line in unmarked]
        inlines = [line.inlines for line in unmarked]
        for file in spec.references:
            others[file] = [line.text for line in _unmark(others[file], file)]
    source_lang, _, target_lang = spec.pair.partition("-")
    digest = hashlib.sha256("\n".join(spec.sha256[file] for file in spec.files).encode())
    return TestSet(
        name=spec.name,
        source_lang=source_lang,
        target_lang=target_lang,
        sources=tuple(sources),
        references=tuple(tuple(others[file]) for file in spec.references),
        docids=tuple(others[spec.docids]) if spec.docids else (),
        domain=spec.domain,
        digest=digest.hexdigest(),
        inlines=tuple(inlines),
    )


def _unmark(lines: Sequence[str], name: str) -> list[Line]:
    return [parse_marked(line, where=f"{name}:{n}") for n, line in enumerate(lines, 1)]
