"""Texts of clients as blocks for the engine, and back."""

from __future__ import annotations

import re
from asyncio import to_thread
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from g60translate.documents.model import Block, BlockKind, Document
from g60translate.server.services import TranslatedBlocks
from g60translate.server.translating.flights import Flights
from g60translate.server.wishes import Wish

if TYPE_CHECKING:
    from g60translate.server.translating.batching import Answer, Batcher
    from g60translate.server.translating.translators import Translators
    from g60translate.translation.translated import TranslatedSegment

_LINE_END: Final = re.compile("(\r\n|\r|\n)")
_BOM: Final = "\ufeff"


class Texts:
    """Answers `services.Translating`."""

    def __init__(self, translators: Translators, batcher: Batcher) -> None:
        self._translators = translators
        self._batcher = batcher
        self._flights = Flights()

    @property
    def ready(self) -> bool:
        """Whether the models of the usual pairs are loaded."""
        return self._translators.warm

    async def pairs(self) -> Sequence[tuple[str, str]]:
        """What can be translated."""
        # Every request asks; a thread is worth its while only until they are found.
        known = self._translators.listed
        return known if known is not None else await to_thread(self._translators.pairs)

    async def blocks(
        self, texts: Sequence[Sequence[Block]], wish: Wish, *, owner: str
    ) -> list[TranslatedBlocks]:
        """Translate texts that are cut into blocks already."""
        key = (owner, wish, tuple(tuple(text) for text in texts))
        answers = await self._flights.run(key, lambda: self._batcher.translate(texts, wish))
        return [_joined(answer) for answer in answers]

    async def lines(
        self, texts: Sequence[str], wish: Wish, *, owner: str
    ) -> list[tuple[str, tuple[TranslatedSegment, ...]]]:
        """Translate plain texts, line by line."""
        cut = [_LINE_END.split(text) for text in texts]
        asked = [
            [
                Block(f"line{at // 2 + 1}", BlockKind.PARAGRAPH, part)
                for at, part in enumerate(parts)
                if at % 2 == 0 and part.strip()
            ]
            for parts in cut
        ]
        answered = iter(await self.blocks([each for each in asked if each], wish, owner=owner))
        found: list[tuple[str, tuple[TranslatedSegment, ...]]] = []
        for parts, blocks in zip(cut, asked, strict=True):
            if not blocks:
                found.append(("".join(parts), ()))
                continue
            translated = next(answered)
            lines = iter(translated.blocks)
            spoken = [
                " ".join(next(lines).text.split("\n")) if at % 2 == 0 and part.strip() else part
                for at, part in enumerate(parts)
            ]
            found.append(("".join(spoken), translated.segments))
        return found

    async def html(
        self, texts: Sequence[str], wish: Wish, *, owner: str
    ) -> list[tuple[str, tuple[TranslatedSegment, ...]]]:
        """Translate HTML; the language that a page declares becomes the target's."""
        from g60translate.documents.codec import load_codec  # noqa: PLC0415

        codec = load_codec("html")

        def read() -> list[tuple[Block, ...]]:
            # A mark at the start outweighs whatever encoding the page declares.
            documents.extend(codec.read((_BOM + text).encode(), name="the text") for text in texts)
            return [document.blocks for document in documents]

        documents: list[Document] = []
        asked = await to_thread(read)
        answered = iter(
            await self.blocks([each for each in asked if _speaks(each)], wish, owner=owner)
        )
        found: list[tuple[str, tuple[TranslatedSegment, ...]]] = []
        for text, document in zip(texts, documents, strict=True):
            if not _speaks(document.blocks):
                found.append((text, ()))
                continue
            translated = next(answered)
            now = document.with_blocks(
                {block.id: block for block in translated.blocks}, lang=wish.target_lang
            )
            written = await to_thread(codec.write, now)
            found.append((written.decode().removeprefix(_BOM), translated.segments))
        return found


def _speaks(blocks: Iterable[Block]) -> bool:
    return any(block.text.strip() for block in blocks)


def _joined(answer: Sequence[Answer]) -> TranslatedBlocks:
    return TranslatedBlocks(
        tuple(block for block, _ in answer),
        tuple(segment for _, segments in answer for segment in segments),
    )
