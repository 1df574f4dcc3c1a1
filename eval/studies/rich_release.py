"""Translate one rich press release as DOCX, ODT and HTML, and picture each before and after.

Needs LibreOffice, pdftoppm and Chromium; what is missing is skipped and said. Look at the pictures:
no program tells whether a layout is right.

    python eval/studies/rich_release.py FOLDER [--to en]
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.documents.release_docx import release_docx
from tests.documents.release_html import release_html
from tests.documents.release_odt import release_odt

MAKERS = {"docx": release_docx, "odt": release_odt, "html": release_html}


def main() -> None:
    """Make, translate, picture."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--to", default="en")
    chosen = arguments.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    sources = []
    for kind, make in MAKERS.items():
        path = chosen.folder / f"release-{kind}.de.{kind}"
        path.write_bytes(make())
        sources.append(path)
    command = [sys.executable, "-m", "g60translate", "translate", "--force", "--to", chosen.to]
    subprocess.run([*command, "-o", chosen.folder, *sources], check=False)
    for source in sources:
        target = source.with_name(source.name.replace(".de.", f".{chosen.to}."))
        for path in (source, target):
            _picture(path)


def _picture(path: Path) -> None:
    """PNG files beside the document, one a page."""
    needed = ("chromium",) if path.suffix == ".html" else ("soffice", "pdftoppm")
    missing = [program for program in needed if shutil.which(program) is None]
    if missing:
        print(f"{path.name}: no picture, because {' and '.join(missing)} is not installed")
        return
    with tempfile.TemporaryDirectory() as profile:
        if path.suffix == ".html":
            options = (
                "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
                "--disable-background-networking --disable-component-update --disable-sync "
                f"--hide-scrollbars --window-size=900,1500 --user-data-dir={profile}"
            )
            shot = f"--screenshot={path.with_suffix('.png').absolute()}"
            address = path.absolute().as_uri()
            _run(["chromium", *options.split(), shot, address])
            return
        office = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
        _run([*office, "--convert-to", "pdf", "--outdir", str(path.parent), str(path)])
        _run(
            [
                "pdftoppm",
                "-png",
                "-r",
                "70",
                str(path.with_suffix(".pdf")),
                str(path.with_suffix("")),
            ]
        )


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


if __name__ == "__main__":
    main()
