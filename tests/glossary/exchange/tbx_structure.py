"""TBX opened without any code of ours: the standard library's parser and the standard's own words.

Checked is what ISO 30042:2019 (core structure) and the TBX-Basic dialect demand of the elements
that we write: which may stand where and in what order, which types and values are permitted.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from g60translate.glossary.concept import Status

_CORE = "{urn:iso:std:iso:30042:ed-2}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# An XML name without a colon, as far as word characters go; type ID in the core schema.
_NAME = re.compile(r"[^\W\d][\w.·-]*")
_TYPES = {
    ("conceptEntry", "descrip"): {"subjectField", "definition"},
    ("termSec", "termNote"): {"administrativeStatus", "partOfSpeech", "grammaticalGender"},
    ("termSec", "admin"): {"source"},
}
_STATUS = {
    "preferredTerm-admn-sts": Status.PREFERRED,
    "admittedTerm-admn-sts": Status.ADMITTED,
    "deprecatedTerm-admn-sts": Status.FORBIDDEN,
}
_VALUES = {
    "administrativeStatus": set(_STATUS),
    "partOfSpeech": {"noun"},
    "grammaticalGender": {"masculine", "feminine", "neuter"},
}
Entry = tuple[str, str, str, Status]
"""Concept id, language, wording, verdict."""


def open_tbx(data: bytes) -> list[Entry]:
    """All terms of a TBX-Basic file in DCA style; asserts that it is one."""
    root = ET.fromstring(data)
    assert root.tag == f"{_CORE}tbx"
    assert root.attrib == {"type": "TBX-Basic", "style": "dca", _LANG: "en"}
    assert _names(root) == ["tbxHeader", "text"]
    source = root.find(f"{_CORE}tbxHeader/{_CORE}fileDesc/{_CORE}sourceDesc/{_CORE}p")
    assert source is not None
    assert source.text
    (body,) = root[1]
    assert set(_names(body)) <= {"conceptEntry"}
    ids = [entry.attrib["id"] for entry in body]
    assert len(set(ids)) == len(ids)
    assert all(_NAME.fullmatch(name) for name in ids)
    return [found for entry in body for found in _entry(entry)]


def _entry(entry: ET.Element) -> list[Entry]:
    assert re.fullmatch(r"(descrip )*(note )?(langSec )+", _sequence(entry))
    sections = entry.findall(f"{_CORE}langSec")
    languages = [section.attrib[_LANG] for section in sections]
    assert len(set(languages)) == len(languages)
    _check_categories(entry)
    found = []
    for lang, section in zip(languages, sections, strict=True):
        assert re.fullmatch(r"(termSec )+", _sequence(section))
        for term in section:
            # The term comes first; what is said about it may follow in any order.
            assert re.fullmatch(r"term ((termNote|admin|note) )*", _sequence(term))
            _check_categories(term)
            status = {note.attrib.get("type"): note.text for note in term}
            verdict = _STATUS[str(status["administrativeStatus"])]
            assert term[0].text
            found.append((entry.attrib["id"], lang, term[0].text, verdict))
    return found


def _check_categories(element: ET.Element) -> None:
    level = element.tag.removeprefix(_CORE)
    for child in element:
        name = child.tag.removeprefix(_CORE)
        if (level, name) not in _TYPES:
            continue
        kind = child.attrib["type"]
        assert kind in _TYPES[level, name]
        assert child.text
        assert child.text in _VALUES.get(kind, {child.text})


def _names(element: ET.Element) -> list[str]:
    assert all(child.tag.startswith(_CORE) for child in element)
    return [child.tag.removeprefix(_CORE) for child in element]


def _sequence(element: ET.Element) -> str:
    return "".join(f"{name} " for name in _names(element))
