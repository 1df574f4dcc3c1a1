"""The whole walk with a model that knows no markers, as every OPUS-MT model."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.documents.files import read_document, write_document
from g60translate.facade import load_translator
from g60translate.glossary.matching.fold import fold_key
from g60translate.glossary.store import parse_csv
from g60translate.models.bringing.bring import bring_model
from g60translate.models.bringing.draft import Wishes
from g60translate.pivot import PivotTranslator
from g60translate.reports.record.model import Record
from g60translate.reports.record.writing import FileContent, make_record

GLOSSARY = parse_csv(
    """concept,lang,term,status,inflect
fair,de,Messe,preferred,noun:f
fair,en,fair,preferred,noun
council,de,Wirtschaftsrat,preferred,name
council,en,Economic Council,preferred,name
valley,de,G60-Tal,preferred,name
valley,en,G60 Valley,preferred,name
""",
    name="terms.csv",
)
TEXT = """Die Messe beginnt am Montag. Der Wirtschaftsrat tagt im G60-Tal.

Mehr dazu unter www.g60.cn und bei presse@g60.cn.
"""


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("G60_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "models"


def walk(source_lang: str, target_lang: str, **options: str) -> tuple[str, Record]:
    translator = load_translator(source_lang, target_lang, glossary=GLOSSARY, **options)  # type: ignore[arg-type]
    translated = translator.translate(read_document(TEXT.encode(), name="release.txt"))
    target = write_document(translated.document)
    record = make_record(
        translated,
        translator,
        source=FileContent("release.txt", TEXT.encode()),
        target=FileContent("release.en.txt", target),
        seconds=1.0,
    )
    return target.decode(), record


def assert_proven(record: Record) -> None:
    """Every term is met where the record says, or said to be missing."""
    terms = [(segment, term) for segment in record.segments for term in segment.terms]
    assert [term.concept_id for _, term in terms] == ["fair", "council", "valley"]
    for segment, term in terms:
        assert term.met, term
        found = segment.target[term.target_start : term.target_end]
        assert fold_key(found).casefold() == fold_key(str(term.form)).casefold()


@pytest.mark.parametrize(
    ("folder", "engine"),
    [("repository", "ctranslate2"), ("repository", "transformers"), ("looping", "ctranslate2")],
)
def test_terms_and_protected_text_come_through_a_model_without_markers(
    request: pytest.FixtureRequest, models: Path, folder: str, engine: str
) -> None:
    model = bring_model(request.getfixturevalue(folder), models, Wishes(name="tiny"))
    assert model.card.markers.symbols == ()
    text, record = walk("de", "en", model="tiny", engine=engine)
    assert_proven(record)
    # A model that copies nothing has them put in at last; none is lost without a word.
    lost = {f.check for s in record.segments for f in s.findings}
    for address in ("www.g60.cn", "presse@g60.cn"):
        assert address in text or "protected" in lost
    assert "\u2581" not in text
    assert record.options.model == "tiny"
    assert not {"inline", "masked", "placeholder"} & {*record.options.rungs}


def test_a_pair_without_a_model_is_reached_through_two(
    repository: Path, multilingual: Path, models: Path
) -> None:
    bring_model(multilingual, models, Wishes(name="en-many", sources=("en",)))
    bring_model(repository, models, Wishes(name="de-en-tiny"))
    translator = load_translator("de", "zh")
    assert isinstance(translator, PivotTranslator)
    # The user's own models are found before the one that ships.
    assert [m.card.name for m in translator.models] == ["de-en-tiny", "en-many"]
    assert translator.engine.subwords.encode("x").pieces[0] == ">>cmn_Hans<<"
    chosen = load_translator("de", "zh", model="de-en+en-many")
    assert [m.card.name for m in chosen.models] == ["de-en", "en-many"]


def test_a_record_of_two_models_names_both(
    repository: Path, multilingual: Path, models: Path
) -> None:
    bring_model(multilingual, models, Wishes(name="en-many", sources=("en",)))
    bring_model(repository, models, Wishes(name="de-en-tiny"))
    _, record = walk("de", "fr")
    assert record.options.model == "de-en-tiny+en-many"
    assert (record.source.lang, record.target.lang) == ("de", "fr")
