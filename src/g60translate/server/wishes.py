"""What a client wants of a translation: which pair, which terms."""

from __future__ import annotations

from dataclasses import dataclass, field

from g60translate.glossary.book import Glossary

HOUSE = "house"
"""The glossary that the server was started with."""


@dataclass(frozen=True, slots=True)
class Wish:
    """From which language into which (ISO 639-1), with which glossary and memory.

    Wishes that are equal are translated together. Glossaries are compared by what they say.
    """

    source_lang: str
    target_lang: str
    glossary: Glossary = field(default_factory=Glossary.empty, compare=False)
    memory: bool = True
    _digest: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_digest", self.glossary.digest)


@dataclass(frozen=True, slots=True)
class JobWish:
    """What is wanted of a document, as it is kept on disk until its turn comes.

    `source_lang` None is told from the document. `glossaries` are references that
    `Services.glossaries` resolves, the first one that knows a term wins; empty for none.
    `target_tag` is the target as it was asked for (`en-GB`), for the record. `format` is a codec's
    name where the client knows better than the name and the content of the file.
    """

    target_lang: str
    source_lang: str | None = None
    target_tag: str = ""
    glossaries: tuple[str, ...] = (HOUSE,)
    memory: bool = True
    format: str | None = None
