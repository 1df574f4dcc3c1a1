"""Cards and the store: what is valid, what is whole, what is found."""

import json
import os
import shutil
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.errors import ModelCorrupt, ModelError, ModelNotFound, UnsupportedPair
from g60translate.models.card import (
    ModelCard,
    Origin,
    Tokenizer,
    read_card,
    stays_inside,
    verify_files,
)
from g60translate.models.store import Model, ModelStore
from g60translate.models.writing import dump_card, write_card
from tests.conftest import ROOT

CARD = """
schema_version = 1
name = "{name}"
source_lang = "{source}"
target_lang = "{target}"
max_tokens = 64
[origin]
licence = "CC0-1.0"
weights = "none"
[sha256]
"source.spm" = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
"""


def make(root: Path, name: str, pair: str = "de-en", card: str = CARD) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    source, target = pair.split("-")
    text = card.format(name=name, source=source, target=target)
    (folder / "model.toml").write_text(text, encoding="utf-8")
    (folder / "source.spm").write_bytes(b"abc")
    return folder


def test_the_embedded_model_is_whole(embedded_model: Model) -> None:
    verify_files(embedded_model.folder, embedded_model.card)
    files = {
        str(path.relative_to(embedded_model.folder))
        for path in embedded_model.folder.rglob("*")
        if path.is_file() and path.name != "model.toml"
    }
    assert files == set(embedded_model.card.sha256)


def test_a_changed_and_a_missing_file_are_both_named(embedded_model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "de-en"
    shutil.copytree(embedded_model.folder, folder)
    (folder / "vocab.json").unlink()
    with (folder / "ctranslate2" / "model.bin").open("ab") as stream:
        stream.write(b"!")
    with pytest.raises(ModelCorrupt) as caught:
        verify_files(folder, read_card(folder))
    assert "vocab.json is missing" in str(caught.value)
    assert "ctranslate2/model.bin does not have the SHA-256" in str(caught.value)
    # The other engine's files are not its business.
    with pytest.raises(ModelCorrupt, match="vocab") as caught:
        verify_files(folder, read_card(folder), below="transformers/")
    assert "model.bin" not in str(caught.value)


def test_models_are_found_by_name_folder_and_pair(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    mine = make(first, "mine")
    make(second, "mine", "fr-en")
    other = make(second, "other", "zh-en")
    store = ModelStore([tmp_path / "none", first, second])
    assert [model.folder for model in store] == [mine, other]
    assert store.get("other").folder == other
    assert store.get(str(second / "mine")).card.source_lang == "fr"
    assert store.for_pair("de", "en").folder == mine
    with pytest.raises(UnsupportedPair, match="de→en, zh→en"):
        store.for_pair("en", "de")
    with pytest.raises(ModelNotFound, match="Installed models: mine, other"):
        store.get("third")


@pytest.mark.parametrize(
    ("card", "fault"),
    [
        ("schema_version = 1\nname = ", "not valid TOML"),
        (CARD.replace("max_tokens = 64", "max_tokens = 0"), "max_tokens"),
        (CARD.replace("max_tokens = 64", "max_tokens = 64\ncolour = 1"), "colour"),
        (CARD.replace("ba7816bf", "XX7816bf"), "sha256"),
        (CARD.replace("schema_version = 1", "schema_version = 9"), "schema_version"),
    ],
)
def test_a_faulty_card_says_where(tmp_path: Path, card: str, fault: str) -> None:
    folder = make(tmp_path, "broken", card=card)
    with pytest.raises(ModelError, match=fault):
        read_card(folder)


def test_a_folder_without_a_card_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match="not a model folder"):
        read_card(tmp_path)


def test_the_digest_names_the_exact_weights(embedded_model: Model) -> None:
    card = embedded_model.card
    changed = {**card.sha256, "vocab.json": "0" * 64}
    assert card.digest != card.model_copy(update={"sha256": changed}).digest
    reordered = dict(reversed(card.sha256.items()))
    assert card.digest == card.model_copy(update={"sha256": reordered}).digest


MULTILINGUAL = CARD.replace(
    "max_tokens = 64",
    'max_tokens = 64\nsources = ["de", "nl"]\ntargets = {{ en = ">>eng<<", zh = ">>cmn_Hans<<" }}',
).replace("[sha256]", '[tokenizer]\nprefix = ">>eng<<"\n[sha256]')


def test_a_multilingual_card_is_set_to_one_of_its_pairs(tmp_path: Path) -> None:
    folder = make(tmp_path, "many", card=MULTILINGUAL)
    card = read_card(folder)
    assert card.pairs == (("de", "en"), ("de", "zh"), ("nl", "en"), ("nl", "zh"))
    chinese = card.for_pair("nl", "zh")
    assert (chinese.source_lang, chinese.target_lang) == ("nl", "zh")
    assert chinese.tokenizer.prefix == ">>cmn_Hans<<"
    assert chinese.pairs[0] == ("nl", "zh")
    assert chinese.digest == card.digest
    with pytest.raises(UnsupportedPair, match="de→en, de→zh, nl→en, nl→zh, not en→zh"):
        card.for_pair("en", "zh")
    assert ModelStore([tmp_path]).for_pair("de", "zh").card.target_lang == "zh"


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('["de", "nl"]', '["nl"]', "does not list source_lang"),
        ('prefix = ">>eng<<"', 'prefix = ">>fra<<"', "token of target_lang"),
    ],
)
def test_a_multilingual_card_that_contradicts_itself_is_refused(
    tmp_path: Path, right: str, wrong: str, fault: str
) -> None:
    folder = make(tmp_path, "many", card=MULTILINGUAL.replace(right, wrong))
    with pytest.raises(ModelError, match=fault):
        read_card(folder)


