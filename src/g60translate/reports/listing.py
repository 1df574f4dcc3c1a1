"""One page that lists the reports of several texts, the worst first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from g60translate.reports.html import environment
from g60translate.reports.record.model import Summary


@dataclass(frozen=True, slots=True)
class Listed:
    """A text: its files, and either a summary with the report's place, or what stopped it.

    `page` is relative to the listing. What is `left_out` is no text, and no fault either.
    """

    source: str
    target: str
    page: str | None
    summary: Summary | None
    error: str | None = None
    left_out: bool = False

    @property
    def missed(self) -> int:
        """Terms that the translation misses."""
        return 0 if self.summary is None else self.summary.terms_found - self.summary.terms_met

    @property
    def verdict(self) -> str:
        """`failed`, `error`, `warning`, `fine` or `left-out`, as the report itself says it."""
        if self.left_out:
            return "left-out"
        if self.summary is None:
            return "failed"
        if self.summary.errors or self.missed:
            return "error"
        return "warning" if self.summary.warnings else "fine"

    @property
    def link(self) -> str:
        """The page's address."""
        return quote(self.page or "")


_ORDER = ("failed", "error", "warning", "fine", "left-out")


def _badness(text: Listed) -> tuple[int, int, int]:
    """What sorts texts: by verdict, then by how much there is to mend in them."""
    summary = text.summary
    wrong = 0 if summary is None else summary.errors + text.missed
    return (_ORDER.index(text.verdict), -wrong, 0 if summary is None else -summary.warnings)


def render_listing(texts: Sequence[Listed]) -> str:
    """A self-contained page; every text in it is escaped.

    It has a field to search it by names, findings and states, where a browser runs its script.
    """
    ranked = sorted(texts, key=_badness)
    counts = {verdict: sum(each.verdict == verdict for each in texts) for verdict in _ORDER}
    return environment().get_template("listing.html.j2").render(texts=ranked, counts=counts)
