"""What a request says of the tags in its texts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Tags:
    """How tags are to be read; the names are those of XML elements, as they are written.

    `ignored` elements stay as they are. `splitting` ones end a sentence, those `kept_together` do
    not; about the others `outline` lets the text itself decide, else they do not.
    """

    kind: Literal["xml", "html"]
    ignored: Collection[str] = ()
    splitting: Collection[str] = ()
    kept_together: Collection[str] = ()
    outline: bool = True
