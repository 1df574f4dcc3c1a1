"""Languages as LibreTranslate writes them: small letters, Chinese with its script."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from g60translate.language.tags import english_name
from g60translate.server.refusals import Refusal, bad_request

AUTO: Final = "auto"
_WRITTEN: Final = {"zh": "zh-Hans"}
_READ: Final = {written.lower(): code for code, written in _WRITTEN.items()}


def written(code: str) -> str:
    """A code of ours as it is told."""
    return _WRITTEN.get(code, code)


def read(value: str, *, known: Collection[str]) -> str:
    """A code of theirs in any case. Raises Refusal 400."""
    asked = value.strip().lower()
    code = _READ.get(asked, asked)
    if code not in known:
        raise unsupported(value)
    return code


def unsupported(value: str) -> Refusal:
    """A language that is not known or has no model here."""
    return bad_request(f"{value[:40]} is not supported")


def listed(pairs: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """All languages with the targets of each; a language into itself is a target as well."""
    targets: dict[str, set[str]] = {}
    for source, target in pairs:
        targets.setdefault(source, {source}).add(target)
    return [
        {"code": written(code), "name": name_of(code), "targets": sorted(map(written, others))}
        for code, others in sorted(targets.items())
    ]


def name_of(code: str) -> str:
    """The English name."""
    return english_name(code) or code
