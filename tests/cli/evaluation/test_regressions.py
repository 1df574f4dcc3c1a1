"""Deliberate regressions through the real `eval`: each is stopped, and the summary names why.

Only the translator is handed in: it knows the references and spoils them as a broken system would.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from g60translate.cli.evaluation import eval as eval_command
from g60translate.documents.model import Block
from g60translate.errors import ExitCode
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.matching.verify import TermVerifier
from g60translate.glossary.store import load_glossary
from g60translate.resources import resource_folder
from g60translate.scoring.suites.line import parse_marked
from tests.cli.fakes import install

SETS = resource_folder("eval") / "sets"
GLOSSARY = resource_folder("glossary") / "g60.csv"
PRESS = 120
CODED = 12

app = typer.Typer()
app.add_typer(eval_command.app, name="eval")

Spoil = Callable[[str, int], str]
"""A translation and its number in; what becomes of it out."""


@dataclass(frozen=True)
class House:
    """A small suite with the shipped one's limits, its baseline, and a system to break."""

    suite: Path
    baseline: Path
    monkeypatch: pytest.MonkeyPatch

    def run(self, spoil: Spoil, *options: str, keep_codes: bool = True) -> tuple[int, str]:
        """Exit code and Markdown summary of this system."""
        install(self.monkeypatch, _system(spoil, keep_codes=keep_codes))
        summary = self.suite.with_suffix(".md")
        arguments = ["eval", str(self.suite), "--markdown", str(summary), *options]
        result = CliRunner().invoke(app, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result.exit_code, summary.read_text("utf-8")

    def against_baseline(self, spoil: Spoil, *options: str, **more: bool) -> tuple[int, str]:
        return self.run(spoil, "--against", str(self.baseline), *options, **more)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the suite and its baseline, made once."""
    folder = tmp_path_factory.mktemp("house")
    suite = _write_suite(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        house = House(suite, folder / "base.json", monkeypatch)
        code, _ = house.run(_usual, "-o", str(folder / "result.json"))
        assert code == ExitCode.DONE
    arguments = ["eval", "baseline", "set", str(folder / "result.json"), str(house.baseline)]
    assert CliRunner().invoke(app, arguments).exit_code == ExitCode.DONE
    return folder


@pytest.fixture
def house(made: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(made / "suite.toml", made / "base.json", monkeypatch)


def test_the_same_system_passes(house: House) -> None:
    code, summary = house.against_baseline(_usual)
    assert code == ExitCode.DONE
    assert summary.startswith("## house: passed")


def test_noise_passes(house: House) -> None:
    """Other slips in other lines, as many as before: neither system is better."""
    code, summary = house.against_baseline(lambda text, n: _usual(text, n + 1))
    assert (code, summary.splitlines()[0]) == (ExitCode.DONE, "## house: passed")


def test_a_single_worse_line_passes(house: House) -> None:
    code, _ = house.against_baseline(lambda text, n: text[:40] if n == 7 else _usual(text, n))
    assert code == ExitCode.DONE


def test_dropped_words_are_stopped(house: House) -> None:
    def lose_the_end(text: str, number: int) -> str:
        words = _usual(text, number).split()
        return " ".join(words[: -max(2, len(words) // 4)]) if number % 2 else " ".join(words)

    code, summary = house.against_baseline(lose_the_end)
    assert code == ExitCode.WORSE
    assert summary.startswith("## house: worse")
    assert re.search(r"press de-en: BLEU fell from \d+\.\d\d to ", summary)
    assert "as long as the reference; the baseline's was 100 %" in summary


def test_dropped_numbers_are_stopped(house: House) -> None:
    def lose_numbers(text: str, number: int) -> str:
        text = _usual(text, number)
        return re.sub(r"\d[\d.,]*", "some", text) if number % 6 == 0 else text

    code, summary = house.against_baseline(lose_numbers)
    assert code == ExitCode.WORSE
    assert "errors:numbers rose from" in summary
    assert re.search(r"Line \d+: The number “[^”]+” is missing", summary)


def test_untranslated_lines_are_stopped(house: House) -> None:
    german = dict(zip(_lines("press.en"), _lines("press.de"), strict=True))

    def leave(text: str, number: int) -> str:
        return german.get(text, text) if number % 9 == 0 else _usual(text, number)

    code, summary = house.against_baseline(leave)
    assert code == ExitCode.WORSE
    assert "errors:language rose from 0.00" in summary
    assert "Line 1: The sentence is not translated." in summary


def test_lost_codes_are_stopped(house: House) -> None:
    code, summary = house.against_baseline(_usual, keep_codes=False)
    assert code == ExitCode.WORSE
    assert "coded de-en: 100.00 % of the lines have an error of the tags check" in summary
    assert "The inline code 'b' was lost" in summary


def test_a_broken_glossary_is_stopped(house: House, tmp_path: Path) -> None:
    """The system does what the glossary says; the glossary says what nobody writes."""
    content = GLOSSARY.read_text("utf-8")
    old = "\nfactors-matchmaking-conference,en,Factors Matchmaking Conference,"
    assert content.count(old) == 1
    broken = tmp_path / "broken.csv"
    broken.write_text(content.replace(old, old.replace("Factors Match", "Fact Match")), "utf-8")
    code, summary = house.against_baseline(_usual, "--glossary", str(broken))
    assert code == ExitCode.WORSE
    assert "glossary and references contradict each other" in summary
    assert (
        "“Factors-Matchmaking-Konferenz” has to be “Fact Matchmaking Conference”, which the "
        "reference lacks in lines 99 and 100." in summary
    )
    assert "The glossary is another than the baseline's (g60.csv@" in summary


def test_terms_that_are_not_enforced_are_stopped(house: House) -> None:
    names = re.compile("Hefei|Hangzhou|Shanghai|Wuhu|Yiwu|Jinhua|Huzhou|Songjiang")
    code, summary = house.against_baseline(lambda text, n: names.sub("there", _usual(text, n)))
    assert code == ExitCode.WORSE
    assert re.search(r"press de-en: \d+\.\d\d % of the terms are met", summary)
    assert "“Hefei” has to be “Hefei”, which the output lacks in lines" in summary


def test_limits_hold_without_a_baseline(house: House) -> None:
    code, summary = house.run(lambda text, n: re.sub(r"\d[\d.,]*", "some", _usual(text, n)))
    assert code == ExitCode.WORSE
    assert "have an error of the numbers check, at most 9.00 % may" in summary


def test_a_missing_baseline_is_an_error_with_the_way_to_make_one(house: House) -> None:
    gone = house.suite.parent / "gone.json"
    arguments = ["eval", str(house.suite), "--pair", "de-en", "--against", str(gone)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code != ExitCode.DONE
    assert f"eval baseline set result.json {gone}" in str(result.exception)
    assert "--pair de-en -o result.json" in str(result.exception)


def _lines(name: str) -> list[str]:
    return (SETS / name).read_text("utf-8").splitlines()


def _usual(text: str, number: int) -> str:
    """A slip in every third line: no system is perfect, and a test needs some spread."""
    words = text.split()
    return (
        " ".join([*words[:-2], "well", words[-1]]) if number % 3 == 0 and len(words) > 8 else text
    )


def _system(spoil: Spoil, *, keep_codes: bool) -> Callable[[Block, Glossary], Block]:
    """Gives the reference in the glossary's words, spoiled."""
    known = {
        source: (number, parse_marked(target, where="reference"))
        for number, (source, target) in enumerate(
            zip(_lines("press.de"), _lines("press.en"), strict=True)
        )
    }
    coded = {
        parse_marked(source, where="source").text: parse_marked(target, where="reference")
        for source, target in zip(_lines("coded.de"), _lines("coded.en"), strict=True)
    }
    shipped = load_glossary(GLOSSARY)
    matcher = TermMatcher(shipped, source_lang="de", target_lang="en")
    usual = TermVerifier(shipped, target_lang="en")

    def answer(block: Block, glossary: Glossary) -> Block:
        if block.inlines:
            line = coded[block.text]
            return replace(block, text=line.text, inlines=line.inlines if keep_codes else ())
        number, line = known[block.text]
        text = line.text
        asked = TermVerifier(glossary, target_lang="en")
        for hit in matcher.find(block.text):
            if asked.expected(hit) != usual.expected(hit):
                text = text.replace(usual.expected(hit), asked.expected(hit))
        return replace(block, text=spoil(text, number), inlines=())

    return answer


def _write_suite(folder: Path) -> Path:
    """The first lines of the shipped press suite under its own limits, and some with codes."""
    shipped = (SETS.parent / "suites" / "press.toml").read_text("utf-8")
    limits = re.search(r"\[sets\.gate\]\n(?:[a-z_]+ = .*\n)+", shipped)
    assert limits is not None
    parts = ['name = "house"\n[gate]\nalpha = 0.025\nmax_loss = { BLEU = 3.0 }\n']
    for name, count, more in (
        ("press", PRESS, limits.group()),
        ("coded", CODED, "[sets.gate]\nmax_loss = {}\nmax_errors = { tags = 0 }\n"),
    ):
        marked = "true" if name == "coded" else "false"
        digests = []
        for lang in ("de", "en"):
            file = folder / f"{name}.{lang}"
            # Lines with codes only: the others of the set are met in the press set.
            lines = [line for line in _lines(file.name) if name == "press" or "<" in line][:count]
            file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
            digests.append(f'"{file.name}" = "{hashlib.sha256(file.read_bytes()).hexdigest()}"\n')
        parts.append(
            f'[[sets]]\nname = "{name} de-en"\npair = "de-en"\nsource = "{name}.de"\n'
            f'references = ["{name}.en"]\nlicence = "CC0-1.0"\nmarked = {marked}\n'
            f"{more}[sets.sha256]\n{''.join(digests)}"
        )
    suite = folder / "suite.toml"
    suite.write_text("".join(parts), "utf-8")
    return suite
