"""Files to damage: the richest awkward file of each format, and an engine for them."""

from __future__ import annotations

from itertools import groupby

from g60translate.documents.codec import CODECS
from g60translate.documents.files import read_document
from g60translate.glossary.book import Glossary
from g60translate.models.store import ModelStore
from g60translate.pipeline import Translator
from g60translate.segmentation.srx import SrxSegmenter
from tests.conftest import ROOT, ScriptedEngine
from tests.documents.fuzz import Sample
from tests.documents.pdf.papers import one_line
from tests.documents.tables.test_tables import CHOSEN
from tests.documents.test_awkward import FILES

_MOST_BYTES = 8192


def samples(*, every: bool = False) -> list[Sample]:
    """A file of each format, or every file that is not long."""
    found = [
        Sample(file.format, file.name, file.data)
        for file in FILES
        if 0 < len(file.data) <= _MOST_BYTES
    ]
    found.append(Sample("pdf", "a.pdf", one_line("Das Tal wächst.")))
    found.sort(key=lambda sample: [*CODECS].index(sample.format))
    if every:
        return found
    return [max(group, key=_riches) for _, group in groupby(found, key=lambda each: each.format)]


def translator() -> Translator:
    """A translator whose engine answers at once; the walk around it is the real one."""
    model = ModelStore([ROOT / "models"]).get("de-en")
    engine = ScriptedEngine(model, lambda source: [source.swapcase()])
    return Translator(engine, Glossary.empty(), SrxSegmenter())


def _riches(sample: Sample) -> tuple[int, int]:
    document = read_document(sample.data, name=sample.name, options=CHOSEN)
    codes = sum(len(block.inlines) for block in document.blocks)
    return len(document.blocks) + codes, len(sample.data)
