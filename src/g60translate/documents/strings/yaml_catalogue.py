"""A program's texts in YAML, as Rails and its kin keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from g60translate.documents.encoding import decode
from g60translate.documents.exchange.messages import Message
from g60translate.documents.model import Document, Remark
from g60translate.documents.strings.catalogue import (
    Found,
    LanguageSign,
    Place,
    build_catalogue,
    write_catalogue,
)
from g60translate.documents.strings.names import is_language, names_texts
from g60translate.errors import BrokenDocument, EncodingFault

_STR = "tag:yaml.org,2002:str"
# A key below which Rails keeps patterns of dates and numbers.
_PATTERNS = frozenset(("format", "formats", "order", "delimiter", "separator"))
_SYMBOL = re.compile(r":[a-z_]+$")
_CONVERSION = re.compile(r"%[-_0^#]*\d*[A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
# Scalars with these signs at their beginning have an anchor or a tag of their own before them.
_MARKED = ("&", "!", "*")
# A block's first line may also say how far it is indented, which is not read.
_BLOCK = re.compile(r"(?P<head>[|>][^\r\n]*(?:\r\n|\r|\n))(?P<blank>\s*\n)?(?P<indent> +)")


class YamlCatalogueCodec:
    """Nested keys with texts; the language at the top follows.

    Settings are YAML too: the name has to say that these are texts, see `names_texts`, or the one
    key at the top has to be a language.
    """

    name = "i18n-yaml"
    suffixes = (".yaml", ".yml")
    kept = (
        "keys, comments, order, indents, anchors and every byte outside the texts",
        "the style of each scalar",
        "placeholders, markup",
    )

    def recognises(self, data: bytes) -> bool:  # noqa: ARG002
        """Never by the content alone, for settings look alike."""
        return False

    def recognises_under(self, data: bytes, name: str) -> bool:
        """Whether texts lie below a language, or the name says texts and there is no list."""
        try:
            root = _composed(decode(data, name=name).text, name=name)
        except (BrokenDocument, EncodingFault):
            return False
        if not isinstance(root, yaml.MappingNode) or not root.value:
            return False
        top = [key.value for key, _ in root.value]
        if len(top) == 1 and isinstance(root.value[0][1], yaml.MappingNode):
            return is_language(top[0])
        texts = all(
            isinstance(value, yaml.MappingNode) or _is_text(value) for _, value in root.value
        )
        return names_texts(name) and texts and not all(map(is_language, top))

    def read(self, data: bytes, *, name: str) -> Document:
        """Read the texts. Raises BrokenDocument, EncodingFault."""
        source = decode(data, name=name)
        root = _composed(source.text, name=name)
        if not isinstance(root, yaml.MappingNode):
            raise BrokenDocument(
                f"{name} holds no keys with texts. Check that it is the right file."
            )
        lang: str | None = None
        signs: tuple[LanguageSign, ...] = ()
        if len(root.value) == 1 and is_language(root.value[0][0].value):
            key = root.value[0][0]
            tag = lang = str(key.value)
            start, end = key.start_mark.index, key.end_mark.index
            quoted = source.text[start] in "\"'"
            signs = (LanguageSign(start + quoted, end - quoted, "_" if "_" in tag else "-"),)
        places: list[Place] = []
        remarks: list[Remark] = []
        for node in _texts(root, set()):
            place = _place(node, source.text)
            if place is not None:
                places.append(place)
            elif _LETTER.search(node.value):
                remarks.append(
                    Remark(
                        f"The text in line {node.start_mark.line + 1} is left as it is, for it "
                        "runs over several lines or has an anchor or a tag. Translate it by hand."
                    )
                )
        return build_catalogue(self.name, source, Found(places, lang, signs, tuple(remarks)))

    def write(self, document: Document) -> bytes:
        """The file with its changed texts."""
        return write_catalogue(document).encode()


def _composed(text: str, *, name: str) -> yaml.Node | None:
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        what = getattr(error, "problem", None) or "it is not one YAML document"
        raise BrokenDocument(f"{name}{where}: {what}. Check it with a YAML validator.") from None
    except (RecursionError, ValueError):
        raise BrokenDocument(f"{name} is no YAML that holds texts.") from None
    return node


def _is_text(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == _STR


def _texts(node: yaml.Node, seen: set[int], key: str = "") -> Iterator[yaml.ScalarNode]:
    """The scalars that are texts, each once, however many aliases it has."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for inner, value in node.value:
            yield from _texts(value, seen, str(inner.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _texts(value, seen, key)
    elif isinstance(node, yaml.ScalarNode) and node.tag == _STR:
        pattern = "%" in node.value or key in _PATTERNS
        said = _CONVERSION.sub("", node.value) if pattern else node.value
        if _LETTER.search(said) and not _SYMBOL.match(node.value):
            yield node


def _place(node: yaml.ScalarNode, source: str) -> Place | None:
    start, end = node.start_mark.index, node.end_mark.index
    raw = source[start:end]
    if node.style in ("|", ">"):
        return _block(node, raw, start)
    if node.start_mark.line != node.end_mark.line or raw.startswith(_MARKED):
        return None
    style = node.style or ""

    def spelt(value: str) -> str:
        forms = {
            "": value,
            "'": "'{}'".format(value.replace("'", "''")),
            '"': _double(value, ascii_only="\\u" in raw or "\\x" in raw),
        }
        # A quoted text is quoted in the same way; a bare one gets quotes where it needs them.
        order = [style, "'", '"'] if style != '"' else ['"']
        return next((forms[each] for each in order if _reads_as(forms[each], value)), raw)

    return Place(Message(node.value), start, end, spelt)


def _block(node: yaml.ScalarNode, raw: str, start: int) -> Place | None:
    """A text in lines below its key, which are written as lines again."""
    found = _BLOCK.match(raw)
    value = node.value.rstrip("\n")
    if found is None or found["blank"] or re.search(r"\d", found["head"]):
        return None
    line_end = "\r\n" if "\r\n" in found["head"] else "\n"
    body = raw.rstrip()
    between = line_end if node.style == "|" else line_end * 2
    head, indent = found["head"], found["indent"]

    def spelt(text: str) -> str:
        lines = between.join(f"{indent}{line}".rstrip() for line in text.split("\n"))
        written = head + lines
        meant = _meant(f"k: {written}{line_end}")
        if meant is not None and meant.rstrip("\n") == text:
            return written
        return _double(text if "-" in head else f"{text}\n", ascii_only=False)

    return Place(Message(value), start, start + len(body), spelt)


def _double(value: str, *, ascii_only: bool) -> str:
    """The text in double quotes; YAML has all escapes of JSON but halves of a pair."""
    written = value.replace("\\", "\\\\").replace('"', '\\"')
    written = written.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    stays = str.isascii if ascii_only else str.isprintable
    return '"{}"'.format("".join(each if stays(each) else _escaped(each) for each in written))


def _escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"


def _reads_as(spelt: str, value: str) -> bool:
    """Whether a scalar on one line means the text, behind a key and in a list."""
    if "\n" in spelt or "\r" in spelt:
        return False
    frames = ("k: {}", "k: [{}]", "- {}\n")
    return all(_meant(frame.format(spelt)) == value for frame in frames)


def _meant(source: str) -> str | None:
    """The only text in a piece of YAML, None if it is not read as one."""
    try:
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    nodes = list(_scalars(root))
    return str(nodes[-1].value) if nodes and len(nodes) < 3 and _is_text(nodes[-1]) else None


def _scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for each in pair:
                yield from _scalars(each)
    elif isinstance(node, yaml.SequenceNode):
        for each in node.value:
            yield from _scalars(each)
    elif isinstance(node, yaml.ScalarNode):
        yield node
