"""Offline document translation for press offices: documents kept, terms proven, doubts marked.

The names below are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from g60translate.documents.files import read_document, write_document
    from g60translate.documents.model import Document
    from g60translate.errors import G60Error
    from g60translate.facade import load_translator
    from g60translate.glossary.book import Glossary
    from g60translate.glossary.store import load_glossary
    from g60translate.lines import translate_lines
    from g60translate.pipeline import TranslatedDocument, Translator

__version__ = "0.1.0"

_HOMES = {
    "Document": "documents.model",
    "G60Error": "errors",
    "Glossary": "glossary.book",
    "TranslatedDocument": "pipeline",
    "Translator": "pipeline",
    "load_glossary": "glossary.store",
    "load_translator": "facade",
    "read_document": "documents.files",
    "translate_lines": "lines",
    "write_document": "documents.files",
}

__all__ = [
    "Document",
    "G60Error",
    "Glossary",
    "TranslatedDocument",
    "Translator",
    "load_glossary",
    "load_translator",
    "read_document",
    "translate_lines",
    "write_document",
]


def __getattr__(name: str) -> object:
    try:
        home = _HOMES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    return getattr(import_module(f"{__name__}.{home}"), name)
