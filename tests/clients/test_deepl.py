"""DeepL's own client, unmodified: every method that it has."""

from __future__ import annotations

import io
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import deepl
import docx
import pytest
from deepl.api_data import ModelType, MultilingualGlossaryDictionaryEntries
from lxml import etree

from tests.clients.conftest import TOKEN
from tests.documents.pdf.papers import Sheet, paper

pytestmark = pytest.mark.model

EMPTY_ID = str(uuid.UUID(int=0))


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[deepl.DeepLClient]:
    client = deepl.DeepLClient(TOKEN, server_url=address)
    yield client
    client.close()  # type: ignore[no-untyped-call]


def used(client: deepl.DeepLClient) -> int:
    count = client.get_usage().character.count
    assert count is not None
    return count


def test_one_text_and_several(client: deepl.DeepLClient) -> None:
    one = client.translate_text("The house is red.", target_lang="DE")
    assert isinstance(one, deepl.TextResult)
    assert one.text == "Das Haus ist rot."
    assert one.detected_source_lang == "EN"
    assert one.billed_characters == len("The house is red.")
    assert one.model_type_used is None
    texts = ["Good morning.", "", " \n", "Das ist ein Haus.", "Good morning."]
    several = client.translate_text(texts, target_lang="DE")
    assert isinstance(several, list)
    assert [each.text for each in several[1:4]] == texts[1:4]
    assert several[0].text == several[4].text != texts[0]
    assert [each.detected_source_lang for each in several] == ["EN", "EN", "EN", "DE", "EN"]
    assert [each.billed_characters for each in several] == [13, 0, 0, 17, 13]


def test_languages_in_any_case_and_into_themselves(client: deepl.DeepLClient) -> None:
    for target in ("en-us", "EN-GB", "en-Gb"):
        said = client.translate_text("Das Haus ist rot.", source_lang="dE", target_lang=target)
        assert isinstance(said, deepl.TextResult)
        assert said.text == "The house is red."
    same = client.translate_text("The hous is red.", source_lang="EN", target_lang="EN-US")
    assert str(same) == "The hous is red."


@pytest.mark.parametrize("kind", list(ModelType))
def test_every_model_type_is_taken_and_told(client: deepl.DeepLClient, kind: ModelType) -> None:
    said = client.translate_text("Good morning.", target_lang="DE", model_type=kind)
    assert isinstance(said, deepl.TextResult)
    assert said.model_type_used in {"quality_optimized", "latency_optimized"}


def test_options_that_are_taken(client: deepl.DeepLClient) -> None:
    plain = str(client.translate_text("Good morning.", source_lang="EN", target_lang="DE"))
    for formality in ("default", "prefer_more", "prefer_less", "Prefer_More"):
        for split in deepl.SplitSentences:
            said = client.translate_text(
                "Good morning.",
                source_lang="EN",
                target_lang="DE",
                formality=formality,
                split_sentences=split,
                preserve_formatting=True,
                context="A greeting among neighbours.",
                outline_detection=False,
                tag_handling_version="v2",
                extra_body_parameters={"unheard_of": {"a": [1]}},
            )
            assert str(said) == plain


def test_sentences_may_run_over_line_ends(client: deepl.DeepLClient) -> None:
    text = "\r\nShe said that nobody\r\n  had expected\r\n\r\nGood morning.\r\n"
    ends = ["\r\n", "\r\n  ", "\r\n\r\n", "\r\n"]
    options: dict[str, Any] = {"source_lang": "EN", "target_lang": "DE"}
    for split in ("nonewlines", "0"):
        said = str(client.translate_text(text, split_sentences=split, **options))
        assert re.findall(r"\s*[\r\n]\s*", said) == ends
        assert re.sub(r"\s+", " ", said) == " Sie sagte, dass niemand erwartet hatte Guten Morgen. "
    lines = str(client.translate_text(text, split_sentences="1", **options))
    assert re.findall("[\r\n]+", lines) == [each.strip(" ") for each in ends]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"target_lang": "XX"}, "target_lang.*not supported"),
        ({"target_lang": "FR"}, "target_lang.*not supported"),
        ({"source_lang": "XX"}, "source_lang.*not supported"),
        ({"formality": "more"}, "Target language.*formality"),
        ({"formality": "less"}, "Target language.*formality"),
        ({"formality": "rude"}, "formality"),
        ({"split_sentences": "2"}, "split_sentences"),
        ({"tag_handling": "latex"}, "tag_handling"),
        ({"model_type": "best"}, "model_type"),
        ({"glossary": EMPTY_ID, "source_lang": "EN"}, "glossary"),
        ({"glossary": "no id", "source_lang": "EN"}, "glossary"),
        ({"custom_instructions": ["Be brief."]}, "custom_instructions"),
        ({"style_rule": "s"}, "style_id"),
        ({"translation_memory": "m"}, "translation_memory_id"),
    ],
)
def test_what_is_refused_is_refused_at_once(
    client: deepl.DeepLClient, wrong: dict[str, Any], said: str
) -> None:
    started = time.monotonic()
    with pytest.raises(deepl.DeepLException, match=said) as caught:
        client.translate_text("Good morning.", **({"target_lang": "DE"} | wrong))
    assert time.monotonic() - started < 1
    assert caught.value.http_status_code in {400, 404}


