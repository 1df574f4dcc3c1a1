"""Whose a file in the output is: a batch replaces what a batch has written, and nothing else."""

from __future__ import annotations

from g60translate.batch.places.place import Place, digest_of
from g60translate.errors import OutputExists


def require_ours(
    output: Place, target: str, written: str, content: str = "", *, force: bool
) -> None:
    """Raise OutputExists for a file that no batch has written, or that was edited since.

    `written` are the digests of what batches wrote there, as the journal has them; `content` is
    that of what is to be written.
    """
    if (
        force
        or output.entry(target) is None
        or digest_of(output, target) in {content, *written.split()}
    ):
        return
    told = "was edited since it was written" if written else "exists already"
    raise OutputExists(
        f"{output.describe(target)} {told}, and is kept. Move it away, or give --force."
    )
