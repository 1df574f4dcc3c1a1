from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.bitext.provenance import Commercial, commercial_use, left_out, read_sources
from g60translate.errors import FaultyData, InputError


@pytest.mark.parametrize(
    ("licence", "use"),
    [
        ("CC BY-SA 4.0", Commercial.ALLOWED),
        ("CC0 1.0", Commercial.ALLOWED),
        ("GPL-2+ / per package", Commercial.ALLOWED),
        ("CC BY 2.0 FR", Commercial.ALLOWED),
        ("TED CC BY-NC-ND 4.0", Commercial.FORBIDDEN),
        ("cc-by-nc-sa-3.0", Commercial.FORBIDDEN),
        ("Creative Commons Attribution-NonCommercial", Commercial.FORBIDDEN),
        ("for research use only", Commercial.FORBIDDEN),
        ("not stated (commonly given as CC BY-NC-SA 4.0)", Commercial.FORBIDDEN),
        ("mixed per repository: MIT, CC BY-NC-SA (one site)", Commercial.PARTLY),
        ("no licence file at top level", Commercial.UNSTATED),
        ("not found in the repository README", Commercial.UNSTATED),
        ("free for research, no redistribution licence stated", Commercial.UNSTATED),
        ("", Commercial.UNSTATED),
    ],
)
def test_the_strictest_reading_wins(licence: str, use: Commercial) -> None:
    assert commercial_use(licence) is use


def test_sources_are_read_and_a_stated_use_overrules(tmp_path: Path) -> None:
    path = tmp_path / "sources.tsv"
    path.write_text(
        "source\tpairs\tlicence\torigin\tcommercial\n"
        "talks\t5\tCC BY-NC 4.0\there\t\n"
        "asked\t5\tCC BY-NC 4.0\there\tallowed\n"
        "open\t5\tMIT\tthere\t\n",
        encoding="utf-8",
    )
    sources = read_sources(path)
    assert [s.commercial for s in sources.values()] == ["forbidden", "allowed", "allowed"]
    reasons = left_out(["open", "talks", "stray", "asked"], sources)
    assert list(reasons) == ["stray", "talks"]
    assert "not on the list" in reasons["stray"]
    assert "CC BY-NC 4.0" in reasons["talks"]


def test_faults_are_collected(tmp_path: Path) -> None:
    path = tmp_path / "sources.tsv"
    path.write_text(
        "source\tlicence\torigin\tcommercial\na\tMIT\tx\tmaybe\nb\tMIT\tx\t\nb\tMIT\tx\t\n",
        encoding="utf-8",
    )
    with pytest.raises(FaultyData) as caught:
        read_sources(path)
    assert [fault.where for fault in caught.value.faults] == ["line 2", "line 4"]
    path.write_text("source\tlicense\na\tMIT\n", encoding="utf-8")
    with pytest.raises(FaultyData, match="'licence' is missing"):
        read_sources(path)
    with pytest.raises(InputError):
        read_sources(tmp_path / "none.tsv")
