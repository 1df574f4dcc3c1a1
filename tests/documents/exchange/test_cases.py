"""Faults that users met in files of translation tools."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest
from lxml import etree

from g60translate.documents.files import read_document, write_document
from g60translate.documents.model import Document
from tests.documents.pretend import translated

CASES = Path(__file__).parents[2] / "cases" / "exchange"


def read(name: str) -> Document:
    data = (CASES / name).read_bytes()
    document = read_document(data, name=name)
    assert write_document(document) == data
    return document


def done(name: str) -> str:
    return write_document(translated(read(name), lang="en")).decode()


def targets(name: str) -> list[str | None]:
    root = etree.fromstring(done(name).encode())
    return [
        None if (t := unit.find("{*}target")) is None else "".join(map(str, t.itertext()))
        for unit in root.iter("{*}trans-unit", "{*}segment")
    ]


def strings(name: str) -> list[str | dict[int, str]]:
    return [entry.msgstr_plural or entry.msgstr for entry in polib.pofile(done(name))]


def test_half_filled_plurals() -> None:
    assert strings("plural-half-filled.po") == [
        {0: "%s file", 1: "%s-DATEIEN"},
        {0: "%d SITZ", 1: "%d seats"},
    ]
    assert strings("plural-forms.po")[2] == {
        0: "%(name)s deleted %(count)d file.",
        1: "%(name)s HAT %(count)d DATEIEN GELÖSCHT.",
    }


def test_accelerators() -> None:
    assert [block.text for block in read("accelerators.po").blocks[:5]] == [
        "Ansicht", "Abbrechen", "Senden an …", "Fenster", "Nein",
    ]  # fmt: skip
    labels = strings("accelerators.po")[:5]
    assert all(re.fullmatch(r"[^&_]*[&_][A-ZÄÖÜ][^&_]*", str(label)) for label in labels)
    assert strings("placeholders-without-flag.po")[4:6] == ["_DATEI", "SPEICHERN &UNTER"]


def test_fuzzy_is_the_first_flag() -> None:
    flags = re.findall(r"(?m)^#,.*", done("placeholders-without-flag.po"))
    assert len(flags) == 7
    assert all(line.startswith("#, fuzzy") for line in flags)


def test_half_filled_marks() -> None:
    assert targets("half-filled-marks.xlf") == ["The ferry departs. DER KAI IST LEER."]
    assert targets("states.xlf")[7] == "First sentence. ZWEITER SATZ."


def test_icu_messages_keep_their_syntax() -> None:
    expected = "{count, plural, one {# NEUE NACHRICHT} other {# NEUE NACHRICHTEN}}"
    assert targets("placeholders-and-plurals.xlf")[0] == expected
    angular = "{VAR_PLURAL, plural, =0 {KEIN TERMIN} one {EIN TERMIN} other { TERMINE}}"
    assert targets("interpolations.xlf")[2] == angular


def test_escaped_markup_comes_back() -> None:
    assert "KLICKEN SIE AUF &lt;b&gt;WEITER&lt;/b&gt; FÜR MEHR." in done(
        "placeholders-and-plurals.xlf"
    )


@pytest.mark.parametrize("path", sorted(CASES.glob("*.xlf")), ids=lambda path: path.name)
def test_a_machine_approves_nothing(path: Path) -> None:
    before = etree.fromstring(path.read_bytes())
    after = etree.fromstring(done(path.name).encode())
    units = [list(root.iter("{*}trans-unit", "{*}segment")) for root in (before, after)]
    for old, new in zip(*units, strict=True):
        target = new.find("{*}target")
        if target is None or etree.tostring(old) == etree.tostring(new):
            continue
        assert new.get("approved") in (None, "no")
        assert new.get("state") in (None, "initial")
        assert target.get("state") not in ("final", "translated", "signed-off")


def test_only_the_filled_unit_loses_its_approval() -> None:
    assert re.findall(r'approved="(\w+)"', done("approved-but-empty.xlf")) == ["no", "yes"]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_translate_yes_inside_no(version: str) -> None:
    assert targets(f"translate-yes-inside-no-{version}.xlf") == [
        None, "DER KAI IST LEER.", "DIE FÄHRE FÄHRT AB.",
    ]  # fmt: skip
