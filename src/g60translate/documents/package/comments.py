"""What is said of comments that go out with a translation."""

from __future__ import annotations

from collections.abc import Iterator

from g60translate.documents.model import Remark


def comment_remarks(count: int) -> Iterator[Remark]:
    """What is said where comments stay; nothing where there are none."""
    if count:
        go = "One comment goes" if count == 1 else f"{count} comments go"
        yield Remark(
            f"{go} out with the translation, untranslated and with the author’s name. "
            "`--comments drop` leaves them out."
        )
