"""SentencePiece with the marker symbols: training the pieces, and encoding lines to ids."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import sentencepiece

from g60translate.errors import InputError, ModelError
from g60translate.models.card import Markers

MARKERS: Final = Markers(
    term=("⟦", "¦", "⟧"), mask="▒", placeholders=tuple(f"❰{n}❱" for n in range(10))
)
# Ten spare symbols, so that a later model can be given a new meaning without new embeddings.
SPARE: Final = tuple(f"❮{n}❯" for n in range(10))

EOS, UNK, PAD = 0, 1, 2


def train_subwords(
    lines: Iterable[str], out: Path, *, pieces: int, sample: int = 1_000_000
) -> Path:
    """Train a unigram model shared by both languages and write it to `out`.

    Bytes back up unseen characters; markers and spares are symbols of their own. Ids: 0 `</s>`,
    1 `<unk>`, 2 `<pad>`. Raises ModelError where the text is too small for so many pieces.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as name:
        text = Path(name) / "lines.txt"
        with text.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in lines)
        try:
            sentencepiece.SentencePieceTrainer.train(
                input=str(text),
                model_prefix=str(Path(name) / "joint"),
                vocab_size=pieces,
                model_type="unigram",
                character_coverage=0.9998,
                user_defined_symbols=[*MARKERS.symbols, *SPARE],
                byte_fallback=True,
                input_sentence_size=sample,
                shuffle_input_sentence=True,
                num_threads=2,
                eos_id=EOS,
                unk_id=UNK,
                pad_id=PAD,
                bos_id=-1,
                minloglevel=2,
            )
        except RuntimeError as error:
            raise ModelError(
                f"SentencePiece could not make {pieces} pieces of this corpus ({error}). "
                "Ask for fewer pieces or give more text."
            ) from None
        made = Path(name) / "joint.model"
        try:
            Subwords(made)
        except ModelError:
            # SentencePiece says nothing of a full disk.
            raise InputError(f"{out} could not be written whole. Is the disk full?") from None
        made.replace(out)
    return out


class Subwords:
    """A trained SentencePiece model whose ids are the network's ids."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise ModelError(f"The SentencePiece model {path} cannot be read: {error}.") from None

    def __len__(self) -> int:
        return int(self.processor.get_piece_size())

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text, without the end symbol."""
        if not texts:
            return []
        result: list[list[int]] = self.processor.encode(list(texts), out_type=int, num_threads=2)
        return result


def markers_of(path: Path) -> Markers:
    """The markers whose symbols are pieces of this model; empty where one is missing."""
    processor = Subwords(path).processor
    known = all(processor.piece_to_id(symbol) != UNK for symbol in MARKERS.symbols)
    return MARKERS if known else Markers()
