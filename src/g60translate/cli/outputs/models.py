"""What `models list` and `models info` print with `--json`."""

from __future__ import annotations

from pydantic import computed_field

from g60translate.models.card import ModelCard


class Listed(ModelCard):
    """An installed model: its card, and the folder it lies in."""

    folder: str


class Described(Listed):
    """`models info`: the same, with the size of the folder in bytes and the digest of all files."""

    bytes: int

    @computed_field  # type: ignore[prop-decorator]
    @property
    def digest(self) -> str:
        """The card's own."""
        return super().digest


Models = list[Listed]
