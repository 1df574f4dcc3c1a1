"""LibreTranslate's dialect as other programs than its own client speak it."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.conftest import TOKEN, Serve

WISH = {"q": "Der Rat tagt.", "source": "de", "target": "en"}


def ask(client: TestClient, **said: Any) -> Any:
    return client.post("/translate", json=WISH | said)


def test_a_text_and_a_list(standing: TestClient) -> None:
    assert ask(standing).json() == {"translatedText": "DER RAT TAGT."}
    assert ask(standing, q=["Rat"], source="DE").json() == {"translatedText": ["RAT"]}
    form = standing.post("/translate", data=WISH)
    assert form.json() == {"translatedText": "DER RAT TAGT."}
    parts = {name: (None, value) for name, value in WISH.items()}
    assert standing.post("/translate", files=parts).json() == form.json()


def test_what_is_told_beside_only_when_it_is_asked_for(standing: TestClient) -> None:
    one = ask(standing, source="auto", alternatives=3).json()
    assert set(one) == {"translatedText", "detectedLanguage", "alternatives"}
    assert one["detectedLanguage"]["language"] == "de"
    assert one["alternatives"] == []
    several = ask(standing, q=["Der Rat tagt."] * 2, source="auto", alternatives="1").json()
    assert several["detectedLanguage"] == [one["detectedLanguage"]] * 2
    assert several["alternatives"] == [[], []]


@pytest.mark.parametrize("q", ["123", "😀", "  \n", "—", "12:30 😀"])
@pytest.mark.parametrize("source", ["de", "auto"])
def test_a_text_without_letters_comes_back(standing: TestClient, q: str, source: str) -> None:
    assert ask(standing, q=q, source=source).json()["translatedText"] == q


def test_html(standing: TestClient) -> None:
    said = ask(standing, q="<p>Der <b>Rat</b> &amp; ich</p>", format="html").json()
    assert said["translatedText"] == "<p>DER <b>RAT</b> &amp; ICH</p>"
    assert ask(standing, q="<b>Rat</b>").json()["translatedText"].count("<") == 2


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"q": None}, "Invalid request: missing q parameter"),
        ({"q": ""}, "Invalid request: missing q parameter"),
        ({"q": []}, "Invalid request: missing q parameter"),
        ({"source": None}, "Invalid request: missing source parameter"),
        ({"target": None}, "Invalid request: missing target parameter"),
        ({"source": "zz"}, "zz is not supported"),
        ({"target": "zz"}, "zz is not supported"),
        ({"target": "auto"}, "auto is not supported"),
        ({"format": "pdf"}, "pdf format is not supported"),
        ({"alternatives": "x"}, "Invalid request: alternatives parameter is not a number"),
        ({"q": 5}, None),
        ({"q": ["a", 5]}, None),
        ({"source": 5}, None),
        ({"q": {"a": "b"}}, None),
    ],
)
def test_messages_word_by_word(
    standing: TestClient, said: dict[str, Any], error: str | None
) -> None:
    answer = ask(standing, **said)
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}
    assert error is None or answer.json()["error"] == error
    if all(isinstance(value, str) for value in (WISH | said).values()):
        assert standing.post("/translate", data=WISH | said).json() == answer.json()


@pytest.mark.parametrize("path", ["/translate", "/detect", "/translate_file", "/suggest"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_other_methods_are_405(standing: TestClient, method: str, path: str) -> None:
    answer = standing.request(method, path)
    assert answer.status_code == 405
    assert isinstance(answer.json()["error"], str)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b"[" * 50_000])
@pytest.mark.parametrize("path", ["/translate", "/detect", "/translate_file"])
def test_no_body_breaks_it(standing: TestClient, path: str, body: bytes) -> None:
    answer = standing.post(path, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert isinstance(answer.json()["error"], str)


def test_the_key_stands_among_the_parameters(serve: Serve) -> None:
    client = serve(tokens=(TOKEN,))
    file = {"file": ("a.txt", "Der Rat tagt.")}
    for path, said in (("/translate", WISH), ("/detect", {"q": "Rat"})):
        right = said | {"api_key": TOKEN}
        wrong = said | {"api_key": "wrong"}
        refused = [client.post(path, json=said), client.post(path, data=said)]
        for answer in (*refused, client.post(path, json=wrong), client.post(path, data=wrong)):
            assert answer.status_code == 403
            assert isinstance(answer.json()["error"], str)
        assert client.post(path, json=right).status_code == 200
        assert client.post(path, data=right).status_code == 200
    wish = {"source": "de", "target": "en"}
    assert client.post("/translate_file", data=wish, files=file).status_code == 403
    wrong = wish | {"api_key": "wrong"}
    assert client.post("/translate_file", data=wrong, files=file).status_code == 403
    for path in ("/health", "/languages", "/frontend/settings"):
        assert client.get(path).status_code == 200
    right = wish | {"api_key": TOKEN}
    made = client.post("/translate_file", data=right, files=file).json()["translatedFileUrl"]
    found = client.get(made)
    assert found.text == "DER RAT TAGT."
    # Another job's key, or one that is guessed, opens nothing.
    assert client.get(made[:-8] + "0000.txt").status_code == 404
    assert client.get(made.replace("download_file/", "download_file/..%2F")).status_code == 404


@pytest.mark.parametrize(
    ("fields", "name", "error"),
    [
        ({"source": "zz"}, "a.txt", "zz is not supported"),
        ({"target": "zz"}, "a.txt", "zz is not supported"),
        ({"target": ""}, "a.txt", "Invalid request: missing target parameter"),
        ({}, "a.exe", "Invalid request: file format not supported"),
        ({}, "a.docx", "Invalid request: file format not supported"),
        ({}, "noending", "Invalid request: file format not supported"),
        ({"source": "en"}, "a.txt", None),
    ],
)
def test_files_that_are_refused(
    standing: TestClient, fields: dict[str, str], name: str, error: str | None
) -> None:
    wish = {"source": "de", "target": "en"} | fields
    answer = standing.post("/translate_file", data=wish, files={"file": (name, "Der Rat tagt.")})
    assert answer.status_code == 400
    assert error is None or answer.json() == {"error": error}


def test_settings_and_languages(standing: TestClient) -> None:
    settings = standing.get("/frontend/settings").json()
    assert {".docx", ".txt", ".html"} <= set(settings["supportedFilesFormat"])
    assert settings["language"]["source"] == {"code": "auto", "name": "Auto Detect"}
    assert set(settings["language"]["target"]) == {"code", "name"}
    assert set(settings) == {
        *("charLimit", "frontendTimeout", "apiKeys", "keyRequired", "suggestions"),
        *("filesTranslation", "supportedFilesFormat", "language"),
    }
    found = standing.request("GET", "/languages", content=b"api_key=x").json()
    assert {"code": "de", "name": "German", "targets": ["de", "en"]} in found
