"""ninjs: news items in JSON (IPTC ninjs 1.x to 3.x)."""

from __future__ import annotations

from dataclasses import dataclass

from g60translate.documents.codes import translatable
from g60translate.documents.encoding import EncodedText, decode
from g60translate.documents.model import BlockKind, Document
from g60translate.documents.news.json_strings import JsonString, Path, find_strings, parse_json
from g60translate.documents.splice import Splicer
from g60translate.documents.web.fields import Content, TextField, read_field
from g60translate.errors import BrokenDocument, EncodingFault

# Names of version 1 end in what they hold; later versions have lists with a content type.
_PLAIN = {"headline": BlockKind.HEADING, "title": BlockKind.HEADING}
_TEXTS = frozenset(("description_text", "body_text"))
_MARKUP = frozenset(("description_html", "description_xhtml", "body_html", "body_xhtml"))
_LISTS = {
    "headlines": BlockKind.HEADING,
    "descriptions": BlockKind.PARAGRAPH,
    "bodies": BlockKind.PARAGRAPH,
}
_SIGNS = frozenset((*_TEXTS, *_MARKUP, *_LISTS, "headline"))
# Version 2 writes `contenttype`, version 3 `contentType`.
_CONTENT_TYPE = frozenset(("contenttype", "mimetype"))
_IDENTITY = frozenset(("uri", "versioncreated", "type", "standard", "version"))


@dataclass(frozen=True, slots=True)
class _Field:
    """One string that holds text, and what it holds."""

    string: JsonString
    content: TextField


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: EncodedText
    fields: tuple[_Field, ...]
    languages: tuple[JsonString, ...]
    lang: str | None


class NinjsCodec:
    """News items as agencies exchange them: headline, description and body, also of associations.

    Bylines, datelines, sluglines, keywords, subjects and names are data and stay.
    """

    name = "ninjs"
    suffixes = (".ninjs", ".json")
    kept = (
        "every byte outside headlines, descriptions and bodies",
        "markup inside HTML bodies, and paragraphs of plain ones",
        "identifiers, subjects, keywords, bylines and rights",
    )

    def recognises(self, data: bytes) -> bool:
        """Whether this is a JSON object with an item's identity and text."""
        head = data[:64].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if not head.startswith(b"{"):
            return False
        try:
            item = parse_json(decode(data, name="").text, name="")
        except (BrokenDocument, EncodingFault):
            return False
        return isinstance(item, dict) and bool(_SIGNS & item.keys() and _IDENTITY & item.keys())

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the texts of the item and its associations. Raises BrokenDocument, EncodingFault."""
        source = decode(data, name=name)
        item = parse_json(source.text, name=name)
        strings = list(find_strings(source.text))
        fields: list[_Field] = []
        count = 0
        for string in strings:
            field = _field(string, item, first=count + 1)
            if field is not None:
                fields.append(field)
                count += len(list(field.content.blocks()))
        languages = tuple(s for s in strings if _item_key(s.path) == ("language",))
        lang = next((s.value for s in languages if len(s.path) == 1), None)
        return Document(
            format=self.name,
            blocks=tuple(block for field in fields for block in field.content.blocks()),
            skeleton=_Skeleton(source, tuple(fields), languages, lang),
            lang=lang,
        )

    def write(self, document: Document) -> bytes:
        """The file with its changed strings, and its new language."""
        skeleton = document.skeleton
        assert isinstance(skeleton, _Skeleton)
        text = skeleton.source.text
        splicer = Splicer(text)
        for field in skeleton.fields:
            value = field.content.written(document.blocks)
            if value != field.string.value:
                splicer.put(field.string.start, field.string.end, field.string.spelt(value, text))
        if document.lang is not None and document.lang != skeleton.lang:
            for string in skeleton.languages:
                if string.value == skeleton.lang:
                    splicer.put(string.start, string.end, string.spelt(document.lang, text))
        return skeleton.source.with_text(splicer.render()).encode()


def _item_key(path: Path) -> Path:
    """The path inside its item: associations are items too, by name (1.x) or in a list (2.x)."""
    while len(path) > 2 and path[0] == "associations":
        path = path[2:]
    return path


def _field(string: JsonString, item: object, *, first: int) -> _Field | None:
    """What a string holds, by its key, the content type beside it, and its looks."""
    path = _item_key(string.path)
    if not translatable(string.value) or not path:
        return None
    key = path[0]
    kind = None
    content: Content = "line"
    if len(path) == 1:
        kind = _PLAIN.get(str(key))
        content = "html" if key in _MARKUP else "text" if key in _TEXTS else "line"
        if content == "line" and kind is None:
            return None
    elif len(path) == 3 and key in _LISTS and path[2] == "value":
        kind = _LISTS[str(key)]
        markup = "html" in _content_type(_beside(item, string.path[:-1]))
        content = "html" if markup else "line" if key == "headlines" else "text"
    else:
        return None
    found = read_field(string.value, first=first, content=content, kind=kind)
    return None if found is None else _Field(string, found)


def _content_type(body: object) -> str:
    """What stands beside a value about its type, in any spelling of the property."""
    if not isinstance(body, dict):
        return ""
    found = (
        value
        for key, value in body.items()
        if key.lower().replace("_", "").replace("-", "") in _CONTENT_TYPE
    )
    return next((value.lower() for value in found if isinstance(value, str)), "")


def _beside(item: object, path: Path) -> object:
    """The value at a path, None if there is none."""
    for part in path:
        if isinstance(item, dict):
            item = item.get(part)
        elif isinstance(item, list) and isinstance(part, int):
            item = item[part]
        else:
            return None
    return item
