from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.documents.model import BlockKind
from g60translate.reports.html import _Span, direction, pieces, render_html
from g60translate.reports.record.model import FileInfo, SegmentRecord
from tests.reports.sample import SEGMENTS, make_record


class _Page(HTMLParser):
    """Texts of the two columns, and every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.columns: dict[str, list[str]] = {"source": [], "target": []}
        self.side = ""
        self.label = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if tag != "meta":
            self.open.append(tag)
        if tag == "div" and (side := values.get("data-side")):
            self.side = side
            self.columns[side].append("")
        self.label = tag == "span" and values.get("class") == "side"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "div":
            self.side = ""
        self.label = False

    def handle_data(self, data: str) -> None:
        if self.side and not self.label:
            self.columns[self.side][-1] += data


def test_columns_hold_the_texts_to_the_letter_and_tags_are_balanced() -> None:
    page = _Page(render_html(make_record()))
    assert page.open == []
    assert page.columns["source"] == [segment.source for segment in SEGMENTS]
    assert page.columns["target"] == [segment.target for segment in SEGMENTS]


def test_nothing_of_a_document_becomes_markup() -> None:
    page = render_html(make_record())
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_nothing_is_fetched_from_elsewhere() -> None:
    page = render_html(make_record())
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|https?://", page)


def test_columns_carry_language_and_direction() -> None:
    target = FileInfo(name="r.ar.html", format="html", sha256="b" * 64, lang="ar")
    page = _Page(render_html(make_record(target=target)))
    sides = {
        str(values["data-side"]): (values["lang"], values["dir"])
        for _, values in page.tags
        if "data-side" in values
    }
    assert sides == {"source": ("de", "ltr"), "target": ("ar", "rtl")}


def test_terms_and_findings_are_marked_with_words() -> None:
    page = _Page(render_html(make_record()))
    titles = [
        values["title"] or "" for tag, values in page.tags if tag == "mark" and "title" in values
    ]
    assert "Term g60-valley: settled by inline" in titles
    assert any(title.startswith("Term plan-14: expected “14th Five-Year Plan") for title in titles)
    assert any(title.startswith("Error (numbers): 1.234,5 Mio.") for title in titles)


@pytest.mark.parametrize(
    ("segments", "verdict"),
    [
        (SEGMENTS, "Do not send it yet."),
        (SEGMENTS[2:], "Read the marked sentences."),
        (SEGMENTS[:1], "Nothing stands out."),
        ((), "Nothing stands out."),
    ],
)
def test_the_verdict_stands_on_top(segments: tuple[SegmentRecord, ...], verdict: str) -> None:
    assert verdict in render_html(make_record(segments))


def test_the_verdict_s_sentences_stand_apart() -> None:
    page = render_html(make_record())
    verdict = re.sub(
        "<[^>]+>", "", page.partition('<p class="verdict error">')[2].partition("</p>")[0]
    )
    assert " ".join(verdict.split()) == (
        "Do not send it yet. 1 glossary term is not met. 1 more error to look at. 1 warning."
    )


def test_lost_formatting_is_told_even_if_no_finding_says_so() -> None:
    assert "Formatting of this sentence was lost." in render_html(make_record())


def test_sixty_segments_stay_small() -> None:
    many = tuple(
        SEGMENTS[n % 3].model_copy(update={"id": f"b.{n}", "block_kind": BlockKind.PARAGRAPH})
        for n in range(60)
    )
    assert len(render_html(make_record(many)).encode()) < 300_000


@given(
    st.text(max_size=30).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(
                st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted),
                max_size=5,
            ),
        )
    )
)
@settings(deadline=None)
def test_pieces_tile_the_text_and_carry_exactly_the_marks_above_them(
    case: tuple[str, list[list[int]]],
) -> None:
    text, ranges = case
    spans = [_Span(start, end, f"c{n}", f"t{n}") for n, (start, end) in enumerate(ranges)]
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    place = 0
    for piece in cut:
        over = {f"c{n}" for n, (a, b) in enumerate(ranges) if a <= place < b}
        assert set(piece.classes.split()) == over
        place += len(piece.text)


@pytest.mark.parametrize(
    ("lang", "expected"), [("ar", "rtl"), ("he-IL", "rtl"), ("zh-Hant", "ltr"), ("de", "ltr")]
)
def test_direction(lang: str, expected: str) -> None:
    assert direction(lang) == expected


def sure(confidences: list[float | None], *, flag_below: float = 0.5) -> str:
    segments = tuple(
        SEGMENTS[2].model_copy(
            update={"id": f"b3.{n}", "confidence": confidence, "findings": SEGMENTS[2].findings[:1]}
        )
        for n, confidence in enumerate(confidences, 1)
    )
    record = make_record(segments)
    options = record.options.model_copy(update={"flag_below": flag_below})
    return render_html(record.model_copy(update={"options": options}))


def test_each_sentence_shows_its_confidence_and_low_ones_stand_out() -> None:
    page = sure([0.91, 0.34, None])
    shown = re.findall(r'<span class="(sure[^"]*)" title="Confidence ([\d.]+)', page)
    assert shown == [("sure", "0.91"), ("sure low", "0.34")]
    assert "below 0.50" in page
    assert "below 0" not in sure([0.91], flag_below=0.0)
    assert "of a hundred sentences" not in sure([None])


def test_the_list_begins_with_errors_then_with_the_least_sure() -> None:
    listed = sure([0.4, None, 0.2, 0.3]).partition('<h2 id="text">')[0]
    assert re.findall(r"No. (\d)</a>", listed) == ["3", "4", "1", "2"]
    wrong = (
        SEGMENTS[2].model_copy(update={"id": "b2.0", "confidence": 0.01}),
        SEGMENTS[1].model_copy(update={"confidence": 0.99}),
    )
    listed = render_html(make_record(wrong)).partition('<h2 id="text">')[0]
    assert re.findall(r"No. (\d)</a>", listed) == ["2", "1"]


def test_notes_stand_in_the_text_but_not_on_the_list_of_things_to_look_at() -> None:
    page = render_html(make_record())
    listed, _, text = page.partition('<h2 id="text">')
    assert "Left in German." in listed
    assert "Short." not in listed
    assert "Short." in text
