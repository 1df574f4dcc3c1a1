"""Loaded engines and the translators that are made of them, each once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import RLock
from typing import TYPE_CHECKING, Final

from g60translate.server.wishes import Wish

if TYPE_CHECKING:
    from g60translate.glossary.book import Glossary
    from g60translate.memory.lookup import Remembers
    from g60translate.memory.store import Memory
    from g60translate.models.store import Model
    from g60translate.pipeline import Translator
    from g60translate.server.settings import Settings
    from g60translate.translation.engines.engine import Engine

# A translator is a matcher over one glossary; the engines behind are shared by all.
_MOST_TRANSLATORS: Final = 32
# The pairs that are loaded at the start, in the order of the models: as a rule both directions.
_USUAL: Final = 2


class Translators:
    """Makes the translator of a wish; engines stay loaded, the translators used last are kept.

    Safe for threads. Heavy imports happen at the first use.
    """

    def __init__(self, settings: Settings, memory: Memory | None = None) -> None:
        self._settings = settings
        self._memory = memory
        self._engines: dict[tuple[str, str, str], Engine] = {}
        self._made: OrderedDict[Wish, Translator] = OrderedDict()
        self._lock = RLock()
        self.listed: list[tuple[str, str]] | None = None
        """The pairs, once somebody has asked for them."""
        self.warm = False

    def pairs(self) -> list[tuple[str, str]]:
        """What can be translated with the installed models, one or two in a row.

        They are looked for once: what is installed later counts from the next start.
        """
        with self._lock:
            if self.listed is None:
                self.listed = self._routes()
            return self.listed

    def warm_up(self, glossary: Glossary) -> None:
        """Load what the usual pairs need, so that the first client need not wait for it."""
        for source_lang, target_lang in self.pairs()[:_USUAL]:
            self.for_wish(Wish(source_lang, target_lang, glossary))
        self.warm = True

    def _routes(self) -> list[tuple[str, str]]:
        from g60translate.models.routes import all_routes  # noqa: PLC0415
        from g60translate.models.store import ModelStore  # noqa: PLC0415

        store = ModelStore()
        named = self._settings.model
        chosen = [store.get(each) for each in named.split("+")] if named else list(store)
        return [(route.languages[0], route.languages[-1]) for route in all_routes(chosen)]

    def for_wish(self, wish: Wish) -> Translator:
        """The translator. Raises UnsupportedPair, ModelError, MissingExtra, EngineError."""
        from g60translate.facade import load_translator  # noqa: PLC0415

        with self._lock:
            found = self._made.get(wish)
            if found is not None:
                self._made.move_to_end(wish)
                return found
            wanted = self._settings
            made = load_translator(
                wish.source_lang,
                wish.target_lang,
                glossary=wish.glossary,
                model=wanted.model,
                engine=wanted.engine,
                device=wanted.device,
                compute_type=wanted.compute_type,
                threads=wanted.threads,
                beam=wanted.beam,
                flag_below=wanted.flag_below,
                severities=wanted.severities,
                memories=self._memories(wish),
                loading=self._engine,
            )
            self._made[wish] = made
            while len(self._made) > _MOST_TRANSLATORS:
                self._made.popitem(last=False)
            return made

    def _engine(
        self,
        model: Model,
        *,
        name: str,
        device: str,
        compute_type: str | None,
        threads: int | None,
    ) -> Engine:
        from g60translate.translation.engines.loading import load_engine  # noqa: PLC0415

        key = (str(model.folder), model.card.source_lang, model.card.target_lang)
        if key not in self._engines:
            self._engines[key] = load_engine(
                model, name=name, device=device, compute_type=compute_type, threads=threads
            )
        return self._engines[key]

    def _memories(self, wish: Wish) -> Sequence[Remembers]:
        """The house's memory, then the shipped phrases of the pair, as the command line has it."""
        if not wish.memory or self._settings.no_memory:
            return ()
        from g60translate.memory.phrases import Phrases  # noqa: PLC0415

        phrases = Phrases(wish.source_lang, wish.target_lang)
        house = [] if self._memory is None else [self._memory]
        return (*house, *([phrases] if len(phrases) else []))
