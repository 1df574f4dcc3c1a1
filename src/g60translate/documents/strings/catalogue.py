"""What files of a program's texts share: messages at their places, and where the language stands.

Each message goes through `exchange.messages`, so that markup, ICU branches and letters for the
keyboard are treated as they are in PO and XLIFF.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from g60translate.documents.encoding import EncodedText
from g60translate.documents.exchange.messages import Message, MessageSlots, message_slots
from g60translate.documents.model import Document, Remark
from g60translate.documents.splice import Splicer

# Placeholders of i18next, Vue, Rails, Chrome, C, Java and Objective-C. A blank is no flag of
# theirs here, or `100 % sicher` would hold one.
_HOLDER = re.compile(
    r"\$t\([^()]*\)|@:\(?[\w.]+\)?|\{\{[^{}]*\}\}|[%$#]?\{[\w.:@-]*\}|%#@\w+@|%<[\w.]+>[a-zA-Z]"
    r"|%(?:\d+\$)?[-+#0]*\d*(?:\.\d+)?(?:hh|h|ll|l|q|j|z|t|L)?[@diouxXeEfFgGcCsSpaA](?![^\W_])"
    r"|%%|\$[A-Za-z_]\w*\$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """`source[start:end]` says `message`; `spelt` is another text as it is written there."""

    message: Message
    start: int
    end: int
    spelt: Callable[[str], str] = str


@dataclass(frozen=True, slots=True)
class LanguageSign:
    """`source[start:end]` names the file's language, with `separator` between its parts."""

    start: int
    end: int
    separator: str = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """The places of a file, its language and where it stands, and what is left as it is."""

    places: Iterable[Place]
    lang: str | None = None
    signs: tuple[LanguageSign, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    place: Place
    slots: MessageSlots


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    entries: tuple[_Entry, ...]
    signs: tuple[LanguageSign, ...]
    lang: str | None


def build_catalogue(form: str, source: EncodedText, found: Found) -> Document:
    """The document of these places, with blocks numbered from `b1`."""
    entries: list[_Entry] = []
    count = 0
    for place in found.places:
        slots = message_slots(sealed(place.message), first=count + 1, breaks=True)
        if slots is not None:
            entries.append(_Entry(place, slots))
            count += len(slots.blocks)
    lang = found.lang.replace("_", "-") if found.lang else None
    return Document(
        format=form,
        blocks=tuple(block for entry in entries for block in entry.slots.blocks),
        skeleton=_Skeleton(source, tuple(entries), found.signs, lang),
        lang=lang,
        remarks=found.remarks,
    )


def write_catalogue(document: Document) -> EncodedText:
    """The file's text with its changed messages, and its new language where it names one."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    now = {block.id: block for block in document.blocks}
    splicer = Splicer(skeleton.source.text)
    for entry in skeleton.entries:
        if entry.slots.changed(now) and not entry.slots.left:
            place = entry.place
            splicer.put(place.start, place.end, place.spelt(entry.slots.written(now)))
    if document.lang is not None and document.lang != skeleton.lang:
        for sign in skeleton.signs:
            splicer.put(sign.start, sign.end, document.lang.replace("-", sign.separator))
    return skeleton.source.with_text(splicer.render())


def sealed(message: Message) -> Message:
    """The message with its placeholders among what may not be translated."""
    holders = tuple(match.span() for match in _HOLDER.finditer(message.text))
    return replace(message, sealed=(*message.sealed, *holders))
