"""Pieces and places, for models whose two SentencePiece files share one vocabulary."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import sentencepiece

from g60translate.errors import ModelCorrupt
from g60translate.models.card import Tokenizer
from g60translate.models.subwords import Subwords

GERMAN = ["das Haus der Stadt ist ein Haus", "die Stadt und das Haus", "ein Haus und eine Stadt"]
ENGLISH = ["the house of the city is a house", "the city and the house", "a house and a city"]


def train(lines: list[str], path: Path) -> None:
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 20),
        model_writer=written,
        vocab_size=60,
        hard_vocab_limit=False,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    path.write_bytes(written.getvalue())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pieces")
    train(GERMAN, folder / "source.spm")
    train(ENGLISH, folder / "target.spm")
    return folder


def test_a_piece_of_the_source_language_in_the_answer_is_a_word_like_others(folder: Path) -> None:
    subwords = Subwords(folder, Tokenizer(target="target.spm"))
    decoded = subwords.decode(["▁Haus", "▁the", "▁house", "▁Haus", "▁of"])
    assert decoded.text == "Haus the house Haus of"
    assert [decoded.text[a:b].strip() for a, b in decoded.spans] == decoded.text.split()


def test_a_language_token_leads_and_stands_for_no_text(folder: Path) -> None:
    subwords = Subwords(folder, Tokenizer(target="target.spm", prefix=">>eng<<"))
    encoded = subwords.encode("das Haus")
    assert encoded.pieces[0] == ">>eng<<"
    assert encoded.spans[0] == (0, 0)
    assert "".join("das Haus"[a:b] for a, b in encoded.spans) == "das Haus"


def test_a_file_that_is_no_sentencepiece_model_is_named(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "source.spm").write_bytes(b"no model")
    with pytest.raises(ModelCorrupt, match=r"source\.spm"):
        Subwords(tmp_path, Tokenizer())
