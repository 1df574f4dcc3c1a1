"""From somebody's folder to a model of ours: three kinds of folders, one kind of model."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from g60translate.errors import ModelCorrupt, ModelError, ModelNotFound, OutputExists
from g60translate.models.bringing import bring
from g60translate.models.bringing.bring import bring_model, convert_again
from g60translate.models.bringing.draft import Wishes
from g60translate.models.card import read_card, verify_files
from g60translate.models.store import Model, ModelStore
from g60translate.translation.engines.ctranslate2 import CTranslate2Engine
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding
from g60translate.translation.engines.loading import load_engine
from tests.models.tiny import POSITIONS, write_repository

EXACT = Wishes(quantization="float32")
TEXTS = ["Die Messe beginnt am Montag.", "Wir danken der Stadt für die „Zusammenarbeit“."]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "models"


def exact(model: Model) -> Engine:
    return CTranslate2Engine(model, compute_type="float32", threads=1)


def assert_same_network(one: Engine, other: Engine) -> None:
    """Given translations are as probable to both; what searches find may differ by a hair."""
    answers = ["The fair begins on Monday.", "We thank the city."]
    np.testing.assert_allclose(
        one.score(TEXTS, answers), other.score(TEXTS, answers), rtol=1e-4, atol=1e-4
    )


def visible(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir())


def test_a_folder_of_transformers_becomes_a_model_for_both_engines(
    repository: Path, root: Path
) -> None:
    model = bring_model(repository, root, EXACT)
    assert visible(root) == ["opus-mt-de-en"]
    assert ModelStore([root]).get("opus-mt-de-en").card == model.card
    card = read_card(model.folder)
    verify_files(model.folder, card)
    assert (card.source_lang, card.target_lang, card.max_tokens) == ("de", "en", POSITIONS)
    assert card.origin.licence == "CC-BY-4.0"
    assert (model.folder / "README.md").is_file()
    assert "README.md" not in card.sha256
    assert_same_network(exact(model), load_engine(model, name="transformers"))


def test_only_what_was_seen_to_work_stands_on_the_card(repository: Path, root: Path) -> None:
    card = bring_model(repository, root, Wishes()).card
    # Random weights copy nothing, and nobody trained them for terms.
    assert card.markers.symbols == ()
    (figure,) = card.quality
    assert (figure.metric, figure.value) == ("placeholders copied %", 0.0)
    # The pieces were trained on normalised text: typographic quotes would be unknown.
    assert card.tokenizer.plain["„"] == '"'


def test_signs_that_the_model_never_saw_are_read_as_plain_ones(
    repository: Path, root: Path
) -> None:
    engine = load_engine(bring_model(repository, root, Wishes()))
    quoted = "Die „Messe“ beginnt."
    pieces = engine.subwords.encode(quoted)
    assert pieces.pieces == engine.subwords.encode('Die "Messe" beginnt.').pieces
    assert "".join(quoted[a:b] for a, b in pieces.spans) == quoted


def test_marians_own_format_gives_the_same_translations(
    repository: Path, marian: Path, root: Path
) -> None:
    wishes = Wishes(sources=("de",), targets={"en": ""}, quantization="float32", name="native")
    native = bring_model(marian, root, wishes)
    assert not (native.folder / "transformers").exists()
    assert native.card.origin.licence == "NOASSERTION"
    assert "Ask its makers" in native.card.origin.note
    ours, theirs = exact(native), exact(bring_model(repository, root, EXACT))
    assert_same_network(ours, theirs)
    greedy = Decoding(beam=1)
    for one, two in zip(
        ours.translate(TEXTS, greedy), theirs.translate(TEXTS, greedy), strict=True
    ):
        # Only the limit of length differs between the two.
        assert one[0].text.startswith(two[0].text)
        rows = len(two[0].target_spans)
        np.testing.assert_allclose(one[0].attention[:rows], two[0].attention, atol=1e-4)


def test_a_marian_folder_without_decoder_yml_is_understood_if_it_has_one_model(
    marian: Path, root: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(marian, tmp_path / "opus-mt-de-en")
    (folder / "decoder.yml").unlink()
    assert bring_model(folder, root, Wishes()).card.source_lang == "de"
    shutil.copyfile(folder / "opus.spm32k-spm32k.npz", folder / "second.npz")
    with pytest.raises(ModelError, match="names 2 models"):
        bring_model(folder, root, Wishes(name="other"))


def test_marians_configuration_may_not_lead_out_of_its_folder(
    marian: Path, root: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(marian, tmp_path / "opus-mt-de-en")
    text = (folder / "decoder.yml").read_text(encoding="utf-8")
    changed = text.replace("- opus.spm32k-spm32k.npz", f"- {marian}/opus.spm32k-spm32k.npz")
    (folder / "decoder.yml").write_text(changed, encoding="utf-8")
    with pytest.raises(ModelError, match="no file in that folder"):
        bring_model(folder, root, Wishes())


def test_pickled_weights_are_kept_as_safetensors(root: Path, tmp_path: Path) -> None:
    folder = write_repository(tmp_path / "opus-mt-de-en", pickled=True)
    card = bring_model(folder, root, Wishes()).card
    assert "transformers/model.safetensors" in card.sha256
    assert not any(name.endswith(".bin") and "ctranslate2" not in name for name in card.sha256)


def test_weights_can_be_dropped_and_then_nothing_can_be_converted(
    repository: Path, root: Path
) -> None:
    model = bring_model(repository, root, Wishes(weights="drop"))
    assert not (model.folder / "transformers").exists()
    verify_files(model.folder, model.card)
    with pytest.raises(ModelNotFound, match="without --drop-weights"):
        convert_again(model, root, "again", quantization="float32")


def test_a_model_is_converted_once_more_under_another_name(repository: Path, root: Path) -> None:
    model = bring_model(repository, root, Wishes())
    other = convert_again(model, root, "exact", quantization="float32")
    verify_files(other.folder, read_card(other.folder))
    assert "float32" in other.card.origin.note
    assert other.card.quality == ()
    sizes = [(m.folder / "ctranslate2" / "model.bin").stat().st_size for m in (model, other)]
    assert sizes[0] < sizes[1]
    assert_same_network(exact(other), load_engine(other, name="transformers"))
    # Weights are multiplied as they are stored.
    assert load_engine(other).compute_type == "float32"
    assert load_engine(model).compute_type.startswith("int8")


def test_a_folder_of_ours_is_copied_if_it_is_whole(embedded_model: Model, root: Path) -> None:
    copy = bring_model(embedded_model.folder, root, Wishes(name="mine"))
    assert copy.card.digest == embedded_model.card.digest
    assert read_card(root / "mine").name == "mine"
    assert (root / "mine" / "SOURCES.tsv").is_file()
    with (copy.folder / "vocab.json").open("ab") as stream:
        stream.write(b" ")
    with pytest.raises(ModelCorrupt, match=r"vocab\.json"):
        bring_model(copy.folder, root, Wishes(name="theirs"))
    assert visible(root) == ["mine"]


def test_a_model_in_place_is_replaced_only_if_that_is_wished(repository: Path, root: Path) -> None:
    first = bring_model(repository, root, Wishes())
    (first.folder / "extra").write_bytes(b"")
    with pytest.raises(OutputExists, match="--force"):
        bring_model(repository, root, Wishes())
    assert (first.folder / "extra").exists()
    bring_model(repository, root, Wishes(), existing="replace")
    assert not (first.folder / "extra").exists()
    assert visible(root) == ["opus-mt-de-en"]


def test_a_full_disk_leaves_what_was_there(
    repository: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bring_model(repository, root, Wishes())

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(bring, "convert_weights", full)
    with pytest.raises(ModelError, match=r"is full.*Make room.*Nothing was installed"):
        bring_model(repository, root, Wishes(), existing="replace")
    assert visible(root) == ["opus-mt-de-en"]
    verify_files(first.folder, first.card)


def damaged(repository: Path, folder: Path, name: str, content: bytes | None) -> Path:
    shutil.copytree(repository, folder)
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("source.spm", None, r"has no source\.spm"),
        ("model.safetensors", None, "neither model.safetensors nor pytorch_model.bin"),
        ("vocab.json", b"[]", "not a JSON object"),
        ("vocab.json", b'{"</s>": 0}', "1 pieces in vocab.json, but config.json says"),
        ("config.json", b'{"model_type": "bert"}', "of the type 'bert'"),
        ("config.json", None, "holds no model"),
        ("target_vocab.json", b"{}", "one vocabulary for each language"),
        ("source.spm", b"nothing", "no SentencePiece model"),
        ("model.safetensors", b"nothing", "cannot be converted"),
    ],
)
def test_a_folder_that_cannot_be_used_says_why(
    repository: Path, root: Path, tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    folder = damaged(repository, tmp_path / "opus-mt-de-en", name, content)
    with pytest.raises(ModelError, match=message):
        bring_model(folder, root, Wishes())
    assert not root.exists() or visible(root) == []


def test_pieces_of_another_model_are_noticed(
    repository: Path, embedded_model: Model, root: Path, tmp_path: Path
) -> None:
    alien = (embedded_model.folder / "source.spm").read_bytes()
    folder = damaged(repository, tmp_path / "opus-mt-de-en", "source.spm", alien)
    with pytest.raises(ModelError, match="belongs to another model"):
        bring_model(folder, root, Wishes())


def test_a_network_that_ends_its_vocabulary_elsewhere_is_refused(
    repository: Path, root: Path, tmp_path: Path
) -> None:
    config = json.loads((repository / "config.json").read_text(encoding="utf-8"))
    content = json.dumps(config | {"pad_token_id": 3}).encode()
    folder = damaged(repository, tmp_path / "opus-mt-de-en", "config.json", content)
    with pytest.raises(ModelError, match="it belongs at the end"):
        bring_model(folder, root, Wishes())


def test_a_multilingual_model_lists_its_languages_and_speaks_the_one_asked_for(
    multilingual: Path, root: Path
) -> None:
    card = bring_model(multilingual, root, Wishes()).card
    assert card.source_lang == "de"
    assert card.targets == {
        "en": ">>eng<<",
        "fr": ">>fra<<",
        "nds": ">>nds<<",
        "zh": ">>cmn_Hans<<",
    }
    chinese = ModelStore([root]).for_pair("de", "zh")
    engine = load_engine(chinese)
    assert engine.subwords.encode("Die Stadt").pieces[0] == ">>cmn_Hans<<"
    (ranked,) = engine.translate(["Die Stadt"])
    # The token has a column of attention, and no place in the text.
    assert ranked[0].source_spans[0] == (0, 0)
    assert ranked[0].attention.shape[1] == len(ranked[0].source_spans)
    french = load_engine(ModelStore([root]).for_pair("de", "fr"))
    assert french.translate(["Die Stadt"])[0][0].logprob != ranked[0].logprob


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        (Wishes(targets={"zh": ">>zho<<"}), "no language token '>>zho<<'. It has >>cmn_Hans<<"),
        (Wishes(targets={"it": ""}), "it is none of them. Name the token with --prefix"),
        (Wishes(targets={"it": "", "fr": ""}), "no language token for it"),
    ],
)
def test_a_token_that_the_model_lacks_is_named(
    multilingual: Path, root: Path, wishes: Wishes, message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        bring_model(multilingual, root, wishes)


def test_one_of_several_targets_can_be_chosen(multilingual: Path, root: Path) -> None:
    wishes = Wishes(name="de-zh", targets={"zh": ">>cmn_Hant<<"}, sources=("de", "nl"))
    card = bring_model(multilingual, root, wishes).card
    assert card.pairs == (("de", "zh"), ("nl", "zh"))
    assert card.tokenizer.prefix == ">>cmn_Hant<<"
    assert card.targets == {}


def test_languages_that_nothing_names_are_asked_for(
    repository: Path, root: Path, tmp_path: Path
) -> None:
    folder = damaged(repository, tmp_path / "my model", "README.md", None)
    with pytest.raises(ModelError, match="--from"):
        bring_model(folder, root, Wishes())
    with pytest.raises(ModelError, match="--to"):
        bring_model(folder, root, Wishes(sources=("de",)))
    languages = Wishes(sources=("de",), targets={"en": ""})
    with pytest.raises(ModelError, match="A name has letters"):
        bring_model(folder, root, languages)
