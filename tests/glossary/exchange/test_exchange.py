from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from g60translate.errors import GlossaryError, InputError, OutputExists
from g60translate.glossary.assembly import assemble
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import Concept, Inflect, Status, Term
from g60translate.glossary.exchange.exchange import (
    EXCHANGES,
    exchange_for,
    export_glossary,
    import_glossary,
    load_exchange,
)
from g60translate.glossary.exchange.pairs import Entry, rows_of
from g60translate.glossary.lint.run import lint
from tests.conftest import ROOT
from tests.glossary.strategies import glossaries

PAIR = ("de", "en")
EXPO = Glossary(
    (
        Concept(
            "expo",
            (
                Term("de", "Importmesse", inflect=Inflect.NOUN, gender="f", note="no article"),
                Term("de", "Einfuhrmesse", Status.ADMITTED),
                Term("en", "Import Expo"),
                Term("en", "Import Fair", Status.ADMITTED),
                Term("en", "Import Market", Status.FORBIDDEN),
                Term("fr", "foire d’importation"),
            ),
            domain="trade",
        ),
        Concept("brand", (Term("de", "Nansui", do_not_translate=True),)),
        Concept("open", (Term("de", "Tal"),)),
    ),
    name="expo.csv",
)


def written(name: str, glossary: Glossary = EXPO) -> tuple[str, list[str]]:
    exported = load_exchange(name).write(glossary, pair=PAIR)
    return exported.data.decode("utf-8"), [str(loss) for loss in exported.losses]


@pytest.mark.parametrize("name", [*EXCHANGES])
@settings(deadline=None, max_examples=20)
@given(glossary=glossaries())
def test_what_is_lost_is_lost_at_once(name: str, glossary: Glossary) -> None:
    exchange = load_exchange(name)
    first = exchange.write(glossary, pair=PAIR)
    again = exchange.read(first.data, name=glossary.name, pair=PAIR).glossary
    assert exchange.write(again, pair=PAIR).data == first.data


@pytest.mark.parametrize("name", [*EXCHANGES])
@settings(deadline=None, max_examples=20)
@given(glossary=glossaries())
def test_no_loss_listed_means_nothing_lost(name: str, glossary: Glossary) -> None:
    exchange = load_exchange(name)
    first = exchange.write(glossary, pair=PAIR)
    if first.losses:
        return
    again = exchange.read(first.data, name=glossary.name, pair=PAIR).glossary

    def said(book: Glossary) -> set[tuple[str, str, Status]]:
        return {(t.lang, t.text, t.status) for c in book for t in c.terms}

    assert said(again) == said(glossary)


@settings(deadline=None, max_examples=30)
@given(glossaries(), st.sampled_from(("csv", "xlsx")))
def test_tables_lose_nothing(glossary: Glossary, name: str) -> None:
    exchange = load_exchange(name)
    exported = exchange.write(glossary, pair=None)
    assert exported.losses == ()
    assert exchange.read(exported.data, name="any.csv", pair=None).glossary == glossary


def test_deepl_lists_each_source_once() -> None:
    text, losses = written("deepl")
    assert text == "Importmesse\tImport Expo\nEinfuhrmesse\tImport Expo\nNansui\tNansui\n"
    assert "expo, en 'Import Fair': admitted term left out" in losses
    assert "expo, en 'Import Market': forbidden term left out" in losses
    assert "expo: terms in fr are left out" in losses
    assert "open: left out: it has no term in en" in losses


def test_omegat_shows_the_preferred_target_first() -> None:
    text, losses = written("omegat")
    assert text.splitlines()[1:] == [
        "Importmesse\tImport Expo, Import Fair\tno article",
        "Einfuhrmesse\tImport Expo",
        "Nansui\tNansui",
    ]
    assert "expo, en 'Import Market': forbidden term left out" in losses


