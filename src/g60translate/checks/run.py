"""The table of checks, those of other packages included, and the one loop that runs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, cast

from g60translate.checks.check import Check, DocumentCheck, Finding, Unit
from g60translate.checks.outside import find_outside, load_outside
from g60translate.tables import load_named

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

# name -> "module:Class", in the order in which findings are reported.
CHECKS: Mapping[str, str] = {
    "terms": "g60translate.checks.terms:TermsCheck",
    "numbers": "g60translate.checks.numbers:NumbersCheck",
    "tags": "g60translate.checks.tags:TagsCheck",
    "urls": "g60translate.checks.urls:UrlsCheck",
    "language": "g60translate.checks.language:LanguageCheck",
    "capitals": "g60translate.checks.capitals:CapitalsCheck",
    "length": "g60translate.checks.length:LengthCheck",
    "repetition": "g60translate.checks.repetition:RepetitionCheck",
    "quotes": "g60translate.checks.quotes:QuotesCheck",
    "names": "g60translate.checks.names:NamesCheck",
    "omissions": "g60translate.checks.omissions:OmissionsCheck",
}


@cache
def _outside() -> Mapping[str, EntryPoint]:
    return find_outside(CHECKS)


def check_names() -> tuple[str, ...]:
    """All checks: those of this package, then those of other installed ones by their names.

    Raises PluginError where two packages give one name.
    """
    return (*CHECKS, *_outside())


def load_check(name: str) -> Check:
    """The check of this name; raises InputError listing the valid ones, PluginError."""
    if name not in CHECKS and name in _outside():
        return load_outside(_outside()[name])
    known = CHECKS if name in CHECKS else dict.fromkeys(check_names(), "")
    return cast("Check", load_named(known, name, kind="check")())


def run_checks(units: Iterable[Unit], *, names: Sequence[str] | None = None) -> list[Finding]:
    """What the checks have to say about translations, whoever made them.

    `names` are the checks to ask, all that are installed where it is None. Findings come unit by
    unit, those of a unit in the order of the checks. Raises InputError for a name that no check
    has, PluginError for a check of another package that does not work.
    """
    checks = [load_check(name) for name in (check_names() if names is None else names)]
    return [finding for unit in units for check in checks for finding in check.examine(unit)]


def run_document_checks(
    units: Sequence[Unit], *, names: Sequence[str] | None = None
) -> list[Finding]:
    """Findings that only the whole document shows, such as a name in two spellings.

    They come on top of those of `run_checks`; `units` are all of one document, in its order.
    """
    checks = [load_check(name) for name in (check_names() if names is None else names)]
    whole = [check for check in checks if isinstance(check, DocumentCheck)]
    return [finding for check in whole for finding in check.examine_all(units)]
