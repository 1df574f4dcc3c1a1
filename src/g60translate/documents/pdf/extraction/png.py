"""Writes pixels as PNG (ISO/IEC 15948): a few lines, for which no imaging library is brought in."""

from __future__ import annotations

import struct
import zlib


def png(pixels: bytes, *, width: int, height: int, stride: int, alpha: bool) -> bytes:
    """A picture from rows of `stride` bytes with 3 bytes a pixel (B, G, R), or 4 with `alpha`."""
    each = 4 if alpha else 3
    rows = bytearray()
    for row in range(height):
        line = bytearray(pixels[row * stride : row * stride + width * each])
        line[0::each], line[2::each] = line[2::each], line[0::each]
        rows.append(0)
        rows += line
    head = struct.pack(">IIBBBBB", width, height, 8, 6 if alpha else 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = kind + data
    return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))