def test_what_is_not_offered_is_told_at_once(client: deepl.DeepLClient) -> None:
    started = time.monotonic()
    for call in (
        lambda: client.rephrase_text("Good morning."),
        lambda: client.correct_text("Good morning."),
        client.get_all_style_rules,
        lambda: client.create_style_rule("n", "de"),
        lambda: client.get_style_rule("s"),
        lambda: client.delete_style_rule("s"),
        lambda: client.update_style_rule_configured_rules("s", {}),
        lambda: client.create_style_rule_custom_instruction("s", "a", "b"),
        client.list_translation_memories,
        lambda: client.get_translation_memory("m"),
        lambda: client.create_translation_memory_import("a.tmx", 1),
    ):
        with pytest.raises(deepl.DeepLException, match="not offer"):
            call()
    assert time.monotonic() - started < 4


def test_a_wrong_key_is_no_key_anywhere(address: str) -> None:
    stranger = deepl.DeepLClient("another-key-that-is-wrong", server_url=address)
    for call in (
        lambda: stranger.translate_text("x", target_lang="DE"),
        stranger.get_usage,
        stranger.get_source_languages,
        stranger.list_glossaries,
        stranger.list_multilingual_glossaries,
        stranger.get_all_style_rules,
        lambda: stranger.translate_document_upload("x", target_lang="DE", filename="a.txt"),
        lambda: stranger.translate_document_get_status(deepl.DocumentHandle("A" * 32, "B" * 64)),
    ):
        with pytest.raises(deepl.AuthorizationException):
            call()
    stranger.close()  # type: ignore[no-untyped-call]


def test_languages_and_usage(client: deepl.DeepLClient) -> None:
    assert [(each.code, each.name) for each in client.get_source_languages()] == [
        ("EN", "English"),
        ("DE", "German"),
    ]
    targets = client.get_target_languages()
    assert {each.code: each.name for each in targets} == {
        "DE": "German",
        "EN-GB": "English (British)",
        "EN-US": "English (American)",
    }
    assert {each.supports_formality for each in targets} == {False}
    pairs = {(each.source_lang, each.target_lang) for each in client.get_glossary_languages()}
    assert {("de", "en"), ("en", "de"), ("fr", "ja")} <= pairs
    assert not client.get_usage().any_limit_reached
    before = used(client)
    client.translate_text(["<b>Grüße</b> 😀", "  "], target_lang="EN-GB", context="not counted")
    assert used(client) == before + 14


XML = """<?xml version="1.0"?>
<doc id="1"><title lang='en'>A document&#39;s title</title>
<par>The <b>red</b> house &amp; the <i class="x">old <u>tree</u></i> are &lt;here&gt;.</par>
<par>Keep <raw a="1">this  <x/>sentence &amp; all</raw> as it is.</par>
<raw>This sentence will not be translated.</raw><empty/><!-- note --></doc>"""


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_xml_keeps_every_tag(client: deepl.DeepLClient, version: str) -> None:
    said = str(
        client.translate_text(
            XML,
            source_lang="EN",
            target_lang="DE",
            tag_handling="xml",
            tag_handling_version=version,
            ignore_tags="raw",
        )
    )
    etree.fromstring(said.encode())
    assert sorted(re.findall("<[^>]+>", said)) == sorted(re.findall("<[^>]+>", XML))
    assert '<raw a="1">this  <x/>sentence &amp; all</raw>' in said
    assert "<raw>This sentence will not be translated.</raw>" in said
    assert "&amp;" in said
    assert re.search("&lt;\\w+&gt;", said)
    assert "<b>rote</b>" in said
    assert "The" not in re.sub("<raw.*?</raw>", "", said)


