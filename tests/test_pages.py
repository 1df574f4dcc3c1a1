"""The pages lead somewhere: every link from one file to another finds it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

PAGES = sorted(
    page.relative_to(ROOT).as_posix()
    for page in [
        *ROOT.glob("*.md"),
        *(p for d in ("docs", "eval", "training") for p in (ROOT / d).rglob("*.md")),
    ]
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_finds_its_file(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [to for to in LINK.findall(text) if not ((ROOT / page).parent / to).exists()] == []
