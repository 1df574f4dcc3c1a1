"""What a package says of itself in its part `mimetype`, or in its manifest."""

from __future__ import annotations

import io
import re
import zipfile

from g60translate.documents.archive import ZIP_ERRORS

_PART, _MANIFEST = "mimetype", "META-INF/manifest.xml"
_HEADER, _MOST = 30, 128
_ROOT = re.compile(rb'<(?:\w+:)?file-entry(?=[^>]*full-path="/")[^>]*media-type="([^"]+)"')


def declared_type(data: bytes) -> str:
    """The media type of a ZIP archive, empty where it says none (ODF 1.3, part 2, 3.3; OCF 3.3).

    The part should come first and unpacked, so that it is found in a truncated archive too; but
    LibreOffice does not ask for that, and takes the manifest where there is no such part.
    """
    if not data.startswith(b"PK\x03\x04"):
        return ""
    start = _HEADER + len(_PART)
    if data[_HEADER:start] == _PART.encode():
        size = int.from_bytes(data[22:26], "little") or _MOST
        extra = int.from_bytes(data[28:30], "little")
        if data[8:10] == b"\0\0":
            said = data[start + extra : start + extra + min(size, _MOST)]
            return said.decode("ascii", "replace").strip()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if _PART in archive.namelist():
                with archive.open(_PART) as part:
                    return part.read(_MOST).decode("ascii", "replace").strip()
            if _MANIFEST.encode() in data:
                found = _ROOT.search(archive.read(_MANIFEST))
                return found.group(1).decode("ascii", "replace") if found else ""
    except (*ZIP_ERRORS, KeyError):
        pass
    return ""
