"""Aligned sentence pairs, and readers for the files they come in: TSV, JSON lines and TMX."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from g60translate.bitext.tmx import read_tmx
from g60translate.errors import BrokenDocument, EncodingFault, InputError, UnsupportedFormat


@dataclass(frozen=True, slots=True)
class Pair:
    """One aligned sentence; `label` names its source, `document` is '' where it is not known."""

    source: str
    target: str
    label: str
    document: str = ""


def read_pairs(
    path: Path, *, source_lang: str, target_lang: str, label: str = "", turned: bool = False
) -> Iterator[Pair]:
    """Read a bilingual file by its suffix: `.tsv`, `.jsonl` (either also `.gz`) or `.tmx`.

    TSV: source, target and optionally a label and a document; `turned`: target, source. JSON
    lines: the texts under their language codes, `doc` and `label` where they exist. `label`
    stands in where a line has none; its default is the file's name. Lines with an empty side are
    skipped.
    Raises UnsupportedFormat (also for anything but a TSV to be turned), BrokenDocument,
    EncodingFault, InputError (no such file).
    """
    label = label or path.name.split(".")[0]
    suffixes = [s.lower() for s in path.suffixes if s.lower() != ".gz"]
    kind = suffixes[-1] if suffixes else ""
    if turned and kind != ".tsv":
        raise UnsupportedFormat(f"{path} cannot be turned: only a .tsv has a first column.")
    if kind == ".tsv":
        pairs = _read_tsv(path, label, turned=turned)
    elif kind == ".jsonl":
        pairs = _read_jsonl(path, source_lang, target_lang, label)
    elif kind == ".tmx":
        units = read_tmx(path, source_lang=source_lang, target_lang=target_lang)
        pairs = (Pair(u.source, u.target, label, u.document) for u in units)
    else:
        raise UnsupportedFormat(
            f"{path} is no bilingual file that can be read. Give .tsv, .jsonl or .tmx."
        )
    return (p for p in pairs if p.source.strip() and p.target.strip())


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8", newline="\n") as stream:
            for number, line in enumerate(stream, 1):
                yield number, line.rstrip("\r\n")
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except UnicodeDecodeError as error:
        raise EncodingFault(
            f"{path} is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8."
        ) from None
    except (EOFError, gzip.BadGzipFile) as error:
        raise BrokenDocument(f"{path} is no whole gzip file: {error}.") from None


def _read_tsv(path: Path, label: str, *, turned: bool) -> Iterator[Pair]:
    for number, line in _lines(path):
        cells = line.split("\t")
        if not 2 <= len(cells) <= 4:
            raise BrokenDocument(
                f"{path}, line {number}: {len(cells)} columns. A line has a source and a target, "
                "then optionally a label and a document, with tabs between them."
            )
        (source, target), rest = cells[1::-1] if turned else cells[:2], cells[2:]
        own = rest[0] if rest and rest[0] else label
        yield Pair(source, target, own, rest[1] if len(rest) > 1 else "")


def _read_jsonl(path: Path, source_lang: str, target_lang: str, label: str) -> Iterator[Pair]:
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            source, target = row[source_lang], row[target_lang]
        except json.JSONDecodeError as error:
            raise BrokenDocument(f"{path}, line {number}: not JSON ({error.msg}).") from None
        except (KeyError, TypeError):
            raise BrokenDocument(
                f"{path}, line {number}: no texts under {source_lang!r} and {target_lang!r}."
            ) from None
        if not (isinstance(source, str) and isinstance(target, str)):
            raise BrokenDocument(f"{path}, line {number}: the texts are not strings.")
        yield Pair(source, target, str(row.get("label", label)), str(row.get("doc", "")))
