"""LibreOffice as the judge of what is written: it opens a file and gives it in another format."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


def converted(data: bytes, name: str, suffix: str) -> bytes:
    """`data`, a file called `name`, as LibreOffice saves it; the test is skipped without it."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_bytes(data)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", suffix, "--outdir", f"{folder}/out", str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return (Path(folder) / "out" / source.with_suffix(f".{suffix}").name).read_bytes()
