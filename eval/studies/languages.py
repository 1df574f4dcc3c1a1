"""Makes src/g60translate/language/languages.npz of the model inside the installed py3langid.

    python eval/studies/languages.py

To be run again when py3langid brings a new model or the languages that are told apart change;
tests/language/test_model.py says when that is. What the arrays are says the module that reads them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from g60translate.language.detection import CANDIDATES
from g60translate.language.model import FILE

TARGET = Path(__file__).parents[2] / "src" / "g60translate" / "language" / FILE


def packed(identifier: LanguageIdentifier) -> dict[str, Any]:
    """The arrays for an identifier that is set to the languages wanted."""
    moves = np.asarray(identifier.tk_nextmove).reshape(-1, 256)
    rows, features = np.asarray(identifier.tk_row), np.asarray(identifier.tk_output)
    seen = np.zeros(len(rows), dtype=bool)
    seen[0] = True
    states, letters, children = [np.zeros(1, np.intp)], [], []
    while len(states[-1]):
        # The shortest way to a state is its own n-gram, so what is new here is one byte longer.
        ways = moves[rows[states[-1]]]
        new = ~seen[ways]
        children.append(new.sum(axis=1))
        letters.append(np.nonzero(new)[1])
        states.append(ways[new].astype(np.intp))
        seen[states[-1]] = True
    order = np.concatenate(states)
    assert len(order) == len(set(order.tolist())) == len(rows)
    counts = features[order] >= 0
    _, earliest, kinds = np.unique(features[order][counts], return_index=True, return_inverse=True)
    first = earliest[kinds]
    again = np.flatnonzero(first != np.arange(len(first)))
    widest = np.concatenate(children)
    assert widest.max() < 256
    return {
        "children": widest.astype(np.uint8),
        "bytes": np.concatenate(letters).astype(np.uint8),
        "counts": counts,
        "again": again.astype(np.uint32),
        "first": first[again].astype(np.uint32),
        "table": identifier.nb_ptc[features[order][counts]],
        "prior": identifier.nb_pc,
        "classes": np.array(identifier.nb_classes),
    }


def main() -> None:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(CANDIDATES))
    np.savez_compressed(TARGET, **packed(identifier))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes, {', '.join(identifier.nb_classes)}")


if __name__ == "__main__":
    main()
