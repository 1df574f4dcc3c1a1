from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from g60translate.language.detection import CANDIDATES, identify
from g60translate.language.model import load_identifier

Ints = npt.NDArray[np.integer[Any]]
AGAIN = "run `python eval/studies/languages.py` to make languages.npz anew"


@pytest.fixture(scope="module")
def theirs() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(CANDIDATES))
    return identifier


def counterparts(ours: LanguageIdentifier, theirs: LanguageIdentifier) -> Ints:
    """For each state of ours the one of theirs that the same bytes lead to."""
    moves, rows = np.asarray(ours.tk_nextmove).reshape(-1, 256), np.asarray(ours.tk_row)
    their_moves = np.asarray(theirs.tk_nextmove).reshape(-1, 256)
    found = np.full(len(rows), -1)
    found[0] = 0
    front = np.array([0])
    while len(front):
        ways = moves[rows[front]]
        new = found[ways] < 0
        found[ways[new]] = their_moves[np.asarray(theirs.tk_row)[found[front]]][new]
        front = ways[new]
    return found


def test_the_small_model_is_theirs_state_by_state(theirs: LanguageIdentifier) -> None:
    ours = load_identifier()
    assert ours.nb_classes == theirs.nb_classes, AGAIN
    assert np.array_equal(ours.nb_pc, theirs.nb_pc), AGAIN
    counterpart = counterparts(ours, theirs)
    assert sorted(counterpart) == list(range(len(theirs.tk_row))), AGAIN
    # The same moves from every state with every byte …
    moves = np.asarray(ours.tk_nextmove).reshape(-1, 256)
    their_moves = np.asarray(theirs.tk_nextmove).reshape(-1, 256)
    for some in np.array_split(np.arange(len(counterpart)), 16):
        mine = counterpart[moves[np.asarray(ours.tk_row)[some]]]
        yours = their_moves[np.asarray(theirs.tk_row)[counterpart[some]]]
        assert np.array_equal(mine, yours), AGAIN
    # … and the same features in every state.
    features, their_features = np.asarray(ours.tk_output), np.asarray(theirs.tk_output)[counterpart]
    counts = features >= 0
    assert np.array_equal(counts, their_features >= 0), AGAIN
    pairs = {*zip(features[counts].tolist(), their_features[counts].tolist(), strict=True)}
    mine, yours = map(set, zip(*pairs, strict=True))
    assert len(pairs) == len(mine) == len(yours), AGAIN
    table, their_table = ours.nb_ptc[features[counts]], theirs.nb_ptc[their_features[counts]]
    assert table.dtype == their_table.dtype
    assert np.array_equal(table, their_table), AGAIN


# Two states that are one feature.
@example(" s s")
@given(st.text(max_size=200) | st.text("aeinrst üéа的了。 \n", max_size=200))
def test_texts_are_judged_as_by_them(theirs: LanguageIdentifier, text: str) -> None:
    language, probability = identify(text)
    expected, by_them = theirs.classify(text)
    assert language == expected
    assert probability == pytest.approx(by_them, abs=1e-6)
