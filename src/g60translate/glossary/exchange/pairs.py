"""Bilingual lists: what all formats share that know one source and one target."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from g60translate.errors import InputError
from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term
from g60translate.glossary.exchange.exchange import Loss, Pair
from g60translate.glossary.rows import Row

_GAP = re.compile(r"[^\w]+")
_MAX_ID = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One target of a bilingual list; `status` is its own.

    `goes_on` where it stands in one line with the target before, and so means the same.
    """

    source: str
    target: str
    status: Status = Status.PREFERRED
    comment: str = ""
    concept_id: str = ""
    goes_on: bool = False


@dataclass(slots=True)
class _Drafts:
    losses: list[Loss] = field(default_factory=list)
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)


def entries_of(
    glossary: Glossary, pair: Pair, *, statuses: Iterable[Status]
) -> tuple[list[Entry], list[Loss]]:
    """The glossary as a bilingual list, lines of one source wording together.

    `statuses` are the target verdicts that the format can express; the preferred term comes first.
    """
    source_lang, target_lang = pair
    wanted = frozenset(statuses)
    drafts = _Drafts()
    for concept in glossary:
        _concept(concept, source_lang, target_lang, wanted, drafts)
        others = sorted({t.lang for t in concept.terms} - set(pair))
        if others:
            drafts.losses.append(Loss(concept.id, f"terms in {', '.join(others)} are left out"))
    by_source: dict[str, list[Entry]] = {}
    for entry in drafts.entries.values():
        by_source.setdefault(entry.source, []).append(entry)
    return [entry for group in by_source.values() for entry in group], drafts.losses


def _concept(
    concept: Concept, source_lang: str, target_lang: str, wanted: frozenset[Status], drafts: _Drafts
) -> None:
    sources = concept.in_language(source_lang)
    targets = _targets(concept, target_lang)
    if not sources or not targets:
        missing = source_lang if not sources else target_lang
        drafts.losses.append(Loss(concept.id, f"left out: it has no term in {missing}"))
        return
    for name in ("domain", "definition", "valid_from"):
        if getattr(concept, name):
            drafts.losses.append(Loss(concept.id, f"its {name} is left out"))
    for term in (*sources, *targets):
        if lost := _lost(term):
            where = f"{concept.id}, {term.lang} {term.text!r}"
            drafts.losses.append(Loss(where, f"{', '.join(lost)} not kept"))
    for number, source in enumerate(sources):
        # The first source wording carries all targets, the others the one to use.
        for target in targets if number == 0 else targets[:1]:
            if target.status not in wanted:
                if number == 0:
                    where = f"{concept.id}, {target.lang} {target.text!r}"
                    drafts.losses.append(Loss(where, f"{target.status} term left out"))
                continue
            comment = target.note
            if target is targets[0]:
                comment = source.note or concept.note or comment
            comment = " ".join(comment.split())
            entry = Entry(source.text, target.text, target.status, comment, concept.id)
            drafts.entries.setdefault((source.text, target.text), entry)


def _targets(concept: Concept, lang: str) -> list[Term]:
    """Target terms, the one to use first; a do-not-translate concept stands for itself."""
    terms = list(concept.in_language(lang))
    leading = concept.preferred(lang)
    if leading is None:
        kept = next((t for t in concept.terms if t.do_not_translate), None)
        return [] if kept is None else [Term(lang, kept.text)]
    # Only one can lead; a second preferred term is as good as admitted.
    others = (
        replace(t, status=Status.ADMITTED) if t.status is Status.PREFERRED else t
        for t in terms
        if t is not leading
    )
    return [leading, *others]


def _lost(term: Term) -> list[str]:
    lost = []
    if term.case is not CasePolicy.AUTO:
        lost.append("case")
    if term.inflect is not Inflect.NONE:
        lost.append("inflect")
    if term.forms:
        lost.append("forms")
    if term.do_not_translate:
        lost.append("dnt")
    if term.source:
        lost.append("source")
    return lost


