from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.protection.addresses import Kind, addresses

KINDS: tuple[Kind, ...] = ("url", "mail", "handle", "hashtag")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siehe https://g60.example/a_b?q=1#x.", ["https://g60.example/a_b?q=1#x"]),
        ("见https://g60.example/新闻。", ["https://g60.example/"]),
        ("Mail: presse@g60.example, danke", ["presse@g60.example"]),
        ("auf www.g60.cn und g60.com/de", ["www.g60.cn", "g60.com/de"]),
        ("(https://g60.example)", ["https://g60.example"]),
        ("@g60news folgen", ["@g60news"]),
        ("Das ist das Ende.Der Anfang", []),
        ("um 14.30 Uhr, Version 2.0", []),
        ("z. B. bzw. usw.", []),
        ("Auf https://münchen.example/straße steht", ["https://münchen.example/straße"]),
        ("(siehe www.g60.cn/Tal_(Shanghai)).", ["www.g60.cn/Tal_(Shanghai)"]),
        ("Mehr [unter g60.cn/a[1]].", ["g60.cn/a[1]"]),
        ("新闻office@g60.cn联系", ["office@g60.cn"]),
        ("#G60Valley und #1, A&#38;B, 话题 #进博会#", ["#G60Valley", "#进博会"]),
        ("Grüße@x, a@b", []),
        ("https://", []),
    ],
)
def test_addresses_are_found_without_the_sentence_s_marks(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end, _ in addresses(text, kinds=KINDS)] == expected


def test_only_the_kinds_asked_for_are_given() -> None:
    text = "a@g60.cn, g60.cn, @g60news, #G60"
    assert [kind for _, _, kind in addresses(text, kinds=KINDS)] == [
        "mail", "url", "handle", "hashtag",
    ]  # fmt: skip
    assert [text[a:b] for a, b, _ in addresses(text, kinds=("mail",))] == ["a@g60.cn"]


PIECES = ["www.", "g60", ".cn", "@", "#", "(", ")", "[", "]", ".", " ", "https://", "/", "谷", "ü"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(deadline=None)
def test_spans_are_disjoint_in_order_and_never_empty(text: str) -> None:
    spans = [(start, end) for start, end, _ in addresses(text, kinds=KINDS)]
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in spans)
