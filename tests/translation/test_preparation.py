"""Taking blocks apart and putting them together: nothing is lost, everything is where it was."""

from hypothesis import given
from hypothesis import strategies as st

from g60translate.documents.model import Block, BlockKind, Inline, InlineKind
from g60translate.glossary.matching.match import TermMatcher
from g60translate.glossary.store import parse_csv
from g60translate.segmentation.srx import SrxSegmenter
from g60translate.translation.codes.restore import Restored, carried_over
from g60translate.translation.preparation import Preparation, put_together

GLOSSARY = parse_csv(
    "concept,lang,term,status\nvalley,de,Tal. Der Anfang,preferred\nvalley,en,start,preferred\n",
    name="terms.csv",
)
PREPARATION = Preparation(SrxSegmenter(), TermMatcher(GLOSSARY, source_lang="de", target_lang="en"))
TEXT = "  Er kam. Sie ging am 3. Mai fort!\nMehr auf www.g60.cn, sagt er. "


def block(text: str, *inlines: Inline) -> Block:
    return Block("b1", BlockKind.PARAGRAPH, text, inlines)


def copied(source: Block, *, target_lang: str = "en") -> Block:
    """The block after a walk in which every sentence stays as it is."""
    prepared = PREPARATION.take_apart(source)
    restored = []
    for sentence in prepared.sentences:
        text = sentence.request.text
        for code in sentence.codes:
            if code.tag in sentence.owned:
                text = text[: code.start] + sentence.owned[code.tag] + text[code.end :]
        restored.append(carried_over(text, sentence.codes))
    return put_together(prepared, restored, target_lang=target_lang)


def test_sentences_carry_their_terms_addresses_and_codes() -> None:
    start = TEXT.index("ging")
    sentences = PREPARATION.take_apart(block(TEXT, Inline(start, start + 4, "b"))).sentences
    assert [s.request.text for s in sentences] == [
        "Er kam.",
        "Sie ging am 3. Mai fort!",
        "Mehr auf www.g60.cn, sagt er.",
    ]
    (code,) = sentences[1].codes
    assert sentences[1].request.text[code.start : code.end] == "ging"
    ((a, b),) = sentences[2].request.protected
    assert sentences[2].request.text[a:b] == "www.g60.cn"


def test_a_term_over_a_sentence_end_keeps_the_sentences_together() -> None:
    (sentence,) = PREPARATION.take_apart(block("Das Tal. Der Anfang ist gut.")).sentences
    assert [hit.surface for hit in sentence.request.hits] == ["Tal. Der Anfang"]


def test_text_without_letters_does_not_speak() -> None:
    spoken = {
        s.request.text: s.speaks
        for text in ("12,5 %", "***", "www.g60.cn", "Ja.", "第三")
        for s in PREPARATION.take_apart(block(text)).sentences
    }
    assert spoken == {"12,5 %": False, "***": False, "www.g60.cn": False, "Ja.": True, "第三": True}


def test_sentences_are_spaced_as_the_target_language_does() -> None:
    chinese = PREPARATION.take_apart(block("Er kam. Sie ging."))
    results = [carried_over("他来了。", ()), carried_over("她走了。", ())]
    assert put_together(chinese, results, target_lang="zh").text == "他来了。她走了。"
    prepared = PREPARATION.take_apart(block("Er kam.\u2029Sie ging."))
    results = [carried_over(text, ()) for text in ("A." for _ in prepared.sentences)]
    assert "A." in put_together(prepared, results, target_lang="en").text


def test_a_code_over_two_sentences_is_one_code_again() -> None:
    source = block("Er kam. Sie ging.", Inline(3, 12, "b"))
    prepared = PREPARATION.take_apart(source)
    results = [
        Restored("He came.", (Inline(3, 8, "b"),), carried_over("", ()).offsets),
        Restored("She left.", (Inline(0, 3, "b"),), carried_over("", ()).offsets),
    ]
    result = put_together(prepared, results, target_lang="en")
    assert result.text == "He came. She left."
    assert result.inlines == (Inline(3, 12, "b"),)


@st.composite
def blocks(draw: st.DrawFn) -> Block:
    text = draw(st.text(alphabet=st.sampled_from("Aab. !\n\u00a0é中。"), max_size=40))
    inlines: list[Inline] = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        kind = draw(st.sampled_from([InlineKind.PAIRED, InlineKind.STANDALONE]))
        end = draw(st.integers(start, len(text))) if kind is InlineKind.PAIRED else start
        free = all(inline.end <= start or inline.start > start for inline in inlines)
        if kind is InlineKind.STANDALONE and text[start : start + 1] == "\n" and free:
            end = start + 1
        inlines.append(Inline(start, end, f"t{number}", kind))
    inlines.sort(key=lambda code: (code.start, -code.end))
    return Block("b1", BlockKind.PARAGRAPH, text, tuple(inlines))


@given(blocks())
def test_a_block_whose_sentences_stay_is_the_block_itself(source: Block) -> None:
    result = copied(source)
    # Sentences that touched are spaced for a language that writes spaces.
    assert result.text.replace(" ", "") == source.text.replace(" ", "")
    assert sorted(i.tag for i in result.inlines) == sorted(i.tag for i in source.inlines)
    assert all(0 <= i.start <= i.end <= len(result.text) for i in result.inlines)
    for before in source.inlines:
        owned = source.text[before.start : before.end]
        if before.kind is InlineKind.STANDALONE and owned:
            after = next(i for i in result.inlines if i.tag == before.tag)
            assert result.text[after.start : after.end] == owned
