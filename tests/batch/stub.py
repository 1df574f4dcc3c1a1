"""A bench whose engine answers at once, and does to its process what a sentence tells it to do.

Processes that are started import it, so it stands in a module of its own.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass

from g60translate.documents.model import Document
from g60translate.errors import EngineError
from g60translate.glossary.book import Glossary
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ROOT, ScriptedEngine


def answer(text: str) -> list[str]:
    """The sentence in capitals, unless it says otherwise."""
    if "Absturz" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "Fehler" in text:
        raise EngineError("The decoder refused it.")
    if "Panne" in text:
        raise ZeroDivisionError("a fault of ours")
    if "Schlaf" in text:
        time.sleep(0.05)
    return [text.upper()]


@dataclass
class StubBench:
    """Translates from German, whatever is asked for."""

    _made: Translator | None = None

    def translator(self, source_lang: str) -> Translator:
        if self._made is None:
            model = ModelStore([ROOT / "models"]).get("de-en")
            engine = ScriptedEngine(model, answer)
            self._made = Translator(engine, Glossary.empty(), SrxSegmenter())
        return self._made

    def source_language(self, document: Document, *, name: str) -> str:
        return "de"
