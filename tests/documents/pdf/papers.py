"""Writes small PDF files, so that a test says where each word stands."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from hashlib import md5

FONTS = {"plain": "Helvetica", "bold": "Helvetica-Bold", "italic": "Helvetica-Oblique"}


@dataclass
class Sheet:
    """A page; places are points from its upper left corner, of text its baseline."""

    width: float = 595
    height: float = 842
    extra: str = ""
    content: list[str] = field(default_factory=list)
    links: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    images: list[bytes] = field(default_factory=list)

    def text(
        self, x: float, y: float, words: str, *, size: float = 11, font: str = "plain"
    ) -> Sheet:
        """A line of text."""
        coded = words.encode("cp1252").hex()
        place = list(FONTS).index(font)
        self.content.append(f"BT /F{place} {size} Tf {x} {self.height - y} Td <{coded}> Tj ET")
        return self

    def lines(self, x: float, y: float, *words: str, size: float = 11, lead: float = 14) -> Sheet:
        """Lines below each other."""
        for place, line in enumerate(words):
            self.text(x, y + place * lead, line, size=size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """A line of half a point."""
        ends = f"{x0} {self.height - y0} m {x1} {self.height - y1} l S"
        self.content.append(f"0.5 w {ends}")
        return self

    def link(self, x0: float, y0: float, x1: float, y1: float, to: str) -> Sheet:
        """A place that leads to an address."""
        self.links.append((x0, self.height - y1, x1, self.height - y0, to))
        return self

    def image(self, x: float, y: float, width: float, height: float) -> Sheet:
        """A grey picture of two pixels a side; `y` is its upper edge."""
        name = f"I{len(self.images)}"
        self.images.append(bytes((90, 120, 150, 180)))
        low = self.height - y - height
        self.content.append(f"q {width} 0 0 {height} {x} {low} cm /{name} Do Q")
        return self


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def rc4(key: bytes, data: bytes) -> bytes:
    """What PDF's oldest locks are made with (RC4, 40 bit)."""
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    said = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        said.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(said)


def paper(
    *sheets: Sheet, info: str = "", catalog: str = "", password: bytes | None = None
) -> bytes:
    """The file; `info` and `catalog` are entries of these dictionaries.

    With a `password` it is locked; an empty one opens it and forbids to copy (ISO 32000-1, 7.6.3).
    """
    owner, permits = b"O" * 32, -64
    padded = ((password or b"") + PADDING)[:32]
    key = md5(padded + owner + permits.to_bytes(4, "little", signed=True) + b"ID").digest()[:5]

    def locked(data: bytes) -> bytes:
        if password is None:
            return data
        salt = (len(objects) + 1).to_bytes(3, "little") + b"\0\0"
        return rc4(md5(key + salt).digest()[:10], data)

    objects: list[bytes] = [b"", b""]  # the catalog and the pages come last to be known

    def added(content: str | bytes) -> int:
        objects.append(content if isinstance(content, bytes) else content.encode())
        return len(objects)

    font = "<</Type/Font/Subtype/Type1/BaseFont/{}/Encoding/WinAnsiEncoding>>"
    fonts = " ".join(
        f"/F{n} {added(font.format(name))} 0 R" for n, name in enumerate(FONTS.values())
    )
    pages = []
    for sheet in sheets:
        stream = locked(zlib.compress("\n".join(sheet.content).encode()))
        body = added(
            b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(stream), stream)
        )
        images = " ".join(
            f"/I{n} " + str(added(
                b"<</Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray"
                b"/BitsPerComponent 8/Length %d>>stream\n%b\nendstream" % (len(data), data)
            )) + " 0 R"
            for n, data in enumerate(sheet.images)
        )  # fmt: skip
        notes = " ".join(
            str(added(
                f"<</Type/Annot/Subtype/Link/Rect[{x0} {y0} {x1} {y1}]/Border[0 0 0]"
                f"/A<</S/URI/URI({to})>>>>"
            )) + " 0 R"
            for x0, y0, x1, y1, to in sheet.links
        )  # fmt: skip
        pages.append(
            added(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {sheet.width} {sheet.height}]{sheet.extra}"
                f"/Contents {body} 0 R/Annots[{notes}]"
                f"/Resources<</Font<<{fonts}>>/XObject<<{images}>>>>>>"
            )
        )
    objects[0] = f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode()
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    said = added(f"<<{info}>>")
    data = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    lock = b""
    if password is not None:
        lock = (
            b"/ID[<%b><%b>]/Encrypt<</Filter/Standard/V 1/R 2/O<%b>/U<%b>/P %d>>"
            % (b"4944", b"4944", owner.hex().encode(),
               rc4(key, PADDING).hex().encode(), permits)
        )  # fmt: skip
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R/Info %d 0 R%b>>\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table, len(objects) + 1, said, lock, len(data))
    )


def one_line(words: str) -> bytes:
    """A page wide enough for one line."""
    return paper(Sheet(width=3000).text(60, 80, words))
