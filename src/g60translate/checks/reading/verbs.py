"""Tells whether English text has a verb, by common verbs and the endings of the others."""

from __future__ import annotations

import re
from typing import Final

from g60translate.language.dictionary import dictionary

# Forms of which each is a verb wherever it stands.
_ALWAYS: Final = frozenset(
    """
    am are is was were be been being isn't aren't wasn't weren't has have had having hasn't
    haven't do does did doing don't doesn't didn't will would shall should can could may might
    must cannot can't won't wouldn't shouldn't couldn't ought let's began begun became brought
    bought built came chose chosen drew drawn drove driven ate eaten fell fallen felt fought
    flew flown forgot forgave froze frozen gave given went gone grew grown hung heard held
    kept knew known laid led left lent lay lain lost made meant met paid ran rang risen rose
    sang sank said saw seen sold sent shook shaken shone shot shown slept slid spoke spoken
    spent stood stole stolen struck swam swore swept swung taken took taught thought threw
    thrown told tore torn understood won wore worn wrote written withdrew withdrawn overcame
    undertook undertaken oversaw bore borne bred bound caught clung dealt dug fed fled found
    sought shrank shrunk spun sprang stuck sunk wept wound woke woken
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
# Verbs whose plain form and form in -s may be nouns as well: they count after a noun or pronoun.
_COMMON: Final = frozenset(
    """
    accept accuse achieve act adapt add admit adopt affect agree aim allow announce answer
    apply appear appoint approve argue arrange arrive ask assess assist assume attack attend
    attract avoid award back ban beat become begin believe belong benefit bid block book boost
    break bring broadcast build burn buy call cancel care carry cast catch cause celebrate
    change charge check choose claim climb close collect come compete complain complete
    concern conduct confirm connect consider consist contain continue contribute control
    cooperate cost count cover create cross cut damage deal decide declare decline decrease
    defend deliver demand deny depend describe design develop differ disappear discover
    discuss drive drop earn ease eat elect employ enable encourage end enjoy ensure enter
    establish exceed exchange exist expand expect explain export express extend face fail fall
    feature feel fight fill finance find finish fit fix flow fly follow force form found gain
    gather get give go grow guarantee guide handle happen help hit hold hope host import
    improve include increase inform inspire install intend introduce invest investigate invite
    involve join judge jump keep kill know lack last launch lead learn leave lend let lie like
    limit link list live load look lose love lower maintain make manage mark matter mean
    measure meet mention move name need note notice number obtain occur offer open operate
    oppose order organize own pass pay perform plan play please point post prefer prepare
    present preserve prevent produce promise promote propose protect protest prove provide
    publish pull purchase push put raise range reach react read realize receive recognize
    recommend record recover reduce refer reflect refuse regard regret reject relate release
    rely remain remember remove renew rent repair repeat replace reply report represent
    require rescue reserve resign resist respond rest result return reveal ride ring rise risk
    rule run save say see seek seem sell send separate serve set settle shape share shift
    shine ship shoot show shrink shut sign sing sink sit sleep slow smile solve sound speak
    spend split spread stand start state stay step stop strengthen stress strike struggle
    study submit succeed suffer suggest supply support suppose surprise survive suspend take
    talk target teach tell tend test thank think threaten throw total touch train transfer
    transform translate travel treat trust try turn understand unite urge use value vary visit
    vote wait walk want warn wash waste watch wear weigh welcome win wish withdraw witness
    wonder work worry worth write yield
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
_NOT_PAST: Final = frozenset(
    """
    need seed feed speed indeed hundred red bed shed breed bleed
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
_BEFORE_NOUNS: Final = frozenset(
    """
    the a an this that these those its his her our their my your no some any each every all
    both of in on at by for with from into about over under between through during without
    against and or new own more most other two three four five six seven eight nine ten first
    second
    """.split()  # noqa: SIM905  a list of words reads better than a list of strings
)
_JOINING: Final = frozenset(("and", "or", "but", "nor", "than", "as", "not", "also"))
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def has_verb(text: str) -> bool:
    """Whether any word of the text is likely to be a verb; in doubt yes."""
    before = ""
    unsure: list[str] = []
    for place, match in enumerate(_WORD.finditer(text)):
        written = match.group().replace("’", "'")
        word = written.lower()
        if word in _ALWAYS or (
            word.endswith(("'s", "'re", "'ll", "'ve", "n't")) and _clipped(word)
        ):
            return True
        if place and written[0].isupper():
            before = word
            continue
        if len(word) > 4 and word.endswith("ing"):
            return True
        if len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST:
            return True
        if before not in _BEFORE_NOUNS:
            if _base(word) in _COMMON:
                return True
            # A sentence that begins with a form in -s begins with several of something.
            begins = not place and word.endswith("s")
            if word not in _BEFORE_NOUNS and word not in _JOINING and not begins:
                unsure.append(word)
        before = word
    # Looked up only where no common one settles it: this loads a dictionary.
    return any(map(_is_verb, unsure))


def _is_verb(word: str) -> bool:
    """Whether the dictionary has an -ing form of this word, or of what it is a form of."""
    words = dictionary("en")
    stems = {word, words.get(word) or word}
    stems |= {stem.removesuffix("e") for stem in stems}
    return any(len(stem) > 2 and f"{stem}ing" in words for stem in stems)


def _clipped(word: str) -> bool:
    """Whether 's stands for “is” rather than for an owner: after a pronoun it does."""
    return not word.endswith("'s") or word[:-2] in {"it", "he", "she", "that", "there", "what"}


def _base(word: str) -> str:
    for ending, instead in (("ies", "y"), ("es", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in _COMMON:
            return word[: -len(ending)] + instead
    return word
