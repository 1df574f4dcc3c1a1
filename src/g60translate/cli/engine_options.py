"""Options of every command that loads a model into an engine."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

EngineName = Annotated[str, typer.Option("--engine", help="ctranslate2 or transformers.")]
DeviceName = Annotated[
    Literal["cpu", "cuda", "auto"],
    typer.Option("--device", help="What computes; auto takes a GPU if there is one."),
]
ComputeType = Annotated[
    str | None,
    typer.Option(
        "--compute-type",
        metavar="TYPE",
        help="Number format to multiply in, such as int8 or float32; a wrong one gets the list "
        "of those that this machine has. Default: that of the stored weights.",
    ),
]
Threads = Annotated[
    int | None,
    typer.Option(
        "--threads",
        min=1,
        help="Processor threads. Default: one a core up to 8, half the cores beyond, up to 16.",
    ),
]
Beam = Annotated[int, typer.Option("--beam", min=1, max=32, help="Beam size.")]
