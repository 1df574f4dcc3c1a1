from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.bitext.tmx import read_tmx, write_tmx
from g60translate.bitext.units import Unit

# XML 1.0 has no control characters, and its parsers fold CR.
text = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), max_size=30
).map(str.strip)


@given(st.lists(st.builds(Unit, text, text, text), max_size=5))
@settings(deadline=None, max_examples=40)
def test_what_is_written_is_what_is_read(units: list[Unit]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "a.tmx"
        path.write_bytes(write_tmx(units, source_lang="de", target_lang="en"))
        assert list(read_tmx(path, source_lang="de", target_lang="en")) == units


def write(path: Path, body: str, *, head: str = "") -> Path:
    path.write_text(
        f'<?xml version="1.0"?>{head}<tmx version="1.4"><header/><body>{body}</body></tmx>',
        encoding="utf-8",
    )
    return path


def unit(german: str, english: str, *, de: str = "de-AT", en: str = "EN-us") -> str:
    return (
        f'<tu><prop type="x-Filename">a.docx</prop><tuv xml:lang="{de}"><seg>{german}</seg></tuv>'
        f'<tuv xml:lang="{en}"><seg>{english}</seg></tuv></tu>'
    )


def test_native_codes_are_no_text_but_highlights_are(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.tmx",
        unit(
            'Das <bpt i="1">&lt;b&gt;</bpt>Tal<ept i="1">&lt;/b&gt;</ept> <ph/>hier',
            "The <hi>valley <it pos='begin'>x</it>here</hi><!-- no -->!",
        ),
    )
    assert list(read_tmx(path, source_lang="de", target_lang="en")) == [
        Unit("Das Tal hier", "The valley here!", "a.docx")
    ]


def test_units_without_the_language_are_skipped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tmx", unit("x", "y", en="fr") + unit("Ja", "Yes"))
    assert [u.source for u in read_tmx(path, source_lang="de", target_lang="en")] == ["Ja"]


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET", encoding="utf-8")
    head = f'<!DOCTYPE tmx [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    path = write(tmp_path / "a.tmx", unit("a &e; b", "y"), head=head)
    units = list(read_tmx(path, source_lang="de", target_lang="en"))
    assert "SECRET" not in repr(units)
