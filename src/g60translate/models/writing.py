"""Writes `model.toml`, and lists a folder's files with their hashes for it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from g60translate.models.card import CARD_NAME, ModelCard, file_sha256


def dump_card(card: ModelCard) -> str:
    """The card as TOML; reading it gives an equal card."""
    content = card.model_dump(mode="json", exclude_none=True)
    tables = {key: value for key, value in content.items() if isinstance(value, dict)}
    quality = content.pop("quality")
    plain = {key: value for key, value in content.items() if key not in tables}
    parts = ["\n".join(_entries(plain))]
    parts += [f"[{name}]\n" + "\n".join(_entries(table)) for name, table in tables.items()]
    parts += ["[[quality]]\n" + "\n".join(_entries(entry)) for entry in quality]
    return "\n\n".join(part.rstrip() for part in parts) + "\n"


def write_card(card: ModelCard, folder: Path) -> None:
    """Write `folder/model.toml`."""
    (folder / CARD_NAME).write_text(dump_card(card), encoding="utf-8")


def hash_files(folder: Path, *, but: Collection[str] = ()) -> dict[str, str]:
    """SHA-256 of every file below a model folder but its card and those named, by POSIX path."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in {CARD_NAME, *but})
    return {path.relative_to(folder).as_posix(): file_sha256(path) for path in files}


def _entries(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items()]


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else _value(key)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_value(k)} = {_value(v)}" for k, v in value.items()) + "}"
    # JSON strings and numbers are TOML's, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