def test_utx_keeps_the_verdicts() -> None:
    text, _ = written("utx")
    assert text.splitlines() == [
        "#UTX 1.11; de/en",
        "#src\ttgt\tsrc:pos\tterm status\tsrc:comment\tconcept ID",
        "Importmesse\tImport Expo\t-\tapproved\tno article\texpo",
        "Importmesse\tImport Fair\t-\tnon-standard\t\texpo",
        "Importmesse\tImport Market\t-\tforbidden\t\texpo",
        "Einfuhrmesse\tImport Expo\t-\tapproved\t\texpo",
        "Nansui\tNansui\t-\tapproved\t\tbrand",
    ]
    again = load_exchange("utx").read(text.encode(), name="x.utx", pair=None).glossary
    assert [(t.lang, t.text, t.status.value) for t in again.concept("expo").terms] == [
        ("de", "Importmesse", "preferred"),
        ("en", "Import Expo", "preferred"),
        ("en", "Import Fair", "admitted"),
        ("en", "Import Market", "forbidden"),
        ("de", "Einfuhrmesse", "admitted"),
    ]


@pytest.mark.parametrize("name", ["deepl", "omegat", "utx"])
def test_bilingual_formats_ask_for_their_languages(name: str) -> None:
    with pytest.raises(InputError, match="--from de --to en"):
        load_exchange(name).write(EXPO, pair=None)


def test_deepl_csv_says_its_languages() -> None:
    data = b'"Messe, gro\xc3\x9f",Large Fair,DE,EN-GB\nTal,valley,de,en\n'
    glossary = load_exchange("deepl").read(data, name="d.csv", pair=None).glossary
    assert [c.id for c in glossary] == ["large-fair", "valley"]
    assert glossary.concept("large-fair").terms == (
        Term("de", "Messe, groß"),
        Term("en", "Large Fair"),
    )


@pytest.mark.parametrize(
    ("name", "file", "data", "part"),
    [
        ("deepl", "d.tsv", b"Messe\tFair\nTal\n", "line 2: has 1 columns"),
        ("deepl", "d.tsv", b"Messe\t\n", "line 1: the term is missing"),
        ("deepl", "d.csv", b"a,b,de,en\nc,d,en,de\n", "several language pairs: de→en, en→de"),
        ("omegat", "g.txt", b"# head\nMesse\tFair\nTal valley\n", "line 3: has no tab"),
        ("utx", "g.utx", b"#UTX 1.11\n", "line 1: is no UTX header"),
        ("utx", "g.utx", b"#UTX 1.11; de/en\nMesse\tFair\n", "names the columns"),
        ("utx", "g.utx", b"#UTX 1.11; de/en\n#src\ttgt\tterm status\nA\tB\tgood\n", "'good'"),
    ],
)
def test_faults_say_where(name: str, file: str, data: bytes, part: str) -> None:
    with pytest.raises(GlossaryError) as error:
        load_exchange(name).read(data, name=file, pair=PAIR)
    assert part in str(error.value)


def test_another_line_with_the_same_source_is_another_meaning() -> None:
    entries = [Entry("Tal", "valley"), Entry("Messe", "fair"), Entry("Tal", "dale")]
    rows = rows_of(entries, PAIR, places=["line 1", "line 2", "line 3"])
    glossary = assemble(rows, name="x")
    assert [c.id for c in glossary] == ["valley", "fair", "dale"]
    assert [remark.rule for remark in lint(glossary) if remark.rule == "homograph"]
    again = rows_of([*entries, Entry("Tal", "valley")], PAIR, places=["1", "2", "3", "4"])
    assert again == [replace(row, where=new.where) for row, new in zip(rows, again, strict=True)]


def test_targets_of_one_line_and_other_verdicts_are_one_concept() -> None:
    entries = [
        Entry("Tal", "valley"),
        Entry("Tal", "dale", goes_on=True),
        Entry("Tal", "gorge", Status.FORBIDDEN),
    ]
    (concept,) = assemble(rows_of(entries, PAIR, places=["1", "1", "2"]), name="x")
    assert [(t.text, t.status) for t in concept.terms] == [
        ("Tal", Status.PREFERRED),
        ("valley", Status.PREFERRED),
        ("dale", Status.ADMITTED),
        ("gorge", Status.FORBIDDEN),
    ]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("omegat", "Messe\tfair\nMesse\tmass\n"),
        ("omegat", "Messe\tfair\tAusstellung\nBank\tbench\nMesse\tmass\tKirche\n"),
        ("deepl", "Messe\tfair\nMesse\tmass\n"),
        ("utx", "#UTX 1.11; de/en\n#src\ttgt\nMesse\tfair\nMesse\tmass\n"),
    ],
)
def test_two_meanings_are_two_concepts_and_told(name: str, data: str) -> None:
    imported = load_exchange(name).read(data.encode(), name="x.txt", pair=PAIR)
    by_id = {
        concept.id: [t.text for t in concept.in_language("en")] for concept in imported.glossary
    }
    assert (by_id["fair"], by_id["mass"]) == (["fair"], ["mass"])
    assert ["homograph" in str(loss) for loss in imported.losses] == [True]


def test_the_file_of_a_user_with_two_meanings() -> None:
    data = (ROOT / "tests" / "cases" / "glossary" / "homograph.omegat.txt").read_bytes()
    imported = load_exchange("omegat").read(data, name="x.txt", pair=PAIR)
    assert [
        [(t.text, t.status.value) for t in concept.in_language("en")]
        for concept in imported.glossary
    ] == [[("trade fair", "preferred"), ("fair", "admitted")], [("mass", "preferred")]]
    assert "homograph" in {remark.rule for remark in lint(imported.glossary)}


def test_ids_stay_readable_and_free() -> None:
    entries = [Entry("Tal", "Valley!"), Entry("Talgebiet", "valley"), Entry("¡!", "¿")]
    rows = rows_of(entries, PAIR, places=["1", "2", "3"])
    assert [c.id for c in assemble(rows, name="x")] == ["valley", "valley-2", "term"]


def test_the_suffix_tells_the_format() -> None:
    assert exchange_for(Path("a.TBX")).name == "tbx"
    assert exchange_for(Path("a.xlsx")).name == "xlsx"
    with pytest.raises(InputError, match="Give --format with one of csv, xlsx, tbx"):
        exchange_for(Path("a.bin"))
    with pytest.raises(InputError, match="no glossary format named 'sdltb'"):
        load_exchange("sdltb")


def test_files_go_out_and_come_back(tmp_path: Path) -> None:
    path = tmp_path / "expo.xlsx"
    assert export_glossary(EXPO, path) == ()
    assert import_glossary(path).glossary == EXPO
    with pytest.raises(OutputExists):
        export_glossary(EXPO, path)
    export_glossary(replace(EXPO, concepts=()), path, replace=True)
    assert len(import_glossary(path).glossary) == 0


@settings(deadline=None, max_examples=20)
@given(glossaries())
def test_tbx_keeps_what_it_does_not_list(glossary: Glossary) -> None:
    exchange = load_exchange("tbx")
    kept = Glossary(
        tuple(
            replace(
                concept,
                id=f"c{number}",
                priority=0,
                valid_from="",
                definition=" ".join(concept.definition.split()),
                note=" ".join(concept.note.split()),
                domain=" ".join(concept.domain.split()),
                terms=tuple(
                    Term(
                        term.lang,
                        term.text,
                        term.status,
                        inflect=term.inflect if term.inflect is Inflect.NOUN else Inflect.NONE,
                        gender=term.gender,
                        note=" ".join(term.note.split()),
                        source=" ".join(term.source.split()),
                    )
                    for term in concept.terms
                ),
            )
            for number, concept in enumerate(glossary)
        )
    )
    assume(all(" ".join(t.text.split()) == t.text for c in kept for t in c.terms))
    exported = exchange.write(kept, pair=None)
    assert exported.losses == ()
    assert exchange.read(exported.data, name="x.tbx", pair=None).glossary.digest == kept.digest
