"""LibreOffice as a converter: a file in, the same document in another format out.

It runs without a window in a profile of its own, so that one that is open is not disturbed, with
macros, active content and links of documents switched off: nothing is fetched from the network.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from g60translate.errors import BrokenDocument

PATIENCE: Final = 180.0
_NAMES: Final = ("soffice", "libreoffice")
# Where it lies on systems that do not put it on the path.
_PLACES: Final = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
)
_SECURITY: Final = "/org.openoffice.Office.Common/Security/Scripting"
_SWITCHES: Final = (
    "DisableMacrosExecution",
    "DisableActiveContent",
    "BlockUntrustedRefererLinks",
)
_PROFILE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>\n'
)
_SWITCH: Final = (
    '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>true</value></prop></item>'
)


def find_program() -> str | None:
    """Where LibreOffice is, None if it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((str(path) for path in _PLACES if path.exists()), None)


def convert(
    data: bytes, *, suffix: str, to: str, name: str, program: str, patience: float = PATIENCE
) -> bytes:
    """The file with this `suffix` in another format, `to`, as LibreOffice names it.

    `to` begins with the new suffix, such as `docx:MS Word 2007 XML`. Raises BrokenDocument where
    LibreOffice does not open the file, or not in `patience` seconds.
    """
    with tempfile.TemporaryDirectory(prefix="g60-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"source{suffix}"
        source.write_bytes(data)
        _make_profile(place / "profile")
        command = [
            *(program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless"),
            *("--norestore", "--nolockcheck", "--convert-to", to),
            *("--outdir", str(place / "out"), str(source)),
        ]
        if not _ran(command, patience):
            raise BrokenDocument(
                f"{name}: LibreOffice did not convert it in {patience:g} seconds. Open it in its "
                f"own program and save it as .{to.partition(':')[0]}."
            )
        try:
            return (place / "out" / f"source.{to.partition(':')[0]}").read_bytes()
        except FileNotFoundError:
            raise BrokenDocument(
                f"{name} cannot be opened by LibreOffice: it is damaged or locked with a password. "
                f"Open it in its own program and save it as .{to.partition(':')[0]}."
            ) from None


def _make_profile(folder: Path) -> None:
    switches = "".join(_SWITCH.format(_SECURITY, each) for each in _SWITCHES)
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        _PROFILE.format(switches), encoding="utf-8"
    )


def _ran(command: Sequence[str], patience: float) -> bool:
    """Whether a program has ended by itself; if not, it is killed with all that it started."""
    process = subprocess.Popen(  # noqa: S603  no shell, and no part of it comes from the file
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        return False
    finally:
        # `soffice` is a script that starts the program itself.
        if process.poll() is None:
            _kill(process)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
