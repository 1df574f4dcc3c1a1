"""Bytes to text and back without losing a byte."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from g60translate.errors import EncodingFault

# Longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# C0 controls that no text file has; tab, line feed, form feed and carriage return are text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
# Declared names that may be followed; Python also knows codecs that are no character encodings.
_DECLARABLE = re.compile(
    r"utf-8|ascii|iso8859-\d+|cp\d+|gb.*|big5.*|euc_.*|shift_jis.*|koi8.*|mac-.*"
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text and how the file spelt it; `encode` of an unchanged text gives the file's bytes."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    declared: str | None = None

    def with_text(self, text: str) -> EncodedText:
        """The same spelling for another text."""
        return replace(self, text=text)

    def encode(self) -> bytes:
        """The text in its file's encoding; in UTF-8 if a reader could not tell it from the bytes.

        That is so where the encoding has no such characters, and where the file names no encoding
        and the new text, short or in another script, gives no hint of the old one.
        """
        try:
            data = self.mark + self.text.encode(self.encoding)
            if decode(data, name="", declared=self.declared).text == self.text:
                return data
        except (UnicodeEncodeError, EncodingFault):
            pass
        return self.text.encode("utf-8")

    def encode_markup(self) -> bytes:
        """Like `encode`, but with `&#…;` for characters that the encoding does not have."""
        return self.mark + self.text.encode(self.encoding, errors="xmlcharrefreplace")


def decode(data: bytes, *, name: str, declared: str | None = None) -> EncodedText:
    """Tell the encoding of `data` and decode it.

    A byte order mark decides, then NUL bytes in every second place (UTF-16 without a mark), then
    `declared` (from `<meta charset>` or an XML declaration), then UTF-8. What is left is a legacy
    file: GB 18030 where most high bytes stand four or more on end, Windows-1252 otherwise.

    Raises EncodingFault for bytes that are no text, naming the offset where known.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name=name, mark=mark)
    if (wide := _wide_encoding(data)) is not None:
        return _strict(data, wide, name=name)
    if declared is not None and (known := _known(declared)) is not None:
        try:
            return replace(_strict(data, known, name=name), declared=declared)
        except EncodingFault:
            # A page that was recoded may keep its old declaration; UTF-8 is then the likely one.
            if known == "utf-8":
                raise
    try:
        return _strict(data, "utf-8", name=name)
    except EncodingFault as fault:
        for legacy in _legacy_candidates(data):
            try:
                return _strict(data, legacy, name=name)
            except EncodingFault:
                continue
        raise fault from None


def is_text(data: bytes) -> bool:
    """Whether `decode` would accept these bytes."""
    try:
        decode(data, name="")
    except EncodingFault:
        return False
    return True


def _strict(data: bytes, encoding: str, *, name: str, mark: bytes = b"") -> EncodedText:
    """Decode with no replacement characters, and only if encoding again gives the same bytes."""
    label = encoding.upper()
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingFault(
            f"{name}: byte {error.start + len(mark)} is not valid {label}. "
            "Save the file as UTF-8 and try again."
        ) from None
    if (control := _CONTROLS.search(text)) is not None:
        raise EncodingFault(
            f"{name}: character {control.start()} is the control code "
            f"U+{ord(control.group()):04X}, so this is no text file."
        )
    result = EncodedText(text, encoding, mark)
    if mark + text.encode(encoding, errors="replace") != data:
        raise EncodingFault(
            f"{name}: the {label} text does not survive decoding and encoding. "
            "Save the file as UTF-8 and try again."
        )
    return result


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: nearly all of one half of the bytes are NUL."""
    if len(data) < 2 or len(data) % 2 or b"\0" not in data[:1024]:
        return None
    head = data[:1024]
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.6 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.6 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _known(declared: str) -> str | None:
    """Python's name of a declared encoding, None if it has none or the bytes cannot be in it."""
    try:
        found = codecs.lookup(declared.strip()).name
    except LookupError:
        return None
    # The WHATWG Encoding Standard reads these labels as their Windows or full-range superset.
    supersets = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
    # UTF-16 is not among them: bytes in which an ASCII declaration could be read are not UTF-16.
    return supersets.get(found, found) if _DECLARABLE.fullmatch(found) else None


def _legacy_candidates(data: bytes) -> tuple[str, ...]:
    """Two Chinese characters are four high bytes on end; no European word has so many."""
    runs = [len(run) for run in _HIGH_BYTES.findall(data)]
    if 2 * sum(length for length in runs if length >= 4) > sum(runs):
        return ("gb18030", "cp1252")
    return ("cp1252",)
