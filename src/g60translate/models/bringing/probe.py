"""Finds out what a model can do that nobody has written down: what it does with placeholders.

Off-the-shelf models were trained without markers, but some strange-looking words they carry over
unchanged. A family of such words is put on the card only if the model's pieces can spell it and
the model copies it in nearly every sentence tried. Then two of them are put around a name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from g60translate.models.card import Markers, Quality
from g60translate.models.likeness import stand_ins
from g60translate.models.subwords import Subwords
from g60translate.translation.engines.engine import Engine
from g60translate.translation.engines.hypothesis import Decoding
from g60translate.version import __version__

# Families of ten symbols, `#` being the digit. None may ever stand in a press release: whatever
# looks like a symbol in a translation is taken for one.
FAMILIES: Final = ("❰#❱", "⟨#⟩", "[[#]]", "{#}", "<x#>", "QX#Q", "XQ#", "ZZ#")

# Of the sentences; a lost placeholder costs a second decoding, and a stronger rung.
_ENOUGH = 0.9
_BEAM = 4

# Latin letters, and so the same in most languages.
_NAME = "Songjiang"


@dataclass(frozen=True, slots=True)
class Probed:
    """What was found; `quality` has the share of copied symbols, also where it was too low."""

    markers: Markers
    quality: tuple[Quality, ...]


def probe_placeholders(engine: Engine, vocabulary: Collection[str]) -> Probed:
    """Try the families on sentences of the source language; without any, nothing is claimed.

    `vocabulary` are the model's pieces. Raises EngineError.
    """
    carriers = _carriers().get(engine.model.card.source_lang, ())
    rates: dict[str, float] = {}
    for family in FAMILIES if carriers else ():
        symbols = _symbols(family)
        if all(_spelt(symbol, engine.subwords, vocabulary) for symbol in symbols):
            rates[family] = _copy_rate(engine, carriers, symbols)
            if rates[family] == 1.0:
                break
    if not rates:
        return Probed(Markers(), ())
    best = max(rates, key=lambda family: rates[family])
    quality = Quality(
        set=f"{len(carriers)} carrier sentences",
        metric="placeholders copied %",
        value=round(100 * rates[best], 1),
        signature=_signature(engine, best),
    )
    good = rates[best] >= _ENOUGH
    return Probed(Markers(placeholders=_symbols(best) if good else ()), (quality,))


def probe_codes(engine: Engine, symbols: Sequence[str]) -> Quality | None:
    """How often two placeholders come back around the name that they were put around.

    An answer counts only if its wording is that of the same sentence without placeholders. None
    without placeholders or sentences. Raises EngineError.
    """
    carriers = _carriers().get(engine.model.card.source_lang, ())
    if not carriers or len(symbols) < 2:
        return None
    first, last = symbols[:2]
    asked = [carrier.replace("{}", _NAME) for carrier in carriers]
    marked = [carrier.replace("{}", f"{first}{_NAME}{last}") for carrier in carriers]
    answers = [
        answer[0].text for answer in engine.translate([*asked, *marked], Decoding(beam=_BEAM))
    ]
    alone, around = answers[: len(asked)], answers[len(asked) :]
    kept = [
        _is_around(first, last, answer) and _bare(answer, symbols) == _bare(plain, symbols)
        for answer, plain in zip(around, alone, strict=True)
    ]
    return Quality(
        set=f"{len(carriers)} carrier sentences",
        metric="codes kept %",
        value=round(100 * sum(kept) / len(kept), 1),
        signature=_signature(engine, f"{first}…{last}"),
    )


def keeps_codes(figure: Quality | None) -> bool:
    """Whether a share that `probe_codes` found is good enough to rely on."""
    return figure is not None and figure.value >= 100 * _ENOUGH


def plain_signs(subwords: Subwords, vocabulary: Collection[str]) -> dict[str, str]:
    """The signs of typesetting that this model cannot read, with those that it reads instead.

    Texts such as OPUS-MT's were normalised before training.
    """
    read, _ = subwords.signs
    return dict(stand_ins(read & frozenset("".join(vocabulary))))


def _spelt(symbol: str, subwords: Subwords, vocabulary: Collection[str]) -> bool:
    """Whether the symbol comes back whole from the pieces of either language."""
    text = f"a {symbol} b"
    source = subwords.encode(text).pieces
    target = subwords.encode_target(text)
    prefix = source[:1] if source[0].startswith(">>") else ()
    return (
        set(source) | set(target) <= set(vocabulary)
        and subwords.decode(list(target)).text == text
        and "".join(source[len(prefix) :]).replace("▁", " ").strip() == text
    )


def _copy_rate(engine: Engine, carriers: Sequence[str], symbols: Sequence[str]) -> float:
    sources = [
        carrier.replace("{}", symbols[number % len(symbols)])
        for number, carrier in enumerate(carriers)
    ]
    answers = engine.translate(sources, Decoding(beam=_BEAM))
    copied = [
        answer[0].text.count(symbols[number % len(symbols)]) == 1
        for number, answer in enumerate(answers)
    ]
    return sum(copied) / len(copied)


def _is_around(first: str, last: str, answer: str) -> bool:
    """Whether both stand there once, in order, around a name, or around something that is one."""
    if (answer.count(first), answer.count(last)) != (1, 1):
        return False
    inside = answer[answer.index(first) + len(first) :].partition(last)[0].strip()
    return inside == _NAME if _NAME in answer else bool(inside)


def _bare(answer: str, symbols: Sequence[str]) -> str:
    for symbol in symbols:
        answer = answer.replace(symbol, " ")
    return "".join(answer.split())


def _signature(engine: Engine, symbols: str) -> str:
    return (
        f"symbols:{symbols}|beam:{_BEAM}|engine:{engine.name}|"
        f"compute_type:{engine.compute_type}|g60translate:{__version__}"
    )


def _symbols(family: str) -> tuple[str, ...]:
    return tuple(family.replace("#", str(digit)) for digit in range(10))


@cache
def _carriers() -> Mapping[str, Sequence[str]]:
    path = Path(__file__).with_name("carriers.toml")
    carriers: Mapping[str, Sequence[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return carriers
