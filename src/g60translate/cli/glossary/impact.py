"""`g60translate glossary impact`: what a change of glossary means for documents."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from g60translate.cli.glossary.options import Json, Source, Target, check_pair, language_pair

if TYPE_CHECKING:
    from g60translate.reports.record.model import Record


def impact(
    releases: Annotated[
        list[Path], typer.Argument(metavar="RELEASES...", help="Documents in the source language.")
    ],
    glossary: Annotated[
        Path | None, typer.Option(help="The new glossary. Default: the G60 glossary.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="OLD", help="The glossary before the change. Default: none at all."),
    ] = None,
    record: Annotated[
        list[Path] | None,
        typer.Option(
            help="The record of a translation (.g60.json), or a folder of records; repeat it. "
            "Translations that do not keep the new glossary are listed; without --against, "
            "only these are."
        ),
    ] = None,
    source: Source = None,
    target: Target = None,
    as_json: Json = False,
) -> None:
    """Show which sentences of documents a change of glossary would touch; nothing is translated.

    Exit code 2 if a recorded translation does not keep the new glossary.

    Examples:

      g60translate glossary impact *.de.docx --glossary new.csv --against old.csv --from de --to en

      g60translate glossary impact *.de.docx --glossary new.csv --record english/ --from de --to en
    """
    from g60translate.cli.glossary.impact_view import Examined, print_impact
    from g60translate.documents.files import read_bytes, read_document
    from g60translate.errors import ExitCode, InputError
    from g60translate.glossary.book import Glossary
    from g60translate.glossary.impact.documents import ImpactAssessor
    from g60translate.glossary.reading import read_glossary
    from g60translate.resources import resource_folder
    from g60translate.segmentation.srx import SrxSegmenter

    pair = language_pair(source, target)
    if pair is None:
        raise InputError("Give --from and --to, for example --from de --to en.")
    new = read_glossary(glossary or resource_folder("glossary") / "g60.csv", pair=pair).glossary
    before = new if record else Glossary.empty()
    old = before if against is None else read_glossary(against, pair=pair).glossary
    check_pair(pair, new, old)
    contents = {path: read_bytes(path) for path in releases}
    records = _records(record or [], contents, pair)
    assessor = ImpactAssessor(old, new, SrxSegmenter(), source_lang=pair[0], target_lang=pair[1])
    examined = []
    for path, data in contents.items():
        found, told = records.get(path, (None, None))
        document = read_document(data, name=path.name)
        examined.append(Examined(path, found, assessor.assess(document, record=told)))
    print_impact(
        examined,
        compared=against is not None or not record,
        with_records=bool(record),
        as_json=as_json,
    )
    if any(segment.breaches for each in examined for segment in each.impact.segments):
        raise typer.Exit(int(ExitCode.NOT_READY))


def _records(
    places: Sequence[Path], contents: dict[Path, bytes], pair: tuple[str, str]
) -> dict[Path, tuple[Path, Record]]:
    """The record of each release, told by the digest of its content.

    Raises InputError for a record named by itself that belongs to none of the releases.
    """
    from g60translate.documents.files import read_bytes
    from g60translate.errors import InputError
    from g60translate.language.tags import read_language
    from g60translate.reports.record.model import load_record

    releases = {hashlib.sha256(data).hexdigest(): path for path, data in contents.items()}
    found: dict[Path, tuple[Path, Record]] = {}
    for place, named in _files(places):
        record = load_record(read_bytes(place), name=place.name)
        release = releases.get(record.source.sha256)
        sides = (record.source, record.target)
        spoken = tuple(read_language(side.lang).code for side in sides)
        if release is not None and spoken == pair:
            found[release] = (place, record)
        elif named:
            raise InputError(
                f"{place} is the record of {record.source.name} from {record.source.lang} to "
                f"{record.target.lang}, in another state than any of these files or of another "
                "file. Name that file, or translate it again."
            )
    return found


def _files(places: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Record files, each with whether it was named by itself."""
    for place in places:
        if place.is_dir():
            yield from ((path, False) for path in sorted(place.glob("*.g60.json")))
        else:
            yield place, True
