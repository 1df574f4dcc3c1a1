"""What is read off a page before anything is made of it, and how it comes from the child process.

The child writes a line of JSON for the file and one for each page: JSON, since nothing that a
damaged child writes does more than be refused.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

from g60translate.documents.pdf.geometry import Box


@dataclass(frozen=True, slots=True)
class Style:
    """How letters are set."""

    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or what of one is set in one style; `glued` says that no blank stands before it.

    `baseline` is in points from the upper edge of the page.
    """

    text: str
    box: Box
    baseline: float
    style: Style
    glued: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line, across or down the page."""

    box: Box

    @property
    def across(self) -> bool:
        """Whether it lies, and does not stand."""
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Image:
    """A picture and where it stands; `kind` is `png` or `jpeg`."""

    box: Box
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `number` counts from 1.

    `unread` counts letters that the file gives no meaning, `slanted` those set at an angle, and
    `left_out` pictures that could not be taken along. `drawn` says that lines and curves make a
    drawing, `covered` that a picture fills most of the page.
    """

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Rule, ...] = ()
    images: tuple[Image, ...] = ()
    unread: int = 0
    slanted: int = 0
    left_out: int = 0
    drawn: bool = False
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file says about itself; `whole` is false where its table of contents was made anew."""

    pages: int
    title: str = ""
    lang: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a file could not be opened: `password`, `damaged`, or `page 3`."""

    reason: str


def dump(said: Opened | Refused | Page) -> str:
    """One line of JSON."""
    match said:
        case Opened():
            content: dict[str, Any] = {
                "pages": said.pages,
                "title": said.title,
                "lang": said.lang,
                "whole": said.whole,
            }
        case Refused():
            content = {"refused": said.reason}
        case Page():
            content = _page_as_json(said)
    return json.dumps(content, separators=(",", ":"))


def load(line: bytes) -> Opened | Refused | Page:
    """What `dump` wrote; raises ValueError for anything else."""
    try:
        content = json.loads(line)
        if "refused" in content:
            return Refused(str(content["refused"]))
        if "pages" in content:
            return Opened(
                int(content["pages"]),
                str(content["title"]),
                str(content["lang"]),
                bool(content["whole"]),
            )
        return _page_from_json(content)
    except (KeyError, TypeError, IndexError, RecursionError) as error:
        raise ValueError(f"no page: {error}") from None


def _page_as_json(page: Page) -> dict[str, Any]:
    styles = list(dict.fromkeys(piece.style for piece in page.pieces))
    places = {style: place for place, style in enumerate(styles)}
    return {
        "number": page.number,
        "size": [page.width, page.height],
        "styles": [[style.size, style.bold, style.italic] for style in styles],
        "pieces": [
            [each.text, *_numbers(each.box), each.baseline, places[each.style], each.glued]
            + ([each.link] if each.link else [])
            for each in page.pieces
        ],
        "rules": [_numbers(rule.box) for rule in page.rules],
        "images": [
            [*_numbers(image.box), image.kind, base64.b64encode(image.data).decode()]
            for image in page.images
        ],
        "counts": [page.unread, page.slanted, page.left_out],
        "signs": [page.drawn, page.covered],
    }


def _page_from_json(content: dict[str, Any]) -> Page:
    width, height = map(float, content["size"])
    styles = [Style(float(s), bool(b), bool(i)) for s, b, i in content["styles"]]
    unread, slanted, left_out = map(int, content["counts"])
    drawn, covered = map(bool, content["signs"])
    return Page(
        int(content["number"]),
        width,
        height,
        tuple(
            Piece(
                str(text),
                Box(float(x0), float(top), float(x1), float(bottom)),
                float(baseline),
                styles[style],
                bool(glued),
                *map(str, link),
            )
            for text, x0, top, x1, bottom, baseline, style, glued, *link in content["pieces"]
        ),
        tuple(Rule(Box(*map(float, numbers))) for numbers in content["rules"]),
        tuple(
            Image(Box(*map(float, numbers)), str(kind), base64.b64decode(data))
            for *numbers, kind, data in content["images"]
        ),
        unread,
        slanted,
        left_out,
        drawn,
        covered,
    )


def _numbers(box: Box) -> list[float]:
    return [round(number, 2) for number in (box.x0, box.top, box.x1, box.bottom)]
