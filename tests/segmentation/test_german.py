"""German sentence ends: the inputs in `tests/cases/segmentation`, and others of their kinds."""

from __future__ import annotations

import pytest

from g60translate.documents.model import Block, BlockKind
from g60translate.segmentation import stubs
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ROOT

CASES = ROOT / "tests" / "cases" / "segmentation"
SEGMENTER = SrxSegmenter()


def cut(text: str) -> list[str]:
    segments = SEGMENTER.segment(Block("b", BlockKind.PARAGRAPH, text), lang="de")
    return [segment.text.strip() for segment in segments]


def paragraphs(name: str) -> list[str]:
    return (CASES / name).read_text(encoding="utf-8").strip().split("\n\n")


@pytest.mark.parametrize(
    "paragraph",
    [
        paragraph
        for name in ("abbreviations.txt", "addresses-and-scales.txt", "dates-with-blanks.txt")
        for paragraph in paragraphs(name)
    ],
)
def test_a_line_of_one_sentence_is_one_segment(paragraph: str) -> None:
    assert cut(paragraph) == [paragraph]


@pytest.mark.parametrize(
    "paragraph",
    [p for name in ("amounts-at-the-end.txt", "swiss-quotes.txt") for p in paragraphs(name)],
)
def test_a_line_of_two_sentences_is_two_segments(paragraph: str) -> None:
    parts = cut(paragraph)
    assert len(parts) == 2
    assert " ".join(parts) == paragraph
    assert parts[0][-1] in ".»›)"


# "|" marks the boundaries that a careful reader would draw.
LONG = {
    "ordinals.txt": [
        "Am 24., 25. und 26. Mai tagt der 7. Fachbeirat in Songjiang. |"
        "Kommen die Gäste am 3. oder am 4. Juni?",
        "Dr. med. Petra Vogt, z. B. aus Kiel, sprach ca. 20 Min. über die Lage. |"
        "Die Kosten betragen rd. 5 Mio. Euro bzw. 3 Mrd. Yuan.",
        "Der Vertrag gilt bis zum 31.12.2026. |Danach beginnt Phase II. |"
        "Die Sitzung führt Prof. i. R. Emil Otto Bergmann jun. seit 2017.",
        "Im 1. Halbjahr stieg der Umsatz um 4,5 Prozent. |Ludwig XIV. war nicht dabei. |"
        "Er kam vom 1. FC Muster e. V. und blieb lange.",
    ],
    "legal-and-amounts.txt": [
        "Nach § 12 Abs. 2 S. 1 Nr. 3 BauGB gilt das. |Siehe S. 12 ff. und Art. 5 Abs. 1 GG.",
        "Es kamen Gäste aus Rom, Paris usw. |Die Stadt freute sich. |"
        "Er verkaufte Autos, Räder etc. |Er blieb.",
        "Der Platz liegt am St. Pauli Markt. |Die Firma Muster GmbH & Co. KG baut. |"
        "Sie hat ca. 70 Angest. und zahlt inkl. MwSt. 12 Euro.",
        "Wir fragen … und warten. |Wirklich? |Ja! |So ist es... |Danach kam der Rat.",
        "Die Frist endet am 5.6. |Danach ist Schluss. |Version 2.0. |Danach kommt 3.1.",
        "Der Verlust sank um 4 Mrd. |Der Rat lobt das. |"
        "Die Tagung dauert von 9 bis 17 Uhr. |Danach gibt es Essen.",
        "Das ist der Plan A. |Wir folgen ihm. |Er kam mit Plan B. und C. |Danach ging er.",
        "Sie finden uns auf www.stadt-kiel.example. |Dort steht alles. |"
        "Schreiben Sie an info@kiel.example. |Danke.",
        "1. Die Stadt baut. |2. Der Rat zahlt. |3. Alle freuen sich.",
    ],
}


@pytest.mark.parametrize("name", LONG)
def test_paragraphs_of_several_sentences_are_cut_between_them(name: str) -> None:
    assert [cut(p) for p in paragraphs(name)] == [
        [part.strip() for part in marked.split("|")] for marked in LONG[name]
    ]


