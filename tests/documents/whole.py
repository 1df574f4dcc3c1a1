"""Makes the sparse packages of the tests whole, so that other programs open them."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
from pptx import Presentation

from g60translate.documents.archive import read_archive

_REL = '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/{}" Target="{}"{}/>'
_OFFICE = "officeDocument/2006/relationships/{}"
_CORE = "package/2006/relationships/metadata/core-properties"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
    'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.text"/>{}</manifest:manifest>'
)
_ENTRY = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="text/xml"/>'


def whole(data: bytes, *, suffix: str) -> bytes:
    """The package with the parts that programs ask for, where it has them not."""
    archive = read_archive(data, name="x")
    if "_rels/.rels" in archive.parts or "META-INF/manifest.xml" in archive.parts:
        return data
    parts = {name: part.decode() for name, part in archive.parts.items()}
    return {".docx": _word, ".pptx": _show, ".xlsx": _book, ".odt": _text}[suffix](parts)


def _packed(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target.getvalue()


def _word(parts: dict[str, str]) -> bytes:
    """Relationships; parts of the main text refer to each other as `rId_<file name>`."""
    own = [re.sub(r"^word/|\.xml$", "", name) for name in parts if name.startswith("word/")]
    rels = "".join(
        _REL.format(f"rId_{name}", _OFFICE.format(re.sub(r"\d", "", name)), f"{name}.xml", "")
        for name in own
        if name != "document"
    )
    link = _REL.format(
        "rId9", _OFFICE.format("hyperlink"), "https://example.org/", ' TargetMode="External"'
    )
    main = _REL.format("r1", _OFFICE.format("officeDocument"), "word/document.xml", "")
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "<Types>",
        f'<Types {_TYPES}><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    )
    return _packed(
        {
            **parts,
            "_rels/.rels": _RELS.format(main),
            "word/_rels/document.xml.rels": _RELS.format(rels + link),
        }
    )


def _show(parts: dict[str, str]) -> bytes:
    """The slides in a presentation that has masters and layouts."""
    slides = sorted(name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    made = Presentation()
    for _ in slides:
        made.slides.add_slide(made.slide_layouts[6])
    target = io.BytesIO()
    made.save(target)
    archive = read_archive(target.getvalue(), name="x")
    return archive.replaced({name: parts[name].encode() for name in slides})


def _book(parts: dict[str, str]) -> bytes:
    """A workbook whose only sheet shows every shared string once."""
    strings = parts["xl/sharedStrings.xml"]
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for number in range(len(re.findall(r"<si\b", strings))):
        sheet.cell(number + 1, 1, f"text {number}")
    target = io.BytesIO()
    made.save(target)
    archive = read_archive(target.getvalue(), name="x")
    return archive.replaced({"xl/sharedStrings.xml": strings.encode()})


def _text(parts: dict[str, str]) -> bytes:
    entries = "".join(_ENTRY.format(name) for name in parts if name.endswith(".xml"))
    return _packed({**parts, "META-INF/manifest.xml": _MANIFEST.format(entries)})
