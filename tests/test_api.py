"""One call a translation: what goes in, what comes out, and what is refused before the work."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path

import pytest

import g60translate.api
from g60translate import (
    Document,
    G60Error,
    TranslatedText,
    Translator,
    load_glossary,
    load_record,
    translate_document,
    translate_text,
)
from g60translate.checks.check import Severity
from g60translate.errors import (
    BrokenDocument,
    EmptyDocument,
    InputError,
    OutputExists,
    UnknownLanguage,
    UnsupportedFormat,
)
from g60translate.glossary.book import Glossary
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import Answers, ScriptedEngine

ENGLISH = {
    "Die Messe ist eröffnet.": "The fair is open.",
    "Es kamen 3.400 Gäste.": "There came 34,000 guests.",
}
GERMAN = "Die Messe ist eröffnet.\n\nEs kamen 3.400 Gäste.\n"


@pytest.fixture
def translator(scripted: Callable[[Answers], ScriptedEngine]) -> Translator:
    engine = scripted(lambda source: [ENGLISH.get(source, source)])
    return Translator(engine, Glossary.empty(), SrxSegmenter())


def test_a_text_comes_back_as_a_string_that_knows_its_doubts(translator: Translator) -> None:
    english = translate_text(GERMAN, translator)
    assert english == "The fair is open.\n\nThere came 34,000 guests.\n"
    assert isinstance(english, str)
    assert ("numbers", Severity.ERROR) in {(f.check, f.severity) for f in english.findings}
    assert [s.sentence.segment.text for s in english.translated.segments] == [*ENGLISH]
    assert english.missed_terms == 0


def test_what_is_made_of_a_translated_text_is_a_plain_string(translator: Translator) -> None:
    english = translate_text(GERMAN, translator)
    assert type(english.strip()) is str
    assert hash(english) == hash(str(english))
    same = copy.copy(english)
    assert isinstance(same, TranslatedText)
    assert (same, same.findings) == (english, english.findings)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_is_written_with_its_record(
    tmp_path: Path, translator: Translator, kind: type[str] | type[Path]
) -> None:
    source, target, record = (tmp_path / name for name in ("a.txt", "b.txt", "b.json"))
    source.write_text(GERMAN, encoding="utf-8")
    made = translate_document(kind(source), translator, output=kind(target), record=kind(record))
    assert target.read_text(encoding="utf-8").startswith("The fair is open.")
    told = load_record(record.read_bytes(), name=record.name)
    assert (told.source.name, told.target.name) == ("a.txt", "b.txt")
    assert len(told.segments) == len(made.segments) == 2


def test_without_a_place_nothing_is_written(tmp_path: Path, translator: Translator) -> None:
    source = tmp_path / "a.txt"
    source.write_text(GERMAN, encoding="utf-8")
    made = translate_document(source, translator)
    assert isinstance(made.document, Document)
    assert [*tmp_path.iterdir()] == [source]


def test_a_place_that_is_taken_is_found_out_before_the_work(
    tmp_path: Path, translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text(GERMAN, encoding="utf-8")
    target.write_text("mine", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(translator, "translate", lambda *_a, **_k: pytest.fail("it was translated"))
        with pytest.raises(OutputExists):
            translate_document(source, translator, output=target)
    assert target.read_text(encoding="utf-8") == "mine"
    translate_document(source, translator, output=target, replace=True)
    assert target.read_text(encoding="utf-8").startswith("The fair")


def test_files_that_are_none_are_refused_in_words(tmp_path: Path, translator: Translator) -> None:
    (tmp_path / "empty.txt").write_bytes(b"  \n")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "a.ps").write_bytes(b"%!PS-Adobe-3.0\n")
    for name, error in (
        ("gone.txt", InputError),
        ("empty.txt", EmptyDocument),
        ("a.pdf", BrokenDocument),
        ("a.ps", UnsupportedFormat),
    ):
        with pytest.raises(error, match=name):
            translate_document(tmp_path / name, translator)
    with pytest.raises(EmptyDocument, match="The text"):
        translate_text(" \n", translator)


def test_a_translator_has_its_settings_already(translator: Translator) -> None:
    with pytest.raises(InputError, match="load_translator"):
        translate_text("Ja.", translator, glossary="g60")  # type: ignore[call-overload]


def test_a_language_loads_a_translator_for_the_language_of_the_text(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def load(source: str, target: str, **rest: object) -> Translator:
        asked.append((source, target, rest))
        return translator

    monkeypatch.setattr(g60translate.api, "load_translator", load)
    translate_text(GERMAN, "en", glossary="g60")
    translate_text(GERMAN, "en", source_lang="fr", model=Path("house"))
    assert asked == [
        ("de", "en", {"glossary": "g60", "model": None}),
        ("fr", "en", {"glossary": None, "model": Path("house")}),
    ]


def test_the_files_word_counts_where_its_text_says_nothing_plain(
    tmp_path: Path, translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(g60translate.api, "load_translator", lambda *_a, **_k: translator)
    page = tmp_path / "a.html"
    page.write_text('<html lang="de"><p>OK 1</p></html>', encoding="utf-8")
    translate_document(page, "en")
    page.write_text("<html><p>OK 1</p></html>", encoding="utf-8")
    with pytest.raises(UnknownLanguage, match=r"a\.html"):
        translate_document(page, "en")


def test_the_shipped_glossary_goes_by_its_name_and_a_file_of_that_name_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = load_glossary("g60")
    assert len(shipped) > 100
    Path("g60").write_text("concept,lang,term\nx,de,Messe\nx,en,fair\n", encoding="utf-8")
    assert len(load_glossary("g60")) == 1
    with pytest.raises(G60Error, match="no-such-glossary"):
        load_glossary("no-such-glossary")
    with pytest.raises(G60Error, match="folder/g60"):
        load_glossary("folder/g60")


@pytest.mark.model
def test_a_model_is_all_it_takes() -> None:
    english = translate_text("Die Stadt heißt Shanghai.", "en", source_lang="de", glossary="g60")
    assert "Shanghai" in english


def test_an_output_of_another_format_is_refused_before_the_work(
    translator: Translator, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(GERMAN, encoding="utf-8")
    with pytest.raises(InputError, match=r"in its own format"):
        translate_document(tmp_path / "a.txt", translator, output=tmp_path / "a.docx")
    assert not (tmp_path / "a.docx").exists()