@pytest.mark.parametrize("text", [CARD, MULTILINGUAL])
def test_a_card_that_is_written_reads_the_same(tmp_path: Path, text: str) -> None:
    folder = make(tmp_path, "mine", card=text)
    card = read_card(folder)
    write_card(card, folder)
    assert read_card(folder) == card


SIGNS = st.dictionaries(st.characters(codec="utf-8"), st.characters(codec="utf-8"), max_size=4)


@settings(max_examples=60, deadline=None)
@given(plain=SIGNS, token=st.text(st.characters(codec="utf-8"), min_size=1))
def test_whatever_signs_a_card_holds_it_reads_the_same(plain: dict[str, str], token: str) -> None:
    card = ModelCard(
        name="many",
        source_lang="de",
        target_lang="zh",
        targets={"zh": token, "fr": ">>fra<<"},
        tokenizer=Tokenizer(prefix=token, plain=plain),
        max_tokens=64,
        origin=Origin(licence="CC0-1.0", weights="none"),
        sha256={},
    )
    assert ModelCard.model_validate(tomllib.loads(dump_card(card))) == card


@given(name=st.text(st.sampled_from("ab./\\:\0"), max_size=8))
def test_a_name_that_is_accepted_lies_below_the_folder(name: str) -> None:
    folder = Path("/models/mine")
    if stays_inside(name) and "\0" not in name:
        assert folder in Path(os.path.normpath(folder / name)).parents


@pytest.mark.parametrize("name", ["../weights", "/etc/passwd", "a/../../b", "..\\b", "C:b", ""])
def test_a_card_may_not_name_files_outside_its_folder(tmp_path: Path, name: str) -> None:
    folder = make(tmp_path, "mine", card=CARD.replace('"source.spm"', json.dumps(name)))
    with pytest.raises(ModelError, match="no file below the model's folder"):
        read_card(folder)


def test_only_installed_models_of_ones_own_may_be_changed(tmp_path: Path) -> None:
    mine = make(tmp_path / "root", "mine")
    elsewhere = make(tmp_path / "elsewhere", "other")
    make(tmp_path / "root", ".half-built")
    store = ModelStore([tmp_path / "root", ROOT / "models"])
    assert [model.card.name for model in store] == ["mine", "de-en", "en-de"]
    assert store.own("mine").folder == mine
    with pytest.raises(ModelError, match="ships with"):
        store.own("de-en")
    with pytest.raises(ModelError, match="no installed model"):
        store.own(str(elsewhere))
