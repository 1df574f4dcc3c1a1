"""An evaluation as JUnit XML, which every CI system shows."""

from __future__ import annotations

import re

from lxml import etree

from g60translate.gate import Reason, Verdict
from g60translate.scoring.result import Evaluation, RollUp, SetResult
from g60translate.wording import counted

# XML 1.0, 2.2: the characters a document may hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(result: Evaluation, verdict: Verdict | None = None) -> bytes:
    """One test suite per set with a test case per score; a reason of the verdict is a failure.

    A skipped set or metric is a skipped test case. Documents stand in the output of their set's
    suite; a domain is a suite of properties without cases, for nothing in it is tested.
    """
    root = etree.Element("testsuites", name=_clean(f"g60translate eval {result.suite}"))
    reasons = verdict.reasons if verdict else ()
    for each in result.sets:
        _suite(root, each, result, [reason for reason in reasons if reason.set_name == each.name])
    for group in result.rollups:
        if group.kind == "domain":
            _domain(root, group)
    for skipped in result.skipped:
        suite = _element(root, "testsuite", name=skipped.name, tests=1, failures=0, skipped=1)
        case = _element(suite, "testcase", classname=skipped.name, name="measured")
        _element(case, "skipped", message=skipped.reason)
    for attribute in ("tests", "failures", "skipped"):
        total = sum(int(suite.get(attribute, "0")) for suite in root)
        root.set(attribute, str(total))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _suite(
    root: etree._Element, each: SetResult, result: Evaluation, reasons: list[Reason]
) -> None:
    suite = _element(
        root,
        "testsuite",
        name=each.name,
        tests=len(each.scores),
        failures=len({reason.score for reason in reasons}),
        skipped=0,
        time=f"{each.seconds:.3f}",
        timestamp=result.created.strftime("%Y-%m-%dT%H:%M:%S"),
    )
    properties = _element(suite, "properties")
    _element(properties, "property", name="system", value=result.system)
    for score in each.scores:
        _element(properties, "property", name=f"{score.name} signature", value=score.signature)
    for score in each.scores:
        case = _element(suite, "testcase", classname=each.name, name=score.name)
        mine = [reason.message for reason in reasons if reason.score == score.name]
        if mine:
            failure = _element(case, "failure", message=mine[0], type="worse")
            failure.text = _clean("\n".join(mine))
        interval = "" if score.ci95 is None else f" ({score.ci95[0]:.2f}-{score.ci95[1]:.2f})"
        _element(case, "system-out").text = f"{score.value:.2f}{interval}"
    documents = [group for group in result.rollups if group.set_name == each.name]
    if documents:
        lines = [
            f"document {one.name}: {counted(one.segments, 'segment')}, {_told(one)}"
            for one in documents
        ]
        _element(suite, "system-out").text = _clean("\n".join(lines))


def _domain(root: etree._Element, group: RollUp) -> None:
    name = f"domain {group.name} {group.pair}"
    suite = _element(root, "testsuite", name=name, tests=0, failures=0, skipped=0)
    properties = _element(suite, "properties")
    _element(properties, "property", name="segments", value=group.segments)
    for score in group.values:
        _element(properties, "property", name=score, value=_figure(group, score))


def _told(group: RollUp) -> str:
    return ", ".join(f"{score} {_figure(group, score)}" for score in group.values)


def _figure(group: RollUp, score: str) -> str:
    interval = group.intervals.get(score)
    ends = "" if interval is None else f" ({interval[0]:.2f}-{interval[1]:.2f})"
    return f"{group.values[score]:.2f}{ends}"


def _element(parent: etree._Element, tag: str, **attributes: object) -> etree._Element:
    values = {name: _clean(str(value)) for name, value in attributes.items()}
    return etree.SubElement(parent, tag, attrib=values)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
