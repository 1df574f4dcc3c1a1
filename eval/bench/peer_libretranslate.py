"""LibreTranslate's own web server with our model, for eval/bench/serve.py.

    PYTHON eval/bench/peer_libretranslate.py models/de-en

Runs in an environment that has LibreTranslate and no g60translate; its models are downloaded, so
ours is handed to it as one of Argos' packages. Its sentence splitter would be downloaded too: texts
of one sentence go undivided, which costs it nothing. Prints its port once it answers.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread
from typing import Any

_BEAM = "4"


def packages(model: Path, folder: Path) -> Path:
    """A folder of Argos' packages: our model in both directions, for it wants two."""
    for source, target in (("de", "en"), ("en", "de")):
        package = folder / f"translate-{source}_{target}"
        shutil.copytree(model / "ctranslate2", package / "model")
        shutil.copy(model / "source.spm", package / "sentencepiece.model")
        config = package / "model" / "config.json"
        # Argos' pipeline ends no sentence, so that the engine has to.
        config.write_text(json.dumps({**json.loads(config.read_text()), "add_source_eos": True}))
        names = {"de": "German", "en": "English"}
        metadata = {
            "package_version": "1.9", "argos_version": "1.9", "from_code": source,
            "from_name": names[source], "to_code": target, "to_name": names[target],
        }  # fmt: skip
        (package / "metadata.json").write_text(json.dumps(metadata))
    return folder


def main() -> None:
    model = Path(sys.argv[1]).resolve()
    home = tempfile.mkdtemp()
    os.chdir(home)
    os.environ.update(
        HOME=home,
        XDG_DATA_HOME=home,
        ARGOS_PACKAGES_DIR=str(packages(model, Path(home) / "packages")),
        ARGOS_INTER_THREADS=str(os.cpu_count()),
        ARGOS_INTRA_THREADS="1",
        ARGOS_BEAM_SIZE=_BEAM,
    )
    from argostranslate import sbd  # noqa: PLC0415

    class Undivided:
        """Takes a text for one sentence."""

        def __init__(self, *_: Any) -> None:
            pass

        def split_sentences(self, text: str) -> list[str]:
            return [text]

    sbd.MiniSBDSentencizer = Undivided
    from libretranslate.main import main as serve  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    # What it prints itself is not for the pipe.
    told = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def tell() -> None:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
            except OSError:
                time.sleep(0.1)
            else:
                print(port, file=told, flush=True)
                return

    Thread(target=tell, daemon=True).start()
    sys.argv = [
        "libretranslate", "--host", "127.0.0.1", "--port", str(port), "--threads", "32",
        "--load-only", "de,en",
    ]  # fmt: skip
    serve()


if __name__ == "__main__":
    main()
