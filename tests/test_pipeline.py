"""The whole walk on the embedded model: every block comes back, every term is proven."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Timer

import pytest

from g60translate.checks.check import Severity
from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Block, BlockKind, Document, Inline
from g60translate.errors import EmptyDocument
from g60translate.glossary.book import Glossary
from g60translate.glossary.matching.fold import fold_key
from g60translate.glossary.store import load_glossary, parse_csv
from g60translate.memory.entry import Entry, Origin
from g60translate.memory.opening import memory_of
from g60translate.models.store import Model
from g60translate.pipeline import Translator
from g60translate.reports.record.model import dump_record, load_record
from g60translate.reports.record.writing import FileContent, make_record
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.request import Rung
from tests.conftest import ROOT, SEED, Answers, ScriptedEngine

Scripted = Callable[[Answers], ScriptedEngine]


def document(*texts: str, inlines: tuple[Inline, ...] = ()) -> Document:
    blocks = tuple(
        Block(f"b{n}", BlockKind.PARAGRAPH, text, inlines) for n, text in enumerate(texts)
    )
    return Document("text", blocks, skeleton=None)


def translator(engine: ScriptedEngine, **options: object) -> Translator:
    return Translator(engine, Glossary.empty(), SrxSegmenter(), **options)  # type: ignore[arg-type]


@pytest.mark.model
def test_the_seed_release_comes_out_with_every_term_proven(embedded_model: Model) -> None:
    engine = load_engine(embedded_model)
    glossary = load_glossary(ROOT / "glossary" / "g60.csv")
    source = SEED.read_bytes()
    walk = Translator(engine, glossary, SrxSegmenter())
    translated = walk.translate(read_document(source, name=SEED.name))
    target = write_document(translated.document)
    record = make_record(
        translated,
        walk,
        source=FileContent(SEED.name, source),
        target=FileContent("seed.en.txt", target),
        seconds=1.0,
    )
    terms = [(s, term) for s in record.segments for term in s.terms]
    assert len(terms) > 25
    assert translated.missed_terms == 0
    # The proof holds for whoever reads the record: each term's own span shows an accepted form.
    for segment, term in terms:
        assert term.met
        assert term.rung is not None
        assert term.target_start is not None
        found = segment.target[term.target_start : term.target_end]
        assert fold_key(found).casefold() == fold_key(str(term.form)).casefold()
        assert segment.source[term.start : term.end] == term.surface
    # Every sentence of the record stands in the file.
    assert all(segment.target in target.decode() for segment in record.segments)
    assert load_record(dump_record(record), name="record") == record
    assert record.options.model_digest == embedded_model.card.digest
    assert record.options.glossary_digest == glossary.digest


def test_equal_sentences_are_translated_once_and_keep_their_ids(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source.upper()])
    result = translator(engine, checks=[]).translate(document("Guten Tag.", "Hallo. Guten Tag."))
    assert engine.seen == ["Guten Tag.", "Hallo."]
    assert [s.sentence.segment.id for s in result.segments] == ["b0.1", "b1.1", "b1.2"]
    assert [block.text for block in result.document.blocks] == [
        "GUTEN TAG.",
        "HALLO. GUTEN TAG.",
    ]


def test_text_without_words_is_carried_over_without_decoding(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    result = translator(engine, checks=[]).translate(document(" 12:3 ", "* * *", "Ja."))
    assert engine.seen == ["Ja."]
    assert [block.text for block in result.document.blocks] == [" 12:3 ", "* * *", "Ja."]


def test_a_cell_of_figures_is_written_by_rule_and_that_is_told(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    cells = ("12 %", "3,5 %", "EUR 214,72", "14.30 Uhr", "1.2.3")
    result = translator(engine).translate(document(*cells))
    assert engine.seen == []
    # A column of percentages looks alike: English has no space there, whatever the figure.
    texts = [block.text for block in result.document.blocks]
    assert texts == ["12%", "3.5%", "EUR 214.72", "2:30 p.m.", "1.2.3"]
    found = [[(f.check, f.severity) for f in s.findings] for s in result.segments]
    assert found == [[("numbers", Severity.INFO)]] * 4 + [[]]
    assert all(segment.confidence is None for segment in result.segments)


def test_what_somebody_decided_of_a_cell_outranks_the_rule(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    entry = Entry("de", "en", "EUR 5,00", "€5", Origin.HUMAN, datetime(2026, 1, 1, tzinfo=UTC))
    walk = translator(engine, memories=[memory_of([entry], name="m")])
    result = walk.translate(document("EUR 5,00", "EUR 6,00"))
    assert [block.text for block in result.document.blocks] == ["€5", "EUR 6.00"]
    assert engine.seen == []


def test_a_cell_that_no_rule_knows_is_found(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source])
    (segment,) = translator(engine).translate(document("1.204,72 # 7")).segments
    assert [f.severity for f in segment.findings] == [Severity.ERROR]


def test_figures_of_a_sentence_are_set_right_and_codes_keep_their_words(
    scripted: Scripted,
) -> None:
    engine = scripted(lambda _: ["Construction costs 1.250.000,50 € in Kiel."])
    source = "Der Bau kostet 1.250.000,50 € in Kiel."
    at = source.index("Kiel")
    document_ = document(source, inlines=(Inline(at, at + 4, "b"),))
    (segment,) = translator(engine).translate(document_).segments
    assert segment.restored.text == "Construction costs €1,250,000.50 in Kiel."
    (code,) = segment.restored.inlines
    assert segment.restored.text[code.start : code.end] == "Kiel"
    (finding,) = [f for f in segment.findings if f.check == "numbers"]
    assert finding.severity is Severity.INFO
    assert finding.span is not None
    assert segment.restored.text[slice(*finding.span)] == "€1,250,000.50"


def test_formatting_follows_its_words(scripted: Scripted) -> None:
    engine = scripted(lambda _: ["In 2023 Shanghai grew."])
    start = len("Im Jahr ")
    source = document("Im Jahr 2023 wuchs Shanghai.", inlines=(Inline(start, start + 4, "b"),))
    (block,) = translator(engine, checks=[]).translate(source).document.blocks
    (inline,) = block.inlines
    assert block.text[inline.start : inline.end] == "2023"


def test_formatting_whose_words_are_missing_is_a_finding(scripted: Scripted) -> None:
    engine = scripted(lambda _: ["Grew."])
    source = document("Shanghai (Nr. 7) wuchs.", inlines=(Inline(14, 15, "b"),))
    (segment,) = translator(engine, checks=[]).translate(source).segments
    (finding,) = segment.findings
    assert (finding.check, segment.restored.misplaced) == ("codes", ("b",))
    assert "guess" in finding.message


def test_doubts_become_findings(scripted: Scripted) -> None:
    engine = scripted(lambda _: ["The the the ⟧ figure is 7."])
    whole = translator(engine).translate(document("Die Zahl ist 5 und www.g60.cn bleibt."))
    assert any("put where it seems" in f.message for f in whole.segments[0].findings)
    # Without the last rungs, which would put the address back.
    asking = translator(engine, rungs={Rung.MODEL})
    result = asking.translate(document("Die Zahl ist 5 und www.g60.cn bleibt."))
    found = {finding.check for finding in result.segments[0].findings}
    assert {"protected", "markers", "numbers", "urls"} <= found


def test_each_sentence_has_its_confidence_and_low_ones_are_marked(scripted: Scripted) -> None:
    engine = scripted(lambda source: [source] if source == "Hallo." else ["The fair opens today."])
    texts = document("Die Messe öffnet heute.", "12:3")
    (segment, carried) = translator(engine, flag_below=1.0).translate(texts).segments
    assert segment.confidence is not None
    assert 0 < segment.confidence < 1
    assert [f.check for f in segment.findings] == ["doubt"]
    assert (carried.confidence, carried.findings) == (None, ())
    (segment, _) = translator(engine, flag_below=0.0).translate(texts).segments
    assert segment.confidence is not None
    assert segment.findings == ()


def test_progress_counts_to_the_end(scripted: Scripted) -> None:
    steps: list[tuple[int, int]] = []
    texts = [f"Das ist Satz {number}." for number in range(150)]
    engine = scripted(lambda source: [source])
    translator(engine, checks=[]).translate(
        document(*texts), progress=lambda done, total: steps.append((done, total))
    )
    assert steps[-1] == (150, 150)
    assert len(steps) > 1


def test_after_an_interrupt_no_more_is_translated(scripted: Scripted) -> None:
    released = Event()

    def answer(text: str) -> list[str]:
        # The first of three pieces is quick; the second is still at work when the interrupt comes.
        if len(engine.seen) > 14:
            released.wait(timeout=10)
        return [text]

    def interrupt(done: int, total: int) -> None:
        Timer(0.2, released.set).start()
        raise KeyboardInterrupt

    engine = scripted(answer)
    lines = [f"Zeile Nummer {number}" for number in range(40)]
    with pytest.raises(KeyboardInterrupt):
        translator(engine).translate(document(*lines), progress=interrupt)
    # What was being translated meanwhile is finished; the rest is not begun.
    assert len(engine.seen) == 28


def test_a_document_without_text_is_refused(scripted: Scripted) -> None:
    with pytest.raises(EmptyDocument):
        translator(scripted(lambda source: [source])).translate(document(" ", ""))


def test_what_a_codec_left_alone_is_a_finding(scripted: Scripted) -> None:
    source = (
        '<xliff version="2.0" srcLang="de"><file id="f"><unit id="u"><segment><source>%s</source>'
    )
    data = (
        source % "{n, plural, one {Tal other {b}}" + "</segment></unit></file></xliff>"
    ).encode()
    engine = scripted(lambda _: ["x"])
    result = translator(engine).translate(read_document(data, name="a.xlf"))
    assert engine.seen == []
    (segment,) = result.segments
    assert [(f.check, str(f.severity)) for f in segment.findings] == [("format", "warning")]
    assert b"<target" not in write_document(result.document)


@pytest.mark.parametrize(
    ("answer", "fit", "told"), [("The zone grows.", "misfit", 1), ("The zones grow.", "fits", 0)]
)
def test_a_term_in_another_number_is_met_and_told(
    scripted: Scripted, answer: str, fit: str, told: int
) -> None:
    rows = "concept,lang,term,inflect\nz,de,Zone,noun:f\nz,en,zone,noun\n"
    book = parse_csv(rows, name="t.csv")
    walk = Translator(scripted(lambda _: [answer]), book, SrxSegmenter(), checks=[])
    result = walk.translate(document("Die Zonen wachsen."))
    (segment,) = result.segments
    assert segment.translation is not None
    (outcome,) = segment.translation.outcomes
    assert (outcome.result.met, outcome.result.fit) == (True, fit)
    assert sum("another number" in finding.message for finding in segment.findings) == told
    content = FileContent("a.txt", b"")
    record = make_record(result, walk, source=content, target=content, seconds=1.0)
    assert record.segments[0].terms[0].fit == fit
