"""DeepL's dialect as other programs than its own client speak it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.conftest import OTHER, TOKEN, Echo, Serve, in_process

JSON = {"Content-Type": "application/json"}
GLOSSARY = {
    "name": "g",
    "source_lang": "de",
    "target_lang": "en",
    "entries": "Rat\tcouncil",
    "entries_format": "tsv",
}


def key(token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": f"DeepL-Auth-Key {token}"}


def translate(client: TestClient, **said: Any) -> Any:
    return client.post("/v2/translate", json={"target_lang": "EN-GB", "source_lang": "DE"} | said)


def texts(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["text"] for each in answer.json()["translations"]]


PATHS = (
    *("/v2", "/v2/translate", "/v2/document", "/v2/document/x", "/v2/document/x/result"),
    *("/v2/languages", "/v2/usage", "/v2/glossaries", "/v2/glossaries/x/entries", "/v2/x/y"),
    *("/v3", "/v3/glossaries", "/v3/glossaries/x", "/v3/glossaries/x/dictionaries"),
    *("/v3/style_rules", "/v2/glossary-language-pairs", "/v2/write/rephrase"),
)
NO_KEYS: tuple[dict[str, str], ...] = (
    {},
    key("wrong"),
    {"Authorization": f"Bearer {TOKEN}"},
    {"Authorization": "DeepL-Auth-Key"},
)


def test_no_address_answers_without_the_key(serve: Serve) -> None:
    client = serve(tokens=(TOKEN,))
    for path in PATHS:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            for headers in NO_KEYS:
                answer = client.request(method, path, headers=headers, content=b"{")
                assert answer.status_code == 403
                assert isinstance(answer.json()["message"], str)
            answer = client.request(method, path, headers=key())
            assert answer.status_code not in {401, 403}
            assert answer.status_code < 500
            if answer.status_code >= 400:
                assert set(answer.json()) == {"message"}


def test_json_and_forms_say_the_same(standing: TestClient) -> None:
    said = ["Guten Tag.", "Der Rat.", "Guten Tag."]
    form = {"text": said, "target_lang": "en-gb", "source_lang": "de"}
    expected = ["GUTEN TAG.", "DER RAT.", "GUTEN TAG."]
    assert texts(translate(standing, text=said)) == expected
    assert texts(standing.post("/v2/translate", data=form)) == expected
    assert texts(translate(standing, text=said[0])) == expected[:1]


def test_blank_texts_keep_their_places_and_cost_nothing(standing: TestClient) -> None:
    before = standing.get("/v2/usage").json()["character_count"]
    said = ["", " \t\n", "Rat 😀", "\r\n\r\n"]
    answer = translate(standing, text=said, show_billed_characters="1", context="x" * 99)
    assert texts(answer) == ["", " \t\n", "RAT 😀", "\r\n\r\n"]
    billed = [each["billed_characters"] for each in answer.json()["translations"]]
    assert billed == [0, 0, 5, 0]
    assert standing.get("/v2/usage").json()["character_count"] == before + 5
    assert "billed_characters" not in translate(standing, text="Rat").json()["translations"][0]


def test_plain_text_is_plain(standing: TestClient) -> None:
    said = "A & b < c\r\n\r\n  „d“ > e\n"
    assert texts(translate(standing, text=said)) == ["A & B < C\r\n\r\n  „D“ > E\n"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"text": []}, "text"),
        ({"text": None}, "text"),
        ({"text": 7}, "text"),
        ({"text": ["a", None]}, "text"),
        ({"text": {"a": "b"}}, "text"),
        ({"target_lang": None}, "target_lang"),
        ({"target_lang": 7}, "target_lang"),
        ({"target_lang": "EN-AU"}, "target_lang' not supported"),
        ({"target_lang": "english"}, "target_lang' not supported"),
        ({"source_lang": "xx"}, "source_lang' not supported"),
        ({"source_lang": ["de"]}, "source_lang"),
        ({"split_sentences": 2}, "split_sentences"),
        ({"preserve_formatting": "often"}, "preserve_formatting"),
        ({"show_billed_characters": []}, "show_billed_characters"),
        ({"outline_detection": 3}, "outline_detection"),
        ({"tag_handling": "HTML5"}, "tag_handling"),
        ({"tag_handling_version": "v3"}, "tag_handling_version"),
        ({"ignore_tags": [1]}, "ignore_tags"),
        ({"glossary_ids": "a,b,c,d,e,f"}, "glossary_ids"),
        ({"glossary_id": "00000000-0000-0000-0000-000000000000"}, "glossary"),
        ({"glossary_id": "x", "source_lang": None}, "source_lang"),
        ({"formality": 1}, "formality"),
    ],
)
def test_what_is_wrong_is_named(standing: TestClient, said: dict[str, Any], message: str) -> None:
    answer = translate(standing, **({"text": "geheim"} | said))
    assert answer.status_code in {400, 404}
    assert set(answer.json()) == {"message"}
    assert message in answer.json()["message"]
    assert "geheim" not in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"[" * 50_000])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v2/translate"),
        ("POST", "/v2/document"),
        ("POST", "/v2/document/x"),
        ("POST", "/v2/glossaries"),
        ("POST", "/v3/glossaries"),
        ("PATCH", "/v3/glossaries/x"),
        ("PUT", "/v3/glossaries/x/dictionaries"),
    ],
)
def test_no_body_breaks_it(standing: TestClient, method: str, path: str, body: bytes) -> None:
    answer = standing.request(method, path, content=body, headers=JSON)
    assert 400 <= answer.status_code < 500
    assert isinstance(answer.json()["message"], str)


def test_a_repeated_request_is_not_computed_twice_at_once(
    standing: TestClient, echo: type[Echo]
) -> None:
    translate(standing, text="Erst einmal.")
    asked = echo.asked
    translate(standing, text=["Der Rat tagt."] * 3)
    assert echo.asked == asked + 1


@pytest.mark.parametrize(
    "asked",
    [{"params": {"type": "target"}}, {"data": {"type": "target"}}, {"json": {"type": "TARGET"}}],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_languages_are_asked_for_in_three_ways(
    standing: TestClient, method: str, asked: dict[str, Any]
) -> None:
    found = standing.request(method, "/v2/languages", **asked).json()
    assert {"language": "EN-US", "name": "English (American)", "supports_formality": False} in found
    assert {"EN", "PT", "ZH-HANT"}.isdisjoint(each["language"] for each in found)
    plain = standing.request(method, "/v2/languages").json()
    assert {"language": "DE", "name": "German"} in plain
    assert standing.request(method, "/v2/languages?type=x").status_code == 400


def test_glossaries_are_one_store_behind_both_versions(serve: Serve) -> None:
    client = serve()
    made = client.post("/v2/glossaries", json=GLOSSARY | {"source_lang": "DE-at"})
    assert made.status_code == 201
    told = made.json()
    assert (told["source_lang"], told["target_lang"], told["ready"]) == ("de", "en", True)
    assert told["creation_time"].endswith("+00:00")
    assert "." in told["creation_time"]
    where = f"/v3/glossaries/{told['glossary_id']}"
    more = {"dictionaries": [GLOSSARY | {"target_lang": "fr", "entries": "Rat\tconseil"}]}
    changed = client.patch(where, json=more).json()
    assert [each["target_lang"] for each in changed["dictionaries"]] == ["en", "fr"]
    assert changed["name"] == "g"
    assert client.get("/v2/glossaries").json() == {"glossaries": []}
    assert client.get(f"/v2/glossaries/{told['glossary_id']}").status_code == 404
    gone = client.delete(f"{where}/dictionaries?source_lang=DE&target_lang=Fr")
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.delete(f"{where}/dictionaries?source_lang=de&target_lang=fr").status_code == 404
    assert client.delete(f"{where}/dictionaries").status_code == 400
    assert len(client.get("/v2/glossaries").json()["glossaries"]) == 1
    assert client.get(f"{where}/entries?source_lang=de&target_lang=en").json() == {
        "dictionaries": [
            {"source_lang": "de", "target_lang": "en"}
            | {"entries": "Rat\tcouncil", "entries_format": "tsv"}
        ]
    }
    gone = client.delete(where)
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(where).status_code == 404


def test_entries_come_back_as_they_came(serve: Serve) -> None:
    client = serve()
    entries = 'a "b", c\t😀 & <d>\r\nß\t ẞ\n'
    made = client.post("/v2/glossaries", json=GLOSSARY | {"entries": entries}).json()
    assert made["entry_count"] == 2
    answer = client.get(f"/v2/glossaries/{made['glossary_id']}/entries")
    assert answer.headers["content-type"].startswith("text/tab-separated-values")
    assert answer.content.decode() == 'a "b", c\t😀 & <d>\nß\t ẞ'


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": None},
        {"name": 5},
        {"source_lang": "xx"},
        {"target_lang": None},
        {"target_lang": "de"},
        {"entries": ""},
        {"entries": "Rat"},
        {"entries": "a\tb\tc"},
        {"entries": "a\t"},
        {"entries": "a\tb\na\tc"},
        {"entries": "a\tb\x07"},
        {"entries": 'a,"b', "entries_format": "csv"},
        {"entries": "a,b,de", "entries_format": "csv"},
        {"entries": "a,b,de,fr", "entries_format": "csv"},
        {"entries_format": "xlsx"},
        {"entries_format": None},
        {"entries": ["a\tb"] * 2 + [3]},
    ],
)
def test_wrong_glossaries_are_refused_in_both_versions(
    standing: TestClient, wrong: dict[str, Any]
) -> None:
    said = GLOSSARY | wrong
    many = {"name": said["name"], "dictionaries": [said]}
    for path, body in (("/v2/glossaries", said), ("/v3/glossaries", many)):
        answer = standing.post(path, json=body)
        assert answer.status_code == 400, answer.text
        assert set(answer.json()) == {"message"}


@pytest.mark.parametrize("wrong", [None, [], "x", [1], [GLOSSARY, GLOSSARY]])
def test_wrong_dictionaries_are_refused(standing: TestClient, wrong: Any) -> None:
    answer = standing.post("/v3/glossaries", json={"name": "g", "dictionaries": wrong})
    assert answer.status_code == 400


def test_a_term_alone_becomes_the_wording_to_the_letter(serve: Serve) -> None:
    client = serve()
    entries = "Rat\tthe council\nStadt\tiTown"
    made = client.post("/v2/glossaries", json=GLOSSARY | {"entries": entries}).json()
    said = {"glossary_id": made["glossary_id"]}
    assert texts(translate(client, text=["Rat", "Stadt\nRat"], **said)) == [
        "the council",
        "iTown\nthe council",
    ]
    tagged = translate(client, text="<p>Rat</p><td><b>Stadt</b></td>", tag_handling="html", **said)
    assert texts(tagged) == ["<p>the council</p><td><b>iTown</b></td>"]
    other_way = translate(client, text="x", source_lang="EN", target_lang="DE", **said)
    assert other_way.status_code == 400


def test_a_term_alone_becomes_the_wording_in_documents_too(serve: Serve) -> None:
    client = serve()
    entries = "Rat\tthe council\nStadt\tiTown\n@hier\t(here)"
    made = client.post("/v2/glossaries", json=GLOSSARY | {"entries": entries}).json()
    document = client.post(
        "/v2/document",
        data={"target_lang": "EN-GB", "source_lang": "DE", "glossary_id": made["glossary_id"]},
        files={"file": ("a.html", "<p>Rat</p><p>Stadt</p><p>@hier</p><p>Der Rat tagt.</p>")},
    ).json()
    path = f"/v2/document/{document['document_id']}"
    body = {"document_key": document["document_key"]}
    while client.post(path, json=body).json()["status"] != "done":
        pass
    said = client.post(f"{path}/result", json=body).text
    assert said.startswith("<p>the council</p><p>iTown</p><p>(here)</p><p>")


def test_what_is_one_client_s_is_not_another_s(serve: Serve) -> None:
    client = serve(tokens=(TOKEN, OTHER))
    made = client.post("/v2/glossaries", json=GLOSSARY, headers=key()).json()
    where = f"glossaries/{made['glossary_id']}"
    for path in (f"/v2/{where}", f"/v3/{where}", f"/v2/{where}/entries"):
        assert client.get(path, headers=key()).status_code == 200
        assert client.get(path, headers=key(OTHER)).status_code == 404
    assert client.delete(f"/v3/{where}", headers=key(OTHER)).status_code == 404
    assert client.get("/v2/glossaries", headers=key(OTHER)).json() == {"glossaries": []}
    said = {"text": "Rat", "target_lang": "EN-GB", "source_lang": "DE"}
    named = said | {"glossary_id": made["glossary_id"]}
    assert client.post("/v2/translate", json=named, headers=key()).status_code == 200
    assert client.post("/v2/translate", json=named, headers=key(OTHER)).status_code == 404
    document = client.post(
        "/v2/document",
        data={"target_lang": "EN-GB"},
        files={"file": ("a.txt", "Der Rat tagt.")},
        headers=key(),
    ).json()
    body = {"document_key": document["document_key"]}
    path = f"/v2/document/{document['document_id']}"
    assert client.post(path, json=body, headers=key()).status_code == 200
    assert client.post(path, data=body, headers=key()).status_code == 200
    assert client.post(path, json=body, headers=key(OTHER)).status_code == 404
    counts = [client.get("/v2/usage", headers=key(each)).json() for each in (TOKEN, OTHER)]
    assert [each["character_count"] for each in counts] == [3 + len("Der Rat tagt."), 0]


def test_glossaries_and_counts_outlive_the_server(tmp_path: Path, echo: type[Echo]) -> None:
    assert echo.asked == 0
    with in_process(tmp_path) as first:
        made = first.post("/v2/glossaries", json=GLOSSARY).json()
        translate(first, text="Rat")
    with in_process(tmp_path) as second:
        assert second.get(f"/v2/glossaries/{made['glossary_id']}").json() == made
        assert second.get("/v2/usage").json()["character_count"] == 3
