"""Gettext catalogues: msgids are read, msgstrs are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.exchange.messages import Message, MessageSlots, message_slots
from g60translate.documents.exchange.plurals import PluralForms
from g60translate.documents.model import Document
from g60translate.documents.splice import Splicer
from g60translate.errors import BrokenDocument

_STRING = r'"(?:[^"\\\r\n]++|\\.)*+"'
_KEYWORD = re.compile(
    rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]+({_STRING}(?:\s*{_STRING})*)"
)
_COMMENT = re.compile(r"#[^\r\n]*")
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f"}
_UNESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")


@dataclass(frozen=True, slots=True)
class _Value:
    """The strings of one keyword: their text, and their range in the file."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Entry:
    """One message while it is read: where it begins, its flags' comment, its strings."""

    start: int = -1
    flags: str = ""
    flags_start: int = -1
    values: dict[str, _Value] = field(default_factory=dict)

    @property
    def named_flags(self) -> list[str]:
        """The flags, one by one."""
        return re.split(r"[,\s]+", self.flags)

    @property
    def fuzzy(self) -> bool:
        """Whether the translation is a guess."""
        return "fuzzy" in self.named_flags

    @property
    def placeholders(self) -> bool:
        """Whether the flags say that the message has placeholders of a program."""
        return any(
            flag.endswith("-format") and not flag.startswith("no-") for flag in self.named_flags
        )

    @property
    def targets(self) -> dict[int, _Value]:
        """The translations by their number, 0 for the only one."""
        return {
            int(key[7:-1] or 0) if key != "msgstr" else 0: value
            for key, value in self.values.items()
            if key.startswith("msgstr")
        }


@dataclass(frozen=True, slots=True)
class _Slot:
    """A msgid that needs a translation, the strings that get it, and where the entry is marked.

    `missing` names the keywords of forms that the entry lacks, which are added at `missing_at`.
    """

    message: MessageSlots
    targets: tuple[tuple[int, int], ...]
    flags: tuple[int, str]
    missing: tuple[str, ...] = ()
    missing_at: int = -1


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    slots: tuple[_Slot, ...]
    header: _Value | None
    lang: str | None
    forms: PluralForms


