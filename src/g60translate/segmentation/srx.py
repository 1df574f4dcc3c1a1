"""Segmentation by SRX 2.0: our press rules first, then LanguageTool's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import as_file, files

from g60translate.documents.model import Block
from g60translate.segmentation.later import imported_later
from g60translate.segmentation.segmenter import Segment

# choppa needs it only to validate rules; to import it takes longer than to segment a release.
with imported_later("xmlschema"):
    import choppa
    from choppa.iterators import SrxTextIterator

# The bundled rules know two readings of a line break; in a block only an empty line ends anything.
_LINE_BREAKS = "two"


class SrxSegmenter:
    """Sentences by the cascade of `press.srx` and choppa's copy of LanguageTool's rules."""

    def __init__(self) -> None:
        press = files("g60translate.segmentation") / "press.srx"
        with as_file(press) as path:
            own = choppa.SrxDocument(ruleset=path)
        self._rules = choppa.SrxDocument(ruleset=choppa.DEFAULT_SRX_RULESET)
        # In a cascade the earlier map wins, so ours stand before the bundled ones.
        self._rules.language_map_list[:0] = own.language_map_list
        digest = hashlib.sha256(press.read_bytes()).hexdigest()[:8]
        self.name = f"srx:press-{digest}+choppa-{version('choppa-srx')}"

    def segment(
        self, block: Block, *, lang: str, keep_together: Sequence[tuple[int, int]] = ()
    ) -> tuple[Segment, ...]:
        """Cut one block; see `Segmenter`. Segments tile the block, white space included."""
        if not block.text:
            return ()
        boundaries: list[int] = []
        place = 0
        for sentence in SrxTextIterator(self._rules, f"{lang}_{_LINE_BREAKS}", block.text):
            place += len(sentence)
            boundaries.append(place)
        # The last one is replaced: choppa leaves out a final stretch of nothing but white space.
        kept = [b for b in boundaries[:-1] if not any(s < b < e for s, e in keep_together)]
        kept.append(len(block.text))
        starts = [0, *kept[:-1]]
        return tuple(
            Segment(f"{block.id}.{number}", block.id, start, end, block.text[start:end])
            for number, (start, end) in enumerate(zip(starts, kept, strict=True), start=1)
        )
