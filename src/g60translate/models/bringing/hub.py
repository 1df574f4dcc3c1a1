"""Fetches the files of a model repository from the Hugging Face hub, or from a mirror of it.

Only the command `models pull` comes here; nothing else of g60translate ever opens a connection.
The hub's client reads its own environment variables (token, proxies, cache); which hub is asked,
and whether one is asked at all, is the caller's decision.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile, disk_usage

from g60translate.errors import MissingExtra, ModelCorrupt, ModelError, ModelNotFound
from g60translate.models.bringing.install import disk_full, disk_guard
from g60translate.models.bringing.snapshot import (
    EXTRAS,
    PARTS,
    PUBLIC_ENDPOINT,
    WEIGHTS,
    RemoteFile,
    Snapshot,
    by_hand,
    needed_files,
)

try:
    from huggingface_hub import HfApi, hf_hub_url, try_to_load_from_cache

    # HTTPError is the base of all that can go wrong on the way, whatever client the hub uses.
    from huggingface_hub.errors import (  # type: ignore[attr-defined]
        GatedRepoError,
        HfHubHTTPError,
        HFValidationError,
        HTTPError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )
    from huggingface_hub.utils import (  # type: ignore[attr-defined]  # exported on first use
        build_hf_headers,
        hf_raise_for_status,
        http_stream_backoff,
    )
except ImportError as error:
    raise MissingExtra(
        error.name or "huggingface_hub", extra="hub", purpose="Pulling a model"
    ) from error

_TIMEOUT_S = 30
_ATTEMPTS = 5

Report = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes in all."""


