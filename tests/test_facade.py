"""The public names: all there, sorted, and enough to translate."""

import pytest

import g60translate
from g60translate import load_translator, read_document, write_document
from g60translate.errors import UnsupportedPair
from tests.conftest import ROOT


def test_every_public_name_can_be_had_and_the_list_is_sorted() -> None:
    assert list(g60translate.__all__) == sorted(g60translate.__all__)
    for name in g60translate.__all__:
        assert name == "__version__" or getattr(g60translate, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing"):
        g60translate.nothing  # noqa: B018


@pytest.mark.model
def test_a_program_translates_in_three_calls() -> None:
    translator = load_translator("de", "en", model=str(ROOT / "models" / "de-en"))
    document = read_document("Die Stadt heißt Shanghai.\n".encode(), name="note.txt")
    english = write_document(translator.translate(document).document).decode()
    assert "Shanghai" in english
    assert english.endswith("\n")


def test_a_model_of_another_pair_is_refused() -> None:
    with pytest.raises(UnsupportedPair, match="de→en"):
        load_translator("en", "de", model=str(ROOT / "models" / "de-en"))
