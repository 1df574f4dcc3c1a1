"""Many clients' texts together: none changed, none lost, none computed for nobody."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request

from g60translate.documents.model import Block, BlockKind
from g60translate.errors import EngineError
from g60translate.facade import load_translator
from g60translate.lines import translate_lines
from g60translate.server.presence import while_there
from g60translate.server.refusals import Refusal
from g60translate.server.translating.batching import Batcher
from g60translate.server.translating.flights import Flights
from g60translate.server.translating.texts import Texts
from g60translate.server.wishes import Wish
from tests.conftest import SEED

WISH = Wish("de", "en")
OTHER = Wish("de", "fr")


def text(*lines: str) -> list[Block]:
    return [Block(f"b{at}", BlockKind.PARAGRAPH, line) for at, line in enumerate(lines)]


class Fake:
    """A translator that notes its batches, and waits where it is told to."""

    def __init__(self) -> None:
        self.batches: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.error: Exception | None = None

    def apart(
        self, texts: Sequence[Sequence[Block]]
    ) -> Iterator[tuple[int, list[tuple[Block, tuple[()]]]]]:
        ids = [block.id for each in texts for block in each]
        assert len(ids) == len({*ids})
        self.batches.append(len(texts))
        assert self.gate.wait(20)
        if self.error is not None:
            raise self.error
        # What comes last is finished first.
        for place, each in reversed([*enumerate(texts)]):
            yield place, [(Block(b.id, b.kind, b.text.upper()), ()) for b in each]


def batcher(fake: Fake, **options: Any) -> Batcher:
    chosen: Callable[[Wish], Any] = lambda wish: fake  # noqa: E731
    return Batcher(chosen, **{"most_waiting": 10_000, "lanes": 1, **options})


def test_requests_go_together_and_each_gets_its_own_in_order() -> None:
    fake = Fake()
    queue = batcher(fake)

    async def ask() -> None:
        fake.gate.clear()
        first = asyncio.create_task(queue.translate([text("erst")], WISH))
        while not fake.batches:
            await asyncio.sleep(0.001)
        asked = [
            asyncio.create_task(
                queue.translate([text(f"a{n}", f"b{n}"), text(f"c{n}")], OTHER if n % 2 else WISH)
            )
            for n in range(30)
        ]
        await asyncio.sleep(0.01)
        fake.gate.set()
        await first
        for n, answer in enumerate(await asyncio.gather(*asked)):
            assert [[b.text for b, _ in each] for each in answer] == [
                [f"A{n}", f"B{n}"],
                [f"C{n}"],
            ]
            assert [[b.id for b, _ in each] for each in answer] == [["b0", "b1"], ["b0"]]

    asyncio.run(ask())
    assert fake.batches == [1, 30, 30]
    queue.close()


def test_whoever_was_just_answered_comes_into_the_next_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Long: a window has to begin by itself once as many are there as before.
    monkeypatch.setattr("g60translate.server.translating.batching._LINGER", 1e9)
    monkeypatch.setattr("g60translate.server.translating.batching._LONGEST_LINGER_S", 1.0)
    fake = Fake()
    queue = batcher(fake)

    async def client(times: int) -> None:
        for _ in range(times):
            await queue.translate([text("a")], WISH)

    async def run() -> None:
        fake.gate.clear()
        clients = [asyncio.ensure_future(client(4))]
        while not fake.batches:
            await asyncio.sleep(0.001)
        clients += [asyncio.ensure_future(client(4)) for _ in range(7)]
        while queue.waiting < 7:
            await asyncio.sleep(0.001)
        fake.gate.set()
        await asyncio.gather(*clients)

    asyncio.run(run())
    queue.close()
    # The first came alone and was not waited for; the others stay together, with it.
    assert fake.batches[0] == 1
    assert len(fake.batches) <= 6
    assert sum(fake.batches) == 32


def test_a_long_request_leaves_room_for_others() -> None:
    fake = Fake()
    queue = batcher(fake, window=300)

    async def ask() -> None:
        fake.gate.clear()
        long = asyncio.create_task(queue.translate([text(str(n)) for n in range(2000)], WISH))
        while not fake.batches:
            await asyncio.sleep(0.001)
        short = asyncio.create_task(queue.translate([text("kurz")], WISH))
        await asyncio.sleep(0.01)
        fake.gate.set()
        await short
        assert not long.done()
        assert [each[0][0].text for each in await long] == [str(n) for n in range(2000)]

    asyncio.run(ask())
    assert max(fake.batches) <= 300
    queue.close()


def test_what_fails_is_told_to_all_and_the_next_ones_work() -> None:
    fake = Fake()
    fake.error = EngineError("broken")
    queue = batcher(fake)

    async def ask() -> None:
        with pytest.raises(EngineError):
            await queue.translate([text("x")], WISH)
        fake.error = None
        assert await queue.translate([text("x")], WISH)

    asyncio.run(ask())
    assert queue.waiting == 0
    queue.close()


def test_who_goes_takes_his_texts_along_and_a_full_queue_says_when_to_come_again() -> None:
    fake = Fake()
    queue = batcher(fake, most_waiting=10)

    async def ask() -> None:
        fake.gate.clear()
        first = asyncio.create_task(queue.translate([text("erst")], WISH))
        while not fake.batches:
            await asyncio.sleep(0.001)
        gone = asyncio.create_task(queue.translate([text(str(n)) for n in range(8)], WISH))
        await asyncio.sleep(0.01)
        with pytest.raises(Refusal) as refused:
            await queue.translate([text(str(n)) for n in range(5)], WISH)
        assert refused.value.status == 429
        assert refused.value.retry_after
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        assert queue.waiting == 0
        fake.gate.set()
        await first
        await asyncio.sleep(0.01)

    asyncio.run(ask())
    assert sum(fake.batches) == 1
    queue.close()
    with pytest.raises(Refusal, match="stopping"):
        asyncio.run(queue.translate([text("x")], WISH))


def test_the_same_request_flies_once_and_lands_for_whoever_asks_again() -> None:
    async def ask() -> None:
        started = 0
        gate = asyncio.Event()

        async def work() -> int:
            nonlocal started
            started += 1
            await gate.wait()
            return started

        flights = Flights(grace=30, kept=30)
        both = [asyncio.create_task(flights.run("key", work)) for _ in range(2)]
        await asyncio.sleep(0)
        impatient = asyncio.create_task(flights.run("other", work))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.sleep(0)
        gate.set()
        assert await asyncio.gather(*both) == [2, 2]
        await asyncio.sleep(0.01)
        # Its client has hung up and asks again: the result is there.
        assert await flights.run("other", work) == 2
        assert started == 2
        assert len(flights) == 0

    asyncio.run(ask())


def test_work_for_nobody_is_given_up() -> None:
    async def ask() -> None:
        stopped = asyncio.Event()

        async def work() -> None:
            try:
                await asyncio.sleep(30)
            finally:
                stopped.set()

        flights = Flights(grace=0.01, kept=0.01)
        asked = asyncio.create_task(flights.run("key", work))
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.wait_for(stopped.wait(), 5)
        assert len(flights) == 0

        async def quick() -> int:
            await asyncio.sleep(0)
            return 1

        asked = asyncio.create_task(flights.run("quick", quick))
        await asyncio.sleep(0)
        asked.cancel()
        await asyncio.sleep(0.1)
        assert len(flights) == 0

    asyncio.run(ask())


@pytest.mark.model
def test_no_translation_changes_with_what_it_is_asked_together_with() -> None:
    translator = load_translator("de", "en")
    lines = [line for line in SEED.read_text("utf-8").splitlines() if line.strip()][:12]
    alone = [each.text for each in translate_lines(translator, lines)]
    chosen: Callable[[Wish], Any] = lambda wish: translator  # noqa: E731
    queue = Batcher(chosen, most_waiting=10_000, window=7)
    texts = Texts(None, queue)  # type: ignore[arg-type]

    async def ask() -> list[str]:
        asked = [texts.lines([line], WISH, owner=str(n)) for n, line in enumerate(lines)]
        return [answer[0][0] for answer in await asyncio.gather(*asked)]

    assert asyncio.run(ask()) == alone
    queue.close()


def test_work_stops_when_its_client_hangs_up() -> None:
    async def ask() -> None:
        hung_up = asyncio.Event()
        stopped = asyncio.Event()

        async def receive() -> dict[str, str]:
            await hung_up.wait()
            return {"type": "http.disconnect"}

        async def work() -> str:
            try:
                await asyncio.sleep(30)
            finally:
                stopped.set()
            return "never"

        async def quick() -> str:
            return "at once"

        request = Request({"type": "http", "method": "POST", "headers": []}, receive)
        assert await while_there(request, quick()) == "at once"
        asked = asyncio.create_task(while_there(request, work()))
        await asyncio.sleep(0)
        hung_up.set()
        with pytest.raises(ClientDisconnect):
            await asked
        await asyncio.wait_for(stopped.wait(), 5)

    asyncio.run(ask())
