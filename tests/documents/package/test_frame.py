"""A new package format is what its parts are, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace

from g60translate.documents.archive import Archive, read_archive
from g60translate.documents.package.frame import PackageCodec, PackageSkeleton, require_part
from g60translate.documents.package.sources import SourcePart, source_parts
from g60translate.documents.tokens import Token
from g60translate.documents.xml.blocks import Rule, Treatment


def _rule(token: Token) -> Rule:
    return Rule(Treatment.BLOCK if token.local == "p" else Treatment.BREAK)


class LetterCodec(PackageCodec):
    """A toy: paragraphs in two parts, the language in a third."""

    name = "letter"
    suffixes = (".letter",)
    kept = ("everything else",)
    keeps_parts = True

    def recognises(self, data: bytes) -> bool:
        return data.startswith(b"PK")

    def opened(self, data: bytes, *, name: str) -> Archive:
        archive = read_archive(data, name=name)
        require_part(archive, "lang", name=name)
        return archive

    def language(self, archive: Archive, *, name: str) -> str | None:
        return archive.parts["lang"].decode()

    def parts(
        self,
        skeleton: PackageSkeleton,
        *,
        name: str,
        lang: str | None = None,
    ) -> Iterator[SourcePart]:
        names = ("one.xml", "two.xml", "none.xml")
        yield from source_parts(skeleton.archive, names, lambda *_: _rule, name=name)

    def in_language(
        self,
        skeleton: PackageSkeleton,
        written: Mapping[str, bytes],
        lang: str,
    ) -> Mapping[str, bytes]:
        return {"lang": lang.encode()}


def letter(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in {"lang": "de", **parts}.items():
            archive.writestr(name if name == "lang" else f"{name}.xml", part)
    return target.getvalue()


DATA = letter(one="<a><p>Das  Tal</p><!-- x --></a>", two="<a><p>Der Berg</p></a>", rest="<r/>")


def test_a_package_comes_back_to_the_byte() -> None:
    codec = LetterCodec()
    document = codec.read(DATA, name="brief.letter")
    assert [(b.id, b.text) for b in document.blocks] == [("b1", "Das Tal"), ("b2", "Der Berg")]
    assert document.lang == "de"
    assert codec.write(document) == DATA


def test_only_parts_with_changed_blocks_or_language_are_written() -> None:
    codec = LetterCodec()
    document = codec.read(DATA, name="brief.letter")
    first = document.blocks[0]
    changed = document.with_blocks({"b1": replace(first, text="The valley")}, lang="en")
    before, after = read_archive(DATA, name="x"), read_archive(codec.write(changed), name="x")
    assert after.parts["one.xml"] == b"<a><p>The valley</p><!-- x --></a>"
    assert after.parts["lang"] == b"en"
    for part in ("two.xml", "rest.xml"):
        assert after.parts[part] == before.parts[part]
