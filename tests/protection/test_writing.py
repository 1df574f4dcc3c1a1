"""What the embedded model, and models with other pieces, are not to see."""

from __future__ import annotations

import io
import json
from itertools import pairwise
from pathlib import Path

import pytest
import sentencepiece
from hypothesis import given
from hypothesis import strategies as st

from g60translate.models.card import Tokenizer
from g60translate.models.store import Model
from g60translate.models.subwords import Subwords
from g60translate.protection.writing import Writing
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def writing(embedded_model: Model) -> Writing:
    card = embedded_model.card
    subwords = Subwords(embedded_model.folder, card.tokenizer)
    return Writing([subwords], markers="".join(card.markers.symbols))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Songjiang (松江) und Москва, محمد عزيز, תל אביב.",
         ["松江", "Москва", "محمد عزيز", "תל אביב"]),
        ("der Ort Đà Nẵng, Łódź, Škoda und Herr Çelik", ["Đà Nẵng", "Łódź", "Škoda", "Çelik"]),
        ("„长三角G60科创走廊“", ["长三角G60科创走廊"]),
        ("120 m², 7 m³, CO₂-Werte, 10⁶, 4½, ¾ davon",
         ["m²", "m³", "CO₂", "10⁶", "4½", "¾"]),
        ("eine Stadt¹ und Möwe™, №9, 4 ‰, 20 °C, 8 µg", ["¹", "™", "№9", "‰", "°C", "µg"]),
        ("9 ₹, 5 ฿, 7 ₽, 3 €", ["₹", "฿", "₽", "€"]),
        ("a < b > c | d ^ e ~ f { g }", ["<", ">", "|", "^", "~", "{", "}"]),
        ("3^4, F&E, H&M, Montag|Dienstag", ["3^4", "F&E", "H&M", "|"]),
        ("★★★☆☆ ♪ Konzert ➜ Karten", ["★★★☆☆ ♪", "➜"]),
        ("λ ≈ 2,5, [dʒ] und 2π", ["λ", "≈", "dʒ", "2π"]),
        ("👩‍👧 ❤️ #️⃣ 🇩🇪", ["👩‍👧 ❤️ #️⃣ 🇩🇪"]),
        ("⟦Wort⟧ ❰1❱", ["⟦", "⟧ ❰", "❱"]),
        # What any model reads as something that it knows:
        ("A\u0308pfel, ‚so‘, ›nein‹, ”ja”, Rock`n`Roll, Jahres‑haupt, 5\u202fEuro", []),
        ("Größe, Öl – „gut“ … fast", ["…"]),
    ],
)  # fmt: skip
def test_what_is_not_shown(writing: Writing, text: str, expected: list[str]) -> None:
    assert [text[slice(*span)] for span in writing.spans(text)] == expected


def test_few_sentences_of_the_press_corpus_have_any(writing: Writing) -> None:
    lines = (ROOT / "corpus/press/dev.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["de"] for line in lines]
    found = {text[slice(*span)] for text in texts for span in writing.spans(text)}
    assert found == {"&", "@", "S&T"}


@given(st.text(max_size=40))
def test_nothing_outside_the_spans_is_unknown(writing: Writing, text: str) -> None:
    spans = writing.spans(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert writing.knows(text) == (not spans)


def _train(path: Path, lines: list[str], normaliser: str) -> None:
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 20),
        model_writer=written,
        vocab_size=90,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name=normaliser,
        minloglevel=2,
    )
    path.write_bytes(written.getvalue())


def _writing(folder: Path, source: list[str], target: list[str], normaliser: str) -> Writing:
    _train(folder / "source.spm", source, normaliser)
    _train(folder / "target.spm", target, normaliser)
    return Writing([Subwords(folder, Tokenizer(target="target.spm"))])


def test_a_chinese_model_reads_chinese(tmp_path: Path) -> None:
    writing = _writing(
        tmp_path, ["中国的城市很大，一九", "城市大。9 $ 5 €"], ["the city is big, 9 $."], "nmt_nfkc"
    )
    text = "中国城市很大，９ 5 € ★"
    # The euro is read but cannot be written, and the star neither.
    assert [text[slice(*span)] for span in writing.spans(text)] == ["€ ★"]


def test_a_model_that_folds_case_knows_capitals(tmp_path: Path) -> None:
    writing = _writing(tmp_path, ["die stadt m2"], ["the city m2"], "nmt_nfkc_cf")
    text = "DIE Stadt m²"
    assert [text[slice(*span)] for span in writing.spans(text)] == ["m²"]
