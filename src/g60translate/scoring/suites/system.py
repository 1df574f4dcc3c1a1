"""The translator as a test set sees it: lines in, lines out, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from g60translate.documents.model import Block, BlockKind, Document
from g60translate.pipeline import Translator
from g60translate.scoring.metrics.signature import SystemSignature
from g60translate.scoring.suites.line import Line
from g60translate.translation.translated import TranslatedSegment

TranslatorFor = Callable[[str, str], Translator]
"""Source and target language in, a loaded translator out."""


class LineTranslator:
    """Translates lines as the paragraphs of a document, through the whole walk.

    Terms are matched, sentences cut and constraints proven as in a real document; what is
    measured is what users get. A line stays a line, however many sentences it holds.
    """

    def __init__(self, translator_for: TranslatorFor) -> None:
        self._translator_for = translator_for

    def __call__(self, source_lang: str, target_lang: str, lines: Sequence[Line]) -> list[Line]:
        """As many lines as went in; a blank one comes back as it is."""
        blocks = tuple(
            Block(f"line{number}", BlockKind.PARAGRAPH, line.text, line.inlines)
            for number, line in enumerate(lines, 1)
        )
        document = Document(format="lines", blocks=blocks, skeleton=None, lang=source_lang)
        if not document.text.strip():
            return list(lines)
        translator = self._translator_for(source_lang, target_lang)
        translated = translator.translate(document)
        segments: dict[str, list[TranslatedSegment]] = {}
        for segment in translated.segments:
            segments.setdefault(segment.block.id, []).append(segment)
        return [
            replace(_one_line(block), logprob=_logprob(segments.get(block.id, ())))
            for block in translated.document.blocks
        ]


def _one_line(block: Block) -> Line:
    """The block's text with single spaces, its codes where their words now are."""
    kept: list[str] = []
    places: list[int] = []
    for sign in block.text:
        places.append(len(kept))
        if not sign.isspace():
            kept.append(sign)
        elif kept and kept[-1] != " ":
            kept.append(" ")
    text = "".join(kept).rstrip()
    places = [min(place, len(text)) for place in (*places, len(kept))]
    codes = (replace(i, start=places[i.start], end=places[i.end]) for i in block.inlines)
    return Line(text, tuple(codes))


def _logprob(segments: Sequence[TranslatedSegment]) -> float | None:
    """The mean over the sentences that were decoded, the longer ones counting for more."""
    decoded = [
        (len(segment.restored.text), segment.translation.logprob)
        for segment in segments
        if segment.translation is not None
    ]
    length = sum(size for size, _ in decoded)
    return sum(size * logprob for size, logprob in decoded) / length if length else None


def system_signature(translator: Translator) -> SystemSignature:
    """What decides the output of this translator."""
    glossary = translator.glossary
    return SystemSignature(
        model="+".join(model.card.name for model in translator.models),
        model_digest="+".join(model.card.digest for model in translator.models),
        engine=translator.engine.name,
        compute_type=translator.engine.compute_type,
        device="" if translator.engine.device == "cpu" else translator.engine.device,
        beam=translator.beam,
        rungs="+".join(translator.ladder.rungs),
        segmenter=translator.segmenter.name,
        glossary=glossary.name if len(glossary) else "",
        glossary_digest=glossary.digest if len(glossary) else "",
    )
