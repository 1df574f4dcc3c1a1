"""A stand-in for the Hugging Face hub on this machine, with the faults that networks have.

It answers what the hub's client asks of the real one: the files of a revision with their hashes,
and the files themselves, small ones directly, large ones (LFS) by way of another address.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee" * 6 + "c0ff"
LARGE = (".safetensors", ".bin", ".spm")


@dataclass
class StandIn:
    """`cuts` lists, for a file, after how many bytes each of its next answers breaks off."""

    repositories: dict[str, Path]
    endpoint: str = ""
    corrupt: set[str] = field(default_factory=set)
    cuts: dict[str, list[int]] = field(default_factory=dict)
    ranges: bool = True
    seen: list[tuple[str, str]] = field(default_factory=list)

    @property
    def fetched(self) -> list[str]:
        """The names of the files whose content was asked for, in order."""
        return [path.rpartition("/")[2] for path, _ in self.seen if "/resolve/" in path]

    def ranges_of(self, name: str) -> list[str]:
        """The Range headers of the requests for a large file's content."""
        return [
            span for path, span in self.seen if path.startswith("/cdn/") and path.endswith(name)
        ]


@contextmanager
def serve(repositories: dict[str, Path]) -> Iterator[StandIn]:
    """Serve folders as repositories until the block ends."""
    standin = StandIn(repositories)
    handler = type("Handler", (_Handler,), {"standin": standin})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    standin.endpoint = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield standin
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    standin: StandIn

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def _answer(self, *, body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if body:
            self.standin.seen.append((path, self.headers.get("Range", "")))
        parts = path.strip("/").split("/")
        if path.startswith("/api/models/"):
            self._tell_about("/".join(parts[2:4]), parts[5] if len(parts) > 5 else "main")
        elif len(parts) > 4 and parts[2] == "resolve":
            self._resolve("/".join(parts[:2]), parts[3], "/".join(parts[4:]), body=body)
        elif parts[0] == "cdn":
            file = self.standin.repositories["/".join(parts[1:3])] / "/".join(parts[3:])
            self._send_file(file, {}, body=body)
        else:
            self._refuse(404, "EntryNotFound")

    def _tell_about(self, repository: str, revision: str) -> None:
        folder = self.standin.repositories.get(repository)
        if folder is None:
            # As the hub does, which does not tell private ones from those that are not there.
            self._refuse(401, "RepoNotFound")
        elif revision not in {"main", COMMIT}:
            self._refuse(404, "RevisionNotFound")
        else:
            siblings = [_sibling(folder, file) for file in _files(folder)]
            answer = {"id": repository, "modelId": repository, "sha": COMMIT, "siblings": siblings}
            self._send(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _resolve(self, repository: str, revision: str, name: str, *, body: bool) -> None:
        folder = self.standin.repositories.get(repository)
        if folder is None or revision not in {"main", COMMIT} or not (folder / name).is_file():
            self._refuse(404, "EntryNotFound")
            return
        entry = _sibling(folder, folder / name)
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{entry["blobId"]}"'}
        if "lfs" in entry:
            headers["X-Linked-Etag"] = f'"{entry["lfs"]["sha256"]}"'
            headers["X-Linked-Size"] = str(entry["size"])
            # Another host to the client, as the hub's store of large files is.
            port = urlsplit(self.standin.endpoint).port
            headers["Location"] = f"http://localhost:{port}/cdn/{repository}/{name}"
            self._send(302, b"", headers)
        else:
            self._send_file(folder / name, headers, body=body)

    def _send_file(self, file: Path, headers: dict[str, str], *, body: bool) -> None:
        content = file.read_bytes()
        if file.name in self.standin.corrupt:
            content = bytes([content[0] ^ 1]) + content[1:]
        status, span = 200, self.headers.get("Range", "")
        if span and self.standin.ranges:
            start = int(span.removeprefix("bytes=").split("-")[0])
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
            content, status = content[start:], 206
        cuts = self.standin.cuts.get(file.name, [])
        self._send(status, content, headers, cut=cuts.pop(0) if body and cuts else None, body=body)

    def _refuse(self, status: int, code: str) -> None:
        self._send(status, b"{}", {"X-Error-Code": code, "X-Error-Message": "not here"})

    def _send(
        self,
        status: int,
        content: bytes,
        headers: dict[str, str],
        *,
        cut: int | None = None,
        body: bool = True,
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content[:cut])
        if cut is not None:
            self.wfile.flush()
            self.close_connection = True


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sibling(folder: Path, file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    git = hashlib.sha1(f"blob {len(content)}\0".encode() + content, usedforsecurity=False)
    entry: dict[str, Any] = {
        "rfilename": file.relative_to(folder).as_posix(),
        "size": len(content),
        "blobId": git.hexdigest(),
    }
    if file.suffix in LARGE:
        sha256 = hashlib.sha256(content).hexdigest()
        entry["lfs"] = {"sha256": sha256, "size": len(content), "pointerSize": 130}
    return entry
