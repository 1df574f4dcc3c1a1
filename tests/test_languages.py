from __future__ import annotations

import pytest

from g60translate.errors import UnknownLanguage
from g60translate.languages import CANDIDATES, detect, identify

SENTENCES = {
    "de": "Das Tal der Innovation wächst weiter, und viele Unternehmen ziehen an den Fluss.",
    "en": "The innovation valley keeps growing, and many companies move to the river.",
    "fr": "La vallée de l'innovation continue de croître, et des entreprises s'y installent.",
    "zh": "科技创新走廊继续发展，许多企业迁往河边，新的研究中心也在建设之中。",
    "ja": "イノベーションの谷は成長を続け、多くの企業が川沿いに移っています。",
    "es": "El valle de la innovación sigue creciendo y muchas empresas se trasladan al río.",
    "it": "La valle dell'innovazione continua a crescere e molte aziende si trasferiscono qui.",
    "nl": "De vallei van de innovatie blijft groeien, en veel bedrijven verhuizen naar de rivier.",
    "pt": "O vale da inovação continua a crescer e muitas empresas mudam-se para o rio.",
    "ru": "Долина инноваций продолжает расти, и многие компании переезжают к реке.",
}


@pytest.mark.parametrize("lang", CANDIDATES)
def test_tells_each_of_its_languages(lang: str) -> None:
    found, probability = identify(SENTENCES[lang])
    assert found == lang
    assert 0.9 < probability <= 1
    assert detect(SENTENCES[lang], name="a.txt") == lang


@pytest.mark.parametrize("text", ["", "12.5 %", "G60"])
def test_a_text_that_says_too_little_is_no_language(text: str) -> None:
    with pytest.raises(UnknownLanguage, match=r"a\.txt is not plain.*--from de"):
        detect(text, name="a.txt")
