"""The frame of a figure that is drawn by hand as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def figure(parts: Iterable[str], *, width: float, height: float, title: str) -> str:
    """A whole SVG file: `parts` on white, in units of a pixel."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12" role="img"><title>{escape(title)}</title>\n'
        '<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )
