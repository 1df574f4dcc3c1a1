"""The evaluation as Markdown, JUnit and HTML, from one measured pair of results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from lxml import etree

from g60translate.gate import Reason, Verdict, judge
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Term
from g60translate.reports.evaluation.groups import document_table
from g60translate.reports.evaluation.page import render_evaluation
from g60translate.reports.junit import render_junit
from g60translate.reports.markdown import render_markdown
from g60translate.reports.plots import Scale, histogram, scale_around
from g60translate.scoring.result import Evaluation, Skipped
from g60translate.scoring.suites.evaluate import Yardstick, evaluate
from g60translate.scoring.suites.line import Line
from g60translate.scoring.suites.sets import TestSet, load_suite
from tests.scoring.sample import REFERENCE, SOURCE, system, write_suite

REPEAT = 30


@dataclass(frozen=True)
class Measured:
    sets: tuple[TestSet, ...]
    good: Evaluation
    bad: Evaluation
    verdict: Verdict


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    suite = load_suite(write_suite(tmp_path_factory.mktemp("suite"), repeat=REPEAT))
    good = evaluate(suite, system(repeat=REPEAT), system="model:good")
    bad = evaluate(suite, system(drop_every=4, repeat=REPEAT), system="model:<bad>|beam:1")
    skipped = (Skipped(name="far|set", reason="far.de is missing"),)
    bad = bad.model_copy(update={"skipped": skipped})
    return Measured(suite.sets, good, bad, judge(bad, good))


def test_markdown_tells_verdict_scores_and_settings(measured: Measured) -> None:
    text = render_markdown(measured.bad, measured.verdict)
    assert text.startswith("## tiny: worse\n")
    assert re.search(
        r"\| tiny de-en \| 120 \| \d+\.\d\d <sub>.*</sub> \(\*\*-\d+\.\d\d, p = 0\.000", text
    )
    assert "far\\|set: skipped" in text
    assert "`model:<bad>|beam:1`" in text
    assert "tok:13a" in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_markdown_without_a_baseline_only_measures(measured: Measured) -> None:
    text = render_markdown(measured.good)
    assert text.startswith("## tiny: measured\n")
    assert "p = " not in text


def test_junit_has_a_case_per_score_with_failures_and_skips(measured: Measured) -> None:
    root = etree.fromstring(render_junit(measured.bad, measured.verdict))
    assert {str(name): str(value) for name, value in root.attrib.items()} == {
        "name": "g60translate eval tiny",
        "tests": "9",
        "failures": "2",
        "skipped": "1",
    }
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert {"BLEU", "chrF2++", "TER", "errors:numbers", "measured"} < set(cases)
    failure = cases["BLEU"].find("failure")
    assert failure is not None
    assert "fell from" in str(failure.get("message"))
    assert cases["measured"].find("skipped") is not None


def test_junit_passes_where_the_gate_does(measured: Measured) -> None:
    root = etree.fromstring(render_junit(measured.good, judge(measured.good, measured.good)))
    assert root.get("failures") == "0"
    assert not list(root.iter("failure"))


def test_junit_stays_xml_whatever_a_message_holds(measured: Measured) -> None:
    verdict = Verdict(False, (Reason("tiny de-en", "BLEU", "a\x00b<c>\ud800"),))
    root = etree.fromstring(render_junit(measured.good, verdict))
    failure = next(root.iter("failure"))
    assert failure.get("message") == "a\ufffdb<c>\ufffd"


def test_the_page_shows_the_worst_and_the_fallen_segments(measured: Measured) -> None:
    page = render_evaluation(
        measured.bad, measured.sets, baseline=measured.good, verdict=measured.verdict
    )
    assert "Worse than the baseline." in page
    assert "Largest falls against the baseline: 20 of" in page
    assert "20 worst segments" in page
    assert SOURCE[0] in page
    assert REFERENCE[0] in page
    assert page.count("<svg") == 3
    assert "model:&lt;bad&gt;" in page
    assert not re.search(r"<script|(?:src|href)=\"(?!#)|url\(|@import|https?://", page)


def test_the_page_lists_documents_and_what_is_new(tmp_path: Path) -> None:
    suite = load_suite(write_suite(tmp_path, repeat=REPEAT))
    expo = Concept("expo", (Term("de", "Importmesse"), Term("en", "Import Expo")))
    good = system(repeat=REPEAT)

    def spoiled(source_lang: str, target_lang: str, lines: Sequence[Line]) -> list[Line]:
        outputs = good(source_lang, target_lang, lines)
        return [Line(o.text.replace("14.2", "some").replace("Expo", "Fair")) for o in outputs]

    terms = Yardstick(Glossary((expo,)))
    before = evaluate(suite, good, terms=terms, system="model:good")
    after = evaluate(suite, spoiled, terms=terms, system="model:bad")
    page = render_evaluation(after, suite.sets, baseline=before, verdict=judge(after, before))
    assert "Terms missed: 30, 30 new since the baseline" in page
    assert "Errors of the checks: 30, 30 new since the baseline" in page
    assert "The number “14,2 Prozent” is missing." in page
    assert "60 documents<" in page
    assert "Terms that the references lack" not in page
    again = render_evaluation(after, suite.sets, baseline=after, verdict=judge(after, after))
    assert "Errors of the checks: 30<" in again


def test_the_page_of_a_first_result_needs_no_baseline(measured: Measured) -> None:
    page = render_evaluation(measured.good, measured.sets)
    assert "There was no baseline" in page
    assert "Largest falls" not in page


def test_a_result_whose_texts_are_not_at_hand_keeps_its_table(measured: Measured) -> None:
    page = render_evaluation(measured.good, ())
    assert "worst segments" not in page
    assert "tiny de-en" in page


def test_points_lie_on_their_axis() -> None:
    scale = Scale(10, 20, 100, 300)
    assert [scale.at(value) for value in (10, 15, 20, 99)] == [100, 200, 300, 300]
    assert scale.ticks == (10, 12, 14, 16, 18, 20)


@pytest.mark.parametrize("values", [[41.2], [100.0], [0.0], [20.0, 20.01], [0.0, 100.0]])
def test_axes_hold_their_values_and_have_round_ticks(values: list[float]) -> None:
    scale = scale_around(values, start=0, end=10)
    assert 0 <= scale.low <= min(values) <= max(values) <= scale.high <= 100
    assert 3 <= len(scale.ticks) <= 11
    assert all(scale.low <= tick <= scale.high for tick in scale.ticks)


def test_every_segment_falls_in_one_class() -> None:
    bars = histogram(np.array([0.0, 4.9, 5.0, 99.0, 100.0, 100.4]))
    assert sum(bar.count for bar in bars) == 6
    assert (bars[0].count, bars[1].count, bars[-1].count) == (2, 1, 3)
    assert (bars[0].low, bars[-1].high) == (0.0, 100.0)


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Documents of 50, 50 and 20 segments; the worse system loses numbers in the second."""
    suite = load_suite(write_suite(tmp_path_factory.mktemp("grouped"), repeat=REPEAT))
    docids = ("first",) * 50 + ("se|cond",) * 50 + ("<third>",) * 20
    suite = replace(suite, sets=(replace(suite.sets[0], docids=docids),))
    good = system(repeat=REPEAT)

    def spoiled(source_lang: str, target_lang: str, lines: Sequence[Line]) -> list[Line]:
        outputs = [line.text for line in good(source_lang, target_lang, lines)]
        second = [o.replace("14.2", "some") if 50 <= n < 100 else o for n, o in enumerate(outputs)]
        return [Line(output) for output in second]

    before = evaluate(suite, good, system="model:good")
    after = evaluate(suite, spoiled, system="model:bad")
    return Measured(suite.sets, before, after, judge(after, before))