class Hub:
    """One hub: the public one, or a mirror."""

    def __init__(self, endpoint: str | None = None, *, wait_s: float = 1.0) -> None:
        """`wait_s` before a request is made again; twice as long before each further attempt."""
        self.endpoint = (endpoint or PUBLIC_ENDPOINT).rstrip("/")
        self._wait_s = wait_s

    def resolve(self, repository: str, revision: str | None = None) -> Snapshot:
        """Pin a branch, a tag or a commit to its commit, and list what has to be fetched.

        Raises ModelNotFound for an unknown repository or revision, ModelError where the hub cannot
        be reached or where what it has is no MarianMT model.
        """
        api = HfApi(endpoint=self.endpoint, library_name="g60translate")
        with self._explained(repository, revision):
            info = api.model_info(
                repository, revision=revision, files_metadata=True, timeout=_TIMEOUT_S
            )
        listed = {}
        for sibling in info.siblings or ():
            digest = sibling.lfs.sha256 if sibling.lfs else sibling.blob_id
            listed[sibling.rfilename] = (sibling.size, digest)
        files = []
        for name in needed_files(list(listed), repository=repository):
            size, digest = listed[name]
            if not info.sha or size is None or not digest:
                raise ModelError(
                    f"{self.endpoint} gives no commit, size or hash for {repository}/{name}, so it "
                    "cannot be proven. Pull from another mirror, or from the hub itself."
                )
            files.append(RemoteFile(name, size, digest))
        return Snapshot(repository, str(info.sha), tuple(files))

    def download(self, snapshot: Snapshot, folder: Path, *, report: Report | None = None) -> None:
        """Bring the files into `folder`, each proven by its hash; what is there already stays.

        A second call goes on where the first one was interrupted. Raises ModelError (connection,
        disk), ModelCorrupt where a file does not have its hash.
        """
        with disk_guard(folder):
            folder.mkdir(parents=True, exist_ok=True)
            missing = [file for file in snapshot.files if not (folder / file.name).is_file()]
            done = snapshot.size - sum(file.size for file in missing)
            needed = sum(file.size - _size(file.part(folder)) for file in missing)
            if needed > disk_usage(folder).free:
                raise disk_full(folder, needed=needed)
            for file in missing:
                counted = _Counter(done, snapshot.size, report)
                self._bring(snapshot, file, folder, counted)
                done += file.size

    def _bring(self, snapshot: Snapshot, file: RemoteFile, folder: Path, counted: _Counter) -> None:
        part = file.part(folder)
        part.parent.mkdir(parents=True, exist_ok=True)
        cached = try_to_load_from_cache(snapshot.repository, file.name, revision=snapshot.revision)
        if isinstance(cached, str) and file.is_proven_by(Path(cached)):
            copyfile(cached, part)
        else:
            with self._explained(snapshot.repository, snapshot.revision):
                self._fetch(snapshot, file, part, counted)
        if not file.is_proven_by(part):
            part.unlink()
            raise ModelCorrupt(
                f"{file.name} of {snapshot.repository} came from {self.endpoint} with another hash "
                f"than {file.digest}, which the hub names for it; it was thrown away. Run the "
                "command again; if it happens again, pull from another mirror."
            )
        part.replace(folder / file.name)

    def _fetch(self, snapshot: Snapshot, file: RemoteFile, part: Path, counted: _Counter) -> None:
        """Fill `part` to the file's size, going on after every break in the connection."""
        url = hf_hub_url(
            snapshot.repository, file.name, revision=snapshot.revision, endpoint=self.endpoint
        )
        part.touch()
        stalled = 0
        while (have := _size(part)) != file.size:
            if have > file.size:
                part.write_bytes(b"")
                have = 0
            broken: Exception | None = None
            try:
                self._stream(url, part, counted)
            except HfHubHTTPError:
                raise
            except HTTPError as error:
                broken = error
            stalled = 0 if _size(part) > have else stalled + 1
            if stalled >= _ATTEMPTS:
                raise broken or HTTPError(f"{file.name} ends after {have} bytes")
            if broken is not None:
                time.sleep(self._wait_s * 2**stalled)

    def _stream(self, url: str, part: Path, counted: _Counter) -> None:
        have = _size(part)
        # Compressed on the way, neither sizes nor ranges would be the file's own.
        headers = {**build_hf_headers(library_name="g60translate"), "Accept-Encoding": "identity"}
        if have:
            headers["Range"] = f"bytes={have}-"
        with http_stream_backoff(
            "GET",
            url,
            headers=headers,
            timeout=_TIMEOUT_S,
            base_wait_time=self._wait_s,
            retry_on_exceptions=(),
        ) as response:
            hf_raise_for_status(response)
            goes_on = have and response.status_code == 206
            with part.open("ab" if goes_on else "wb") as stream:
                counted.at(have if goes_on else 0)
                # As it comes: what waits for a chunk to fill would be lost in a break.
                for chunk in response.iter_bytes():
                    stream.write(chunk)
                    counted.more(len(chunk))

    @contextmanager
    def _explained(self, repository: str, revision: str | None) -> Iterator[None]:
        """The client's errors as ours, with what to do."""
        try:
            yield
        except HFValidationError as error:
            raise ModelNotFound(
                f"{repository!r} is no name of a model repository ({error}). Name one such as "
                "Helsinki-NLP/opus-mt-de-en, or opus-mt-de-en for short."
            ) from error
        except RevisionNotFoundError as error:
            raise ModelNotFound(
                f"{repository} on {self.endpoint} has no revision {revision!r}. Name a commit, a "
                "tag or a branch of it, or leave --revision out."
            ) from error
        except GatedRepoError as error:
            raise ModelError(
                f"{repository} asks its users to accept its terms first. Do so on "
                f"{self.endpoint}/{repository}, then log in with `hf auth login`."
            ) from error
        except RepositoryNotFoundError as error:
            raise ModelNotFound(
                f"There is no public repository {repository} on {self.endpoint}. Look the name up "
                "there; models of the University of Helsinki are called Helsinki-NLP/opus-mt-…"
            ) from error
        except HTTPError as error:
            raise ModelError(
                f"{self.endpoint} cannot be reached or broke off ({_first_line(error)}). What has "
                "arrived is kept: run the command again and it goes on from there. "
                + by_hand(repository)
            ) from error


def cached_files(
    repository: str, revision: str | None = None
) -> tuple[Snapshot, tuple[Path, ...]] | None:
    """What other programs have left of a repository in the hub's cache; None if not all of it.

    Asks nobody. The paths go with the snapshot's files, which the cache names by their hashes.
    """
    found = {}
    for name in (*PARTS, *EXTRAS, *WEIGHTS):
        path = try_to_load_from_cache(repository, name, revision=revision)
        if isinstance(path, str):
            found[name] = Path(path)
    if not set(PARTS) <= set(found) or not any(name in found for name in WEIGHTS):
        return None
    paths = [found[name] for name in needed_files(list(found), repository=repository)]
    blobs = [path.resolve() for path in paths]
    # Where the disk has no links, the cache has no hashes.
    if any(len(blob.name) not in {40, 64} for blob in blobs):
        return None
    files = tuple(
        RemoteFile(path.name, blob.stat().st_size, blob.name)
        for path, blob in zip(paths, blobs, strict=True)
    )
    return Snapshot(repository, paths[0].parent.name, files), tuple(blobs)


class _Counter:
    """Adds up what has arrived of a file, on top of the files before it."""

    def __init__(self, before: int, total: int, report: Report | None) -> None:
        self._before, self._total, self._report = before, total, report
        self._here = 0

    def at(self, size: int) -> None:
        self._here = size
        self.more(0)

    def more(self, size: int) -> None:
        self._here += size
        if self._report is not None:
            self._report(self._before + self._here, self._total)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).strip().splitlines()[0]