def test_splitting_tags_are_obeyed(client: deepl.DeepLClient) -> None:
    text = "<t><s>The red</s> <s>house is old.</s></t>"
    options: dict[str, Any] = {"source_lang": "EN", "target_lang": "DE", "tag_handling": "xml"}
    one = str(client.translate_text(text, non_splitting_tags=["s"], **options))
    two = str(client.translate_text(text, splitting_tags="s,t", outline_detection=False, **options))
    assert re.sub("<.*?>", "", one) == "Das rote Haus ist alt."
    assert re.sub("<.*?>", "", two) != re.sub("<.*?>", "", one)
    assert two.startswith("<t><s>")


PAGE = """<!DOCTYPE html>
<html lang="en">
  <body>
    <h1 title="The house">The &copy; house</h1>
    <p translate="no">My first <b>paragraph</b>.</p>
    <p>The <em>house</em> is<br/>red &amp; old, <span class="notranslate">not so</span>.</p>
  </body>
</html>
"""


@pytest.mark.parametrize("kind", ["xml", "html"])
def test_a_whole_page_works_in_both(client: deepl.DeepLClient, kind: str) -> None:
    text = PAGE if kind == "html" else PAGE.replace("&copy;", "&#169;")
    said = str(client.translate_text(text, source_lang="EN", target_lang="DE", tag_handling=kind))
    assert said.startswith(
        '<!DOCTYPE html>\n<html lang="en">\n  <body>\n    <h1 title="The house">'
    )
    assert len(re.findall("<[^>]+>", said)) == len(re.findall("<[^>]+>", text))
    assert ("&copy;" if kind == "html" else "&#169;") in said
    assert "Haus" in said
    if kind == "html":
        assert '<p translate="no">My first <b>paragraph</b>.</p>' in said
        assert '<span class="notranslate">not so</span>' in said


def test_a_glossary_of_one_pair(client: deepl.DeepLClient) -> None:
    entries = {"artist": "Maler", "ACME": "acme GmbH", 'a "quoted", term': "ß😀", "prize": "Gewinn"}
    made = client.create_glossary("Ärzte", source_lang="en", target_lang="DE-de", entries=entries)
    try:
        assert (made.name, made.source_lang, made.target_lang) == ("Ärzte", "EN", "DE")
        assert (made.entry_count, made.ready) == (4, True)
        assert client.get_glossary_entries(made) == entries
        assert client.get_glossary(made.glossary_id).creation_time == made.creation_time
        assert made.glossary_id in [each.glossary_id for each in client.list_glossaries()]
        said = client.translate_text_with_glossary(["The artist won a prize.", *entries], made)
        assert isinstance(said, list)
        assert "Maler" in said[0].text
        assert "Gewinn" in said[0].text
        assert [each.text for each in said[1:]] == [*entries.values()]
        tagged = client.translate_text(
            "<p>The <b>artist</b>: <i>ACME</i></p><p>ACME</p>",
            source_lang="EN",
            target_lang="DE",
            glossary=made,
            tag_handling="html",
        )
        assert "<b>Maler</b>" in str(tagged)
        assert str(tagged).endswith("<p>acme GmbH</p>")
        through_v3 = client.get_multilingual_glossary(made.glossary_id)
        assert [each.entry_count for each in through_v3.dictionaries] == [4]
        with pytest.raises(deepl.DeepLException, match="no dictionary"):
            client.translate_text(
                "x", source_lang="DE", target_lang="EN-GB", glossary=made.glossary_id
            )
    finally:
        client.delete_multilingual_glossary(made.glossary_id)
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_glossary(made.glossary_id)


def test_glossaries_from_csv_and_wrong_ones(client: deepl.DeepLClient) -> None:
    table = 'artist,Maler,en,de\n"a, b","c ""d""",EN,DE\n'
    made = client.create_glossary_from_csv("csv", "EN", "DE", table)
    assert client.get_glossary_entries(made) == {"artist": "Maler", "a, b": 'c "d"'}
    client.delete_glossary(made)
    with pytest.raises(deepl.DeepLException, match="not supported"):
        client.create_glossary("x", "EN", "XX", {"a": "b"})
    for wrong in ("invalid id", EMPTY_ID):
        for call in (
            client.get_glossary,
            client.get_glossary_entries,
            client.delete_glossary,
            client.get_multilingual_glossary,
            client.delete_multilingual_glossary,
        ):
            with pytest.raises(deepl.GlossaryNotFoundException):
                call(wrong)