class PoCodec:
    """PO and POT files of GNU gettext.

    Filled forms of entries that are not fuzzy stay as they are; entries with a new translation are
    marked fuzzy, so that a person looks at them before they are used. `lang` is the header's
    X-Source-Language.
    """

    name = "po"
    suffixes = (".po", ".pot")
    kept = (
        "comments, contexts, references, obsolete entries and every byte outside msgstr",
        "placeholders, tags, ICU syntax",
        "translations that are not fuzzy",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether the text has a msgid and a msgstr at the beginning of lines."""
        head = data[:65536]
        return all(
            re.search(rb"(?m)^" + word + rb'(\[0\])?[ \t]+"', head)
            for word in (b"msgid", b"msgstr")
        )

    def read(self, data: bytes, *, name: str) -> Document:
        """Read every message that needs a translation. Raises BrokenDocument, EncodingFault."""
        declared = _CHARSET.search(data[:4096])
        source = decode(data, name=name, declared=declared.group(1).decode() if declared else None)
        entries = list(_entries(source.text, name=name))
        header = next((_header(entry) for entry in entries if _header(entry)), None)
        forms = PluralForms.of(header.text if header else "")
        slots = tuple(_slots(entries, forms))
        match = re.search(r"(?m)^X-Source-Language: *([\w-]+)", header.text if header else "")
        lang = match.group(1).replace("_", "-") if match else None
        return Document(
            format=self.name,
            blocks=tuple(block for slot in slots for block in slot.message.blocks),
            skeleton=_Skeleton(source, slots, header, lang, forms),
            lang=lang,
        )

    def write(self, document: Document) -> bytes:
        """The file with the changed messages' translations, and its language in the header."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = skeleton.source.text
        line_end = "\r\n" if "\r\n" in text else "\n"
        now = {block.id: block for block in document.blocks}
        splicer = Splicer(text)
        marked: set[int] = set()
        translated = document.lang not in (None, skeleton.lang)
        for slot in skeleton.slots:
            # What is the same in both languages is a translation too.
            if not (translated or slot.message.changed(now)) or slot.message.left:
                continue
            string = _quoted(slot.message.written(now), line_end)
            for start, end in slot.targets:
                splicer.put(start, end, string)
            for keyword in slot.missing:
                added = f"{line_end}{keyword} {string}"
                splicer.put(slot.missing_at, slot.missing_at, added)
            place, mark = slot.flags
            if mark and place not in marked:
                marked.add(place)
                splicer.put(place, place, mark.replace("\n", line_end))
        if skeleton.header is not None and translated:
            header = _with_language(skeleton.header.text, document.lang or "")
            header = skeleton.forms.filled_in(header, document.lang or "")
            splicer.put(skeleton.header.start, skeleton.header.end, _quoted(header, line_end))
        written = skeleton.source.with_text(splicer.render())
        data = written.encode()
        if (
            written.encoding != "utf-8"
            and not written.mark
            and data == written.text.encode("utf-8")
        ):
            # The translation needs characters that the declared encoding does not have.
            return _CHARSET.sub(b"charset=UTF-8", data, count=1)
        return data


def _entries(text: str, *, name: str) -> Iterator[_Entry]:
    """Tile the file with comments, keywords and space."""
    entry = _Entry()
    position = 0
    while position < len(text):
        if (comment := _COMMENT.match(text, position)) is not None:
            if entry.values.keys() & {"msgstr", "msgstr[0]"}:
                yield entry
                entry = _Entry()
            if comment.group().startswith("#~"):
                entry = _Entry()
            elif comment.group().startswith("#,"):
                entry.flags, entry.flags_start = comment.group()[2:], comment.start() + 2
            position = comment.end()
        elif (keyword := _KEYWORD.match(text, position)) is not None:
            if keyword.group(1) in ("msgctxt", "msgid") and "msgid" in entry.values:
                yield entry
                entry = _Entry()
            if not entry.values:
                entry.start = position
            entry.values[keyword.group(1)] = _Value(
                _unquoted(keyword.group(2)), keyword.start(2), keyword.end(2)
            )
            position = keyword.end()
        elif (space := _SPACE.match(text, position)) is not None:
            position = space.end()
        else:
            line = text.count("\n", 0, position) + 1
            raise BrokenDocument(
                f"{name}, line {line}: this is neither a comment nor a message. "
                "Check the file with msgfmt -c."
            )
    if entry.values:
        yield entry


def _header(entry: _Entry) -> _Value | None:
    """The header is the translation of the empty message."""
    message = entry.values.get("msgid")
    return entry.values.get("msgstr") if message is not None and not message.text else None


def _slots(entries: Sequence[_Entry], forms: PluralForms) -> Iterator[_Slot]:
    count = 0
    for entry in entries:
        message = entry.values.get("msgid")
        if message is None or not message.text:
            continue
        for slot in _entry_slots(entry, forms, first=count + 1):
            count += len(slot.message.blocks)
            yield slot


def _entry_slots(entry: _Entry, forms: PluralForms, *, first: int) -> Iterator[_Slot]:
    """What an entry needs: all its forms where it is a guess, else those that are empty."""
    flags = (entry.start, "#, fuzzy\n")
    if entry.fuzzy:
        flags = (entry.start, "")
    elif entry.flags:
        flags = (entry.flags_start, " fuzzy,")
    targets = entry.targets
    plural = entry.values.get("msgid_plural")
    wanted = range(forms.count or len(targets)) if plural and targets else targets
    singular = forms.singular if plural else 0
    for key in ("msgid", "msgid_plural"):
        if key not in entry.values:
            continue
        mine = [n for n in (*wanted, *targets) if (n == singular) == (key == "msgid")]
        numbers = list(dict.fromkeys(mine if plural else targets))
        missing = tuple(f"msgstr[{n}]" for n in numbers if n not in targets)
        here = [targets[n] for n in numbers if n in targets]
        empty = [value for value in here if entry.fuzzy or not value.text]
        if not (empty or missing):
            continue
        source = Message(entry.values[key].text)
        found = message_slots(source, first=first, placeholders=entry.placeholders, breaks=True)
        if found is not None:
            first += len(found.blocks)
            spots = tuple((value.start, value.end) for value in empty)
            last = max((value.end for value in targets.values()), default=-1)
            yield _Slot(found, spots, flags, missing, last)


def _unquoted(strings: str) -> str:
    joined = "".join(part[1:-1] for part in re.findall(_STRING, strings))

    def character(match: re.Match[str]) -> str:
        code = match.group(1)
        if code[0] == "x" and len(code) > 1:
            return chr(int(code[1:], 16))
        return chr(int(code, 8)) if code[0] in "01234567" else _ESCAPES.get(code, code)

    return _UNESCAPE.sub(character, joined)


def _quoted(text: str, line_end: str) -> str:
    """One string, or one for each line behind an empty one, as gettext writes them."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    escaped = escaped.replace("\r", "\\r").replace("\n", "\\n\n")
    lines = [f'"{line}"' for line in escaped.split("\n") if line]
    return line_end.join(lines if len(lines) == 1 else ['""', *lines])


def _with_language(header: str, lang: str) -> str:
    """The header with `Language: <lang>`; gettext joins language and country with `_`."""
    line = f"Language: {lang.replace('-', '_')}\n"
    if re.search(r"(?m)^Language:", header):
        return re.sub(r"(?m)^Language:[^\n]*\n?", lambda _: line, header)
    return header + line
