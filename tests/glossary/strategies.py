"""Hypothesis strategies for glossaries that a linguist could have written."""

from __future__ import annotations

from hypothesis import strategies as st

from g60translate.glossary.book import Glossary
from g60translate.glossary.concept import CasePolicy, Concept, Inflect, Status, Term

LANGS = ("zh", "en", "de", "fr")


def _stripped(alphabet: str, *, min_size: int = 0, max_size: int = 20) -> st.SearchStrategy[str]:
    text = st.text(alphabet, min_size=min_size, max_size=max_size).map(str.strip)
    return text.filter(bool) if min_size else text


wordings = _stripped("abßÄé Z-'’“”„|\\,;走廊&.()=+\u00ad\u00a0ое\u0301", min_size=1)
remarks = _stripped('ab ,;"|\\\n走=é', max_size=30)
ids = st.text("abc_.0é走:/-", min_size=1, max_size=8)


@st.composite
def terms(draw: st.DrawFn) -> Term:
    inflect = draw(st.sampled_from(Inflect))
    return Term(
        lang=draw(st.sampled_from(LANGS)),
        text=draw(wordings),
        status=draw(st.sampled_from(Status)),
        case=draw(st.sampled_from(CasePolicy)),
        inflect=inflect,
        gender=draw(st.sampled_from(("", "m", "f", "n"))) if inflect is Inflect.NOUN else "",
        forms=tuple(draw(st.lists(wordings, max_size=3))),
        do_not_translate=draw(st.booleans()),
        note=draw(remarks),
        source=draw(remarks),
    )


@st.composite
def concepts(draw: st.DrawFn, concept_id: str) -> Concept:
    return Concept(
        id=concept_id,
        terms=tuple(draw(st.lists(terms(), min_size=1, max_size=4))),
        domain=draw(remarks),
        definition=draw(remarks),
        note=draw(remarks),
        priority=draw(st.integers(-9, 99)),
        valid_from=draw(st.sampled_from(("", "2023", "2023-11", "2023-11-08"))),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    chosen = draw(st.lists(ids, max_size=4, unique=True))
    return Glossary(tuple(draw(concepts(concept_id)) for concept_id in chosen), name="any.csv")
