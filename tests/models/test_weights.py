from __future__ import annotations

from pathlib import Path

import pytest

from g60translate.errors import ModelCorrupt, ModelError
from g60translate.models.store import Model
from g60translate.models.weights import read_weights


def test_the_embedded_model_says_its_shape(embedded_model: Model) -> None:
    shape = read_weights(embedded_model.folder).shape
    assert (shape.encoder_layers, shape.decoder_layers, shape.width) == (6, 2, 256)
    assert (shape.vocabulary, shape.pad, shape.positions) == (12_000, 11_999, 256)


@pytest.mark.parametrize("cut", [0, 3, 40, 5_000, 100_000])
def test_a_cut_file_is_corrupt(embedded_model: Model, tmp_path: Path, cut: int) -> None:
    (tmp_path / "ctranslate2").mkdir()
    data = (embedded_model.folder / "ctranslate2" / "model.bin").read_bytes()
    (tmp_path / "ctranslate2" / "model.bin").write_bytes(data[:cut])
    with pytest.raises(ModelCorrupt, match=r"model\.bin"):
        read_weights(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no"):
        read_weights(tmp_path)
