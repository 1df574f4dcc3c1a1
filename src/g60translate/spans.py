"""Stretches of a text."""

from __future__ import annotations

Span = tuple[int, int]
"""Start and end in Unicode code points, half-open: `text[start:end]`."""