def test_a_glossary_of_several_pairs(client: deepl.DeepLClient) -> None:
    entries_of = MultilingualGlossaryDictionaryEntries
    made = client.create_multilingual_glossary(
        "all",
        [
            entries_of("DE", "EN", {"Haus": "abode", "Apfel": "apple"}),
            entries_of("EN", "DE", {"house": "Bude"}),
            entries_of("FR", "JA", {"maison": "家"}),
        ],
    )
    assert [(each.source_lang, each.target_lang) for each in made.dictionaries] == [
        ("DE", "EN"),
        ("EN", "DE"),
        ("FR", "JA"),
    ]
    assert made.glossary_id not in [each.glossary_id for each in client.list_glossaries()]

    def bude(text: str = "house") -> str:
        return str(client.translate_text(text, source_lang="EN", target_lang="DE", glossary=made))

    assert bude() == "Bude"
    changed = client.update_multilingual_glossary_dictionary(
        made, entries_of("EN", "DE", {"house": "Hütte", "tree": "Gewächs"})
    )
    assert [each.entry_count for each in changed.dictionaries] == [2, 2, 1]
    assert (bude(), bude("tree")) == ("Hütte", "Gewächs")
    replaced = client.replace_multilingual_glossary_dictionary(
        made, entries_of("EN", "DE", {"house": "Heim"})
    )
    assert (replaced.source_lang, replaced.entry_count) == ("EN", 1)
    assert bude() == "Heim"
    assert client.update_multilingual_glossary_name(made, "new").name == "new"
    csv = client.update_multilingual_glossary_dictionary_from_csv(made, "en", "fr", "a,b\n")
    assert [each.entry_count for each in csv.dictionaries] == [2, 1, 1, 1]
    client.replace_multilingual_glossary_dictionary_from_csv(made, "en", "fr", "c,d\ne,f\n")
    listed = client.get_multilingual_glossary_entries(made, "EN", "FR").dictionaries
    # The client says that it is a dictionary, and hands out the text.
    assert [str(each.entries) for each in listed] == ["c\td\ne\tf"]
    client.delete_multilingual_glossary_dictionary(made, source_lang="fr", target_lang="Ja")
    with pytest.raises(deepl.GlossaryNotFoundException):
        client.get_multilingual_glossary_entries(made, "FR", "JA")
    now = client.get_multilingual_glossary(made.glossary_id)
    assert [each.entry_count for each in now.dictionaries] == [2, 1, 2]
    assert [each.name for each in client.list_multilingual_glossaries()] == ["new"]
    client.delete_multilingual_glossary(made)


def test_of_several_glossaries_the_first_that_knows_a_term_wins(
    client: deepl.DeepLClient,
) -> None:
    one = client.create_glossary("one", "EN", "DE", {"artist": "Maler"})
    two = client.create_glossary("two", "EN", "DE", {"artist": "Künstler", "prize": "Gewinn"})
    options: dict[str, Any] = {"source_lang": "EN", "target_lang": "DE"}
    orders: list[tuple[list[Any], str]] = [
        ([one, two], "Maler"),
        ([two, one.glossary_id], "Künstler"),
    ]
    for order, expected in orders:
        said = client.translate_text(["artist", "prize"], glossary_ids=order, **options)
        assert isinstance(said, list)
        assert [each.text for each in said] == [expected, "Gewinn"]
        document = io.BytesIO()
        client.translate_document(
            b"artist\nprize", document, filename="a.txt", glossary_ids=order, **options
        )
        assert document.getvalue().decode() == f"{expected}\nGewinn"
    with pytest.raises(deepl.DeepLException, match="glossar"):
        client.translate_text("artist", glossary_ids=[one, EMPTY_ID], **options)
    for each in (one, two):
        client.delete_glossary(each)


def test_ten_thousand_entries_are_no_delay(client: deepl.DeepLClient) -> None:
    entries = {f"Source-${number}": f"Target-${number}" for number in range(10_000)}
    started = time.monotonic()
    made = client.create_glossary("large", "EN", "DE", entries)
    assert client.get_glossary_entries(made) == entries
    assert time.monotonic() - started < 3
    client.delete_glossary(made)


def test_documents_in_one_call(client: deepl.DeepLClient, tmp_path: Path) -> None:
    source, target = tmp_path / "Übung.txt", tmp_path / "out.txt"
    source.write_text("artist\nprize\nThe house is red.", "utf-8")
    glossary = client.create_glossary("d", "EN", "DE", {"artist": "Maler", "prize": "Gewinn"})
    before = used(client)
    status = client.translate_document_from_filepath(
        source, target, source_lang="EN", target_lang="DE", glossary=glossary
    )
    assert status.done
    assert target.read_text("utf-8") == "Maler\nGewinn\nDas Haus ist rot."
    assert status.billed_characters == len("artistprizeThe house is red.")
    assert used(client) == before + (status.billed_characters or 0)
    client.delete_glossary(glossary)


