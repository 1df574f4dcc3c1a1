"""Sets right by rule what needs no model: cells of figures, and figures in a foreign notation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from g60translate.checks.figures.measures import sign_after
from g60translate.documents.model import Inline, InlineKind
from g60translate.protection.writing import is_symbol
from g60translate.repair.cells import rewritten
from g60translate.repair.change import Change, Repair
from g60translate.repair.sentences import sentence_changes
from g60translate.spans import Span
from g60translate.translation.codes.restore import Restored, carried_over
from g60translate.translation.ladder.edits import Edit, apply_edits
from g60translate.translation.preparation import Sentence
from g60translate.translation.request import Request, Translation


@dataclass(frozen=True, slots=True)
class Mending:
    """The rules for one direction."""

    source_lang: str
    target_lang: str

    def cell(self, sentence: Sentence) -> Restored | None:
        """A sentence of figures and units alone in the other language; None for any other."""
        text = sentence.segment.text.strip()
        if _has_terms(sentence) or _is_sealed(sentence, text):
            return None
        edges = [place for code in sentence.codes for place in (code.start, code.end)]
        made = rewritten(text, self.source_lang, self.target_lang, cuts=edges)
        if made is None:
            return None
        whole = carried_over(text, sentence.codes)
        if made.text == text:
            return whole
        moved = [made.moved((code.start, code.end)) for code in sentence.codes]
        _, offsets = apply_edits(text, [Edit(0, len(text), made.text)])
        return Restored(
            made.text,
            tuple(
                replace(code, start=start, end=end)
                for code, (start, end) in zip(sentence.codes, moved, strict=True)
            ),
            offsets,
            repairs=(_repair(text, made.text, 0),),
        )

    def sentence(self, restored: Restored, translation: Translation, request: Request) -> Restored:
        """A translated sentence with its figures in the notation of its language."""
        text = restored.text
        changes = sentence_changes(
            request.text,
            text,
            self.source_lang,
            self.target_lang,
            frozen=_frozen(restored, translation),
            cuts=[place for code in restored.inlines for place in (code.start, code.end)],
        )
        if not changes:
            return restored
        if text.isupper():
            changes = tuple(replace(change, text=change.text.upper()) for change in changes)
        edits = [Edit(change.start, change.end, change.text) for change in changes]
        mended, offsets = apply_edits(text, edits)
        repairs = []
        for change in changes:
            before = text[change.start : change.end]
            repairs.append(_repair(before, change.text, _moved(change.start, changes)))
        return replace(
            restored,
            text=mended,
            inlines=tuple(_code_moved(code, changes) for code in restored.inlines),
            offsets=restored.offsets.then(offsets),
            repairs=tuple(repairs),
        )


def _repair(before: str, after: str, start: int) -> Repair:
    """What was done, on one line each, and where it stands now."""
    return Repair(" ".join(before.split()), " ".join(after.split()), (start, start + len(after)))


def _has_terms(sentence: Sentence) -> bool:
    """Whether the glossary has a say, other than about the sign of a unit."""
    signs = (hit.surface for hit in sentence.request.hits)
    return any(sign_after(sign, 0) != len(sign) for sign in signs)


def _is_sealed(sentence: Sentence, text: str) -> bool:
    """Whether something in it must stay as it is, other than the sign of a unit."""
    if any(code.kind is InlineKind.PROTECTED for code in sentence.codes):
        return True
    if any(owned.strip() for owned in sentence.owned.values()):
        return True
    stretches = [text[slice(*span)] for span in sentence.request.protected]
    return any(
        any(map(str.isalnum, stretch)) and not any(map(is_symbol, stretch)) for stretch in stretches
    )


def _frozen(restored: Restored, translation: Translation) -> Sequence[Span]:
    """Where protected text and terms stand; a lone sign such as € may be moved."""
    places = restored.offsets.forward_each([a.target for a in translation.alignment.anchors])
    return [span for span in places if any(map(str.isalnum, restored.text[slice(*span)]))]


def _code_moved(code: Inline, changes: Sequence[Change]) -> Inline:
    # By place: an offset map would widen a code without extent that stands where a change begins.
    return replace(code, start=_moved(code.start, changes), end=_moved(code.end, changes))


def _moved(place: int, changes: Sequence[Change]) -> int:
    """Where a place goes that lies in no change."""
    return place + sum(
        len(change.text) - (change.end - change.start) for change in changes if change.end <= place
    )
