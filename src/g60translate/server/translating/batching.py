"""Puts the texts of many clients through the engine together."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from g60translate.documents.model import Block
from g60translate.server.refusals import Reason, Refusal
from g60translate.server.wishes import Wish

if TYPE_CHECKING:
    from g60translate.pipeline import Translator
    from g60translate.translation.translated import TranslatedSegment

# As many as `translate --lines` holds at a time.
WINDOW: Final = 1024
# What one request may take of a window while others wait.
_SHARE: Final = 256
# A translator has lanes of its own; two windows side by side would both be half as full.
_LANES: Final = 1
# Clients that were just answered ask again at once: as long as this part of the last window, and no
# longer than these seconds, the next one waits for as many texts as the last one had.
_LINGER: Final = 0.1
_LONGEST_LINGER_S: Final = 0.05
# Blocks a second that are put through, at the least; to say when to come again.
_SLOW: Final = 20

Answer = tuple["Block", "tuple[TranslatedSegment, ...]"]


@dataclass(eq=False)
class _Asked:
    """A request on its way; `answers` are filled from the front in the order of its texts."""

    wish: Wish
    texts: deque[Sequence[Block]]
    loop: asyncio.AbstractEventLoop
    future: asyncio.Future[list[list[Answer]]]
    answers: list[list[Answer] | None] = field(default_factory=list)
    taken: int = 0
    open: int = 0
    given_up: bool = False


class Batcher:
    """A queue before the translators.

    The law of the walk holds for it: the same text, wish and model give the same translation,
    whatever else is in the batch. Requests of one wish go together; a long one leaves room for
    others in each window.
    """

    def __init__(
        self,
        translator: Callable[[Wish], Translator],
        *,
        most_waiting: int,
        window: int = WINDOW,
        lanes: int = _LANES,
    ) -> None:
        """`translator` is called in a thread; `most_waiting` texts may wait before it refuses."""
        self._translator = translator
        self._most_waiting = most_waiting
        self._window = window
        self._queue: deque[_Asked] = deque()
        self._changed = Condition()
        self._waiting = 0
        self._stopping = False
        self._threads = [
            Thread(target=self._work, name=f"batch-{number}", daemon=True)
            for number in range(lanes)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """Texts that wait for their turn."""
        return self._waiting

    async def translate(self, texts: Sequence[Sequence[Block]], wish: Wish) -> list[list[Answer]]:
        """Translate texts of blocks. Raises Refusal 429 or 503, and whatever a translator raises.

        Cancelling it takes what has not begun out of the queue.
        """
        if not texts:
            return []
        loop = asyncio.get_running_loop()
        asked = _Asked(wish, deque(texts), loop, loop.create_future(), open=len(texts))
        with self._changed:
            if self._stopping:
                raise Refusal(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    Reason.STOPPING,
                    "The server is stopping.",
                    retry_after=10,
                )
            if self._waiting and self._waiting + len(texts) > self._most_waiting:
                raise Refusal(
                    HTTPStatus.TOO_MANY_REQUESTS,
                    Reason.BUSY,
                    f"{self._waiting} texts are waiting already; ask again in a while.",
                    retry_after=max(1, min(60, self._waiting // _SLOW)),
                )
            self._queue.append(asked)
            self._waiting += len(texts)
            self._changed.notify()
        try:
            return await asked.future
        except asyncio.CancelledError:
            self._give_up(asked)
            raise

    def close(self) -> None:
        """Finish what waits, and take nothing new."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _give_up(self, asked: _Asked) -> None:
        with self._changed:
            asked.given_up = True
            self._waiting -= len(asked.texts)
            asked.texts.clear()
            if asked in self._queue:
                self._queue.remove(asked)

    def _work(self) -> None:
        last, seconds = 0, 0.0
        while (batch := self._next(last, seconds)) is not None:
            started = monotonic()
            self._put_through(batch)
            last, seconds = len(batch), monotonic() - started

    def _next(self, last: int, seconds: float) -> list[tuple[_Asked, int, Sequence[Block]]] | None:
        """The next window: texts with whose they are and which of theirs; None at the end.

        `last` texts were in the one before, which took so many seconds.
        """
        with self._changed:
            linger = min(_LINGER * seconds, _LONGEST_LINGER_S) if last > 1 else 0.0
            while linger or not self._queue:
                if not self._queue:
                    if self._stopping:
                        return None
                    self._changed.wait()
                else:
                    self._changed.wait_for(lambda: self._waiting >= last or self._stopping, linger)
                    linger = 0.0
            batch = list(self._gathered())
            self._waiting -= len(batch)
            if self._queue:
                self._changed.notify()
            return batch

    def _gathered(self) -> Iterator[tuple[_Asked, int, Sequence[Block]]]:
        wish = self._queue[0].wish
        room = self._window
        fitting = [asked for asked in self._queue if asked.wish == wish]
        share = max(_SHARE, self._window // len(fitting))
        for asked in fitting:
            taken = 0
            while asked.texts and room > 0 and taken < share:
                text = asked.texts.popleft()
                asked.answers.append(None)
                yield asked, asked.taken, text
                asked.taken += 1
                taken += len(text)
                room -= len(text)
            self._queue.remove(asked)
            if asked.texts:
                # Those who have had less come first in the next window.
                self._queue.append(asked)
            if room <= 0:
                break

    def _put_through(self, batch: Sequence[tuple[_Asked, int, Sequence[Block]]]) -> None:
        wish = batch[0][0].wish
        try:
            named = [
                [replace(block, id=f"{number}.{at}") for at, block in enumerate(text)]
                for number, (_, _, text) in enumerate(batch)
            ]
            for number, answer in self._translator(wish).apart(named):
                self._answer(*batch[number], answer)
        except BaseException as error:
            # Whoever has all answers already is told nothing more.
            for asked in {id(asked): asked for asked, _, _ in batch}.values():
                self._fail(asked, error)

    def _answer(
        self, asked: _Asked, place: int, text: Sequence[Block], answer: Sequence[Answer]
    ) -> None:
        asked.answers[place] = [
            (replace(block, id=old.id), segments)
            for old, (block, segments) in zip(text, answer, strict=True)
        ]
        with self._changed:
            asked.open -= 1
            done = asked.open == 0
        if done:
            self._tell(asked, [each for each in asked.answers if each is not None])

    def _fail(self, asked: _Asked, error: BaseException) -> None:
        self._give_up(asked)

        def tell() -> None:
            if not asked.future.done():
                asked.future.set_exception(error)

        asked.loop.call_soon_threadsafe(tell)

    def _tell(self, asked: _Asked, answers: list[list[Answer]]) -> None:
        def tell() -> None:
            if not asked.future.done():
                asked.future.set_result(answers)

        asked.loop.call_soon_threadsafe(tell)
