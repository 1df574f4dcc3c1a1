"""In what pieces many requests go through the ladder: batches full, and every lane busy."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from g60translate.translation.engines.engine import Engine
from g60translate.translation.request import Request

# Sentences between two reports of progress, at most: a second or so of work.
_MOST: Final = 64
# Sentences by which a batch is as good as full: twice as many take nearly twice as long.
_FILLED: Final = 16


def dealt(requests: Iterable[Request], engine: Engine) -> list[list[Request]]:
    """Requests in pieces of one batch's length each, the longest first.

    So nothing long is left for the end. A short text is dealt out to all lanes too, for some of it
    is asked for again and again; but not in pieces so small that no batch is filled.
    """
    ordered = sorted(requests, key=lambda request: engine.count(request.text), reverse=True)
    of_a_lane = -(-len(ordered) // engine.lanes)
    most = min(_MOST, max(-(-of_a_lane // 4), min(of_a_lane, _FILLED)))
    pieces: list[list[Request]] = []
    for _, some in groupby(ordered, key=lambda request: engine.padded(request.text)):
        alike = [*some]
        # Of equal size, so that no lane is left with a rest.
        size = -(-len(alike) // -(-len(alike) // most))
        pieces += [alike[at : at + size] for at in range(0, len(alike), size)]
    return pieces
