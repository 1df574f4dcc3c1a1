"""Checks that other packages bring along, as entry points of the group `g60translate.checks`.

Nothing of them is imported before it is asked for, and whatever they do wrong is said with the
name of the package that does it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Final

from g60translate.checks.check import Check, Finding, Unit
from g60translate.errors import PluginError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "g60translate.checks"
_ADVICE = "Update or uninstall that package."


def find_outside(taken: Container[str]) -> dict[str, EntryPoint]:
    """The entry points by name, in the order of their names.

    Raises PluginError where a name is `taken` by a check of our own, or where two packages give it.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415  slow to import

    found: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        if entry.name in taken or entry.name in found:
            other = _package(found[entry.name]) if entry.name in found else "g60translate itself"
            raise PluginError(
                f"{_package(entry)} brings a check named {entry.name!r}, and so does {other}. Two "
                "checks of one name cannot be told apart: uninstall one of the packages."
            )
        found[entry.name] = entry
    return found


def load_outside(entry: EntryPoint) -> Check:
    """The check behind an entry point; raises PluginError where there is none that works."""
    try:
        check = entry.load()()
    except Exception as error:
        raise PluginError(
            f"{_described(entry)} cannot be loaded from {entry.value}: "
            f"{type(error).__name__}: {error}. {_ADVICE}"
        ) from error
    if getattr(check, "name", None) != entry.name or not callable(getattr(check, "examine", None)):
        raise PluginError(
            f"{_described(entry)} is no check: {entry.value} has to be a class with the attribute "
            f"name = {entry.name!r} and the method examine(unit). {_ADVICE}"
        )
    return _Guarded(entry, check)


class _Guarded:
    """Asks a check of another package, and answers for what it does wrong."""

    def __init__(self, entry: EntryPoint, check: Check) -> None:
        self.name = entry.name
        self._described = _described(entry)
        self._check = check

    def examine(self, unit: Unit) -> Iterable[Finding]:
        """Findings for this unit; raises PluginError where the check fails or tells nonsense."""
        try:
            found = list(self._check.examine(unit))
            fits = all(_fits(finding, unit) and finding.check == self.name for finding in found)
        except Exception as error:
            raise PluginError(
                f"{self._described} failed on {unit.source!r}: {type(error).__name__}: {error}. "
                f"{_ADVICE}"
            ) from error
        if not fits:
            raise PluginError(
                f"{self._described} has to give findings of its own name, of the unit's segment_id "
                f"and with a span inside its target, and did not for {unit.source!r}. {_ADVICE}"
            )
        return found


def _fits(finding: Finding, unit: Unit) -> bool:
    """Whether a finding is about the unit, and not about a place outside its text."""
    start, end = finding.span or (0, 0)
    return finding.segment_id == unit.segment_id and 0 <= start <= end <= len(unit.target)


def _described(entry: EntryPoint) -> str:
    return f"The check {entry.name!r} of {_package(entry)}"


def _package(entry: EntryPoint) -> str:
    return f"the package {entry.dist.name}" if entry.dist is not None else "an unnamed package"
