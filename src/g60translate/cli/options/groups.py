"""The options that several commands share, each group declared once.

A field's name is the parameter's; where `g60.toml` has a key of the option's long name, it is the
option's default. So a default stands here for the help, and in `config/settings.py` for the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import typer

FailOn = Literal["error", "warning", "never"]


@dataclass(frozen=True, slots=True)
class LanguageOptions:
    """From which language into which."""

    to: Annotated[
        str | None,
        typer.Option(
            help="Target language: a code or a name, such as en, en-GB or English. Needed, here or "
            "in g60.toml.",
            metavar="LANG",
        ),
    ] = None
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANG", help="Source language; told from each document if not given."
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """Where results go."""

    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="Output file, or a folder for several inputs (made if it ends with /); - is "
            "standard output. Default: beside the input, with the language in its name.",
        ),
    ] = None
    record: Annotated[
        Path | None,
        typer.Option(help="Where the record goes. Default: OUTPUT.g60.json; none for a pipe."),
    ] = None
    report: Annotated[
        str | None,
        typer.Option(
            metavar="PATH",
            help="Also write a side-by-side HTML report. For several inputs name a folder, or the "
            "page that lists the others.",
        ),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="Replace existing output files.")] = False


@dataclass(frozen=True, slots=True)
class TermOptions:
    """Which glossary is enforced, and which model translates."""

    glossary: Annotated[
        Path | None,
        typer.Option(
            help="Glossary to enforce: CSV, XLSX, TBX, UTX, TSV or OmegaT's text. Default: the G60 "
            "glossary that ships with this."
        ),
    ] = None
    no_glossary: Annotated[
        bool, typer.Option("--no-glossary", help="Translate without any glossary.")
    ] = False
    model: Annotated[
        str | None,
        typer.Option(
            help="Model name or folder, or two joined by +. Default: as installed for the pair."
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class MemoryOptions:
    """What has been decided before."""

    memory: Annotated[
        Path | None,
        typer.Option(
            "--memory",
            "-m",
            help="Translation memory (.g60m) that is asked before the model. The phrases of press "
            "releases that ship are asked after it.",
        ),
    ] = None
    no_memory: Annotated[
        bool, typer.Option("--no-memory", help="Ask no memory, the shipped phrases neither.")
    ] = False


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What computes, and how."""

    engine: Annotated[str, typer.Option("--engine", help="ctranslate2 or transformers.")] = (
        "ctranslate2"
    )
    device: Annotated[
        Literal["cpu", "cuda", "auto"],
        typer.Option("--device", help="What computes; auto takes a GPU if there is one."),
    ] = "cpu"
    compute_type: Annotated[
        str | None,
        typer.Option(
            "--compute-type",
            metavar="TYPE",
            help="Number format to multiply in, such as int8 or float32; a wrong one gets the list "
            "of those that this machine has. Default: that of the stored weights.",
        ),
    ] = None
    threads: Annotated[
        int | None,
        typer.Option(
            "--threads",
            min=1,
            help="Processor threads. Default: one a core up to 8, half the cores beyond, up to 16.",
        ),
    ] = None
    beam: Annotated[int, typer.Option("--beam", min=1, max=32, help="Beam size.")] = 4


@dataclass(frozen=True, slots=True)
class DocumentOptions:
    """How documents are read."""

    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="Format of the inputs; told from their content if not given."
        ),
    ] = None
    keep_style: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Word: a character style whose text stays as it is; repeatable."
        ),
    ] = None
    tracked_changes: Annotated[
        Literal["accept", "refuse"],
        typer.Option(help="Word: which text is translated where changes are tracked."),
    ] = "accept"
    comments: Annotated[
        Literal["keep", "drop"],
        typer.Option(
            help="Word, PowerPoint, Excel, OpenDocument: whether comments go out with the "
            "translation, as they are."
        ),
    ] = "keep"
    sheet_names: Annotated[
        bool,
        typer.Option(
            "--sheet-names", help="Excel, OpenDocument: translate the names of sheets too."
        ),
    ] = False
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES", help="CSV, TSV: the columns to translate, such as title,body."
        ),
    ] = None
    fields: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES", help="JSON lines: the fields to translate, such as title,body.text."
        ),
    ] = None
    attachments: Annotated[
        bool,
        typer.Option("--attachments", help="Mails: translate the documents attached to them too."),
    ] = False


@dataclass(frozen=True, slots=True)
class LadderOptions:
    """How terms are enforced, codes placed and doubts marked."""

    skip_rung: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RUNG",
            help="Do not enforce terms by this rung (model, n-best, inline, masked, placeholder, "
            "clauses, insertion, replacement); may be repeated.",
        ),
    ] = None
    codes: Annotated[
        Literal["auto", "markers", "attention"],
        typer.Option(
            help="What places bold, links and the like: the model's own markers (asked once more, "
            "taken where the answer is no worse), its attention, or what its card says."
        ),
    ] = "auto"
    flag_below: Annotated[
        float,
        typer.Option(
            min=0,
            max=1,
            metavar="CONFIDENCE",
            help="Mark each sentence whose confidence is below this, from 0 (none) to 1 (nearly "
            "all). The confidence is the chance that the sentence is roughly right: below 0.5 it "
            "rather is not. 0.7 finds more of the bad ones and marks about twice as many.",
        ),
    ] = 0.5


@dataclass(frozen=True, slots=True)
class VerdictOptions:
    """What is said of the result, and what the exit code makes of it."""

    fail_on: Annotated[
        FailOn,
        typer.Option(
            help="Exit with 2 if there is an error or a missed term, on a warning too, or never."
        ),
    ] = "error"
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Do not print findings in the terminal.")
    ] = False
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False


@dataclass(frozen=True, slots=True)
class CometOptions:
    """The program that computes COMET."""

    comet_model: Annotated[
        Path | None,
        typer.Option(
            help="Checkpoint for suites that name the metric comet; see docs/ci.md. Also "
            "G60_COMET_MODEL, and comet_model in g60.toml."
        ),
    ] = None
    comet_command: Annotated[
        str,
        typer.Option(help="The program, with arguments of its own. Also G60_COMET_COMMAND."),
    ] = "comet-score"
