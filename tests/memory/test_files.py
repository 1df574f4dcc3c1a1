from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from g60translate.bitext.tmx import read_units
from g60translate.errors import BrokenDocument, Fault, InputError, UnsupportedFormat
from g60translate.memory.entry import Origin, State
from g60translate.memory.files import read_entries, tmx_of, tsv_of
from g60translate.memory.opening import memory_of

CLIENTS = """<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4"><header srclang="de-DE" segtype="sentence" adminlang="en" datatype="xml"
 creationtool="x" creationtoolversion="1" o-tmf="x"/><body>
<tu tuid="17" creationdate="20250102T030405Z" changedate="20250607T080910Z" changeid="KL">
 <note>as the client wants it</note><prop type="x-document">a.docx</prop><prop type="x-own">1</prop>
 <tuv xml:lang="de-DE"><prop type="x-side">s</prop>
  <seg>Der <bpt i="1">&lt;b&gt;</bpt>Hafen<ept i="1">&lt;/b&gt;</ept> ist <hi type="x">weit
   <ph x="1">[br]</ph>offen</hi>.</seg></tuv>
 <tuv xml:lang="en-GB"><seg>The <bpt i="1">&lt;b&gt;</bpt>port<ept i="1">&lt;/b&gt;</ept> is
   <hi type="x">wide <ph x="1">[br]</ph>open</hi>.</seg></tuv>
 <tuv xml:lang="fr"><seg>Le port est ouvert.</seg></tuv></tu>
<tu><tuv xml:lang="de"><seg>  </seg></tuv><tuv xml:lang="en"><seg>empty</seg></tuv></tu>
</body></tmx>"""


def test_a_tmx_comes_out_as_it_came_in(tmp_path: Path) -> None:
    given, written = tmp_path / "in.tmx", tmp_path / "out.tmx"
    given.write_text(CLIENTS, encoding="utf-8")
    entries = [*read_entries(given, pair=None, origin=Origin.IMPORTED)]
    assert {(e.source_lang, e.target_lang) for e in entries} == {
        ("de", "en"),
        ("de", "fr"),
        ("en", "fr"),
    }
    assert entries[0].changed == datetime(2025, 6, 7, 8, 9, 10, tzinfo=UTC)
    assert (entries[0].author, entries[0].document) == ("KL", "a.docx")
    memory = memory_of(entries, name="m")
    written.write_bytes(tmx_of(stored.entry for stored in memory.entries()))
    (before, _), (after,) = [*read_units(given)], [*read_units(written)]
    assert after.variants == before.variants
    assert after.details.attributes == before.details.attributes
    assert after.details.notes == before.details.notes
    assert set(before.details.properties) <= set(after.details.properties)


def test_what_is_ours_is_kept_in_properties(tmp_path: Path) -> None:
    given, written = tmp_path / "in.tsv", tmp_path / "out.tmx"
    given.write_text("Ja.\tYes.\t\ta.docx\n", encoding="utf-8")
    (entry,) = read_entries(given, pair=("de", "en"), origin=Origin.HUMAN)
    written.write_bytes(tmx_of([entry]))
    (again,) = read_entries(written, pair=("de", "en"), origin=Origin.IMPORTED)
    assert (again.origin, again.document, again.source) == (Origin.HUMAN, "a.docx", "Ja.")
    assert again.changed == entry.changed.replace(microsecond=0)
    assert tsv_of([entry]) == b"Ja.\tYes.\thuman\ta.docx\n"


XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="de-DE" target-language="en-US"><body>
<trans-unit id="1"><source>Ja <g id="1">und</g> nein.</source>
<target state="translated">Yes and no.</target></trans-unit>
<trans-unit id="2"><source>Neu.</source><target state="new">Neu.</target></trans-unit>
<trans-unit id="3"><source>Roh.</source>
<target state="needs-review-translation">Raw.</target></trans-unit></body></file></xliff>"""


def test_xliff_gives_what_is_finished_and_drafts_as_drafts(tmp_path: Path) -> None:
    path = tmp_path / "a.xlf"
    path.write_text(XLIFF, encoding="utf-8")
    entries = [*read_entries(path, pair=None, origin=Origin.HUMAN)]
    assert [(e.source, e.target, e.state) for e in entries] == [
        ("Ja und nein.", "Yes and no.", State.APPROVED),
        ("Roh.", "Raw.", State.DRAFT),
    ]
    assert entries[0].after == "Neu."


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat):
        read_entries(tmp_path / "a.docx", pair=None, origin=Origin.HUMAN)
    with pytest.raises(InputError, match="There is no file"):
        read_entries(tmp_path / "a.tmx", pair=None, origin=Origin.HUMAN)
    (tmp_path / "a.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(InputError, match="--from and --to"):
        list(read_entries(tmp_path / "a.tsv", pair=None, origin=Origin.HUMAN))


TRADOS = """<?xml version="1.0" encoding="UTF-16"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="SDL Language Platform" creationtoolversion="8.1"
 o-tmf="SDL TM8 Format" datatype="xml" segtype="sentence" adminlang="DE-DE" srclang="DE-DE"
 creationdate="20240102T101112Z" creationid="HOUSE\\kl"><prop type="x-Recognizers">All</prop>
