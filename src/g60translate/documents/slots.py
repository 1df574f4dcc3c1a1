"""Places in marked-up source (HTML, XML) where blocks are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from g60translate.documents.codes import Step, walk
from g60translate.documents.flow.flow import Code, Flow
from g60translate.documents.model import Block
from g60translate.documents.splice import Splicer


@dataclass(frozen=True, slots=True)
class Slot:
    """A block and the source range it replaces.

    For a sentence stream `quote` is None and `codes` tells where its codes lie. For an attribute's
    value `quote` is what stands around it, outside the range; it may be empty.
    """

    block: Block
    start: int
    end: int
    codes: Mapping[str, Code] = field(default_factory=dict)
    quote: str | None = None

    @classmethod
    def of(cls, flow: Flow) -> Slot:
        """The slot of a sentence stream."""
        return cls(flow.block, flow.start, flow.end, flow.codes)


def escape_markup(text: str) -> str:
    """The text as character data of XML and HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def put_slots(
    splicer: Splicer,
    slots: Sequence[Slot],
    now: Mapping[str, Block],
    *,
    spell: Callable[[str], str] = escape_markup,
) -> None:
    """Register an edit for each slot whose block is another one `now`, by its id.

    `spell` writes text as source.
    """
    for slot in slots:
        block = now.get(slot.block.id, slot.block)
        if block == slot.block:
            continue
        if slot.quote is not None:
            splicer.put(slot.start, slot.end, quoted(spell(block.text), slot.quote))
        else:
            splicer.put(slot.start, slot.end, _flow(splicer, slot, block, spell))


def quoted(value: str, quote: str) -> str:
    """A spelt value for between `quote`s, or with quotes of its own where there were none."""
    if quote == "'":
        return value.replace("'", "&#39;")
    value = value.replace('"', "&quot;")
    return value if quote else f'"{value}"'


def _flow(
    splicer: Splicer, slot: Slot, block: Block, spell: Callable[[str], str]
) -> Callable[[], str]:
    def render() -> str:
        pieces: list[str] = []
        for event in walk(block, original=slot.block):
            if event.step is Step.TEXT:
                pieces.append(spell(event.value))
                continue
            code = slot.codes[event.value]
            where = code.closing if event.step is Step.CLOSE else code.opening
            assert where is not None
            pieces.append(splicer.render(*where))
        return "".join(pieces)

    return render
