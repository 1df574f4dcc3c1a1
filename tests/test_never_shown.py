"""What the model cannot write is never shown to it, in the files that users sent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from g60translate.checks.check import Severity
from g60translate.documents.files import read_document, write_document
from g60translate.glossary.book import Glossary
from g60translate.models.store import Model
from g60translate.models.subwords import Subwords
from g60translate.pipeline import Translator
from g60translate.protection.writing import Writing
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.engines.loading import load_engine
from g60translate.translation.translated import TranslatedDocument
from tests.conftest import ROOT, Answers, ScriptedEngine

CASES = ROOT / "tests" / "cases"
Scripted = Callable[[Answers], ScriptedEngine]

# What has to come through to the byte, file by file.
KEPT = {
    "text/foreign-scripts.txt": ["(松江)", "(上海)", "(محمد عزيز)", "Łódź", "Škoda", "Đà Nẵng",
                                 "ООО", "Ромашка", "(Москва)", "(תל אביב)", "Çelik"],
    "text/chinese.txt": ["(松江区)", "(华为)", "四叶草", "(王小明)", "中国国际进口博览会",
                         "人民日报", "G60"],
    "text/chinese-in-brackets.txt": ["(华为)", "长三角G60科创走廊", " | ", "m²", "{{Anrede}}",
                                     "{{Name}}", "<10 €"],
    "text/signs.txt": ["<", ">", r"D:\Presse\Mai\rede.docx", "|", "~", "^", "™", "№9", "‰", "♪",
                       "♬", "★★★☆☆", "➜", "γ", "Ω", "λ", "≈", "m²", "m³", "¾", "µg", "3^4", "[dʒ]"],
    "text/placeholders.txt": ["{vorname}", "{{nachname}}", "%(datum)s", "${zeit}", "%d", "%1$s",
                              "{0}", "<Telefon einsetzen>", "[NAME]"],
    "text/identifiers.txt": ["DE89370400440532013000", "COBADEFFXXX", "DE000000000", "HRB 0000 B",
                             "LX-2207-B", "XQZWVT", "7 K 12/24", "978-3-16-148410-0"],
    "office/foreign-script.docx": ["(松江)"],
    "exchange/placeholders-without-flag.po": ["{name}", "{count}", "%1$s", "%2$d", "%3$d", "%4$.1f",
                                              "%%", "${user}", "{{ link }}", "@name", ":ort:",
                                              "%{zahl}"],
    "exchange/placeholders-and-plurals.xlf": ["{name}", "%d", "%1$s", "%2$s", "%{name}",
                                              "{{ titel }}", "${wert}"],
}  # fmt: skip


def walk(engine: ScriptedEngine, name: str) -> TranslatedDocument:
    document = read_document((CASES / name).read_bytes(), name=Path(name).name)
    return Translator(engine, Glossary.empty(), SrxSegmenter(), beam=1).translate(document)


@pytest.mark.parametrize("name", KEPT)
def test_the_model_sees_nothing_that_it_cannot_write(
    scripted: Scripted, embedded_model: Model, name: str
) -> None:
    engine = scripted(lambda source: [source])
    done = walk(engine, name)
    writing = Writing([Subwords(embedded_model.folder, embedded_model.card.tokenizer)])
    assert [text for text in engine.seen if not writing.knows(text)] == []
    said = "\n".join(block.text for block in done.document.blocks)
    assert [stretch for stretch in KEPT[name] if stretch not in said] == []


def test_what_is_lost_for_good_is_an_error(scripted: Scripted) -> None:
    # Nothing can be put in where there is no word.
    engine = scripted(lambda _: [""])
    done = walk(engine, "text/placeholders.txt")
    worst = {f.severity for s in done.segments for f in s.findings if f.check == "protected"}
    said = "\n".join(block.text for block in done.document.blocks)
    gone = [stretch for stretch in KEPT["text/placeholders.txt"] if stretch not in said]
    assert bool(gone) == (worst == {Severity.ERROR})


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("text/soft-hyphens.txt", ["Die Pressekonferenz beginnt in München.",
                                   "Die Wirtschaftsleistung stieg um 3 Prozent."]),
        ("html/word-breaks.html", ["Die Donauschifffahrt wächst.", "Die Bürgermeisterin spricht."]),
        ("html/soft-hyphens.html", ["Der Bundestag beschließt das Gesetz.",
                                    "Die Geschwindigkeit steigt.",
                                    "Die Reisekostenrückerstattung gilt.",
                                    "Die Wirtschaftsförderung hilft den Firmen."]),
        ("office/soft-hyphens.docx", ["Die Pressekonferenz beginnt in München.",
                                      "Die Wirtschaftsförderung hilft den Firmen."]),
        ("office/soft-hyphens.odt", ["Die Pressekonferenz beginnt in München."]),
    ],
)  # fmt: skip
def test_words_with_invisible_signs_are_the_words_without(
    scripted: Scripted, name: str, sentences: list[str]
) -> None:
    engine = scripted(lambda source: [source])
    done = walk(engine, name)
    seen = {text for text in engine.seen if "Jahres" not in text}
    assert seen == set(sentences)
    # What can be written of it is written: a break inside a word keeps its place in the file.
    write_document(done.document)


@pytest.mark.model
def test_the_embedded_model_keeps_all_of_it(embedded_model: Model) -> None:
    translator = Translator(load_engine(embedded_model), Glossary.empty(), SrxSegmenter())
    for name, stretches in KEPT.items():
        document = read_document((CASES / name).read_bytes(), name=Path(name).name)
        done = translator.translate(document)
        said = "\n".join(block.text for block in done.document.blocks)
        lost = [stretch for stretch in stretches if stretch not in said]
        told = [
            finding.message
            for segment in done.segments
            for finding in segment.findings
            if finding.check == "protected" and finding.severity is Severity.ERROR
        ]
        assert len(lost) <= len(told), (name, lost, told)
        assert not any(f.check == "language" for s in done.segments for f in s.findings), name
