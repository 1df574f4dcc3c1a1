"""Gettext catalogues: msgids are read, msgstrs are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from g60translate.documents.codes import Step, walk
from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.flow import Flow, Piece, PieceKind, build_flow
from g60translate.documents.model import Block, BlockKind, Document
from g60translate.documents.splice import Splicer
from g60translate.errors import BrokenDocument

_STRING = r'"(?:[^"\\\r\n]|\\.)*"'
_KEYWORD = re.compile(
    rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)[ \t]+({_STRING}(?:\s*{_STRING})*)"
)
_COMMENT = re.compile(r"#[^\r\n]*")
_SPACE = re.compile(r"\s+")
_CHARSET = re.compile(rb"charset=([\w.:-]+)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f"}
_UNESCAPE = re.compile(r"\\(x[0-9a-fA-F]{1,2}|[0-7]{1,3}|.)")
# Tags, and where the flags say that there are any, placeholders of C, Python, Qt, PHP and others.
_TAG = re.compile(r"<(/?)([a-zA-Z][\w.-]*)(?:\s[^<>]*?)?(/?)>")
_HOLDER = re.compile(
    r"%(?:\([\w.]+\)|\d+\$)?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?(?:hh|h|ll|l|j|z|t|L)?[diouxXeEfFgGcrsaAp]"
    r"|%\d+|%[A-Za-z_]+%|\$?\{[\w.:!\[\]]*\}|\{\{[^{}]*\}\}"
)
_VOID = frozenset(("br", "img", "hr", "wbr", "input"))


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
    flags_end: int = -1
    values: dict[str, _Value] = field(default_factory=dict)

    @property
    def fuzzy(self) -> bool:
        """Whether the translation is a guess."""
        return "fuzzy" in re.split(r"[,\s]+", self.flags)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A msgid that needs a translation, and the strings that get it."""

    flow: Flow
    message: str
    targets: tuple[tuple[int, int], ...]
    flags: tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    slots: tuple[_Slot, ...]
    header: _Value | None
    lang: str | None


class PoCodec:
    """PO and POT files of GNU gettext.

    Filled entries that are not fuzzy stay as they are; new translations are marked fuzzy, so that
    a person looks at them before they are used. `lang` is the header's X-Source-Language.
    """

    name = "po"
    suffixes = (".po", ".pot")
    kept = (
        "comments, contexts, references, obsolete entries and every byte outside msgstr",
        "placeholders of entries with a format flag, and tags",
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
        slots = tuple(_slots(entries))
        match = re.search(r"(?m)^X-Source-Language: *([\w-]+)", header.text if header else "")
        lang = match.group(1).replace("_", "-") if match else None
        return Document(
            format=self.name,
            blocks=tuple(slot.flow.block for slot in slots),
            skeleton=_Skeleton(source, slots, header, lang),
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
        for slot in skeleton.slots:
            block = now.get(slot.flow.block.id, slot.flow.block)
            if block == slot.flow.block:
                continue
            for start, end in slot.targets:
                splicer.put(start, end, _quoted(_rendered(slot, block), line_end))
            place, mark = slot.flags
            if mark and place not in marked:
                marked.add(place)
                splicer.put(place, place, mark.replace("\n", line_end))
        if skeleton.header is not None and document.lang not in (None, skeleton.lang):
            header = _with_language(skeleton.header.text, document.lang or "")
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
                entry.flags, entry.flags_end = comment.group()[2:], comment.end()
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


def _slots(entries: Sequence[_Entry]) -> Iterator[_Slot]:
    count = 0
    for entry in entries:
        targets = [value for key, value in entry.values.items() if key.startswith("msgstr")]
        done = any(value.text for value in targets) and not entry.fuzzy
        if done or not targets or not entry.values.get("msgid", targets[0]).text:
            continue
        flags = (entry.start, "#, fuzzy\n")
        if entry.fuzzy:
            flags = (entry.start, "")
        elif entry.flags:
            flags = (entry.flags_end, ", fuzzy")
        plural = entry.values.get("msgid_plural")
        pairs = [(entry.values["msgid"], targets[:1] if plural else targets)]
        if plural is not None:
            pairs.append((plural, targets[1:]))
        for message, values in pairs:
            flow = _flow(message.text, f"b{count + 1}", placeholders="-format" in entry.flags)
            if flow is not None and values:
                count += 1
                spots = tuple((value.start, value.end) for value in values)
                yield _Slot(flow, message.text, spots, flags)


def _flow(message: str, block_id: str, *, placeholders: bool) -> Flow | None:
    """The message with its tags, placeholders and line ends as codes."""
    found: list[Piece] = []
    for match in _TAG.finditer(message):
        name = match.group(2).lower()
        atom = name in _VOID or match.group(3)
        kind = PieceKind.CLOSE if match.group(1) else PieceKind.OPEN
        found.append(Piece(PieceKind.STANDALONE if atom else kind, *match.span(), name))
    if placeholders:
        for match in _HOLDER.finditer(message):
            if not any(piece.start < match.end() and match.start() < piece.end for piece in found):
                found.append(Piece(PieceKind.PROTECTED, *match.span(), "var", match.group()))
    found += [
        Piece(PieceKind.STANDALONE, *match.span(), "br", "\n")
        for match in re.finditer("\n", message)
        if not any(piece.start <= match.start() < piece.end for piece in found)
    ]
    pieces: list[Piece] = []
    position = 0
    for piece in [*sorted(found, key=lambda piece: piece.start), None]:
        start = len(message) if piece is None else piece.start
        if start > position:
            pieces.append(Piece(PieceKind.TEXT, position, start))
        if piece is not None:
            pieces.append(piece)
            position = piece.end
    return build_flow(
        pieces,
        source=message,
        decode=str,
        block_id=block_id,
        kind=BlockKind.PARAGRAPH,
        folding=False,
    )


def _rendered(slot: _Slot, block: Block) -> str:
    pieces = [slot.message[: slot.flow.start]]
    for event in walk(block, original=slot.flow.block):
        if event.step is Step.TEXT:
            pieces.append(event.value)
            continue
        code = slot.flow.codes[event.value]
        where = code.closing if event.step is Step.CLOSE else code.opening
        assert where is not None
        pieces.append(slot.message[slice(*where)])
    return "".join([*pieces, slot.message[slot.flow.end :]])


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