def test_the_table_of_documents_has_changes_and_only_checks_that_object(grouped: Measured) -> None:
    table = document_table(grouped.bad, "tiny de-en", grouped.good)
    assert table is not None
    assert table.titles == ("BLEU", "chrF2++", "TER", "numbers")
    first, second, _ = table.rows
    assert [row.segments for row in table.rows] == [50, 50, 20]
    assert [cell.change for cell in first.cells if cell] == [0.0] * 4
    numbers = second.cells[-1]
    assert numbers is not None
    assert (numbers.value, numbers.change) == (24.0, 24.0)  # 12 of 50 lines
    bleu = [row.cells[0] for row in table.rows]
    assert [cell.ci95 is not None for cell in bleu if cell] == [True, True, False]
    assert "fewer than 30 segments have no interval" in table.remark
    assert document_table(grouped.good, "elsewhere") is None


def test_markdown_shows_domains_and_folds_documents(grouped: Measured) -> None:
    text = render_markdown(grouped.bad, grouped.verdict, baseline=grouped.good)
    assert re.search(
        r"^\| press \| 120 \| \d+\.\d\d <sub>.*</sub> \(-\d\.\d\d\) \|", text, re.MULTILINE
    )
    assert "<details><summary>tiny de-en: 3 documents</summary>" in text
    assert re.search(
        r"^\| se\\\|cond \| 50 \|.* 24\.00 <sub>.*</sub> \(\+24\.00\) \|$", text, re.MULTILINE
    )
    assert re.search(r"^\| \\<third\\> \| 20 \| \d+\.\d\d \|", text, re.MULTILINE)


def test_junit_tells_domains_and_documents_without_testing_them(grouped: Measured) -> None:
    root = etree.fromstring(render_junit(grouped.bad, grouped.verdict))
    suites = {str(suite.get("name")): suite for suite in root.iter("testsuite")}
    domain = suites["domain press de-en"]
    assert (domain.get("tests"), list(domain.iter("testcase"))) == ("0", [])
    figures = {str(one.get("name")): str(one.get("value")) for one in domain.iter("property")}
    assert figures["segments"] == "120"
    assert re.fullmatch(r"\d+\.\d\d \(\d+\.\d\d-\d+\.\d\d\)", figures["BLEU"])
    told = suites["tiny de-en"].findtext("system-out")
    assert told is not None
    lines = told.splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("document se|cond: 50 segments, BLEU ")
    assert "errors:numbers 24.00" in lines[1]
    assert re.match(r"document <third>: 20 segments, BLEU \d+\.\d\d, ", lines[2])


def test_the_page_shows_domains_and_documents(grouped: Measured) -> None:
    page = render_evaluation(
        grouped.bad, grouped.sets, baseline=grouped.good, verdict=grouped.verdict
    )
    assert '<h2 id="domains">Domains</h2>' in page
    assert '<th scope="row">press</th><td>120</td>' in page
    assert '<th scope="row">&lt;third&gt;</th><td>20</td>' in page
    assert '24.00 <span class="soft">+24.00</span>' in page


def test_the_page_shows_gains_too(measured: Measured) -> None:
    page = render_evaluation(measured.good, measured.sets, baseline=measured.bad)
    assert "20 largest gains" in page
    assert "Largest falls" not in page
