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

    `page` is relative to the listing.
    """

    source: str
    target: str
    page: str | None
    summary: Summary | None
    error: str | None = None

    @property
    def missed(self) -> int:
        """Terms that the translation misses."""
        return 0 if self.summary is None else self.summary.terms_found - self.summary.terms_met

    @property
    def verdict(self) -> str:
        """`failed`, `error`, `warning` or `fine`, as the report itself says it."""
        if self.summary is None:
            return "failed"
        if self.summary.errors or self.missed:
            return "error"
        return "warning" if self.summary.warnings else "fine"

    @property
    def link(self) -> str:
        """The page's address."""
        return quote(self.page or "")


_ORDER = ("failed", "error", "warning", "fine")


def render_listing(texts: Sequence[Listed]) -> str:
    """A self-contained page; every text in it is escaped."""
    ranked = sorted(texts, key=lambda each: _ORDER.index(each.verdict))
    counts = {verdict: sum(each.verdict == verdict for each in texts) for verdict in _ORDER}
    return environment().get_template("listing.html.j2").render(texts=ranked, counts=counts)