</header><body>
<tu creationdate="20240102T101112Z" creationid="HOUSE\\kl" usagecount="3" tuid="ä1">
 <prop type="x-ContextContent">a | b</prop><prop type="x-LastUsedBy">HOUSE\\kl</prop>
 <tuv xml:lang="DE-DE" changedate="20250102T101112Z" changeid="HOUSE\\mm"><note>neu</note>
  <seg>Lesen<bpt i="1" type="1" x="1" /> Sie<ept i="1" /> <ph x="2" type="fn"><sub>Fußnote
   <hi>eins</hi></sub></ph>das<it pos="begin" x="3">{i</it>.</seg></tuv>
 <tuv xml:lang="EN-GB"><seg>Read<bpt i="1" type="1" x="1" /> this<ept i="1" /> <ph x="2" type="fn"
  ><sub>Note <hi>one</hi></sub></ph><it pos="begin" x="3">{i</it>.</seg></tuv></tu>
<tu tuid="2"><tuv xml:lang="DE-DE"><seg>Nur hier</seg></tuv></tu>
<tu><tuv xml:lang="DE-DE"><seg>Leer</seg></tuv><tuv xml:lang="EN-GB"><seg/></tuv></tu>
<tu><tuv xml:lang="DE-DE"><seg>Ohne</seg></tuv><tuv><seg>without</seg></tuv></tu>
<tu><tuv xml:lang="de-AT"><seg>Jänner</seg></tuv><tuv xml:lang="de-DE"><seg>Januar</seg></tuv>
 <tuv lang="en_US"><seg>January</seg></tuv></tu>
<tu/>
<tu><prop type="x-g60-origin">nonsense</prop><prop type="x-g60-state"></prop>
 <tuv xml:lang="de"><seg>Ja</seg></tuv><tuv xml:lang="en"><seg>Yes</seg></tuv></tu>
</body></tmx>"""


def test_what_other_programs_write_is_taken_over_and_its_faults_told(tmp_path: Path) -> None:
    given, written = tmp_path / "in.tmx", tmp_path / "out.tmx"
    given.write_text(TRADOS, encoding="utf-16")
    faults: list[Fault] = []
    entries = [*read_entries(given, pair=None, origin=Origin.IMPORTED, faults=faults)]
    assert [(e.source, e.target) for e in entries] == [
        ("Lesen Sie das.", "Read this ."),
        ("Jänner", "January"),
        ("Januar", "January"),
        ("Ja", "Yes"),
    ]
    assert [str(fault) for fault in faults] == [
        "unit 2 (2): there are not two languages",
        "unit 3: nothing stands under EN-GB",
        "unit 4: a text names no language (xml:lang)",
        "unit 6: there are not two languages",
    ]
    first = entries[0]
    # What a text itself says comes before what its unit says.
    assert (first.author, first.changed.year) == ("HOUSE\\mm", 2025)
    memory = memory_of(entries, name="m")
    written.write_bytes(tmx_of(stored.entry for stored in memory.entries()))
    before, after = [*read_units(given)], [*read_units(written)]
    assert after[0].variants == before[0].variants
    assert "<sub>Note <hi>one</hi></sub>" in written.read_text("utf-8")
    assert {v.lang for v in after[1].variants} == {"de-AT", "de-DE", "en_US"}


@pytest.mark.parametrize("content", ["<html/>", "<tmx><body><tu>", ""])
def test_what_is_no_tmx_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.tmx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BrokenDocument, match=r"a\.tmx"):
        list(read_entries(path, pair=None, origin=Origin.IMPORTED))
