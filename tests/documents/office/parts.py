"""LibreOffice as a reader that is not ours: what it shows of DOCX, PPTX, XLSX and ODT files.

It opens a file and saves it as flat OpenDocument XML, in which stands all that it understood.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from g60translate.documents.model import Block, InlineKind
from g60translate.documents.xml.parsing import Element

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# Stands for a field, whose result LibreOffice reckons anew.
FIELD = "\ufffc"

_FLAT = {".docx": "fodt", ".odt": "fodt", ".pptx": "fodp", ".xlsx": "fods"}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_OASIS}text:1.0}}"
_TABLE = f"{{{_OASIS}table:1.0}}"
_CELL = f"{_TABLE}table-cell"
_STYLE = f"{{{_OASIS}style:1.0}}"
_OFFICE = f"{{{_OASIS}office:1.0}}"
_SVG = f"{{{_OASIS}svg-compatible:1.0}}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_SPEAKING = (f"{_TEXT}p", f"{_TEXT}h", f"{_SVG}title", f"{_SVG}desc", _DC_TITLE)
_PASSED = {"span", "a", "ruby", "ruby-base", "meta", "content-control", "text-input"}
_SILENT = re.compile(r"bookmark.*|reference-mark.*|soft-page-break|note|ruby-text")
# What nobody reads: comments, deleted text, styles.
_UNREAD = {f"{_OFFICE}annotation", f"{_TEXT}tracked-changes", f"{_OFFICE}styles"}


def opened(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """Each file as flat OpenDocument XML; one that LibreOffice does not open is left out.

    Names end in the suffix of their format and differ before it. LibreOffice starts once for each
    kind of document, with a profile of its own.
    """
    assert SOFFICE is not None
    by_kind: dict[str, list[Path]] = {}
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        by_kind.setdefault(_FLAT[path.suffix], []).append(path)
    for kind, paths in by_kind.items():
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [SOFFICE, profile, "--headless", "--convert-to", kind]
        place = ["--outdir", str(folder / "out")]
        subprocess.run([*command, *place, *paths], check=True, capture_output=True)
    made = {name: folder / "out" / _flat_name(name) for name in files}
    return {name: path.read_bytes() for name, path in made.items() if path.exists()}


def shown(flat: bytes) -> list[str]:
    """Every line of titles, paragraphs, notes, cells and descriptions that says something."""
    root = etree.fromstring(flat, etree.XMLParser(huge_tree=True, resolve_entities=False))
    return _lines(_Page(root).said())


def segments(blocks: tuple[Block, ...]) -> list[str]:
    """What `shown` has to give for a document of these blocks."""
    return _lines(map(_without_fields, blocks))


def _lines(texts: Iterable[str]) -> list[str]:
    """Lines, not paragraphs: programs differ about a page break inside one."""
    lines = (line.strip() for text in texts for line in text.splitlines())
    return sorted(line for line in lines if re.search(r"\w", line))


def _flat_name(name: str) -> str:
    path = Path(name)
    return f"{path.stem}.{_FLAT[path.suffix]}"


class _Page:
    """A flat document and what of it is not shown."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._presentation = root.find(f".//{_OFFICE}presentation") is not None
        self._deleted = {
            region.get(f"{_TEXT}id")
            for region in root.iter(f"{_TEXT}changed-region")
            if region.find(f"{_TEXT}deletion") is not None
        }
        self._hidden = {
            style.get(f"{_STYLE}name")
            for style in root.iter(f"{_STYLE}style")
            for look in style.iter(f"{_STYLE}text-properties")
            if look.get(f"{_TEXT}display") == "none"
        }

    def said(self) -> Iterator[str]:
        """The texts of all elements that speak."""
        for element in self._root.iter(*_SPEAKING):
            around = [ancestor.tag for ancestor in element.iterancestors()]
            if not _UNREAD.isdisjoint(around):
                continue
            # Masters hold headers and footers of texts, but only prompts of presentations.
            if self._presentation and f"{_OFFICE}master-styles" in around:
                continue
            if not _is_reckoned(element.getparent()):
                yield self._text(element)

    def _text(self, element: Element) -> str:
        """What a paragraph says itself, without the notes and frames that hang on it."""
        said = element.text or ""
        deleted = False
        for child in element:
            tag, name = str(child.tag), str(child.tag).rpartition("}")[2]
            if name in ("change-start", "change-end"):
                if child.get(f"{_TEXT}change-id") in self._deleted:
                    deleted = name == "change-start"
            elif not deleted and child.get(f"{_TEXT}style-name") not in self._hidden:
                said += self._of(child, tag, name)
            said += "" if deleted else child.tail or ""
        return said

    def _of(self, child: Element, tag: str, name: str) -> str:
        if name == "s":
            return " " * int(child.get(f"{_TEXT}c", "1"))
        if name in ("tab", "line-break"):
            return "\t" if name == "tab" else "\n"
        if name in _PASSED:
            return self._text(child)
        return FIELD if tag.startswith(_TEXT) and not _SILENT.fullmatch(name) else ""


def _is_reckoned(parent: Element | None) -> bool:
    """Whether a cell holds a number, a date or the result of a formula."""
    if parent is None or parent.tag != _CELL:
        return False
    kind = parent.get(f"{_OFFICE}value-type", "string")
    return kind != "string" or parent.get(f"{_TABLE}formula") is not None


def _without_fields(block: Block) -> str:
    text = block.text
    for code in reversed(block.inlines):
        if code.kind is InlineKind.PROTECTED and code.tag.startswith("field"):
            text = text[: code.start] + FIELD + text[code.end :]
    return text
