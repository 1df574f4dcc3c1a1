"""The translator as a test set sees it: lines in, lines out, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from g60translate.documents.model import Block, BlockKind, Document
from g60translate.pipeline import Translator
from g60translate.scoring.signature import SystemSignature

TranslatorFor = Callable[[str, str], Translator]
"""Source and target language in, a loaded translator out."""


class LineTranslator:
    """Translates lines as the paragraphs of a document, through the whole walk.

    Terms are matched, sentences cut and constraints proven as in a real document; what is
    measured is what users get. A line stays a line, however many sentences it holds.
    """

    def __init__(self, translator_for: TranslatorFor) -> None:
        self._translator_for = translator_for

    def __call__(self, source_lang: str, target_lang: str, lines: Sequence[str]) -> list[str]:
        """As many lines as went in; a blank one comes back as it is."""
        blocks = tuple(
            Block(f"line{number}", BlockKind.PARAGRAPH, line)
            for number, line in enumerate(lines, 1)
        )
        document = Document(format="lines", blocks=blocks, skeleton=None, lang=source_lang)
        if not document.text.strip():
            return list(lines)
        translator = self._translator_for(source_lang, target_lang)
        translated = translator.translate(document).document
        return [" ".join(block.text.split()) for block in translated.blocks]


def system_signature(translator: Translator) -> SystemSignature:
    """What decides the output of this translator."""
    glossary = translator.glossary
    return SystemSignature(
        model="+".join(model.card.name for model in translator.models),
        model_digest="+".join(model.card.digest for model in translator.models),
        engine=translator.engine.name,
        compute_type=translator.engine.compute_type,
        beam=translator.beam,
        rungs="+".join(translator.ladder.rungs),
        segmenter=translator.segmenter.name,
        glossary=glossary.name if len(glossary) else "",
        glossary_digest=glossary.digest if len(glossary) else "",
    )
