"""Segmentation by SRX 2.0: our press rules first, then LanguageTool's."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from importlib.resources import as_file, files

from g60translate.documents.model import Block
from g60translate.segmentation import german, separators
from g60translate.segmentation.longest import with_cuts
from g60translate.segmentation.rules import BUNDLED, Rules
from g60translate.segmentation.segmenter import Segment

# The bundled rules know two readings of a line break; in a block only an empty line ends anything.
_LINE_BREAKS = "two"
# All that decides where a sentence ends, besides choppa.
_OURS = ("press.srx", "german.py", "stubs.py", "separators.py")


class SrxSegmenter:
    """Sentences by the cascade of `press.srx` and choppa's copy of LanguageTool's rules."""

    def __init__(self) -> None:
        room = files("g60translate.segmentation")
        with as_file(room / "press.srx") as path:
            self._rules = Rules(path, BUNDLED)
        digest = hashlib.sha256(b"".join((room / name).read_bytes() for name in _OURS))
        self.name = f"srx:press-{digest.hexdigest()[:8]}+choppa-{version('choppa-srx')}"

    def segment(
        self, block: Block, *, lang: str, keep_together: Sequence[tuple[int, int]] = ()
    ) -> tuple[Segment, ...]:
        """Cut one block; see `Segmenter`. Segments tile the block, white space included."""
        if not block.text:
            return ()
        boundaries = self._rules.boundaries(block.text, lang=f"{lang}_{_LINE_BREAKS}")
        if lang == "de":
            boundaries = german.mend(block.text, boundaries)
        boundaries = sorted({*boundaries, *separators.separator_ends(block, lang=lang)})
        # The last one is replaced: choppa leaves out a final stretch of nothing but white space.
        kept = [b for b in boundaries[:-1] if not any(s < b < e for s, e in keep_together)]
        kept = with_cuts(block.text, [*kept, len(block.text)], keep_together=keep_together)
        starts = [0, *kept[:-1]]
        return tuple(
            Segment(f"{block.id}.{number}", block.id, start, end, block.text[start:end])
            for number, (start, end) in enumerate(zip(starts, kept, strict=True), start=1)
        )
