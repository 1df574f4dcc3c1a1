"""Mails: their subject and what is read in them, text and HTML parts alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email import message_from_string
from email.errors import HeaderParseError
from email.header import Header, decode_header, make_header

from g60translate.documents.codes import translatable
from g60translate.documents.mail.attachments import Attachment, read_attachment
from g60translate.documents.mail.mime import (
    HEAD_END,
    Part,
    cut_parts,
    decoded_body,
    encoded_body,
    field_span,
    header_edits,
)
from g60translate.documents.model import Block, BlockKind, Document, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.documents.plain.text import TextCodec
from g60translate.documents.splice import Splicer
from g60translate.documents.unread.looks import is_mail
from g60translate.documents.web.html import HtmlCodec
from g60translate.errors import EncodingFault

_HEAD = 65536
# At least one of them stands in every mail that a program has sent.
_SIGNS = (
    *(b"MIME-Version:", b"Mime-Version:", b"Content-Type:", b"Content-type:", b"Message-ID:"),
    *(b"Message-Id:", b"Received:", b"Return-Path:"),
)
# What programs put before a subject.
_ANSWER = re.compile(r"(?:(?:re|aw|wg|fwd?|antw|tr|sv|rv)\s*(?:\[\d+\])?:\s*)*", re.IGNORECASE)
_ENCODED_WORD = re.compile(r"=\?([\w-]+)\?[bqBQ]\?")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _Text:
    """A part as a document of its own, whose blocks have `prefix` before their names here."""

    part: Part
    document: Document
    prefix: str


@dataclass(frozen=True, slots=True)
class _Subject:
    """The subject at `text[start:end]`: what stays at its beginning, and its block."""

    start: int
    end: int
    before: str
    block: Block


@dataclass(frozen=True, slots=True)
class _Skeleton:
    text: str
    subject: _Subject | None
    texts: tuple[_Text, ...]
    attachments: tuple[Attachment, ...]
    languages: tuple[tuple[int, int], ...]
    lang: str | None


class EmlCodec:
    """Mails as programs save them (RFC 5322, MIME)."""

    name = "eml"
    suffixes = (".eml",)
    kept = (
        "addresses, dates and all other headers",
        "images and every byte outside the texts",
        "transfer encodings, and charsets as far as they do",
        "attachments, or with --attachments the documents among them, translated",
    )

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._options = options or ReadingOptions()

    def recognises(self, data: bytes) -> bool:
        """Whether it begins with headers, one of which only a program writes."""
        head = data[:_HEAD]
        if not any(sign in head for sign in _SIGNS):
            return False
        return is_mail(head.decode("latin-1").replace("\r\n", "\n"))

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the subject and the texts; attachments and signed parts are told."""
        text = data.decode("latin-1")
        parts = list(cut_parts(text))
        top = _top(text)
        subject = _subject(top, text)
        texts: list[_Text] = []
        attachments: list[Attachment] = []
        remarks: list[Remark] = []
        for number, part in enumerate(parts, start=1):
            found = _document(part, text, name=name)
            if isinstance(found, Document):
                texts.append(_Text(part, found, f"p{number}-"))
                remarks += (
                    Remark(r.message, f"p{number}-{r.block_id}" if r.block_id else "")
                    for r in found.remarks
                )
            elif found and part.attached and self._options.attachments:
                read = read_attachment(part, text, self._options, prefix=f"p{number}-")
                if isinstance(read, Attachment):
                    attachments.append(read)
                    remarks += read.remarks()
                else:
                    remarks.append(Remark(f"{found.removesuffix('.')}: {read}"))
            elif found:
                remarks.append(Remark(found))
        blocks = [] if subject is None else [subject.block]
        for each in texts:
            blocks += (replace(b, id=each.prefix + b.id) for b in each.document.blocks)
        for attachment in attachments:
            blocks += attachment.blocks()
        headers = {top.head_start: top, **{part.head_start: part for part in parts}}
        spans = [field_span(part, text, "Content-Language") for part in headers.values()]
        languages = tuple(span for span in spans if span is not None)
        lang = text[slice(*languages[0])].strip() if languages else None
        lang = lang if lang and re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", lang, re.ASCII) else None
        lang = lang or next((each.document.lang for each in texts if each.document.lang), None)
        return Document(
            format=self.name,
            blocks=tuple(blocks),
            skeleton=_Skeleton(text, subject, tuple(texts), tuple(attachments), languages, lang),
            lang=lang,
            remarks=tuple(remarks),
            limits=tuple(limit for each in attachments for limit in each.limits()),
        )

    def write(self, document: Document) -> bytes:
        """The mail with its changed texts, each in the encoding of its part."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = skeleton.text
        now = {block.id: block for block in document.blocks}
        new_lang = document.lang if document.lang != skeleton.lang else None
        splicer = Splicer(text)
        subject = skeleton.subject
        if subject is not None and (block := now.get("subject", subject.block)) != subject.block:
            old = text[subject.start : subject.end]
            splicer.put(subject.start, subject.end, _header(subject.before + block.text, old, text))
        for each in skeleton.texts:
            for start, end, value in _edits(each, text, now, new_lang):
                splicer.put(start, end, value)
        for attachment in skeleton.attachments:
            for start, end, value in attachment.edits(text, now, new_lang):
                splicer.put(start, end, value)
        if new_lang is not None:
            for start, end in skeleton.languages:
                splicer.put(start, end, new_lang)
        return splicer.render().encode("latin-1")


def _top(text: str) -> Part:
    """The outermost header, which for a message of several parts is that of none of them."""
    first = HEAD_END.search(text)
    end = first.start() if first else len(text)
    return Part(message_from_string(text[:end]), 0, end, end, end, top=True)


def _subject(part: Part, text: str) -> _Subject | None:
    span = field_span(part, text, "Subject")
    if span is None:
        return None
    raw = text[slice(*span)]
    try:
        if raw.isascii():
            said = str(make_header(decode_header(re.sub(r"\r?\n(?=[ \t])", "", raw))))
        else:
            said = raw.encode("latin-1").decode("utf-8")
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return None
    answer = _ANSWER.match(said)
    before = answer.group() if answer else ""
    words = " ".join(said[len(before) :].split())
    if not translatable(words):
        return None
    return _Subject(*span, before, Block("subject", BlockKind.HEADING, words))


def _header(said: str, old: str, text: str) -> str:
    """A subject as it stands in a header."""
    said = " ".join(said.split())
    line_end = "\r\n" if "\r\n" in text else "\n"
    if not old.isascii():
        return said.encode("utf-8").decode("latin-1")
    if said.isascii():
        return Header(said, "us-ascii", 76, "Subject").encode(linesep=line_end)
    word = _ENCODED_WORD.search(old)
    charset = word.group(1) if word else "utf-8"
    try:
        said.encode(charset)
    except (LookupError, UnicodeEncodeError):
        charset = "utf-8"
    return Header(said, charset, 76, "Subject").encode(linesep=line_end)


def _document(part: Part, text: str, *, name: str) -> Document | str:
    """A part's text as a document; else what is said of it, empty where that is nothing."""
    if part.kind not in ("text/plain", "text/html") or part.attached:
        called = part.header.get_filename()
        if part.attached or part.kind == "message/rfc822":
            return f"The attachment {called or part.kind} is left as it is."
        if part.kind.startswith("multipart/"):
            return f"What is signed or encrypted ({part.kind}) is left as it is."
        return ""
    body = decoded_body(part, text)
    left = f"A text ({part.kind}, {part.charset}) is left as it is, for it cannot be decoded."
    if body is None:
        return left
    read: Callable[..., Document] = (HtmlCodec() if part.kind == "text/html" else TextCodec()).read
    try:
        # The mark says what the bytes are, whatever the page says.
        return read(_MARK + body.encode("utf-8"), name=name)
    except (EncodingFault, UnicodeEncodeError):
        return left


def _edits(
    each: _Text, text: str, now: dict[str, Block], lang: str | None
) -> Iterator[tuple[int, int, str]]:
    """The changes of a part and its header."""
    codec = HtmlCodec() if each.document.format == "html" else TextCodec()
    changed = {b.id: replace(now.get(each.prefix + b.id, b), id=b.id) for b in each.document.blocks}
    after = codec.write(each.document.with_blocks(changed, lang=lang))
    if after == codec.write(each.document):
        return
    body = after.removeprefix(_MARK).decode("utf-8")
    written, charset, transfer = encoded_body(each.part, text, body)
    yield each.part.body_start, each.part.end, written
    yield from header_edits(each.part, text, charset=charset, transfer=transfer)
