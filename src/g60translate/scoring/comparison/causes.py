"""What stands behind a loss: the terms, lines and lengths that a reader would look for first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from g60translate.scoring.result import FaultRecord, MissRecord, SetResult
from g60translate.wording import counted

_SHOWN = 3
# A change of the length by less is what other words do.
_LENGTH_POINTS = 1.0


def causes_of(score: str, now: SetResult, before: SetResult | None) -> Iterator[str]:
    """What is to be seen behind the loss of this score, in whole sentences.

    `before` is None where there is nothing to compare with.
    """
    if score == "terms":
        yield from _terms(now.missed, before.missed if before else (), "the output")
    elif score == "terms-reference":
        yield from _terms(now.disputed, before.disputed if before else (), "the reference")
    elif score.startswith("errors:"):
        yield from _faults(now, before, score.partition(":")[2])
    elif before is not None:
        yield from _length(now, before)
        changed = sum(a != b for a, b in zip(now.outputs, before.outputs, strict=True))
        yield f"{changed} of {counted(len(now.outputs), 'output')} differ from the baseline's."


def _terms(now: Sequence[MissRecord], before: Sequence[MissRecord], where: str) -> Iterator[str]:
    """The terms missing most often, those first that the baseline had."""
    known = set(before)
    lines: dict[tuple[str, str], list[int]] = {}
    for miss in [m for m in now if m not in known] or now:
        lines.setdefault((miss.surface, miss.expected), []).append(miss.line)
    ranked = sorted(lines.items(), key=lambda item: -len(item[1]))
    for (surface, expected), places in ranked[:_SHOWN]:
        yield f"“{surface}” has to be “{expected}”, which {where} lacks in {_places(places)}."
    if len(ranked) > _SHOWN:
        yield f"And {counted(len(ranked) - _SHOWN, 'term')} more."


def _faults(now: SetResult, before: SetResult | None, check: str) -> Iterator[str]:
    """The first errors, those first that the baseline had not."""
    known: set[FaultRecord] = set(before.faults) if before else set()
    mine = [fault for fault in now.faults if fault.check == check]
    new = [fault for fault in mine if fault not in known] or mine
    for fault in new[:_SHOWN]:
        yield f"Line {fault.line}: {fault.message}"
    if len(new) > _SHOWN:
        yield f"And {counted(len(new) - _SHOWN, 'error')} more."


def _length(now: SetResult, before: SetResult) -> Iterator[str]:
    here, then = _share_of_reference(now), _share_of_reference(before)
    if here is not None and then is not None and abs(here - then) >= _LENGTH_POINTS:
        yield (
            f"The output is {here:.0f} % as long as the reference; the baseline's was {then:.0f} %."
        )


def _share_of_reference(each: SetResult) -> float | None:
    if "BLEU" not in each.statistics:
        return None
    # BLEU's first two counts are the lengths of output and reference in words.
    output, reference = each.counts("BLEU")[:, :2].sum(axis=0)
    return 100 * float(output) / float(reference) if reference else None


def _places(lines: Sequence[int]) -> str:
    """`line 3`, `lines 3, 5 and 9`, `lines 3, 5, 9 and 4 more`."""
    shown = [str(line) for line in dict.fromkeys(lines)]
    if len(shown) == 1:
        return f"line {shown[0]}"
    if len(shown) > _SHOWN:
        return f"lines {', '.join(shown[:_SHOWN])} and {len(shown) - _SHOWN} more"
    return f"lines {', '.join(shown[:-1])} and {shown[-1]}"
