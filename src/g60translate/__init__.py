"""Offline document translation for press offices: documents kept, terms proven, doubts marked.

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from g60translate.version import __version__

if TYPE_CHECKING:
    from g60translate.api import TranslatedText, translate_document, translate_text
    from g60translate.checks.check import Check, Finding, Severity, Unit
    from g60translate.checks.run import run_checks
    from g60translate.documents.files import read_document, write_document
    from g60translate.documents.model import Document
    from g60translate.documents.options import ReadingOptions
    from g60translate.errors import G60Error
    from g60translate.facade import load_translator
    from g60translate.glossary.book import Glossary
    from g60translate.glossary.store import load_glossary
    from g60translate.lines import TranslatedLine, translate_lines
    from g60translate.pipeline import Translator
    from g60translate.reports.record.model import Record, load_record
    from g60translate.translation.translated import TranslatedDocument, TranslatedSegment

_HOMES = {
    "Check": "checks.check",
    "Document": "documents.model",
    "Finding": "checks.check",
    "G60Error": "errors",
    "Glossary": "glossary.book",
    "ReadingOptions": "documents.options",
    "Record": "reports.record.model",
    "Severity": "checks.check",
    "TranslatedDocument": "translation.translated",
    "TranslatedLine": "lines",
    "TranslatedSegment": "translation.translated",
    "TranslatedText": "api",
    "Translator": "pipeline",
    "Unit": "checks.check",
    "load_glossary": "glossary.store",
    "load_record": "reports.record.model",
    "load_translator": "facade",
    "read_document": "documents.files",
    "run_checks": "checks.run",
    "translate_document": "api",
    "translate_lines": "lines",
    "translate_text": "api",
    "write_document": "documents.files",
}

__all__ = [
    "Check",
    "Document",
    "Finding",
    "G60Error",
    "Glossary",
    "ReadingOptions",
    "Record",
    "Severity",
    "TranslatedDocument",
    "TranslatedLine",
    "TranslatedSegment",
    "TranslatedText",
    "Translator",
    "Unit",
    "__version__",
    "load_glossary",
    "load_record",
    "load_translator",
    "read_document",
    "run_checks",
    "translate_document",
    "translate_lines",
    "translate_text",
    "write_document",
]


def __getattr__(name: str) -> object:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"{__name__}.{home}"), name)
