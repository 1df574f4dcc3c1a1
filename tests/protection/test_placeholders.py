"""Placeholders of every family, and what only looks like one."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.protection.placeholders import placeholders
from tests.conftest import ROOT

FAMILIES = {
    "braces": ["{name}", "{0}", "{}", "{0:N2}", "{user.name}", "{$wert}", "{straße}", "{a|upper}"],
    "templates": ["{{ x }}", "{{{x}}}", "{{< ref x >}}", "{{% tipp %}}", "{% if x %}", "{# weg #}"],
    "embedded code": ["<%= x %>", "<% end %>", "<?php echo $x ?>"],
    "shell": ["${x}", "$(x)", "#{x}", "%{x}", "$user", "%PATH%"],
    "printf": ["%s", "%d", "%1$s", "%(datum)s", "%-10s", "%.2f", "%05d", "%@", "%ld", "%1", "%L1"],
    "percent": ["%%", "%<wert>s"],
    "merge fields": [
        "[[x]]",
        "[[Hafen|den Hafen]]",
        "<<x>>",
        "*|FNAME|*",
        "[NAME]",
        "[first_name]",
    ],
    "letters": ["«Vorname»", "«Name_1»", "«Anrede»"],
    "shortcodes": [
        '[gallery ids="1,2,3"]',
        "[caption id=„a_5“ width='3']",
        "[url=https://x.de/a]",
        "[/url]",
    ],
    "other brackets": ["[% x %]", "@{x}", "@:common.ok", "@.lower:name"],
    "lines to write on": ["______", "........", "___NAME___"],
    "to fill in": ["<Telefon einsetzen>", "<Ort>", "[NAME DER FIRMA]"],
    "markup": ["<b>", "</b>", "<br/>", '<a href="/x?y=1">', "&nbsp;", "&#160;"],
    "doubled": ["@@x@@", "##x##", "__name__", "%%x%%", "$$x$$", ":ort:", ":flag-de:"],
    "messages": ["{count, plural, one {# Tag} other {# Tage}}", "{d, date, short}"],
}
FRAMES = ["Guten Tag {}, wie geht es?", "{} ist neu", "Siehe ({}).", "Der Wert von {}"]


@pytest.mark.parametrize("one", [one for family in FAMILIES.values() for one in family])
@pytest.mark.parametrize("frame", FRAMES)
def test_every_family_is_found_whole(one: str, frame: str) -> None:
    text = frame.replace("{}", one)
    assert [text[slice(*span)] for span in placeholders(text)] == [one]


@pytest.mark.parametrize(
    "text",
    [
        "Der Wert liegt bei 50% der Summe, 5 % davon oder 100% sicher.",
        "um 10:30 Uhr: der Rat; 3:2 für Kiel",
        "Sehr geehrte/r Frau [sic] Müller [1]",
        "p < 7 und l > 9, a<b",
        "„Das {siehe Anhang} gilt“, R&D, F&E; B&B;",
        "Das kostet 5 $ oder US$ 7",
        "Team #eins und C#",
        "Das Schiff «Möwe» liegt im Hafen, sagte «Blick».",
        "Er wartete.... Dann kam sie [lacht] und [b] ging...",
    ],
)
def test_ordinary_text_has_none(text: str) -> None:
    assert placeholders(text) == []


def test_pairs_that_only_the_second_half_tells() -> None:
    text = "Das [b]neue[/b] Haus für «Anna» «Blum»"
    found = [text[slice(*span)] for span in placeholders(text)]
    assert found == ["[b]", "[/b]", "«Anna» «Blum»"]


def test_the_press_corpus_has_none() -> None:
    lines = (ROOT / "corpus/press/train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)[lang] for line in lines for lang in ("de", "en", "fr")]
    assert [text for text in texts if placeholders(text)] == []


@given(st.text(alphabet="{}%<>$[]:a1 .@#&;_\\|*", max_size=60))
def test_spans_are_sorted_and_disjoint(text: str) -> None:
    spans = placeholders(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
