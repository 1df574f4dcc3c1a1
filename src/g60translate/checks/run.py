"""The table of checks and the one loop that runs them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from g60translate.checks.check import Check, DocumentCheck, Finding, Unit
from g60translate.tables import load_named

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


def load_check(name: str) -> Check:
    """The check of this name; raises InputError listing the valid ones."""
    return cast("Check", load_named(CHECKS, name, kind="check")())


def run_checks(units: Iterable[Unit], *, names: Sequence[str] | None = None) -> list[Finding]:
    """Findings of these checks (all where `names` is None), unit by unit, in the table's order."""
    checks = [load_check(name) for name in (CHECKS if names is None else names)]
    return [finding for unit in units for check in checks for finding in check.examine(unit)]


def run_document_checks(
    units: Sequence[Unit], *, names: Sequence[str] | None = None
) -> list[Finding]:
    """Findings that only the whole document shows, such as a name in two spellings.

    They come on top of those of `run_checks`; `units` are all of one document, in its order.
    """
    checks = [load_check(name) for name in (CHECKS if names is None else names)]
    whole = [check for check in checks if isinstance(check, DocumentCheck)]
    return [finding for check in whole for finding in check.examine_all(units)]
