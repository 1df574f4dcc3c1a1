from __future__ import annotations

import importlib.util
import sys

import pytest

from g60translate.errors import MissingExtra
from g60translate.training import extra


@pytest.mark.parametrize(
    ("package", "function"),
    [
        ("torch", ""),
        ("transformers", "marian_classes"),
        ("safetensors.torch", "safetensors_torch"),
    ],
)
def test_a_missing_package_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, package: str, function: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    spec = importlib.util.find_spec(extra.__name__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    named = package.split(".", maxsplit=1)[0]

    def use() -> None:
        spec.loader.exec_module(module)  # type: ignore[union-attr]
        getattr(module, function)()

    with pytest.raises(MissingExtra, match=rf"'{named}'.*\[reference\]"):
        use()
