"""The seam between file formats and the document model, and the table of codecs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, cast

from g60translate.documents.model import Document
from g60translate.documents.options import ReadingOptions
from g60translate.errors import UnsupportedFormat
from g60translate.tables import load_named


class Codec(Protocol):
    """Reads one file format into a Document and writes it back.

    Law: `write(read(data, name=n)) == data`, byte for byte, while no block has changed (for
    archives: every part byte for byte); but what becomes another document (`Document.becomes`) is
    kept so. Codecs work on bytes, so that pipes and files are one case.
    """

    name: str
    suffixes: tuple[str, ...]
    kept: tuple[str, ...]
    """What survives translation, in words, for `g60translate formats`."""

    def recognises(self, data: bytes) -> bool:
        """Whether the content itself (not its name) looks like this format."""
        ...

    def read(self, data: bytes, *, name: str) -> Document:
        """Parse `data`; `name` is used in error messages only.

        Raises BrokenDocument, EncodingFault; never EmptyDocument (the pipeline decides).
        """
        ...

    def write(self, document: Document) -> bytes:
        """Serialise a document that this codec has read, with its blocks as they are now."""
        ...


class NamedCodec(Codec, Protocol):
    """A codec of files that only their names tell from settings and other data."""

    def recognises_under(self, data: bytes, name: str) -> bool:
        """Whether the content can be this format, and the name says that it is."""
        ...


# name -> "module:Class", in the order in which content is tried.
CODECS: Mapping[str, str] = {
    "docx": "g60translate.documents.office.docx.codec:DocxCodec",
    "pptx": "g60translate.documents.office.pptx.codec:PptxCodec",
    "xlsx": "g60translate.documents.office.xlsx.codec:XlsxCodec",
    "odt": "g60translate.documents.odf.odt:OdtCodec",
    "odp": "g60translate.documents.odf.odp:OdpCodec",
    "ods": "g60translate.documents.odf.ods:OdsCodec",
    "epub": "g60translate.documents.epub.codec:EpubCodec",
    "pdf": "g60translate.documents.pdf.codec:PdfCodec",
    "doc": "g60translate.documents.legacy.codec:DocCodec",
    "xls": "g60translate.documents.legacy.codec:XlsCodec",
    "ppt": "g60translate.documents.legacy.codec:PptCodec",
    "rtf": "g60translate.documents.legacy.codec:RtfCodec",
    "xliff": "g60translate.documents.exchange.xliff:XliffCodec",
    "po": "g60translate.documents.exchange.po:PoCodec",
    "srt": "g60translate.documents.subtitles.codec:SrtCodec",
    "vtt": "g60translate.documents.subtitles.codec:VttCodec",
    "ninjs": "g60translate.documents.news.ninjs:NinjsCodec",
    "nitf": "g60translate.documents.news.newsml:NitfCodec",
    "newsml": "g60translate.documents.news.newsml:NewsmlCodec",
    "android": "g60translate.documents.strings.android:AndroidCodec",
    "strings": "g60translate.documents.strings.apple:AppleStringsCodec",
    "xcstrings": "g60translate.documents.strings.xcstrings:XcstringsCodec",
    "i18n-json": "g60translate.documents.strings.json_catalogue:JsonCatalogueCodec",
    "i18n-yaml": "g60translate.documents.strings.yaml_catalogue:YamlCatalogueCodec",
    "properties": "g60translate.documents.strings.properties:PropertiesCodec",
    "eml": "g60translate.documents.mail.eml:EmlCodec",
    "ics": "g60translate.documents.mail.ics:IcsCodec",
    "csv": "g60translate.documents.tables.csv_table:CsvCodec",
    "jsonl": "g60translate.documents.tables.json_lines:JsonLinesCodec",
    "html": "g60translate.documents.web.html:HtmlCodec",
    "markdown": "g60translate.documents.markup.markdown:MarkdownCodec",
    "text": "g60translate.documents.plain.text:TextCodec",
}


# Formats that another program converts: never where files come from anybody.
CONVERTED = frozenset(("doc", "xls", "ppt", "rtf"))

# Codecs about whose reading there is something to choose: their classes take `ReadingOptions`.
_WITH_OPTIONS = CONVERTED | {
    *("docx", "pptx", "xlsx", "odt", "odp", "ods", "epub", "pdf"),
    *("eml", "html", "csv", "jsonl"),
}


def load_codec(name: str, options: ReadingOptions | None = None) -> Codec:
    """The codec of this name; raises UnsupportedFormat listing the valid ones."""
    kind = load_named(CODECS, name, kind="format", error=UnsupportedFormat)
    return cast("Codec", kind(options) if name in _WITH_OPTIONS else kind())


def load_named_codec(name: str) -> NamedCodec:
    """The codec of a format that only names tell from other data."""
    return cast("NamedCodec", load_codec(name))