def test_terms_alone_are_to_the_letter_in_documents(client: deepl.DeepLClient) -> None:
    glossary = client.create_glossary("d", "DE", "EN", {"Künstler": "artist", "Preis": "prize"})
    found = io.BytesIO()
    client.translate_document(
        "Künstler\nPreis\nDer Künstler bekam einen Preis.\n".encode(),
        found,
        source_lang="DE",
        target_lang="EN-GB",
        filename="a.txt",
        glossary=glossary,
    )
    lines = found.getvalue().decode().splitlines()
    assert lines[:2] == ["artist", "prize"]
    assert "artist" in lines[2]
    assert "prize" in lines[2]
    client.delete_glossary(glossary)


def finished(client: deepl.DeepLClient, handle: deepl.DocumentHandle) -> deepl.DocumentStatus:
    status = client.translate_document_get_status(handle)
    while status.ok and not status.done:
        time.sleep(0.05)
        status = client.translate_document_get_status(handle)
    return status


def test_documents_step_by_step(client: deepl.DeepLClient) -> None:
    page = "<p>The <b>house</b> is red.</p>"
    handle = client.translate_document_upload(
        page, target_lang="DE", filename="ä.html", output_format="html", formality="default"
    )
    assert re.fullmatch("[0-9A-F]{32}", handle.document_id)
    assert re.fullmatch("[0-9A-F]{64}", handle.document_key)
    assert finished(client, handle).done
    found = io.BytesIO()
    client.translate_document_download(handle, found)
    assert found.getvalue().decode() == "<p>Das <b>Haus</b> ist rot.</p>"
    streamed = client.translate_document_download(handle)
    assert streamed is not None
    assert b"".join(streamed.iter_content(chunk_size=8)) == found.getvalue()
    streamed.close()
    for wrong in (
        deepl.DocumentHandle(handle.document_id, "A" * 64),
        deepl.DocumentHandle("12AB" * 8, handle.document_key),
    ):
        with pytest.raises(deepl.DeepLException, match="Not found"):
            client.translate_document_get_status(wrong)


def test_documents_that_cannot_be(client: deepl.DeepLClient) -> None:
    same = client.translate_document_upload("Das Haus.", target_lang="DE", filename="a.txt")
    status = finished(client, same)
    assert not status.ok
    assert "Source and target language" in str(status.error_message)
    refused: list[tuple[dict[str, Any], str]] = [
        ({"filename": "a.invalid"}, "Invalid file"),
        ({"filename": "noending"}, "Invalid file"),
        ({"output_format": "pdf"}, "output_format"),
        ({"formality": "more"}, "formality"),
        ({"source_lang": "DE"}, "equal"),
        ({"target_lang": "FR"}, "target_lang"),
        ({"glossary": EMPTY_ID, "source_lang": "EN"}, "glossary"),
        ({"glossary_ids": [EMPTY_ID], "source_lang": "EN"}, "glossary"),
        ({"extra_body_parameters": {"glossary_id": EMPTY_ID}}, "source_lang"),
        ({"style_rule": "s"}, "style_id"),
        ({"translation_memory": "m"}, "translation_memory_id"),
    ]
    for options, said in refused:
        upload: dict[str, Any] = {"target_lang": "DE", "filename": "a.txt", **options}
        with pytest.raises(deepl.DeepLException, match=said):
            client.translate_document_upload("Good morning.", **upload)


def test_a_pdf_comes_back_as_word(client: deepl.DeepLClient) -> None:
    data = paper(Sheet().text(60, 80, "The house is red."))
    for wished in (None, "pdf", "html"):
        with pytest.raises(deepl.DeepLException, match="Send output_format=docx"):
            client.translate_document_upload(
                data, target_lang="DE", filename="a.pdf", output_format=wished
            )
    handle = client.translate_document_upload(
        data, target_lang="DE", filename="a.pdf", output_format="docx"
    )
    assert finished(client, handle).done
    found = io.BytesIO()
    client.translate_document_download(handle, found)
    assert [p.text for p in docx.Document(found).paragraphs] == ["Das Haus ist rot."]


def test_fifty_short_texts_come_in_time(client: deepl.DeepLClient) -> None:
    texts = [f"The council met {number} times in May." for number in range(50)]
    started = time.monotonic()
    said = client.translate_text(texts, source_lang="EN", target_lang="DE")
    assert time.monotonic() - started < 10
    assert isinstance(said, list)
    assert all(str(number) in each.text for number, each in enumerate(said))
