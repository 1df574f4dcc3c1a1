"""An evaluation as a Markdown summary, for a pull request or a job's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from g60translate.gate import Verdict
from g60translate.reports.evaluation.groups import (
    ERRORS,
    GroupCell,
    GroupTable,
    document_table,
    domain_table,
)
from g60translate.scoring.result import Evaluation, ScoreRecord, SetResult
from g60translate.wording import counted


def render_markdown(
    result: Evaluation, verdict: Verdict | None = None, *, baseline: Evaluation | None = None
) -> str:
    """A verdict, tables of scores and of errors by set and domain and, folded away, the rest.

    With a verdict, each score that changed carries its difference from the baseline, in bold where
    the two-sided p is below 0.05. Differences of domains and documents need the baseline itself;
    they are not tested.
    """
    return "\n".join(_lines(result, verdict, baseline)) + "\n"


def _lines(
    result: Evaluation, verdict: Verdict | None, baseline: Evaluation | None
) -> Iterator[str]:
    yield f"## {_text(result.suite)}: {verdict_word(verdict)}"
    yield ""
    for reason in verdict.reasons if verdict else ():
        yield f"- **{_text(str(reason))}**"
    for note in verdict.notes if verdict else ():
        yield f"- {_text(note)}"
    for skipped in result.skipped:
        yield f"- {_text(skipped.name)}: skipped, {_text(skipped.reason)}"
    names = list(dict.fromkeys(score.name for each in result.sets for score in each.scores))
    yield from _table(result, [name for name in names if not name.startswith(ERRORS)], verdict)
    errors = [name for name in names if name.startswith(ERRORS)]
    if errors:
        yield ""
        yield "Percent of segments with an error of a check:"
        yield from _table(result, errors, verdict)
    yield from _groups(result, baseline)
    yield ""
    yield "<details><summary>How it was made</summary>"
    yield ""
    yield f"- system: `{result.system}`"
    yield f"- {result.tool.name} {result.tool.version}, {result.created.isoformat()}"
    for each in result.sets:
        fresh = len(each.outputs) - each.reused
        told = counted(fresh, "segment")
        yield f"- {_text(each.name)}: {told} translated in {each.seconds:.1f} s"
    for signature in dict.fromkeys(
        f"{score.name}: `{score.signature}`" for each in result.sets for score in each.scores
    ):
        yield f"- {signature}"
    yield ""
    yield "</details>"


def _table(result: Evaluation, names: Sequence[str], verdict: Verdict | None) -> Iterator[str]:
    if not names:
        return
    titles = [name.removeprefix(ERRORS) for name in names]
    yield ""
    yield f"| set | segments | {' | '.join(titles)} |"
    yield f"|---|--:|{'--:|' * len(names)}"
    for each in result.sets:
        cells = [_cell(each, name, verdict) for name in names]
        yield f"| {_text(each.name)} | {len(each.outputs)} | {' | '.join(cells)} |"


def _groups(result: Evaluation, baseline: Evaluation | None) -> Iterator[str]:
    domains = domain_table(result, baseline)
    if domains is not None:
        yield ""
        yield "By domain, over all its sets:"
        yield from _group_table("domain", domains)
    for each in result.sets:
        documents = document_table(result, each.name, baseline)
        if documents is not None:
            yield ""
            title = f"{_text(each.name)}: {counted(len(documents.rows), 'document')}"
            yield f"<details><summary>{title}</summary>"
            yield from _group_table("document", documents)
            yield ""
            yield "</details>"


def _group_table(kind: str, table: GroupTable) -> Iterator[str]:
    yield ""
    yield f"| {kind} | segments | {' | '.join(table.titles)} |"
    yield f"|---|--:|{'--:|' * len(table.columns)}"
    for row in table.rows:
        cells = " | ".join(_group_cell(cell) for cell in row.cells)
        yield f"| {_text(row.name)} | {row.segments} | {cells} |"
    if table.remark:
        yield ""
        yield table.remark


def _group_cell(cell: GroupCell | None) -> str:
    if cell is None:
        return "–"
    change = f" ({cell.change:+.2f})" if cell.change else ""
    return f"{cell.value:.2f}{_interval(cell)}{change}"


def verdict_word(verdict: Verdict | None) -> str:
    """The verdict in one word or two."""
    if verdict is None:
        return "measured"
    return "passed" if verdict.passed else "worse"


def _cell(each: SetResult, name: str, verdict: Verdict | None) -> str:
    score = each.score(name)
    if score is None:
        return "–"
    change = _change(each, score, verdict)
    return f"{score.value:.2f}{_interval(score)}{change}"


def _interval(score: ScoreRecord | GroupCell) -> str:
    if score.ci95 is None:
        return ""
    return f" <sub>{score.ci95[0]:.1f}–{score.ci95[1]:.1f}</sub>"


def _change(each: SetResult, score: ScoreRecord, verdict: Verdict | None) -> str:
    compared = verdict.comparisons.get(each.name, ()) if verdict else ()
    found = next((c for c in compared if c.name == score.name), None)
    if found is None or found.unchanged:
        return ""
    text = f"{found.difference:+.2f}, p = {found.p_randomization:.3f}"
    return f" (**{text}**)" if found.p_randomization < 0.05 else f" ({text})"


def _text(value: str) -> str:
    """Plain text for Markdown: no markup of its own, nothing that would break a table."""
    for sign in "\\`*_[]<>|":
        value = value.replace(sign, f"\\{sign}")
    return " ".join(value.split())
