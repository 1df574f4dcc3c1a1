"""Installs a model from a hub, or from what the hub's client has left on this machine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from g60translate.errors import ModelError
from g60translate.models.bringing.bring import bring_model
from g60translate.models.bringing.draft import Wishes
from g60translate.models.bringing.hub import Hub, Report, cached_files
from g60translate.models.bringing.install import Existing, disk_guard, refuse_existing
from g60translate.models.bringing.snapshot import Snapshot, by_hand
from g60translate.models.card import CARD_NAME, read_card
from g60translate.models.convert import require_converter
from g60translate.models.store import Model

# Whose models a bare name means.
_HOME = "Helsinki-NLP"


def full_name(name: str) -> str:
    """`opus-mt-de-en` → `Helsinki-NLP/opus-mt-de-en`; a full name stays."""
    return name if "/" in name else f"{_HOME}/{name}"


def pull_model(
    hub: Hub,
    repository: str,
    root: Path,
    wishes: Wishes,
    *,
    revision: str | None = None,
    existing: Existing = "refuse",
    report: Report | None = None,
) -> Model:
    """Fetch a repository at one commit and install it as `root/NAME`.

    A model that is there already at that commit is left alone. What was fetched before an
    interruption waits in a folder beside the models and is not fetched again. Raises
    ModelNotFound, ModelCorrupt, ModelError, OutputExists, MissingExtra.
    """
    snapshot = hub.resolve(repository, revision)
    wishes = _named(wishes, snapshot)
    place = root / wishes.name
    if existing == "refuse" and (place / CARD_NAME).is_file():
        installed = read_card(place)
        if installed.origin.revision == snapshot.revision:
            return Model(place, installed)
    refuse_existing(root, wishes.name, existing)
    if all(file.name != CARD_NAME for file in snapshot.files):
        require_converter()
    staging = root / f"{_staging(repository)}{snapshot.revision[:12]}"
    hub.download(snapshot, staging, report=report)
    model = bring_model(staging, root, wishes, existing=existing)
    for old in root.glob(f"{_staging(repository)}*"):
        shutil.rmtree(old, ignore_errors=True)
    return model


def pull_offline(
    repository: str,
    root: Path,
    wishes: Wishes,
    *,
    revision: str | None = None,
    existing: Existing = "refuse",
) -> Model:
    """Install a repository from the hub's cache on this machine, asking nobody.

    Raises ModelError where the cache does not have all of it, and what `pull_model` raises.
    """
    found = cached_files(repository, revision)
    if found is None:
        raise ModelError(
            f"{repository} is not on this machine, and no connection is to be opened. "
            + by_hand(repository)
        )
    snapshot, paths = found
    wishes = _named(wishes, snapshot)
    refuse_existing(root, wishes.name, existing)
    require_converter()
    staging = root / f"{_staging(repository)}{snapshot.revision[:12]}"
    with disk_guard(root):
        staging.mkdir(parents=True, exist_ok=True)
        for file, path in zip(snapshot.files, paths, strict=True):
            file.copy_proven(path, staging, source="The hub's cache")
    model = bring_model(staging, root, wishes, existing=existing)
    shutil.rmtree(staging, ignore_errors=True)
    return model


def _named(wishes: Wishes, snapshot: Snapshot) -> Wishes:
    return replace(
        wishes,
        name=wishes.name or snapshot.repository.rpartition("/")[2],
        repository=snapshot.repository,
        revision=snapshot.revision,
    )


def _staging(repository: str) -> str:
    return f".pull-{repository.replace('/', '--')}-"
