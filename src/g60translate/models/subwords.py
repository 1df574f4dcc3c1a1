"""The model's own SentencePiece pieces, with their places in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sentencepiece

from g60translate.errors import ModelCorrupt
from g60translate.models.card import Tokenizer
from g60translate.models.likeness import stand_ins
from g60translate.spans import Span

END_OF_SENTENCE = "</s>"

# Bytes and symbols of SentencePiece's own.
_NO_TEXT = re.compile(r"<0x[0-9A-F]{2}>|</?(?:s|unk|pad)>")

# A natural log-probability below that of any piece in a vocabulary of 64,000.
_RAREST = -20.0

# SentencePiece's own sign for a space before a piece.
_SPACE = "▁"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of one text and, for each, the half-open code point span that it covers.

    Byte pieces of one character share its place: all but the last have an empty span.
    """

    pieces: tuple[str, ...]
    spans: tuple[Span, ...]
    text: str


class Subwords:
    """Both directions of a model's SentencePiece; the end symbol is the engine's business."""

    def __init__(self, folder: Path, tokenizer: Tokenizer) -> None:
        self._source = _load(folder / tokenizer.source)
        self._same = tokenizer.source == tokenizer.target
        self._target = self._source if self._same else _load(folder / tokenizer.target)
        self._prefix = tokenizer.prefix
        known, _ = self.signs
        # One code point for one: no place in the text moves.
        self._plain = str.maketrans({**stand_ins(known), **tokenizer.plain})

    @cached_property
    def pieces(self) -> tuple[frozenset[str], frozenset[str]]:
        """All pieces of the source file and of the target file."""
        source = _all_pieces(self._source)
        return source, source if self._same else _all_pieces(self._target)

    @cached_property
    def signs(self) -> tuple[frozenset[str], frozenset[str]]:
        """The characters that the source file and the target file have in pieces of their own.

        Bytes are no such pieces: a model can spell any sign in them, and few has it learnt.
        """
        source, target = self.pieces
        mine = _signs(source)
        return mine, mine if target == source else _signs(target)

    @property
    def stand_ins(self) -> frozenset[str]:
        """Signs that the model is shown another sign for."""
        return frozenset(map(chr, self._plain))

    def normal(self, text: str) -> str:
        """The text as the model's own normaliser leaves it, edges without white space."""
        return str(self._source.normalize(text)).replace(_SPACE, " ").strip()

    def encode(self, text: str) -> Pieces:
        """Cut a source text; a language prefix of the card leads with an empty span."""
        plain = text.translate(self._plain)
        result = self._source.encode(plain, return_type="offset_mapping")
        pieces = tuple(result["pieces"])
        spans = tuple(result["offsets"])
        if self._prefix:
            return Pieces((self._prefix, *pieces), ((0, 0), *spans), text)
        return Pieces(pieces, spans, text)

    def weight(self, word: str) -> tuple[int, float]:
        """Of how many pieces a word of the source is made, and the sum of their log-weights.

        A piece that the model does not know weighs as little as the rarest.
        """
        numbers = self._source.encode(word)
        return len(numbers), sum(
            _RAREST if self._source.is_unknown(n) else self._source.get_score(n) for n in numbers
        )

    def encode_target(self, text: str) -> list[str]:
        """Cut a text of the target language, such as the beginning of a translation."""
        return list(self._target.encode(text, return_type=str))

    def decode(self, pieces: list[str]) -> Pieces:
        """Join target pieces to a text; spans lie in the returned text."""
        if not pieces:
            return Pieces((), (), "")
        result = self._target.decode(pieces, return_type="offset_mapping")
        # OPUS-MT models share one vocabulary between two SentencePiece files. A piece that only the
        # source's knows comes out as it is, with its sign for a space.
        text = result["text"].replace(_SPACE, " ")
        lead = len(text) - len(text.lstrip(" ")) if result["text"].startswith(_SPACE) else 0
        spans = tuple(result["offsets"])
        if lead:
            spans = tuple((max(0, a - lead), max(0, b - lead)) for a, b in spans)
        return Pieces(tuple(pieces), spans, text[lead:])


def _all_pieces(processor: sentencepiece.SentencePieceProcessor) -> frozenset[str]:
    return frozenset(processor.id_to_piece([*range(processor.get_piece_size())]))


def _signs(pieces: frozenset[str]) -> frozenset[str]:
    """The characters of all pieces that are text, which `<unk>` and `<0xE2>` are not."""
    texts = (p for p in pieces if p[:1] != "<" or not _NO_TEXT.fullmatch(p))
    return frozenset("".join(texts)) - {_SPACE}


def _load(path: Path) -> sentencepiece.SentencePieceProcessor:
    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelCorrupt(
            f"{path} is no SentencePiece model ({error}). Copy the model's folder again."
        ) from error
