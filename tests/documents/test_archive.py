from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from g60translate.documents import archive
from g60translate.documents.archive import read_archive
from g60translate.errors import BrokenDocument


def packed(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as handle:
        warnings.simplefilter("ignore")  # about repeated names, which are the point
        for name, data in parts:
            handle.writestr(name, data)
    return target.getvalue()


def encrypted() -> bytes:
    data = bytearray(packed(("a.xml", b"<a/>")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


GOOD = packed(("a.xml", b"<a/>" * 99), ("b.xml", b"<b/>"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04nonsense", "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (GOOD.replace(b"PK\x01\x02", b"PK\x01\x03"), "damaged"),
        (encrypted(), "encrypted"),
        (packed(("../evil.xml", b"x")), "unsafe"),
        (packed(("/etc/evil.xml", b"x")), "unsafe"),
        (packed(("word/../../evil.xml", b"x")), "unsafe"),
        (packed(("c:evil.xml", b"x")), "unsafe"),
        (packed(("a.xml", b"1"), ("a.xml", b"2")), "two parts"),
        (packed(("a.xml", b"1"), method=zipfile.ZIP_BZIP2), "packed in an unknown way"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "before 2007"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_refuses_what_is_broken_or_unsafe(data: bytes, message: str) -> None:
    with pytest.raises(BrokenDocument, match=message):
        read_archive(data, name="x.docx")


def test_refuses_a_part_with_damaged_content() -> None:
    data = bytearray(packed(("a.xml", b"A" * 50), method=zipfile.ZIP_STORED))
    data[data.index(b"AAAA")] = ord("B")
    with pytest.raises(BrokenDocument, match="damaged"):
        read_archive(bytes(data), name="x.docx")


def test_refuses_bombs_before_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_RATIO_FROM_BYTES", 10_000)
    with pytest.raises(BrokenDocument, match="taken for an attack"):
        read_archive(packed(("a.xml", bytes(1_000_000))), name="x.docx")
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 999)
    with pytest.raises(BrokenDocument, match="would unpack"):
        read_archive(packed(("a.xml", bytes(1000))), name="x.docx")
    monkeypatch.setattr(archive, "MAX_PARTS", 1)
    with pytest.raises(BrokenDocument, match="2 parts"):
        read_archive(GOOD, name="x.docx")


def test_exchanges_parts_and_keeps_the_rest() -> None:
    found = read_archive(GOOD, name="x.docx")
    assert found.replaced({}) == GOOD
    assert found.replaced({"b.xml": b"<b/>"}) == GOOD
    again = read_archive(found.replaced({"b.xml": b"<c/>"}), name="x.docx")
    assert again.parts == {"a.xml": b"<a/>" * 99, "b.xml": b"<c/>"}
    assert list(again.parts) == list(found.parts)


def test_a_stored_first_part_stays_stored() -> None:
    source = io.BytesIO()
    with zipfile.ZipFile(source, "w") as handle:
        handle.writestr("mimetype", b"application/x", zipfile.ZIP_STORED)
        handle.writestr("content.xml", b"<a/>", zipfile.ZIP_DEFLATED)
    found = read_archive(source.getvalue(), name="x.odt")
    with zipfile.ZipFile(io.BytesIO(found.replaced({"content.xml": b"<b/>"}))) as handle:
        assert [i.compress_type for i in handle.infolist()] == [0, 8]
