from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.exchange.icu import (
    IcuFault,
    decode_icu,
    find_branches,
    is_icu,
    spell_icu,
)


def texts(message: str) -> list[str]:
    """The branches with what is sealed in them, in angle brackets."""
    found = []
    for branch in find_branches(message):
        pieces, at = [], branch.start
        for sealed in branch.sealed:
            pieces += [message[at : sealed.start], f"<{sealed.text}>"]
            at = sealed.end
        found.append("".join([*pieces, message[at : branch.end]]))
    return found


@pytest.mark.parametrize(
    ("message", "branches"),
    [
        (
            "{count, plural, one {# Tal} other {# Täler}}",
            ["<{count}>", "<#> Tal", "<#> Täler"],
        ),
        (
            "{n,plural,offset:1 =0{keines}=1{eines} other{{n} und # andere}}",
            ["<{n}>", "keines", "eines", "<{n}> und <#> andere"],
        ),
        (
            "{wer, select, female {Sie kam} male {Er kam} other {Man kam #}} an.",
            ["<{wer}> an.", "Sie kam", "Er kam", "Man kam #"],
        ),
        (
            "Am {n, selectordinal, one {#.} other {#.}} Tag um {t, time, short}",
            ["Am <{n}> Tag um <{t, time, short}>", "<#>.", "<#>."],
        ),
        (
            "{wer, select, f {{n, plural, one {ihr Tal} other {ihre # Täler}}} other {nichts}}",
            ["<{wer}>", "<{n}>", "ihr Tal", "ihre <#> Täler", "nichts"],
        ),
        (
            "{n, plural, one {ein '{'Tal'}'} other {wie geht''s, '#' #}}",
            ["<{n}>", "ein <'{'>Tal<'}'>", "wie geht''s, <'#'> <#>"],
        ),
        (
            "{VAR_PLURAL, plural, =0 {kein} other {{{n}} Tage}}",
            ["<{VAR_PLURAL}>", "kein", "<{{n}}> Tage"],
        ),
        ("{d, date, ::yMMM{x}} frei", ["<{d, date, ::yMMM{x}}> frei"]),
    ],
)
def test_finds_every_text_of_a_message(message: str, branches: list[str]) -> None:
    assert is_icu(message)
    assert texts(message) == branches


@pytest.mark.parametrize(
    "message",
    [
        "{n, plural, one {Tal other {Täler}}",
        "{n, plural, one {Tal} other {Täler}",
        "{n, plural, one {Tal} other {Täler}}}",
        "{n, plural}",
        "{n, plural, }",
        "{n, select, other}",
        "{0, choice, 0#keine|1#eine}",
        "{n, plural, one {{a, plural}} other {b}}",
        "{n, plural, one {{{x} Tal} other {b}}",
    ],
)
def test_says_what_is_broken(message: str) -> None:
    assert is_icu(message)
    with pytest.raises(IcuFault):
        find_branches(message)


@pytest.mark.parametrize(
    "text",
    ["Hallo {name}", "{a, b und c}", "Wir {lachen, weinen}", "{{ x, y }}", "100 %", "{", "{}"],
)
def test_other_braces_are_no_icu(text: str) -> None:
    assert not is_icu(text)


@given(st.text(st.sampled_from("ab'{}#| "), max_size=10), st.booleans())
def test_spelt_text_is_one_text_of_its_message(text: str, doubled: bool) -> None:
    message = f"{{n, select, other {{{spell_icu(text, doubled=doubled)}}}}}"
    branch = find_branches(message)[1]
    said, at = "", branch.start
    for sealed in branch.sealed:
        said += decode_icu(message[at : sealed.start]) + sealed.text[1:-1].replace("''", "'")
        at = sealed.end
    assert said + decode_icu(message[at : branch.end]) == text
