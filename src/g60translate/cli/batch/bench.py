"""A batch's workbench, and the fingerprint of all that decides what comes out of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from g60translate import __version__
from g60translate.batch.rows.table import Fields
from g60translate.cli.translate.workbench import Settings, Workbench
from g60translate.facade import choose_route

# These decide how fast a text is translated, or what is made of the result, and not what it says.
_OF_NO_WEIGHT = frozenset({"force", "fail_on", "findings_shown", "by_line", "glossary", "memory"})


@dataclass(slots=True)
class Fingerprint:
    """Says in one word what a translation from a language was made with.

    Two runs with the same word give the same outputs for the same files.
    """

    workbench: Workbench
    tables: Fields
    jsonl: bool
    _base: dict[str, Any] | None = None
    _known: dict[str, str] = field(default_factory=dict)

    def __call__(self, source_lang: str) -> str:
        """For a language, or, where it is empty, of all but the model. Raises UnsupportedPair."""
        if source_lang not in self._known:
            if self._base is None:
                self._base = self._of_all()
            content = {**self._base, "models": self._models(source_lang) if source_lang else []}
            canonical = json.dumps(content, sort_keys=True, default=_plain)
            self._known[source_lang] = hashlib.sha256(canonical.encode()).hexdigest()
        return self._known[source_lang]

    def _of_all(self) -> dict[str, Any]:
        settings = self.workbench.settings
        chosen = {
            each.name: getattr(settings, each.name)
            for each in fields(Settings)
            if each.name not in _OF_NO_WEIGHT
        }
        chosen["engine"] = {**asdict(settings.engine), "threads": None}
        memory = self.workbench.memory
        return {
            "version": __version__,
            "settings": chosen,
            "glossary": self.workbench.glossary.digest,
            "memory": None if memory is None else memory.digest(),
            "tables": asdict(self.tables),
            "jsonl": self.jsonl,
        }

    def _models(self, source_lang: str) -> list[str]:
        settings = self.workbench.settings
        route = choose_route(source_lang, settings.target.code, settings.model)
        return [model.card.digest for model in route.models]


def _plain(value: Any) -> Any:
    """Dataclasses by their fields; what else is no JSON is told by its text."""
    return asdict(value) if hasattr(value, "__dataclass_fields__") else sorted(map(str, value))
