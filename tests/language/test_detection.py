from __future__ import annotations

import pytest

from g60translate.errors import UnknownLanguage
from g60translate.language.detection import CANDIDATES, detect, document_language, identify

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


NORWEGIAN = "Byen bygger en ny bro. Broen er ferdig i mai. Fergen går hver dag."


@pytest.mark.parametrize(
    ("declared", "lang"),
    [
        *[("nb-NO", "nb"), ("nn", "nn"), ("no", "no"), ("NB_no", "nb"), ("nob", "nb")],
        *[("sr-Latn", "sr"), ("sr-Latn-RS", "sr"), ("pl-PL", "pl"), ("nds", "nds")],
    ],
)
def test_a_language_that_the_text_cannot_tell_is_taken_as_declared(
    declared: str, lang: str
) -> None:
    for form in ("ninjs", "nitf", "newsml", "html", "xliff", "po", "markdown"):
        assert document_language(NORWEGIAN, declared=declared, form=form, name="a") == lang


@pytest.mark.parametrize("declared", ["en-US", "de", "und", "mul", None, "pt-BR", "zh-Hans"])
def test_else_the_text_is_asked_first(declared: str | None) -> None:
    text = SENTENCES["de"]
    assert document_language(text, declared=declared, form="html", name="a") == "de"


def test_what_a_program_was_set_to_says_little() -> None:
    text = SENTENCES["de"]
    assert document_language(text, declared="nb-NO", form="docx", name="a") == "de"


@pytest.mark.parametrize(
    ("declared", "lang"), [("pt-BR", "pt"), ("zh-Hans", "zh"), ("zh-Hant-TW", "zh"), ("deu", "de")]
)
def test_a_text_that_says_too_little_is_in_its_declared_language(declared: str, lang: str) -> None:
    assert document_language("G60", declared=declared, form="docx", name="a") == lang
    with pytest.raises(UnknownLanguage):
        document_language("G60", declared="und", form="html", name="a")
