from __future__ import annotations

from g60translate import __version__
from g60translate.scoring.metrics.signature import SystemSignature, join


def test_only_what_is_known_is_stated() -> None:
    text = str(SystemSignature(model="de-en", beam=4))
    assert text == f"model:de-en|beam:4|g60translate:{__version__}"


def test_separators_inside_a_value_cannot_forge_a_part() -> None:
    assert join({"a": "x|b:y", "c": 1}) == "a:x/b=y|c:1"
