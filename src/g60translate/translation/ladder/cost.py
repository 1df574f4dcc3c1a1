"""What enforcing its terms costs a sentence: how much less probable it is for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from g60translate.translation.engines.engine import Engine
from g60translate.translation.ladder.judge import Candidate
from g60translate.translation.request import Request


@dataclass(frozen=True, slots=True)
class Priced:
    """What the model said `alone`, at first, and the answer that was settled on."""

    request: Request
    alone: Candidate
    best: Candidate

    @property
    def texts(self) -> tuple[str, str]:
        """Both wordings, the model's own first."""
        return self.alone.translation.text, self.best.translation.text

    @property
    def unchanged(self) -> bool:
        """Whether nothing had to change for the terms' sake."""
        alone, best = self.texts
        return not self.request.hits or alone == best

    @property
    def decoded(self) -> bool:
        """Whether the decoder itself has said how probable both are for the plain source."""
        return all(
            one.shown.text == self.request.text and one.hypothesis.parts == 1
            for one in (self.alone, self.best)
        )


def term_costs(engine: Engine, priced: Sequence[Priced]) -> list[float | None]:
    """The mean log-probability per piece of each best answer less that of the one without help.

    Both count as translations of the plain source. 0 where nothing had to change, None where the
    sentence exceeds the model. Raises EngineError.
    """
    costs: list[float | None] = [None] * len(priced)
    asked: list[int] = []
    for index, one in enumerate(priced):
        if one.unchanged:
            costs[index] = 0.0
        elif one.decoded:
            costs[index] = one.best.hypothesis.logprob - one.alone.hypothesis.logprob
        elif engine.fits(one.request.text):
            asked.append(index)
    sources = [priced[index].request.text for index in asked]
    alone, best = ([priced[index].texts[side] for index in asked] for side in (0, 1))
    scores = engine.score(sources * 2, [*best, *alone])
    for index, with_terms, without in zip(
        asked, scores[: len(asked)], scores[len(asked) :], strict=True
    ):
        costs[index] = with_terms - without
    return costs
