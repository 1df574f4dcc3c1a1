"""What READMEs of model repositories say, and codes of languages as they write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.language.codes import iso_639_1, short_code, target_tokens
from g60translate.models.readme import Readme, read_readme


def readme(folder: Path, text: str) -> Readme:
    (folder / "README.md").write_text(text, encoding="utf-8")
    return read_readme(folder)


@pytest.mark.parametrize(
    ("front", "licence"),
    [
        ("license: apache-2.0", "Apache-2.0"),
        ("tags:\n- translation\nlicense: cc-by-4.0\nlanguage: de", "CC-BY-4.0"),
        ("license:\n- mit", "MIT"),
        ('license: "cc-by-sa-4.0"', "CC-BY-SA-4.0"),
        ("license: openrail", "openrail"),
        ("tags:\n- license", ""),
    ],
)
def test_the_licence_stands_in_the_front_matter(tmp_path: Path, front: str, licence: str) -> None:
    assert readme(tmp_path, f"---\n{front}\n---\n\n# Model\nlicense: other\n").licence == licence


@pytest.mark.parametrize(
    ("opening", "licence"),
    [
        ("Attribution 4.0 International\n\n====", "CC-BY-4.0"),
        ("\n    Apache License\n  Version 2.0", "Apache-2.0"),
        ("Attribution-ShareAlike 4.0 International", "CC-BY-SA-4.0"),
        ("Do as you please.", ""),
    ],
)
def test_a_licence_file_speaks_where_the_readme_does_not(
    tmp_path: Path, opening: str, licence: str
) -> None:
    (tmp_path / "LICENSE").write_text(opening, encoding="utf-8")
    assert read_readme(tmp_path).licence == licence


def test_languages_are_read_as_opus_mt_lists_them(tmp_path: Path) -> None:
    old = (
        "### opus-mt-ROMANCE-en\n\n* source languages: fr,fr_BE,oc,ca,roa\n* target languages: en\n"
    )
    assert readme(tmp_path, old).sources == ("fr", "oc", "ca")
    new = "* dataset: opus\n* source language(s): spa\n* target language(s): cmn hsn cmn_Hant eng\n"
    assert readme(tmp_path, new) == Readme("", ("es",), ("zh", "en"))
    assert read_readme(tmp_path / "none") == Readme()


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("deu", "de"),
        ("de", "de"),
        ("zh_CN", "zh"),
        ("cmn_Hans", "zh"),
        ("pt-BR", "pt"),
        ("ger", "de"),
    ],
)
def test_codes_are_told_in_whatever_form(code: str, short: str) -> None:
    assert iso_639_1(code) == short_code(code) == short


def test_languages_without_a_short_code_keep_theirs_and_groups_have_none() -> None:
    assert iso_639_1("nds") is None
    assert short_code("nds") == "nds"
    assert iso_639_1("ROMANCE") is None


def test_of_several_tokens_for_a_language_the_usual_one_is_taken() -> None:
    pieces = (
        "▁a",
        ">>zho<<",
        ">>cmn_Hant<<",
        ">>cmn_Hans<<",
        ">>fr_BE<<",
        ">>fra<<",
        ">>fr<<",
        ">>",
    )
    assert target_tokens(pieces) == {"fr": ">>fra<<", "zh": ">>cmn_Hans<<"}
    assert target_tokens(("▁a", "b")) == {}
