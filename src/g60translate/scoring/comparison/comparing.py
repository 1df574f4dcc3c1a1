"""Holds two results of one set side by side, and refuses where they were measured differently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from g60translate.errors import InputError
from g60translate.scoring.metrics.significance import Comparison, compare
from g60translate.scoring.metrics.statistics import scorer_named
from g60translate.scoring.result import Evaluation, SetResult
from g60translate.wording import counted

# Parts of a signature that do not decide what a figure means: draws of the interval, versions
# (noted where they differ), and the glossary, whose change is what a gate has to look at.
_NO_SETTINGS = frozenset({"bs", "seed", "version", "g60translate", "glossary", "unbabel-comet"})
_NOTED = {"glossary": "The glossary", "version": "sacreBLEU", "unbabel-comet": "unbabel-comet"}
_ADVICE = "Measure again and set a new baseline with `g60translate eval baseline set`."


def compare_sets(now: SetResult, before: SetResult) -> tuple[Comparison, ...]:
    """Both tests for every score that both results have counts of.

    Raises InputError where the texts differ, or the settings of a score.
    """
    if now.digest != before.digest:
        raise InputError(
            f"The set {now.name!r} has other texts than when the baseline was set, so the two "
            f"cannot be compared. {_ADVICE}"
        )
    target_lang = now.pair.partition("-")[2]
    found = []
    for name in now.statistics:
        if name in before.statistics:
            _check_settings(now, before, name)
            scorer = scorer_named(name, target_lang=target_lang)
            counts = (before.counts(name), now.counts(name))
            found.append(compare(scorer, *counts, references=now.references))
    return tuple(found)


def notes_on(
    result: Evaluation,
    baseline: Evaluation | None,
    comparisons: Mapping[str, Sequence[Comparison]],
    *,
    min_segments: int,
) -> Iterator[str]:
    """What a reader of the verdict has to know besides its reasons."""
    if baseline is None:
        return
    earlier = {before.name: before for before in baseline.sets}
    pairs = [(each, earlier[each.name]) for each in result.sets if each.name in earlier]
    yield from _other_system(result.system, baseline.system)
    yield from _other_tools(pairs)
    for each in result.sets:
        before = earlier.get(each.name)
        if before is None:
            yield f"{each.name}: not in the baseline, so only its floors were looked at."
            continue
        yield from _set_notes(each, before)
        if len(each.outputs) < min_segments:
            size = counted(len(each.outputs), "segment")
            yield f"{each.name}: too small for a test, with {size} (from {min_segments} on)."
    for before in baseline.sets:
        if before.name not in comparisons:
            yield f"{before.name}: in the baseline, but not measured now."


def _set_notes(now: SetResult, before: SetResult) -> Iterator[str]:
    if now.reused:
        whole = counted(len(now.outputs), "output")
        yield (
            f"{now.name}: {now.reused} of {whole} taken from the baseline, because nothing that "
            "decides them has changed."
        )
    unknown = [name for name in now.statistics if name not in before.statistics]
    if unknown:
        yield f"{now.name}: the baseline has no counts for {', '.join(unknown)}."
    gone = [name for name in before.statistics if name not in now.statistics]
    if gone:
        yield f"{now.name}: {', '.join(gone)} of the baseline was not measured now."


def _other_system(now: str, before: str) -> Iterator[str]:
    """Another model or other options than the baseline's, of which the gate judges the effect."""
    here, then = (_system_parts(system) for system in (now, before))
    changed = [
        f"{key.replace('_', ' ')} {_short(then.get(key, 'none'), here.get(key, 'none'))}"
        for key in dict.fromkeys((*then, *here))
        if then.get(key) != here.get(key)
    ]
    if changed:
        yield (
            f"The baseline is of another system ({', '.join(changed)}). Once this one is accepted, "
            "set a new baseline; until then it is held against the old one."
        )


def _system_parts(system: str) -> dict[str, str]:
    """A system's signature by its keys, the model with its digest; the glossary has its own note.

    Where several pairs were measured, the values of all of them, joined.
    """
    parts: dict[str, list[str]] = {}
    for one in system.split("; "):
        pairs = dict(part.split(":", 1) for part in one.split("|") if ":" in part)
        digest = pairs.pop("model_digest", "")
        if digest and "model" in pairs:
            pairs["model"] = f"{pairs['model']}@{digest}"
        for key, value in pairs.items():
            if key not in _NO_SETTINGS and not key.startswith("glossary"):
                parts.setdefault(key, []).append(value)
    return {key: "; ".join(dict.fromkeys(values)) for key, values in parts.items()}


def _other_tools(pairs: Sequence[tuple[SetResult, SetResult]]) -> Iterator[str]:
    """Another glossary or another version of a metric's program, once for all sets."""
    for key, what in _NOTED.items():
        changed = {
            (then, here)
            for now, before in pairs
            for name in now.statistics
            for then, here in [(_part(before, name, key), _part(now, name, key))]
            if then and here and then != here
        }
        for then, here in sorted(changed):
            yield f"{what} is another than the baseline's ({_short(then, here)})."


def _short(then: str, here: str) -> str:
    """Both values, digests cut to what tells them apart."""
    return " → ".join(
        f"{name}@{digest[:8]}" if digest else name
        for name, _, digest in (value.partition("@") for value in (then, here))
    )


def _check_settings(now: SetResult, before: SetResult, name: str) -> None:
    here, then = (_settings(each, name) for each in (now, before))
    for key in sorted(here.keys() | then.keys()):
        if here.get(key) != then.get(key):
            raise InputError(
                f"{name} of the set {now.name!r} was measured with {key} {then.get(key, 'unset')} "
                f"for the baseline and with {here.get(key, 'unset')} now, so the two cannot be "
                f"compared. {_ADVICE}"
            )


def _settings(each: SetResult, name: str) -> dict[str, str]:
    return {k: v for k, v in _parts(each, name).items() if k not in _NO_SETTINGS}


def _part(each: SetResult, name: str, key: str) -> str:
    return _parts(each, name).get(key, "")


def _parts(each: SetResult, name: str) -> dict[str, str]:
    """The signature of a score by its keys; empty where the score is not given."""
    score = each.score(name)
    pairs = score.signature.split("|") if score else ()
    return {key: value for key, _, value in (pair.partition(":") for pair in pairs)}
