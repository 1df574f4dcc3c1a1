"""Sentence boundaries in press texts: tables in four languages, and the tiling law."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ROOT

SEED = ROOT / "corpus" / "releases" / "2023-11-ciie-g60.de.txt"
SEGMENTER = SrxSegmenter()


def cut(text: str, lang: str, **options: object) -> list[str]:
    block = Block("b", BlockKind.PARAGRAPH, text)
    return [segment.text for segment in SEGMENTER.segment(block, lang=lang, **options)]  # type: ignore[arg-type]


# "|" marks the boundaries that a careful reader would draw.
SENTENCES = {
    "de": [
        "Am 08.11. fand die „6. China International Import Expo 2023“ statt. |Neun Städte kamen.",
        "Im 14. Fünfjahresplan (2021-2025) steht es. |Im Jahr 2022 folgte mehr.",
        "Nach der Version 1.0 von „Starting from Songjiang“ folgte die Version 2.0 von Jiaxing.",
        "Start der HQ Dev. Factors Matchmaking-Konferenz 2023",
        "Seit dem 24. Mai 2016 wird gebaut. |Das Projekt wächst.",
        "Das Team liegt auf Platz 3. |Das freut alle.",
        "1. Die Eröffnung des Parks",
        "Der Umsatz stieg auf ca. 2,5 Mio. Euro bzw. um 3,1 Prozent. |„Viel“, sagte Dr. Li.",
        "„Wir liefern pünktlich.“ |Die Kunden danken es.",
        "Weitere Angaben unter Tel. 021 5555 0100 und auf Seite 12. |Im Anhang steht die Liste.",
        "Herr Prof. Wang kam am 3. November. |Er blieb bis zum 5. November.",
    ],
    "en": [
        "The expo opened on Nov. 8 in Shanghai. |Nine cities took part.",
        "Mr. Li of Nansui Co. Ltd. signed it. |“We deliver on time.” |Customers agree.",
        "Sales rose by approx. 3.5 percent vs. No. 2 in the market. |That is a lot.",
        "The U.S. delegation arrived at 9 a.m. and left at 5 p.m. on Friday.",
        "Version 2.0 of the plan is out! |Is it good? |Yes.",
    ],
    "fr": [
        "M. Li a signé l’accord. |Les neuf villes ont suivi.",
        "Le n° 14 du plan (art. 3) est prêt. |« Nous livrons à temps. » |Elle a souri.",
        "Le chiffre d’affaires atteint env. 2,5 M€. |Est-ce bien ? |Oui !",
        "La réunion du 8 nov. 2023 a eu lieu à Shanghai.",
    ],
    "zh": [
        "第六届进博会在上海举行。|九城市共同参加。",
        "“我们准时交货。”王强说。|客户很满意。",
        "“这很重要！”|会议随后结束。",
        "增长了14.2%。|你知道吗？|当然……|还有更多。",
        "《规划纲要》（2019年）已经发布。|各地正在落实。",
    ],
}


@pytest.mark.parametrize(
    ("lang", "marked"),
    [(lang, marked) for lang, texts in SENTENCES.items() for marked in texts],
)
def test_boundaries_are_where_a_reader_draws_them(lang: str, marked: str) -> None:
    parts = marked.split("|")
    assert cut("".join(parts), lang) == parts


def test_the_seed_release_is_cut_into_its_sentences() -> None:
    paragraphs = [line for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
    segments = [segment for line in paragraphs for segment in cut(line, "de")]
    assert any(s.startswith("Am 08.11. fand") and s.rstrip().endswith("statt.") for s in segments)
    for whole in ("14. Fünfjahresplans (2021-2025)", "Version 1.0 von", "HQ Dev. Factors"):
        assert any(whole in segment for segment in segments)
    # Counted by hand: headline, appeal, dateline, 4 + 2 + 6 sentences.
    assert len(segments) == 15


def test_no_boundary_falls_into_a_span_that_must_stay_whole() -> None:
    text = "Das Motto heißt „Auf. Nach vorn“. Es gilt."
    start = text.index("Auf")
    assert len(cut(text, "de")) > len(cut(text, "de", keep_together=[(start, start + 14)]))


@given(st.text(alphabet=st.sampled_from("Aa1 .!?„“»«。！”\n\u00a0…(),é中国"), max_size=60))
@pytest.mark.parametrize("lang", ["de", "en", "fr", "zh"])
def test_segments_tile_the_text(lang: str, text: str) -> None:
    block = Block("b", BlockKind.PARAGRAPH, text)
    segments = SEGMENTER.segment(block, lang=lang, keep_together=[(2, 7)])
    assert "".join(segment.text for segment in segments) == text
    assert all(s.text == text[s.start : s.end] for s in segments)
    assert [s.start for s in segments[1:]] == [s.end for s in segments[:-1]]
    assert all(segment.text for segment in segments)
    assert not any(2 < segment.end < min(7, len(text)) for segment in segments)