def drop_comments(entries: Sequence[Entry], losses: list[Loss]) -> list[Entry]:
    """The entries whose line would not be read as a comment; the others are added to `losses`."""
    kept = []
    for entry in entries:
        if entry.source.startswith("#"):
            losses.append(
                Loss(f"{entry.concept_id}, {entry.source!r}", "# would make it a comment")
            )
        else:
            kept.append(entry)
    return kept


def rows_of(entries: Sequence[Entry], pair: Pair, *, places: Sequence[str]) -> list[Row]:
    """Glossary rows of a bilingual list.

    Lines with one concept id are one concept; of its preferred targets the first leads and the
    rest is admitted. Without ids, another line with the same source and a preferred target of its
    own is another meaning, so another concept; lint names such pairs. `places` names each line.
    """
    source_lang, target_lang = pair
    # Source wording -> the concept of its last line, and the preferred targets that began one.
    ids: dict[str, str] = {}
    begun: dict[tuple[str, str], str] = {}
    taken = {entry.concept_id for entry in entries if entry.concept_id}
    seen: set[tuple[str, str, str]] = set()
    led: set[str] = set()
    rows: list[Row] = []
    for entry, where in zip(entries, places, strict=True):
        concept_id = entry.concept_id or _concept_of(entry, ids, begun, led, target_lang)
        if not concept_id:
            english = entry.target if target_lang == "en" else entry.source
            concept_id = ids[entry.source] = free_id(english, taken)
        begun.setdefault((entry.source, entry.target), concept_id)
        # A comment is the source's on its first line, the target's on later ones.
        commented = target_lang if (concept_id, source_lang, entry.source) in seen else source_lang
        for lang, text in ((source_lang, entry.source), (target_lang, entry.target)):
            if (concept_id, lang, text) in seen:
                continue
            seen.add((concept_id, lang, text))
            # Whoever comes second in a language is admitted.
            first = f"{concept_id}\n{lang}" not in led
            status = entry.status if lang == target_lang else Status.PREFERRED
            if status is Status.PREFERRED:
                if not first:
                    status = Status.ADMITTED
                led.add(f"{concept_id}\n{lang}")
            cells = {"concept": concept_id, "lang": lang, "term": text, "status": status.value}
            if lang == commented:
                cells["note"] = entry.comment
            rows.append(Row(where, cells))
    return rows


def _concept_of(
    entry: Entry,
    ids: dict[str, str],
    begun: dict[tuple[str, str], str],
    led: set[str],
    target_lang: str,
) -> str:
    """The concept that a line without an id belongs to, nothing for a new one."""
    if (known := begun.get((entry.source, entry.target))) is not None:
        return known
    last = ids.get(entry.source, "")
    if entry.goes_on or entry.status is not Status.PREFERRED:
        return last
    return "" if f"{last}\n{target_lang}" in led else last


def homographs(entries: Sequence[Entry], places: Sequence[str]) -> list[Loss]:
    """A note on each line whose source has another meaning in a line before."""
    first: dict[str, Entry] = {}
    notes = []
    for entry, where in zip(entries, places, strict=True):
        known = first.setdefault(entry.source, entry)
        other = entry.target != known.target and entry.status is Status.PREFERRED
        if other and not (entry.goes_on or entry.concept_id):
            message = (
                f"homograph: {entry.source!r} is {known.target!r} above and {entry.target!r} here, "
                "so there are two concepts; only the first is found until one gets a priority"
            )
            notes.append(Loss(where, message))
    return notes


def free_id(text: str, taken: set[str]) -> str:
    """A readable id for a wording, with a number behind it where it is taken."""
    plain = unicodedata.normalize("NFKC", text).lower().replace("_", " ")
    slug = _GAP.sub("-", plain).strip("-")[:_MAX_ID].strip("-") or "term"
    candidate, number = slug, 1
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    taken.add(candidate)
    return candidate


def need_pair(pair: Pair | None, *, format_name: str) -> Pair:
    """The language pair; raises InputError naming the options that give it."""
    if pair is None:
        raise InputError(
            f"The format {format_name} holds one language pair. "
            "Give --from and --to, for example --from de --to en."
        )
    return pair
