from __future__ import annotations

import pytest

from g60translate.checks.capitals import CapitalsCheck
from tests.checks.units import examine


@pytest.mark.parametrize(
    ("pair", "source", "target", "words"),
    [
        ("de-en", "HINWEIS: Die Messe ist zu.", "HINWEIS: The fair is closed.", ["HINWEIS"]),
        ("de-en", "Nr. 12 – SPERRFRIST: 3. Mai", "No. 12 – SPERRFRIST: May 3", ["SPERRFRIST"]),
        ("de-en", "IHRE ANMELDUNG ZUR TAGUNG", "YOUR ANMELDUNG FOR THE TAGUNG",
         ["ANMELDUNG", "TAGUNG"]),
        ("de-en", "ACHTUNG, ACHTUNG!", "ACHTUNG, ACHTUNG!", ["ACHTUNG"]),
        ("fr-en", "Attention : FERMETURE", "Attention: FERMETURE", ["FERMETURE"]),
        # Translated, known in both, names, abbreviations, datelines:
        ("de-en", "HINWEIS: Die Messe ist zu.", "NOTE: The fair is closed.", []),
        ("de-en", "DAS MUSEUM IN BERLIN", "THE MUSEUM IN BERLIN", []),
        ("de-en", "Die UNESCO und die NATO", "UNESCO and NATO", []),
        ("de-en", "Die XQZWVT AG", "XQZWVT AG", []),
        ("de-en", "MÜNCHEN, 3. Mai – Der Rat", "MÜNCHEN, May 3 – The council", []),
        ("de-zh", "HINWEIS: zu", "HINWEIS：关闭", []),
    ],
)  # fmt: skip
def test_words_in_capitals(pair: str, source: str, target: str, words: list[str]) -> None:
    found = examine(CapitalsCheck(), source, target, pair)
    assert [target[slice(*finding.span)] for finding in found if finding.span] == words
