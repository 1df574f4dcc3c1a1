"""OpenDocument presentations: slides, notes, tables and what masters show on every slide."""

from __future__ import annotations

from collections.abc import Mapping

from g60translate.documents.odf.frame import STYLES, OdfCodec
from g60translate.documents.odf.names import PRESENTATION
from g60translate.documents.options import ReadingOptions
from g60translate.documents.tokens import TokenKind
from g60translate.documents.xml.blocks import Rule, Treatment
from g60translate.documents.xml.tokens import tokenize_xml

# Frames of masters (ODF 1.3, part 3, 19.388) that hold what each slide replaces with its own.
_PROMPTS = frozenset(("title", "outline", "subtitle", "text", "notes", "handout"))


class OdpCodec(OdfCodec):
    """OpenDocument presentations and their templates."""

    name = "odp"
    suffixes = (".odp", ".otp")
    kept = (
        "styles, images, animations, media and every byte outside translated text",
        "spans, links, fields, tabs and line breaks",
        "slides, notes, tables, groups, alternative texts and what masters show, in place",
    )
    media_type = "application/vnd.oasis.opendocument.presentation"

    def own_rules(
        self,
        part: str,
        text: str,
        options: ReadingOptions,  # noqa: ARG002
    ) -> Mapping[int, Rule]:
        """Frames that nobody has filled in stay, and those of masters that only ask for a text."""
        kept = Rule(Treatment.UNTOUCHED, name="keep")
        return {
            token.start: kept
            for token in tokenize_xml(text)
            if token.kind is TokenKind.START
            and (
                token.get(f"{PRESENTATION}placeholder") == "true"
                or (part == STYLES and token.get(f"{PRESENTATION}class") in _PROMPTS)
            )
        }