OTHERS = {
    "small letters": [
        "Es grüßt Karl Meier sen. aus Kiel.",
        "„Kommt ihr?“ fragte sie.",
        "«Wir gehen!» rief er.",
        "Die Gde. zahlt, der Kirchenvorst. baut.",
        "Das Amt (Abt. Verk.) prüft, die Kreisverw. entscheidet.",
        "Er sagte … nichts.",
        "Der Sachbearb.\nund die Geschäftsf. kamen.",
        "Die Stadt wächst. |Sie baut.",
    ],
    "abbreviations": [
        "Der Bgm. Petersen und der Pfr. Huber reden.",
        "Die Kreisverw. Nord hilft.",
        "Sie sprach mit dem Angest. Meier über Geld.",
        "Ein techn. Leiter und die Freiw. Feuerwehr kamen.",
        "Die Verw. Süd und der städt. Bauhof helfen.",
        "Der Geschäftsf. Blum sagt Ja.",
        "Ärztl. Direktor ist Dr. Voss.",
        "Die Landw. Kammer tagt.",
        "Er läuft 42 km. |Kinder laufen 5 km.",
        "Der Sitz der Gesellsch. Nordlicht ist Kiel.",
        "Der Vorst. Meier, die Stv. Blum und der Kass. Grau danken.",
        "Die Musikkap. Möwenfels spielt.",
        "Das Wort hat Anna Böckl. |Mitarbeiter klatschen.",
        "Er kam aus Möwenfels. |Vertreter der Stadt klatschten.",
        "Das sagte Bernd Schoz. |Fachleute nicken.",
        "Er wohnt am Deich. |Nachbarn helfen ihm.",
        "Er fährt am Saftstrom. |Nachbarn helfen ihm.",
        "Es hilft der Ldkr. |Das ist gut.",
    ],
    "initials": [
        "Es sprachen K.-H. Meier und A.-M. Voss.",
        "Karl-H. Meier kam.",
        "H.-Chr. Blum ging.",
        "Das Buch von Ch.-J. Grau ist da.",
        "J. R. Voss und M. Blum reden.",
    ],
    "degrees": [
        "Dr. rer. nat. habil. Emil Voss kam.",
        "Dr. med. vet. Petra Blum kam.",
        "Dr. phil. Anna Grau sprach mit Dr. h. c. mult. Karl Meier.",
        "Prof. Dr. rer. pol. Uwe Stern lehrt.",
        "Dr. sc. agr. Ida Kraft forscht.",
    ],
    "addresses and scales": [
        "Das Haus Bahnhofstr. 12 ist zu.",
        "Der Markt am Rathauspl. 3 ist offen.",
        "Wir ziehen in die Möwenstr. 7a um.",
        "Die Schulden betragen 2 Bio. Yen.",
        "Es waren 3 Tsd. Stück und 1,2 Bill. Dollar.",
        "Der Wert liegt bei 1,5 Bio. |Das ist viel.",
        "Sie wohnt in der Hauptstr. |Die ist lang.",
    ],
    "true ends": [
        "Das regelt Nr. 17. |Wer zahlt, ist offen.",
        "Es kamen 40 Mitarb. |Aus Kiel kamen 12.",
        "Es kostet 5 Tsd. |Das ist wenig.",
        "Das steht in § 3 Nr. 5. |Im Gesetz steht mehr.",
        "Das regelt Abs. 2. |Es gilt ab heute.",
        "Kiel siegte 2:0. |Am Sonntag geht es weiter.",
        "Kiel siegte 2:0. |Bremen verlor.",
        "Es gab Brot, Käse etc. |Wir aßen alles.",
        "Er starb 44 v. Chr. |Nach ihm kam Augustus.",
        "Das baut der Hafen e. V. |Er sammelt Geld.",
        "Es hilft Karl Hansen jun. |Auch der Rat hilft.",
        "Das ist Vitamin C. |Damit bleibt man gesund.",
        "Es war am 3. 4. |Der Rat kam.",
        "Er lief auf Platz 12. |Das freut ihn.",
        "(Es gilt die Hausordnung!) |„Kommt alle“, rief sie.",
        "Er kam. |(Sie kam später.) |Dann gingen beide.",
        "Die Firma (gegr. 1990) Meier baut.",
        "Das Amt (Abt. Bau usw.) Kiel baut.",
        "Hier spielt u. a. Die Kapelle aus Kiel.",
    ],
    "quotes": [
        "›Wir sind da.‹ |Das sagte er.",
        "«Wir sind da…» |Er ging.",
        "«Ist das ‹gut?›» |Das fragte sie.",
        "»Wir sind da.« |Er ging.",
        "«Wir sind da.» |«Gut.» |Er ging.",
        "«Wir sind da», sagte er. |Sie ging.",
        "«Kommt!», rief sie.",
    ],
    "dates": [
        "Der Markt ist am 5.\u00a011.\u00a02025 offen.",
        "Der Markt ist am 05.\u202f11.\u202f2025 offen.",
        "Vom 30. 9. 25 an gilt es.",
        "Vom 1. 2. bis 3. 4. 2024 gilt es.",
        "Am 24. 12. und 31. 12. ist zu.",
        "Kiel, 7. 3. 2024 – Der Rat tagt.",
        "Es gilt ab dem 1. 2. 2024. |Der Rat tagt.",
        "1. Die Stadt baut. |2. Der Rat zahlt.",
    ],
}


@pytest.mark.parametrize("marked", [marked for kind in OTHERS.values() for marked in kind])
def test_other_inputs_of_the_kinds_are_cut_as_a_reader_would(marked: str) -> None:
    parts = marked.split("|")
    assert cut("".join(parts)) == [part.strip() for part in parts]


def test_the_dictionary_is_asked_only_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(lang: str) -> None:
        raise AssertionError

    monkeypatch.setattr(stubs, "dictionary", refuse)
    for text in ("Der Ldkr. Kiel baut.", "Er sagte Ja. Wir auch.", "Sie baut in Kiel. Rat hilft."):
        cut(text)
    with pytest.raises(AssertionError):
        cut("Das weiß der Angest. Meier.")


def test_a_blank_line_ends_a_sentence_behind_a_stub() -> None:
    assert cut("Der Ldkr.\n\nMöwenfels") == ["Der Ldkr.", "Möwenfels"]
