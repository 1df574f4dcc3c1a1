"""LibreTranslate's own client, unmodified, and what its class has no method for."""

from __future__ import annotations

from urllib.error import HTTPError

import httpx
import pytest
from libretranslatepy import LibreTranslateAPI

from tests.clients.conftest import TOKEN

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def client(address: str) -> LibreTranslateAPI:
    return LibreTranslateAPI(address, TOKEN)


def test_translate(client: LibreTranslateAPI) -> None:
    assert client.translate("The house is red.", "en", "de") == "Das Haus ist rot."
    assert client.translate("Das Haus\nist rot & alt.", "auto", "EN").count("\n") == 1
    for text in ("123 😀", "1,234.50", "12/31/2025"):
        assert client.translate(text, "en", "de") == text


def test_detect_and_languages(client: LibreTranslateAPI) -> None:
    found = client.detect("The house is red.")
    assert found[0]["language"] == "en"
    assert 90 < found[0]["confidence"] <= 100
    chances = [each["confidence"] for each in found]
    assert chances == sorted(chances, reverse=True)
    languages = client.languages()
    assert {each["code"]: each["name"] for each in languages} == {"de": "German", "en": "English"}
    for each in languages:
        for target in each["targets"]:
            assert client.translate("Rat", each["code"], target)


@pytest.mark.parametrize(
    ("q", "source", "target", "key", "status"),
    [
        ("x", "zz", "de", TOKEN, 400),
        ("x", "en", "zz", TOKEN, 400),
        ("", "en", "de", TOKEN, 400),
        ("x", "en", "de", "wrong", 403),
        ("x", "en", "de", None, 403),
    ],
)
def test_refusals(
    address: str, q: str, source: str, target: str, key: str | None, status: int
) -> None:
    with pytest.raises(HTTPError) as caught:
        LibreTranslateAPI(address, key).translate(q, source, target)
    assert caught.value.code == status
    caught.value.close()


def test_a_file_comes_back_at_an_address_of_its_own(address: str) -> None:
    answer = httpx.post(
        f"{address}translate_file",
        data={"source": "auto", "target": "de", "api_key": TOKEN},
        files={"file": ("Übung.html", b"<p>The <b>house</b> is red.</p>")},
        timeout=60,
    )
    where = answer.json()["translatedFileUrl"]
    assert where.startswith(address)
    # As a browser opens it: without a key.
    file = httpx.get(where)
    assert file.text == "<p>Das <b>Haus</b> ist rot.</p>"
    assert file.headers["content-disposition"].startswith("attachment")
    assert ".html" in file.headers["content-disposition"]
