from __future__ import annotations

import pytest

from g60translate.documents.exchange.po import PoCodec
from tests.documents.pretend import translated

CODEC = PoCodec()
ENTRY = 'msgid "ein tal"\nmsgid_plural "zwei täler"\n'


def filled(rule: str, entry: str, lang: str = "en") -> list[str]:
    header = f'msgid ""\nmsgstr ""\n"X-Source-Language: de\\n"\n"Plural-Forms: {rule}\\n"\n\n'
    data = (header + entry).encode()
    document = CODEC.read(data, name="x.po")
    assert CODEC.write(document) == data
    written = CODEC.write(translated(document, lang=lang)).decode()
    return [line for line in written.splitlines() if line.startswith(("msgstr[", '"Plural'))]


@pytest.mark.parametrize(
    ("rule", "strings", "expected"),
    [
        ("nplurals=1; plural=0;", [""], ["ZWEI TÄLER"]),
        ("nplurals=2; plural=(n != 1);", ["", ""], ["EIN TAL", "ZWEI TÄLER"]),
        ("nplurals=2; plural=n != 1;", ["", "two"], ["EIN TAL", "two"]),
        ("nplurals=2; plural=(n > 1);", [""], ["EIN TAL", "ZWEI TÄLER"]),
        ("nplurals=3; plural=(n==1 ? 0 : n<5 ? 1 : 2);", ["a", "", ""], ["a"] + ["ZWEI TÄLER"] * 2),
        ("nplurals=2; plural=(n == 1);", ["", ""], ["ZWEI TÄLER", "EIN TAL"]),
        ("nplurals=2; plural=__import__('os');", ["", ""], ["EIN TAL", "ZWEI TÄLER"]),
        ("nplurals=99; plural=0;", ["", ""], ["EIN TAL", "ZWEI TÄLER"]),
    ],
)
def test_fills_the_forms_that_the_header_asks_for(
    rule: str, strings: list[str], expected: list[str]
) -> None:
    entry = ENTRY + "".join(f'msgstr[{n}] "{text}"\n' for n, text in enumerate(strings))
    assert filled(rule, entry) == [
        f'"Plural-Forms: {rule}\\n"',
        *(f'msgstr[{n}] "{text}"' for n, text in enumerate(expected)),
    ]


@pytest.mark.parametrize(
    ("lang", "rule"),
    [
        ("en", "nplurals=2; plural=(n != 1);"),
        ("zh-CN", "nplurals=1; plural=0;"),
        ("fr", "nplurals=2; plural=(n > 1);"),
        ("xx", "nplurals=INTEGER; plural=EXPRESSION;"),
    ],
)
def test_a_template_gets_the_rule_of_its_language(lang: str, rule: str) -> None:
    entry = ENTRY + 'msgstr[0] ""\nmsgstr[1] ""\n'
    found = filled("nplurals=INTEGER; plural=EXPRESSION;", entry, lang)
    assert found[0] == f'"Plural-Forms: {rule}\\n"'
