"""Old Office files and RTF, which LibreOffice makes into today's formats before they are read.

No library reads and writes them without loss, so they become the format that their program saves
today, and are translated as that. A server does not do so: its files come from anybody, and the
readers of the old formats are large, and not ours to guard.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from g60translate.documents.archive import read_archive
from g60translate.documents.legacy.libreoffice import convert, find_program
from g60translate.documents.memory import require_memory
from g60translate.documents.model import Document, Remark
from g60translate.documents.options import ReadingOptions
from g60translate.errors import BrokenDocument, UnsupportedFormat

if TYPE_CHECKING:
    from g60translate.documents.codec import Codec

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Office Open XML behind a password lies in such a file too.
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_CORE: Final = "docProps/core.xml"
_LANGUAGE: Final = re.compile(rb"<w:lang [^>]*/>|<dc:language>[^<]*</dc:language>")
_RTF: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf\d?")


class LegacyCodec(ABC):
    """A format that is only read: by LibreOffice, where it is installed."""

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    called: ClassVar[str]
    """What such a file is called in a message."""
    becomes: ClassVar[str]
    """The format that it becomes."""
    saved_as: ClassVar[str]
    """That format as LibreOffice names it."""

    def __init__(self, options: ReadingOptions | None = None) -> None:
        self._options = options or ReadingOptions()

    @property
    def kept(self) -> tuple[str, ...]:
        """What survives."""
        return (
            f"it becomes {self.becomes.upper()} by LibreOffice, where that is installed",
            f"what LibreOffice brings along, and then all that is kept of {self.becomes}",
        )

    @abstractmethod
    def recognises(self, data: bytes) -> bool:
        """Whether this is such a file."""

    def read(self, data: bytes, *, name: str) -> Document:
        """The document that it becomes.

        Raises UnsupportedFormat where LibreOffice is not there or not allowed, BrokenDocument where
        it does not open the file.
        """
        program = find_program() if self._options.convert else None
        if program is None:
            why = (
                "LibreOffice, which would convert it, is not installed (no `soffice` on the path)"
                if self._options.convert
                else "it is not converted here"
            )
            raise UnsupportedFormat(
                f"{name} is {self.called}, and {why}. Save it as .{self.becomes} in your office "
                "program."
            )
        if not self.recognises(data):
            raise BrokenDocument(f"{name} is not {self.called}. Check its name and format.")
        made = convert(data, suffix=self.suffixes[0], to=self.saved_as, name=name, program=program)
        made = self.amended(made, name=name)
        require_memory(made, format=self.becomes, name=name)
        inner = self._inner().read(made, name=name)
        told = Remark(
            f"LibreOffice made {self.becomes.upper()} of {self.called}: look through the layout."
        )
        return replace(
            inner,
            format=self.name,
            skeleton=inner,
            becomes=self.becomes,
            remarks=(told, *inner.remarks),
        )

    def amended(self, made: bytes, *, name: str) -> bytes:  # noqa: ARG002
        """What was made, without what LibreOffice says of it that the file does not say."""
        return made

    def write(self, document: Document) -> bytes:
        """The document that the file has become, with its blocks as they are now."""
        inner = document.skeleton
        assert isinstance(inner, Document)
        return self._inner().write(replace(inner, blocks=document.blocks, lang=document.lang))

    def _inner(self) -> Codec:
        from g60translate.documents.codec import load_codec  # noqa: PLC0415  it names this module

        return load_codec(self.becomes, self._options)


class _OleCodec(LegacyCodec):
    """A binary format of Office 97 to 2003: streams in a compound file (MS-CFB)."""

    streams: ClassVar[tuple[str, ...]]
    """The names of streams, one of which every such file has."""

    def recognises(self, data: bytes) -> bool:
        """Whether a compound file has the stream of this program."""
        if not data.startswith(_OLE) or _LOCKED in data:
            return False
        # An entry of the directory is its name in 64 bytes, filled up with zeros (MS-CFB, 2.6.1).
        return any(each.encode("utf-16-le").ljust(62, b"\0") in data for each in self.streams)


class DocCodec(_OleCodec):
    """Word 97 to 2003."""

    name = "doc"
    suffixes = (".doc", ".dot")
    called = "a Word file from before 2007"
    becomes, saved_as = "docx", "docx:MS Word 2007 XML"
    streams = ("WordDocument",)


class XlsCodec(_OleCodec):
    """Excel 97 to 2003, and 5.0."""

    name = "xls"
    suffixes = (".xls", ".xlt")
    called = "an Excel file from before 2007"
    becomes, saved_as = "xlsx", "xlsx:Calc MS Excel 2007 XML"
    streams = ("Workbook", "Book")


class PptCodec(_OleCodec):
    """PowerPoint 97 to 2003."""

    name = "ppt"
    suffixes = (".ppt", ".pps")
    called = "a PowerPoint file from before 2007"
    becomes, saved_as = "pptx", "pptx:Impress MS PowerPoint 2007 XML"
    streams = ("PowerPoint Document",)


class RtfCodec(LegacyCodec):
    """Rich Text Format."""

    name = "rtf"
    suffixes = (".rtf",)
    called = "an RTF file"
    becomes, saved_as = "docx", "docx:MS Word 2007 XML"

    def recognises(self, data: bytes) -> bool:
        """Whether it begins as RTF does."""
        return _RTF.match(data[:64]) is not None

    def amended(self, made: bytes, *, name: str) -> bytes:
        r"""Without the language that LibreOffice itself is set to.

        It gives that to the default styles, whatever `\deflang` says; text in another language
        would be taken for foreign and stay.
        """
        archive = read_archive(made, name=name)
        said = {part: archive.parts.get(part, b"") for part in ("word/styles.xml", _CORE)}
        return archive.replaced({part: _LANGUAGE.sub(b"", text) for part, text in said.items()})
