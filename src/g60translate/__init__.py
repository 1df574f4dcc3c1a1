"""Offline document translation for press offices: documents kept, terms proven, doubts marked."""

__version__ = "0.1.0"
