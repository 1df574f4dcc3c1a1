"""What is said of a translation in the terminal, and what the exit code makes of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from g60translate.checks.check import Severity
from g60translate.cli.app import _run
from g60translate.cli.options.groups import VerdictOptions
from g60translate.cli.translate import workbench
from g60translate.cli.translate.outcomes import Outcome, judged, print_outcomes
from g60translate.cli.translate.plan import Job
from g60translate.documents.model import BlockKind
from g60translate.errors import ExitCode
from g60translate.pipeline import Translator
from g60translate.reports.record.model import (
    FindingRecord,
    SegmentRecord,
    Summary,
    load_record,
    summarise,
)
from g60translate.reports.worst import Worst
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ScriptedEngine

Capture = pytest.CaptureFixture[str]
Scripted = Callable[[Callable[[str], Sequence[str]]], ScriptedEngine]


def summary(**counts: int) -> Summary:
    none = dict.fromkeys(("segments", "terms_found", "terms_met", "errors", "warnings", "infos"), 0)
    return Summary(seconds=0, **{**none, **counts})


@pytest.mark.parametrize(
    ("counts", "codes"),
    [
        ({}, (0, 0, 0)),
        ({"infos": 1}, (0, 0, 0)),
        ({"warnings": 1}, (0, 2, 0)),
        ({"errors": 1}, (2, 2, 0)),
        ({"terms_found": 2, "terms_met": 1}, (2, 2, 0)),
        ({"terms_found": 2, "terms_met": 2}, (0, 0, 0)),
    ],
)
def test_the_exit_code_is_what_the_house_asks_for(
    counts: dict[str, int], codes: tuple[int, int, int]
) -> None:
    found = summary(**counts)
    assert (judged(found, "error"), judged(found, "warning"), judged(found, "never")) == codes


def segment(number: int, *severities: Severity, text: str = "Some text.") -> SegmentRecord:
    findings = [FindingRecord(check="length", severity=s, message=f"Is {s}.") for s in severities]
    return SegmentRecord(
        id=f"b{number}.1", block_id=f"b{number}", block_kind=BlockKind.PARAGRAPH,
        source="Text.", target=text, findings=tuple(findings),
    )  # fmt: skip


def told(capsys: Capture, segments: Sequence[SegmentRecord], *, quiet: bool = False) -> str:
    worst = Worst(3)
    worst.add(segments)
    outcome = Outcome(
        Job("a.txt", "-", Path("r.json"), None),
        ExitCode.NOT_READY,
        summary=summarise(segments, seconds=0),
        worst=worst,
    )
    print_outcomes([outcome], VerdictOptions(quiet=quiet))
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err


def test_findings_are_told_the_worst_first_with_place_and_text(capsys: Capture) -> None:
    listed = [
        segment(1, Severity.WARNING, Severity.INFO),
        segment(2),
        segment(3, Severity.ERROR, Severity.WARNING, text="Wrong\nhere."),
    ]
    assert told(capsys, listed).splitlines() == [
        "a.txt: Do not send it yet: 1 error, 2 warnings.",
        "  error b3.1 (length): Is error.",
        "    Wrong here.",
        "  warning b1.1 (length): Is warning.",
        "    Some text.",
        "  warning b3.1 (length): Is warning.",
        "    Wrong here.",
    ]


def test_many_findings_are_cut_short_and_the_record_is_named(capsys: Capture) -> None:
    listed = [segment(n, Severity.WARNING, Severity.WARNING) for n in range(1, 5)]
    listed.append(segment(5, Severity.ERROR))
    lines = told(capsys, listed).splitlines()
    assert lines[0] == "a.txt: Do not send it yet: 1 error, 8 warnings."
    assert lines[1] == "  error b5.1 (length): Is error."
    assert lines[-1] == "  … and 6 more, see r.json"
    assert sum("(length)" in line for line in lines) == 3
    # Two findings of one sentence share its text.
    assert sum(line == "    Some text." for line in lines) == 2


def test_warnings_alone_ask_to_be_read(capsys: Capture) -> None:
    assert told(capsys, [segment(1, Severity.WARNING)]).startswith(
        "a.txt: Read the marked sentences: 0 errors, 1 warning."
    )


def test_nothing_is_told_where_nothing_was_found_or_nobody_wants_to_know(capsys: Capture) -> None:
    assert told(capsys, [segment(1, Severity.INFO)]) == ""
    assert told(capsys, [segment(1, Severity.ERROR)], quiet=True) == ""


def test_a_long_sentence_takes_one_line(capsys: Capture) -> None:
    lines = told(capsys, [segment(1, Severity.ERROR, text="word " * 99)]).splitlines()
    assert len(lines) == 3
    assert lines[2].endswith(" …")
    assert len(lines[2]) <= 96


@pytest.fixture
def release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scripted: Scripted
) -> Callable[..., int]:
    """Translates `release.de.txt` with an engine that gets every number wrong."""
    monkeypatch.chdir(tmp_path)
    Path("release.de.txt").write_text("Es kamen 2500 Gäste.\n", encoding="utf-8")
    engine = scripted(lambda _: ["There were 9 guests."])

    def load(_from: str, _to: str, *, glossary: object, severities: object, **_: object) -> object:
        return Translator(engine, glossary, SrxSegmenter(), severities=severities)  # type: ignore[arg-type]

    monkeypatch.setattr(workbench, "load_translator", load)

    def run(*options: str) -> int:
        line = ["translate", "release.de.txt", "--from", "de", "--to", "en", "--force", *options]
        monkeypatch.setattr(sys, "argv", ["g60translate", *line])
        return _run()

    return run


def test_an_error_fails_unless_the_house_says_never(
    release: Callable[..., int], capsys: Capture
) -> None:
    assert release() == 2
    err = capsys.readouterr().err
    assert "release.de.txt: Do not send it yet: 1 error" in err
    assert "error b1.1 (numbers): " in err
    assert release("--fail-on", "never", "--quiet") == 0
    assert capsys.readouterr().err == ""
    assert release("--fail-on", "error", "-q") == 2
    assert release("--fail-on", "sometimes") == 1


def test_line_by_line_the_same_is_told(release: Callable[..., int], capsys: Capture) -> None:
    assert release("--lines", "-o", "-") == 2
    shown = capsys.readouterr()
    assert shown.out == "There were 9 guests.\n"
    assert "error line1.1 (numbers): " in shown.err


def test_a_house_regrades_and_the_record_says_so(
    release: Callable[..., int], capsys: Capture
) -> None:
    assert release("--quiet") == 2
    plain = load_record(Path("release.en.txt.g60.json").read_bytes(), name="r")
    Path("g60.toml").write_text('[checks]\nnumbers = "warning"\ndoubt = "off"\n')
    assert release() == 0
    assert "warning b1.1 (numbers): " in capsys.readouterr().err
    record = load_record(Path("release.en.txt.g60.json").read_bytes(), name="r")
    assert record.options.severities == {"numbers": "warning", "doubt": "off"}
    # How sure one may be does not depend on what a house minds.
    assert record.segments[0].confidence == plain.segments[0].confidence
    assert release("--fail-on", "warning") == 2


def test_the_region_is_kept_in_the_record(release: Callable[..., int]) -> None:
    assert release("--to", "EN-gb", "--from", "Deutsch", "-q") == 2
    record = load_record(Path("release.en.txt.g60.json").read_bytes(), name="r")
    assert (record.source.lang, record.target.lang) == ("de", "en-GB")


def test_reports_of_several_texts_have_an_index(release: Callable[..., int]) -> None:
    Path("second.txt").write_text("Es kamen 9 Gäste.\n", encoding="utf-8")
    Path("empty & odd.txt").write_text("")
    code = release("second.txt", "empty & odd.txt", "-o", "english/", "--report", "review/")
    assert code == 1
    names = sorted(path.name for path in Path("review").iterdir())
    assert names == ["index.html", "release.en.txt.html", "second.en.txt.html"]
    page = Path("review/index.html").read_text(encoding="utf-8")
    assert '<a href="release.en.txt.html"><bdi>release.de.txt</bdi></a>' in page
    assert "empty &amp; odd.txt" in page
    assert "Not translated" in page
    # What failed stands first, then what has errors.
    assert page.index("empty &amp;") < page.index("release.de.txt") < page.index("second.txt")
    assert len(list(Path("english").iterdir())) == 4
