"""py3langid's model of a few languages, as small as it can be kept and quick to load.

Their own file unpacks to 68 MB, in more time than a release takes to be translated. `languages.npz`
says the same for the languages that are told apart here; `eval/studies/languages.py` makes it, and
a test compares the two state by state.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt
from py3langid.langid import LanguageIdentifier

FILE = "languages.npz"

Ints = npt.NDArray[np.integer[Any]]


def load_identifier() -> LanguageIdentifier:
    """The identifier for the languages of the file; its probabilities add up to 1.

    Arrays of the file: `children`, the number of children of each state of the trie of byte
    n-grams, in the order of their depth; `bytes`, what leads to each state but the first;
    `counts`, whether a state is a feature; `table`, a row of float16 for each that is; `again`,
    those of them, by number, that are the feature of one before, and `first`, that one; `prior`
    and `classes`.
    """
    with (
        as_file(files("g60translate.language") / FILE) as path,
        np.load(path, allow_pickle=False) as model,
    ):
        children, letters = model["children"].astype(np.intp), model["bytes"]
        counts, again, first = model["counts"], model["again"], model["first"]
        table, prior, classes = model["table"], model["prior"], model["classes"].tolist()
    moves, rows = _automaton(children, letters)
    numbers = np.arange(len(table))
    numbers[again] = first
    features = np.full(len(counts), -1)
    features[counts] = numbers
    return LanguageIdentifier(
        table,
        prior,
        classes,
        # Single numbers are had from a memoryview far sooner than from an array.
        moves.ravel().data,
        features.tolist(),
        norm_probs=True,
        tk_row=rows.tolist(),
    )


def _automaton(children: Ints, letters: Ints) -> tuple[Ints, Ints]:
    """Rows of 256 moves each, and the row of each state (Aho and Corasick, CACM 18/6, 1975).

    A state moves as the longest other state that it ends in does, but for its own children; one
    without children shares that state's row.
    """
    states = len(children)
    parent = np.repeat(np.arange(states), children)
    inner = np.flatnonzero(children)
    rows = np.zeros(states, np.intp)
    rows[inner] = np.arange(len(inner))
    moves = np.zeros((len(inner), 256), np.uint32)
    ending = np.zeros(states, np.intp)
    start, end = 0, 1
    while start < end:
        if start > 0:
            level = np.arange(start, end)
            over = parent[level - 1]
            ending[level] = np.where(over, moves[rows[ending[over]], letters[level - 1]], 0)
            leaves, knots = level[children[level] == 0], level[children[level] > 0]
            rows[leaves] = rows[ending[leaves]]
            moves[rows[knots]] = moves[rows[ending[knots]]]
        # A level's children come after it, in its order.
        start, end = end, end + int(children[start:end].sum())
        below = np.arange(start, end)
        moves[rows[parent[below - 1]], letters[below - 1]] = below
    return moves, rows
