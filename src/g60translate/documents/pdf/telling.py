"""What a reader has to be told of a file: what of its pages is not in the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from g60translate.documents.pdf.extraction.raw import Page
from g60translate.wording import counted

# As a part of a page's letters: so many that have no meaning make it unreadable.
_UNREAD = 0.1
_SHOWN = 12


@dataclass(slots=True)
class Told:
    """What was seen on which pages; `bare` are those that are pictures without text."""

    whole: bool = True
    bare: list[int] = field(default_factory=list)
    unread: dict[int, int] = field(default_factory=dict)
    unreadable: list[int] = field(default_factory=list)
    slanted: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)

    def see(self, page: Page) -> None:
        """Take note of a page."""
        letters = sum(len(piece.text) for piece in page.pieces) + page.unread
        if page.covered and not page.pieces:
            self.bare.append(page.number)
        if page.unread > _UNREAD * letters:
            self.unreadable.append(page.number)
        elif page.unread:
            self.unread[page.number] = page.unread
        for seen, pages in (
            (page.slanted, self.slanted),
            (page.left_out, self.left_out),
            (page.drawn, self.drawn),
        ):
            if seen:
                pages.append(page.number)

    def bare_pages(self) -> str:
        """Which pages have no text."""
        return f"no text {_on(self.bare)}"

    def messages(self) -> Iterator[str]:
        """A sentence for each kind of thing."""
        if self.bare:
            yield f"There is {self.bare_pages()}: OCR it first."
        if self.unreadable:
            yield (
                f"Letters {_on(self.unreadable)} have no meaning in the file and are left out: OCR "
                "it first."
            )
        if self.unread:
            many = counted(sum(self.unread.values()), "letter")
            yield (
                f"{many} {_on([*self.unread])} without a meaning in the file left out: compare the "
                "words with the PDF."
            )
        if self.slanted:
            yield f"Text at an angle {_on(self.slanted)} is left out."
        if self.left_out:
            yield f"Pictures {_on(self.left_out)} could not be taken along: copy them by hand."
        if self.drawn:
            yield f"Drawings {_on(self.drawn)} are left out: copy them by hand."
        if not self.whole:
            yield (
                "The file's list of what is in it is damaged and was made anew: check that nothing "
                "is missing."
            )


def _on(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:_SHOWN])) + (" and more" if len(pages) > _SHOWN else "")
    return f"on page{'s' * (len(pages) > 1)} {shown}"
