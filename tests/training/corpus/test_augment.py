from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g60translate.training.corpus.augment import Augmenter, Lexicon, common_words, read_lexicon
from g60translate.training.recipe import Augment

NONE = {
    "terms": 0.0,
    "placeholders": 0.0,
    "tags": 0.0,
    "capitals": 0.0,
    "titles": 0.0,
    "breaks": 0.0,
}
LEXICON = Lexicon(
    {"Halle": ["hall"], "neue Halle": ["new hall"], "Tal": ["valley"]},
    frozenset({"die", "the", "in"}),
)
SOURCE = "Die neue Halle in Shanghai zeigt 420 Firmen das Tal."
TARGET = "The new hall in Shanghai shows 420 companies the valley."


def only(change: str, **more: float) -> Augment:
    return Augment.model_validate({**NONE, change: 0.9, **more})


def changed(shares: Augment, source: str = SOURCE, target: str = TARGET) -> set[tuple[str, str]]:
    augmenter = Augmenter(shares, LEXICON, seed=1)
    return {augmenter.change(source, target, number=n) for n in range(60)}


def test_terms_are_marked_with_what_the_target_has() -> None:
    sources = {source for source, _ in changed(only("terms", masked=0.5))}
    assert {target for _, target in changed(only("terms"))} == {TARGET}
    joined = "\n".join(sources)
    assert "⟦ neue Halle ¦ new hall ⟧" in joined
    assert "⟦ ▒ ¦ new hall ⟧" in joined
    assert "⟦ Shanghai ¦ Shanghai ⟧" in joined
    # Function words are no terms, and a longer term takes its words.
    assert "¦ in ⟧" not in joined
    assert "¦ hall ⟧" not in joined
    for source in sources:
        bare = re.sub(r"⟦ (?:neue Halle|▒) ¦ new hall ⟧", "neue Halle", source)
        bare = re.sub(r"⟦ (?:Tal|▒) ¦ valley ⟧", "Tal", bare)
        bare = re.sub(r"⟦ (?:Shanghai|▒) ¦ Shanghai ⟧", "Shanghai", bare)
        assert bare == SOURCE


def test_placeholders_stand_for_the_same_on_both_sides() -> None:
    results = changed(only("placeholders"))
    assert any("❰1❱" in source for source, _ in results)
    for source, target in results:
        signs = re.findall(r"❰\d❱", source)
        assert sorted(signs) == signs
        assert sorted(re.findall(r"❰\d❱", target)) == signs
        assert len(set(signs)) == len(signs)
        assert ("420" in source) == ("420" in target)


def test_tags_come_in_pairs_around_the_same_term() -> None:
    results = changed(only("tags"))
    assert any("❰0❱neue Halle❰1❱" in s and "❰0❱new hall❰1❱" in t for s, t in results)
    for source, target in results:
        assert re.sub(r"❰\d❱", "", source) == SOURCE
        assert re.sub(r"❰\d❱", "", target) == TARGET
        assert sorted(re.findall(r"❰\d❱", source)) == sorted(re.findall(r"❰\d❱", target))
        for side in (source, target):
            # Properly nested, never crossed.
            assert re.fullmatch(r"(?:[^❰]*❰(\d)❱[^❰]*❰(\d)❱)*[^❰]*", side)


def test_capitals_and_titles_change_both_sides() -> None:
    assert (SOURCE.upper(), TARGET.upper()) in changed(only("capitals"))
    assert any(t.startswith("The New Hall In Shanghai") for _, t in changed(only("titles")))


def test_a_broken_word_is_whole_in_the_target() -> None:
    source = "Die Messehallenordnung gilt."
    results = changed(only("breaks"), source, "The rules apply.")
    assert len(results) > 3
    for broken, target in results:
        assert target == "The rules apply."
        assert broken.replace("- ", "") == source


def test_the_shares_are_kept() -> None:
    augmenter = Augmenter(Augment.model_validate({**NONE, "capitals": 0.25}), LEXICON, seed=3)
    results = [augmenter.change(SOURCE, TARGET, number=n)[0] for n in range(2000)]
    assert 0.21 < sum(r.isupper() for r in results) / 2000 < 0.29


def test_lines_that_hold_a_marker_already_are_left_alone() -> None:
    source = "Das ⟦ Tal im Text"
    assert changed(only("capitals"), source, TARGET) == {(source, TARGET)}


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 50))
@settings(max_examples=150, deadline=None)
def test_any_text_goes_through_and_the_number_decides(
    source: str, target: str, number: int
) -> None:
    shares = Augment(terms=0.2, placeholders=0.2, tags=0.2, capitals=0.1, titles=0.1, breaks=0.1)
    first = Augmenter(shares, LEXICON, seed=0).change(source, target, number=number)
    assert first == Augmenter(shares, LEXICON, seed=0).change(source, target, number=number)


def test_the_lexicon_leaves_out_test_terms_and_long_entries(tmp_path: Path) -> None:
    path = tmp_path / "words.tsv"
    path.write_text(
        "Halle\thall\nHalle\tlobby\nTal\tvalley\nein sehr langer Eintrag hier\tx y\nA\tb\n",
        encoding="utf-8",
    )
    lexicon = read_lexicon(path, source_lang="de", target_lang="en", leave_out=["VALLEY"])
    assert lexicon.entries == {"Halle": ["hall", "lobby"]}
    turned = read_lexicon(path, source_lang="en", target_lang="de", turned=True)
    assert turned.entries["hall"] == ["Halle"]


def test_common_words_are_the_frequent_ones() -> None:
    words = common_words(["die Halle 7", "die Stadt 7", "Die Stadt 7"], count=2)
    assert words == frozenset({"die"})


@pytest.mark.parametrize("total", [0.95])
def test_some_lines_must_stay_plain(total: float) -> None:
    with pytest.raises(ValueError, match="must stay plain"):
        Augment.model_validate({**NONE, "capitals": total})
