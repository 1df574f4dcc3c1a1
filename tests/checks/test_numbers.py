from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.checks.check import Severity
from g60translate.checks.figures.quantities import quantities
from g60translate.checks.numbers import NumbersCheck
from tests.checks.units import examine, worst

CHECK = NumbersCheck()

# pair, source, target: the same figures, written as each language writes them.
AGREE = [
    ("de-en", "ein Plus von 1.234,5 Tonnen", "an increase of 1,234.5 tons"),
    ("de-en", "Der Umsatz stieg auf 2,86 Milliarden Yuan.", "Revenue rose to 2.86 billion yuan."),
    ("de-en", "Kosten: 12 Mio. Euro", "Cost: €12m"),
    ("de-en", "Am 08.11. fand die Messe statt.", "The fair was held on November 8."),
    ("de-en", "628.001.000.000 Yuan", "628,001,000,000 yuan"),
    ("de-en", "am 24. Mai 2016", "on 24 May 2016"),
    ("de-en", "vom 3.4.2023", "of 3 April 2023"),
    ("de-en", "Die 6. China International Import Expo", "The 6th China International Import Expo"),
    ("de-en", "im 14. Fünfjahresplan (2021-2025)", "in the 14th Five-Year Plan (2021–2025)"),
    ("de-en", "um 14.30 Uhr", "at 2:30 p.m."),
    ("de-en", "von 9.00 bis 17.30 Uhr", "from 9 a.m. to 5:30 p.m."),
    ("de-en", "um 14,2 Prozent", "by 14.2%"),
    ("de-en", "von 27,9 auf 26,5 Prozent", "from 27.9% to 26.5%"),
    ("de-en", "neun Städte", "9 cities"),
    ("de-en", "9 Städte", "nine cities"),
    ("de-en", "zwei Milliarden Yuan", "2 billion yuan"),
    ("de-en", "Tel.: 089 123456-78", "phone +49 89 12345678"),
    ("de-en", "im 3. Quartal", "in the third quarter"),
    ("de-en", "die 90er Jahre", "the 1990s"),
    ("de-en", "Geschäftsjahr 2018/19", "fiscal year 2018-2019"),
    ("de-en", "eine halbe Million Gäste", "500,000 guests"),
    ("de-en", "zweihundertfünfzig Gäste", "250 guests"),
    ("de-en", "2 bis 3 Millionen", "2 million to 3 million"),
    ("zh-en", "营收28.6亿元", "revenue of 2.86 billion yuan"),
    ("zh-en", "净利润2.14亿元", "net profit of 214 million yuan"),
    ("zh-en", "3万名观众", "30,000 visitors"),
    ("zh-en", "1亿2000万人", "120 million people"),
    ("zh-en", "11月8日", "November 8"),
    ("zh-en", "2018 年 9 月 30 日", "30 September 2018"),
    ("zh-en", "九城市", "9 cities"),
    ("zh-en", "“十四五”规划（2021—2025年）", "the 14th Five-Year Plan (2021–2025)"),
    ("zh-en", "约占四成", "about 40 percent"),
    ("zh-en", "下午2点30分", "at 14:30"),
    ("zh-en", "二〇二三年", "2023"),
    ("zh-en", "百分之三点五", "3.5 percent"),
    ("en-zh", "30 million tons", "3000多万吨"),
    ("en-zh", "twenty-one countries", "21个国家"),
    ("en-zh", "In 2019, 5,000 jobs", "2019年，5，000个岗位"),
    ("en-fr", "1,234,567.8 euros", "1 234 567,8 euros"),
    ("en-fr", "2.86 billion yuan", "2,86 milliards de yuans"),
    ("en-fr", "on November 1", "le 1er novembre"),
    ("en-fr", "5:30 p.m.", "17 h 30"),
    ("en-fr", "ninety-seven", "97"),
    ("fr-en", "quatre-vingt-dix-sept pays", "97 countries"),
    ("fr-en", "au XXIe siècle", "in the 21st century"),
    ("fr-de", "14,2 % en août", "14,2 Prozent im August"),
    ("fr-de", "mille milliards d’euros : 1 000 000", "eine Billion Euro: 1.000.000"),
    ("de-fr", "G60, 5G und A380", "G60, 5G et A380"),
]

