"""What a document takes of memory: the table holds, and what is too much is refused in time."""

from __future__ import annotations

import gc
import io
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from g60translate.documents import memory
from g60translate.documents.codec import CODECS, CONVERTED, load_codec
from g60translate.documents.files import read_document
from g60translate.documents.memory import RATIOS, SMALL_BYTES, free_bytes, require_memory
from g60translate.errors import InputError
from tests.documents.large_files import MAKERS, large_file, unpacked
from tests.documents.pdf.papers import one_line
from tests.documents.pretend import shouted
from tests.documents.tables.test_tables import CHOSEN

# Otherwise each language is asked for.
READING = replace(CHOSEN, source_lang="de")


def peak_bytes(form: str, size: int) -> tuple[int, int]:
    """What a file takes while it is read, changed and written, and its size."""
    codec = load_codec(form, READING)
    data = large_file(form, size)
    gc.collect()
    tracemalloc.start()
    try:
        document = codec.read(data, name="a")
        codec.write(replace(document, blocks=tuple(map(shouted, document.blocks)), lang="en"))
        return tracemalloc.get_traced_memory()[1], unpacked(data)
    finally:
        tracemalloc.stop()


def test_every_format_has_its_figure() -> None:
    # The others become one of these.
    assert RATIOS.keys() == CODECS.keys() - CONVERTED - {"pdf"}
    assert MAKERS.keys() == RATIOS.keys()


@pytest.mark.parametrize("form", RATIOS)
def test_no_format_takes_more_than_its_figure(form: str) -> None:
    peak_bytes(form, 2_000)
    small, large = peak_bytes(form, 12_000), peak_bytes(form, 32_000)
    assert 0 < large[0] - small[0] <= RATIOS[form] * (large[1] - small[1])


def test_a_file_that_memory_has_no_room_for_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: 500_000_000)
    data = b"Das ist ein Satz.\n" * (SMALL_BYTES // 18 + 1)
    with pytest.raises(InputError, match=r"a\.txt holds 8 MB of text.*1.0 GB.*500 MB are free"):
        read_document(data, name="a.txt", format="text")
    with pytest.raises(InputError, match="--lines"):
        require_memory(data, format="text", name="a.txt")
    with pytest.raises(InputError, match="batch"):
        require_memory(data, format="jsonl", name="a.jsonl")
    require_memory(data[: SMALL_BYTES // 2], format="text", name="a.txt")
    monkeypatch.setattr(memory, "free_bytes", lambda: None)
    require_memory(data, format="text", name="a.txt")


def test_before_a_format_is_told_the_least_is_reckoned_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: 500_000_000)
    asked: list[object] = []
    monkeypatch.setattr("g60translate.documents.files.detect_format", asked.append)
    with pytest.raises(InputError, match=r"a\.json holds 8 MB of text"):
        read_document(b'{"a": "' + b"x y " * (SMALL_BYTES // 4) + b'"}', name="a.json")
    assert not asked


def test_pictures_and_attachments_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: 1)
    line = b"QUJD" * 19 + b"\r\n"
    mail = b"Subject: Tal\n\n" + line * (2 * SMALL_BYTES // len(line))
    require_memory(mail, format="eml", name="a.eml")
    page = b'<img src="data:image/png;base64,' + b"QUJD" * (SMALL_BYTES // 2) + b'">'
    require_memory(page, format="html", name="a.html")
    for magic in (b"%PDF-1.7\n", b"{\\rtf1 ", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        require_memory(magic + b"x " * SMALL_BYTES, format=None, name="a")
    with pytest.raises(InputError, match="Split it"):
        require_memory(b"x " * SMALL_BYTES, format=None, name="a")


def test_of_a_pdf_it_is_asked_what_it_becomes(monkeypatch: pytest.MonkeyPatch) -> None:
    data = one_line("Das Tal")
    padded = data.replace(
        b"%\xe2\xe3\xcf\xd3\n", b"%\xe2\xe3\xcf\xd3\n%" + b"x" * 9_000_000 + b"\n"
    )
    monkeypatch.setattr(memory, "free_bytes", lambda: 1)
    assert [block.text for block in read_document(padded, name="a.pdf").blocks] == ["Das Tal"]
    monkeypatch.setattr(memory, "SMALL_BYTES", 100)
    with pytest.raises(InputError, match=r"a\.pdf holds 0 MB of docx"):
        read_document(padded, name="a.pdf")


def test_only_the_texts_of_an_archive_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: 1)
    for name, refused in (("word/media/a.png", False), ("word/document.xml", True)):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b"x" * (SMALL_BYTES + 1))
        if refused:
            with pytest.raises(InputError, match="Split it"):
                require_memory(target.getvalue(), format="docx", name="a.docx")
        else:
            require_memory(target.getvalue(), format="docx", name="a.docx")
        require_memory(target.getvalue()[:-30], format="docx", name="a.docx")


def test_free_memory_is_what_the_system_has_or_its_container_leaves(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) is None
    (tmp_path / "proc").mkdir()
    meminfo = tmp_path / "proc" / "meminfo"
    meminfo.write_text("MemTotal: 9 kB\nMemAvailable:   4000 kB\n")
    assert free_bytes(tmp_path) == 4_096_000
    group = tmp_path / "sys" / "fs" / "cgroup"
    group.mkdir(parents=True)
    (group / "memory.max").write_text("max\n")
    assert free_bytes(tmp_path) == 4_096_000
    (group / "memory.max").write_text("3000000\n")
    (group / "memory.current").write_text("1000000\n")
    assert free_bytes(tmp_path) == 2_000_000
    meminfo.write_text("nothing\n")
    assert free_bytes(tmp_path) == 2_000_000
