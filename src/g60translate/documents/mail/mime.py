"""The parts of a MIME message with their places, and their texts decoded and encoded.

Python's own parser reads the headers, but it knows no places in the file, and writes a message in
its own way; so the cutting into parts is done here.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message

HEAD_END = re.compile(r"(?:\A|(?<=\n))\r?\n")
_DEEPEST = 20
# Wrappers whose parts must not change, or whose parts are no texts.
_SEALED = frozenset(("multipart/signed", "multipart/encrypted"))


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf: its header at `text[head_start:head_end]`, its body up to `end`."""

    header: Message
    head_start: int
    head_end: int
    body_start: int
    end: int
    top: bool

    @property
    def kind(self) -> str:
        """Its content type."""
        return self.header.get_content_type()

    @property
    def attached(self) -> bool:
        """Whether it is an attachment and no part of what is read."""
        return self.header.get_content_disposition() == "attachment"

    @property
    def transfer(self) -> str:
        """Its transfer encoding, in small letters."""
        return str(self.header.get("content-transfer-encoding", "7bit")).strip().lower()

    @property
    def charset(self) -> str:
        """The name of its characters' encoding."""
        return self.header.get_content_charset("us-ascii")


def cut_parts(text: str, start: int = 0, end: int = -1, depth: int = 0) -> Iterator[Part]:
    """The leaves of a message, whose bytes are `text` as Latin-1."""
    stop = len(text) if end < 0 else end
    gap = HEAD_END.search(text, start, stop)
    head_end, body_start = gap.span() if gap else (stop, stop)
    if text.startswith(("\n", "\r\n"), start):
        head_end, body_start = start, start + (2 if text[start] == "\r" else 1)
    header = message_from_string(text[start:head_end])
    kind = header.get_content_type()
    boundary = header.get_param("boundary") if kind.startswith("multipart/") else None
    if not isinstance(boundary, str) or kind in _SEALED or depth > _DEEPEST:
        yield Part(header, start, head_end, body_start, stop, top=depth == 0)
        return
    mark = re.compile(rf"(?:\A|(?<=\n))--{re.escape(boundary)}(--)?[ \t]*(?:\r?\n|\Z)")
    begun: int | None = None
    for match in mark.finditer(text, body_start, stop):
        if begun is not None:
            last = match.start()
            # The line end before a boundary belongs to it.
            last -= 2 if text[:last].endswith("\r\n") else 1
            yield from cut_parts(text, begun, max(last, begun), depth + 1)
        begun = None if match.group(1) else match.end()
    if begun is not None:
        yield from cut_parts(text, begun, stop, depth + 1)


def decoded_bytes(part: Part, text: str) -> bytes | None:
    """The bytes of a part's body; None where its transfer encoding does not hold."""
    raw = text[part.body_start : part.end].encode("latin-1")
    try:
        if part.transfer == "base64":
            return base64.b64decode(raw)
        if part.transfer == "quoted-printable":
            return quopri.decodestring(raw)
    except (ValueError, binascii.Error):
        return None
    return raw if part.transfer in ("7bit", "8bit", "binary") else None


def decoded_body(part: Part, text: str) -> str | None:
    """The text of a part's body; None where its encodings do not hold."""
    raw = decoded_bytes(part, text)
    charset = "utf-8" if part.charset == "us-ascii" else part.charset
    try:
        return None if raw is None else raw.decode(charset)
    except (LookupError, ValueError):
        return None


def encoded_bytes(part: Part, text: str, data: bytes) -> tuple[str, str]:
    """A new body as the file has it, and the transfer encoding that it needs."""
    if part.transfer == "quoted-printable":
        return binascii.b2a_qp(data, istext=False).decode("ascii"), part.transfer
    if part.transfer != "base64" and data.isascii():
        return data.decode("ascii"), part.transfer
    return _base64(part, text, data), "base64"


def encoded_body(part: Part, text: str, body: str) -> tuple[str, str, str]:
    """A new body as the file has it, and the charset and transfer encoding that it needs."""
    charset, transfer = part.charset, part.transfer
    try:
        data = body.encode(charset)
    except (LookupError, UnicodeEncodeError):
        markup = part.kind == "text/html" and charset != "us-ascii"
        charset = charset if markup else "utf-8"
        data = body.encode(charset, "xmlcharrefreplace" if markup else "strict")
    if transfer == "7bit" and not data.isascii():
        transfer = "quoted-printable"
    if transfer == "base64":
        return _base64(part, text, data), charset, transfer
    if transfer == "quoted-printable":
        return binascii.b2a_qp(data, istext=True).decode("ascii"), charset, transfer
    return data.decode("latin-1"), charset, transfer


def _base64(part: Part, text: str, data: bytes) -> str:
    """Lines as the mail has them, and what stood behind the old ones."""
    old = text[part.body_start : part.end]
    line_end = (
        "\r\n" if "\r\n" in old or "\r\n" in text[part.head_start : part.body_start] else "\n"
    )
    written = base64.encodebytes(data).decode("ascii").rstrip("\n").replace("\n", line_end)
    return written + old[len(old.rstrip()) :]


def header_edits(
    part: Part, text: str, *, charset: str, transfer: str
) -> Iterator[tuple[int, int, str]]:
    """The changes of a part's header that say what its body is written in now."""
    if charset != part.charset:
        yield _set(part, text, "Content-Type", f"{part.kind}; charset={charset}", parameter=charset)
    if transfer != part.transfer:
        yield _set(part, text, "Content-Transfer-Encoding", transfer)


def field_span(part: Part, text: str, name: str) -> tuple[int, int] | None:
    """Where the value of a header field stands, with its folded lines."""
    pattern = re.compile(rf"(?im)^{name}:[ \t]*(.*(?:\r?\n[ \t].*)*)")
    match = pattern.search(text[part.head_start : part.head_end])
    if match is None:
        return None
    start = part.head_start + match.start(1)
    return start, start + len(match.group(1).rstrip("\r\n"))


def _set(
    part: Part, text: str, name: str, value: str, *, parameter: str = ""
) -> tuple[int, int, str]:
    span = field_span(part, text, name)
    if span is None:
        line_end = "\r\n" if "\r\n" in text else "\n"
        version = (
            f"MIME-Version: 1.0{line_end}" if part.top and "mime-version" not in part.header else ""
        )
        return part.head_end, part.head_end, f"{version}{name}: {value}{line_end}"
    old = text[slice(*span)]
    if parameter:
        new, count = re.subn(
            r'(?i)(;\s*charset\s*=\s*)("?)[^\s";]*("?)',
            rf"\g<1>\g<2>{parameter}\g<3>",
            old,
            count=1,
        )
        value = new if count else f"{old}; charset={parameter}"
    return *span, value