# pair, source, target, severity: something is wrong with the figures.
DISAGREE = [
    ("de-en", "ein Plus von 1.234 Tonnen", "an increase of 1.234 tons", Severity.ERROR),
    ("de-en", "um 14,2 Prozent", "by 12.4 percent", Severity.ERROR),
    ("de-en", "2,86 Milliarden Yuan", "2.86 million yuan", Severity.ERROR),
    ("de-en", "3 Billionen Euro", "3 billion euros", Severity.ERROR),
    ("de-en", "Am 08.11. in Shanghai", "In Shanghai on August 11", Severity.ERROR),
    ("de-en", "152 Millionen Euro", "152 million dollars", Severity.ERROR),
    ("de-en", "Sie bekam 250 Zuschriften.", "She got letters.", Severity.ERROR),
    ("de-en", "Sie bekam Zuschriften.", "She got 250 letters.", Severity.WARNING),
    ("de-en", "um 14,2 Prozent", "by 14.2", Severity.WARNING),
    ("de-en", "Am 08.11. in Shanghai", "On 08.11. in Shanghai", Severity.WARNING),
    ("de-en", "Tel.: 089 12345678", "Tel.: 089 12345687", Severity.ERROR),
    ("de-en", "mit 7 Katzen", "with cats", Severity.WARNING),
    ("de-en", "COVID-19", "COVID-20", Severity.WARNING),
    ("zh-en", "28.6亿元", "28.6 billion yuan", Severity.ERROR),
    ("zh-en", "3万名观众", "3 million visitors", Severity.ERROR),
    ("zh-en", "11月8日", "December 8", Severity.ERROR),
    ("zh-de", "2023年7月", "Juni 2023", Severity.ERROR),
    ("en-fr", "1,234 tons", "1,234 tonnes", Severity.ERROR),
    ("en-zh", "2000 visitors", "20000名观众", Severity.ERROR),
    ("en-zh", "£150 billion", "1500亿欧元", Severity.ERROR),
    ("en-es", "300 visitors", "400 visitantes", Severity.WARNING),
]


@pytest.mark.parametrize(("pair", "source", "target"), AGREE)
def test_the_same_figures_in_another_dress_pass(pair: str, source: str, target: str) -> None:
    assert examine(CHECK, source, target, pair) == []


@pytest.mark.parametrize(("pair", "source", "target", "severity"), DISAGREE)
def test_other_figures_are_found(pair: str, source: str, target: str, severity: Severity) -> None:
    assert worst(examine(CHECK, source, target, pair)) is severity


def test_a_changed_figure_is_one_finding_that_names_both_and_marks_the_place() -> None:
    target = "It grew by 12.4 percent."
    (finding,) = examine(CHECK, "Es wuchs um 14,2 Prozent.", target)
    assert finding.span is not None
    assert target[slice(*finding.span)] == "12.4 percent"
    assert "14,2" in finding.message


def test_digits_of_an_address_are_no_figures() -> None:
    assert examine(CHECK, "Siehe https://g60.example/2023", "See below", "de-en") == []


def test_figures_in_placeholders_are_none() -> None:
    text = 'Es sind {{0:N2}} von {{1,10}} da, [gallery ids="1,2,3"] {}'
    assert examine(CHECK, text.format("und"), text.format("and"), "de-en") == []


def test_a_figure_repeated_in_the_source_may_be_said_once() -> None:
    assert examine(CHECK, "2023年营收增长。2023年利润下降。", "In 2023 both moved.", "zh-en") == []


_NUMBERS = st.one_of(
    st.integers(13, 10**12).map(lambda n: (f"{n:,}", f"{n:,}".replace(",", "."))),
    st.tuples(st.integers(1, 10**6), st.integers(1, 9)).map(
        lambda n: (f"{n[0]:,}.{n[1]}", f"{n[0]:,}".replace(",", ".") + f",{n[1]}")
    ),
)


@given(_NUMBERS)
@settings(deadline=None, max_examples=200)
def test_english_and_german_spellings_of_any_number_agree(pair: tuple[str, str]) -> None:
    english, german = pair
    assert examine(CHECK, f"Es sind {german} Stück.", f"There are {english} items.") == []


@given(_NUMBERS)
@settings(deadline=None, max_examples=200)
def test_french_groups_with_spaces_agree_too(pair: tuple[str, str]) -> None:
    english, german = pair
    french = german.replace(".", "\u202f")
    assert examine(CHECK, f"There are {english}.", f"Il y en a {french}.", "en-fr") == []


@given(_NUMBERS, _NUMBERS)
@settings(deadline=None, max_examples=200)
def test_any_two_numbers_that_differ_are_told_apart(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    found = examine(CHECK, f"Es sind {one[1]} Stück.", f"There are {other[0]} items.")
    assert bool(found) == (one[0] != other[0])


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
    st.sampled_from(["de", "en", "fr", "zh", "ja"]),
)
@settings(deadline=None, max_examples=200)
def test_spans_lie_in_the_text_and_a_text_agrees_with_itself(text: str, lang: str) -> None:
    for quantity in quantities(text, lang):
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.text == text[quantity.start : quantity.end].strip()
    assert examine(CHECK, text, text, f"{lang}-{lang}") == []


def test_very_long_digit_runs_are_read_without_harm() -> None:
    assert examine(CHECK, "9" * 6000, "9" * 6000) == []
    assert re.match(r"\d", quantities("9" * 6000, "en")[0].text)


def test_a_number_copied_in_the_source_s_spelling_is_said_to_be_that() -> None:
    (finding,) = examine(CHECK, "Es sind 9.450 Tonnen.", "It is 9.450 tons.", "de-en")
    assert finding.severity is Severity.ERROR
    assert finding.message == "“9.450” was copied as it is, and reads as another number here."
