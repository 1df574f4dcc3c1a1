"""Our own API: texts, documents as jobs, and reviews."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from g60translate.documents.codec import CONVERTED
from g60translate.server.jobs.jobs import JobDesk
from tests.server.conftest import OTHER, TOKEN, Echo, Serve

TEXT = "Guten Tag.\n\nDer Rat tagt heute.\nDer Rat tagt heute.\n"


def send(client: TestClient, text: str = TEXT, name: str = "a.de.txt", **fields: str) -> Any:
    return client.post(
        "/api/v1/jobs", data={"target_lang": "en", **fields}, files={"file": (name, text)}
    )


def finished(client: TestClient, job: str) -> dict[str, Any]:
    with client.stream("GET", f"/api/v1/jobs/{job}/events") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = [line for line in answer.iter_lines() if line.startswith("data: ")]
    last: dict[str, Any] = json.loads(events[-1].removeprefix("data: "))
    return last


def test_each_sentence_is_told_as_soon_as_it_is_translated(
    serve: Serve, echo: type[Echo], monkeypatch: pytest.MonkeyPatch
) -> None:
    listening, follow, again = threading.Event(), JobDesk.follow, echo._again

    def following(desk: JobDesk, job_id: str, *, owner: str) -> Any:
        listening.set()
        return follow(desk, job_id, owner=owner)

    def waiting(engine: Echo, text: str) -> list[str]:
        assert listening.wait(20)
        return again(engine, text)

    monkeypatch.setattr(JobDesk, "follow", following)
    monkeypatch.setattr(echo, "_again", waiting)
    client = serve()
    job = send(client, "Guten Tag.\n\nDer Rat tagt.\n\nDer Rat tagt.\n\n20 %\n").json()["id"]
    text = client.get(f"/api/v1/jobs/{job}/events").text
    found = [event.split("\ndata: ") for event in text.split("\n\n") if event]
    told = {
        said["place"]: said["segment"]
        for name, data in found
        if name == "event: segment"
        for said in [json.loads(data)]
    }
    # Each once, also what is never translated and what stands twice.
    assert len(told) == sum(name == "event: segment" for name, _ in found)
    record = client.get(f"/api/v1/jobs/{job}/record").json()["segments"]
    for name in ("id", "source", "target"):
        assert [told[at][name] for at in sorted(told)] == [each[name] for each in record]
    assert sorted(told) == [0, 1, 2, 3]
    assert json.loads(found[-1][1])["state"] == "done"
    # Whoever comes when all is over has the record, and is not told again.
    assert "segment" not in client.get(f"/api/v1/jobs/{job}/events").text


def test_texts_come_back_in_their_order_and_line_ends_stay(standing: TestClient) -> None:
    texts = ["Guten Tag.\r\n\r\nHallo.", "", "  ", "Eins & zwei < drei"]
    answer = standing.post(
        "/api/v1/translate", json={"texts": texts, "source_lang": "de", "target_lang": "en"}
    )
    assert answer.status_code == 200
    said = [each["text"] for each in answer.json()["translations"]]
    assert said[1:3] == ["", "  "]
    assert said[0].count("\r\n\r\n") == 1
    assert "&" in said[3]
    assert "<" in said[3]


def test_html_keeps_its_tags(standing: TestClient) -> None:
    answer = standing.post(
        "/api/v1/translate",
        json={
            "texts": ["<p>Der <b>Rat</b> tagt.</p>", "<!DOCTYPE html><p>Über uns</p>"],
            "source_lang": "de",
            "target_lang": "en",
            "format": "html",
        },
    )
    first, second = (each["text"] for each in answer.json()["translations"])
    assert first.startswith("<p>")
    assert first.count("<b>") == first.count("</b>") == 1
    assert second.startswith("<!DOCTYPE html><p>")
    assert "ÜBER" in second


def test_the_language_is_told_of_each_text_and_segments_are_those_of_the_record(
    standing: TestClient,
) -> None:
    answer = standing.post(
        "/api/v1/translate",
        json={
            "texts": ["Der Rat der Stadt tagt heute.", "The council of the city meets today."],
            "target_lang": "en-GB",
            "segments": True,
        },
    )
    german, english = answer.json()["translations"]
    assert german["source_lang"] == "de"
    assert german["segments"][0]["source"] == "Der Rat der Stadt tagt heute."
    assert english["source_lang"] == "en"
    assert english["text"] == "The council of the city meets today."


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("de", "zz", "into zz"),
        ("", "zz", "into zz"),
        ("zz", "en", "from zz into en"),
        ("en-GB", "en-US", "equal"),
        ("de", "", "target_lang is missing"),
        ("de", "Klingonisch", "no language"),
    ],
)
def test_a_document_in_no_pair_is_refused_at_once_in_words_for_people(
    standing: TestClient, source: str, target: str, said: str
) -> None:
    page = {"source": source, "target": target, "glossary": ""}
    before = standing.get("/api/v1/jobs").json()
    for answer in (
        send(standing, source_lang=source, target_lang=target),
        standing.post("/", data=page, files={"files": ("a.txt", "Der Rat.")}),
    ):
        assert answer.status_code == 400
        message = answer.json()["error"]["message"]
        assert said in message
        assert "--" not in message
        assert "g60translate" not in message
    assert standing.get("/api/v1/jobs").json() == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"{", "JSON"),
        (b'{"texts": [], "target_lang": "en"}', "texts"),
        (b'{"texts": ["geheim"]}', "target_lang"),
        (b'{"texts": "geheim", "target_lang": "en"}', "texts"),
        (b'{"texts": ["geheim"], "target_lang": "en", "colour": 1}', "colour"),
        (b'{"texts": ["\\ud800"], "target_lang": "en"}', "JSON"),
        (b"[" * 100_000, "recursion"),
        (b'{"texts": ["geheim"], "target_lang": "Klingonisch", "source_lang": "de"}', "language"),
        (b'{"texts": ["geheim"], "target_lang": "fi", "source_lang": "de"}', "fi"),
        (b'{"texts": ["geheim"], "target_lang": "en", "source_lang": "de", "glossary": "x"}', "x"),
    ],
)
def test_what_is_wrong_is_told_in_our_shape_and_never_its_text(
    standing: TestClient, body: bytes, said: str
) -> None:
    answer = standing.post(
        "/api/v1/translate", content=body, headers={"Content-Type": "application/json"}
    )
    assert 400 <= answer.status_code < 500
    assert set(answer.json()) == {"error"}
    message = answer.json()["error"]["message"]
    assert said in message
    assert "geheim" not in message


def test_a_document_is_translated_in_the_background(serve: Serve) -> None:
    client = serve()
    sent = send(client)
    assert sent.status_code == 201
    job = sent.json()
    assert len(job["id"]) == 32
    done = finished(client, job["id"])
    assert (done["state"], done["source_lang"], done["target_name"]) == ("done", "de", "a.en.txt")
    assert done["done"] == done["total"] == 3
    document = client.get(f"/api/v1/jobs/{job['id']}/document")
    assert document.text.splitlines()[0] == "GUTEN TAG."
    assert "a.en.txt" in document.headers["content-disposition"]
    record = client.get(f"/api/v1/jobs/{job['id']}/record").json()
    assert record["source"]["name"] == "a.de.txt"
    assert "<html" in client.get(f"/api/v1/jobs/{job['id']}/report").text
    assert [each["id"] for each in client.get("/api/v1/jobs").json()["jobs"]] == [job["id"]]
    assert client.delete(f"/api/v1/jobs/{job['id']}").status_code == 204
    assert client.get(f"/api/v1/jobs/{job['id']}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("a.docx", "PK\x03\x04 broken", 400),
        ("a.zip", "PK\x05\x06" + "\0" * 18, 400),
        ("a.txt", "", 400),
    ],
)
def test_a_file_that_is_not_read_is_refused_at_once(
    standing: TestClient, name: str, content: str, status: int
) -> None:
    answer = send(standing, content, name)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_what_shows_only_on_reading_is_told_as_failed(standing: TestClient) -> None:
    english = "The council of the city meets today, and everybody is invited.\n"
    for text, fields in ((" \n", {"source_lang": "de"}), (english, {})):
        job = finished(standing, send(standing, text, **fields).json()["id"])
        assert job["state"] == "failed"
        assert job["message"]
        answer = standing.get(f"/api/v1/jobs/{job['id']}/document")
        assert answer.status_code == 409


def test_a_review_checks_again_undoes_and_writes_the_document_anew(serve: Serve) -> None:
    client = serve()
    job = finished(client, send(client).json()["id"])["id"]
    first, second, third = client.get(f"/api/v1/jobs/{job}/segments").json()["segments"]
    assert second["elsewhere"] == [third["segment"]["id"]]
    address = f"/api/v1/jobs/{job}/segments/{first['segment']['id']}"
    edited = client.put(address, json={"shown": "Good 7 day.", "version": 0}).json()
    assert edited["segment"]["edited"]
    assert "numbers" in {each["check"] for each in edited["segment"]["findings"]}
    assert client.put(address, json={"shown": "x", "version": 0}).status_code == 409
    again = client.put(address, json={"shown": "Good day.", "version": edited["version"]}).json()
    assert client.post(f"{address}/undo").json()["shown"] == "Good 7 day."
    assert client.put(address, json={"shown": "Good day."}).json()["shown"] == again["shown"]
    approved = client.post(
        f"/api/v1/jobs/{job}/approvals", json={"segments": [first["segment"]["id"]]}
    )
    assert approved.json()["segments"][0]["approved"]
    assert client.get(f"/api/v1/jobs/{job}/reviewed").status_code == 404
    written = client.post(f"/api/v1/jobs/{job}/review", json={})
    assert written.json()["edited"] == 1
    assert client.get(f"/api/v1/jobs/{job}/reviewed").text.startswith("Good day.\n")
    assert client.put(f"{address}x", json={"shown": "x"}).status_code == 404


def test_a_repeated_request_is_computed_once(serve: Serve, echo: type[Echo]) -> None:
    client = serve()
    body = {"texts": ["Ein Satz.", "Ein Satz."], "source_lang": "de", "target_lang": "en"}
    client.post("/api/v1/translate", json=body)
    assert echo.asked == 1


def test_each_owner_sees_its_own(serve: Serve) -> None:
    client = serve(tokens=(TOKEN, OTHER), token=TOKEN)
    job = finished(client, send(client).json()["id"])["id"]
    other = {"Authorization": f"Bearer {OTHER}"}
    for method, path in (
        ("GET", ""),
        ("GET", "/events"),
        ("GET", "/document"),
        ("GET", "/segments"),
        ("POST", "/stop"),
        ("DELETE", ""),
        ("POST", "/undo"),
    ):
        answer = client.request(method, f"/api/v1/jobs/{job}{path}", headers=other)
        assert answer.status_code == 404, path
    assert client.get("/api/v1/jobs", headers=other).json() == {"jobs": []}
    assert client.get(f"/api/v1/jobs/{job}").json()["state"] == "done"


def test_openapi_has_every_address_with_its_types(standing: TestClient) -> None:
    described = standing.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    names = set(described["components"]["schemas"])
    text = json.dumps(described)
    assert {"TranslateRequest", "JobInfo", "SegmentRecord", "Refused"} <= names
    referred = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert referred <= names
    # Whatever is described is there: nothing answers 404 for its path, only for what it names.
    for path, methods in described["paths"].items():
        for method in methods:
            filled = path.replace("{job}", "0" * 32).replace("{segment}", "b1.1")
            answer = standing.request(method.upper(), filled)
            assert "nothing at this address" not in answer.text
    body = described["paths"]["/api/v1/translate"]["post"]["requestBody"]
    example = body["content"]["application/json"]["example"]
    assert standing.post("/api/v1/translate", json=example).status_code == 200


def test_listings(standing: TestClient) -> None:
    deadline = time.monotonic() + 20
    while not standing.get("/api/v1/health").json()["ready"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert {"source": "de", "target": "en"} in standing.get("/api/v1/pairs").json()["pairs"]
    assert standing.get("/api/v1/languages").json()["languages"]
    assert "docx" in {each["name"] for each in standing.get("/api/v1/formats").json()["formats"]}
    assert standing.get("/api/v1/glossaries").json() == {"glossaries": []}
    told = standing.post("/api/v1/detect", json={"texts": ["Der Rat der Stadt tagt heute."]})
    assert told.json()["detected"][0]["language"] == "de"


def test_old_office_files_are_not_converted(standing: TestClient) -> None:
    before = standing.get("/api/v1/jobs").json()
    rtf = rb"{\rtf1 Der Rat tagt.}"
    for name, wish in (("a.rtf", {}), ("a.txt", {}), ("a.txt", {"format": "rtf"})):
        answer = standing.post(
            "/api/v1/jobs", data={"target_lang": "en", **wish}, files={"file": (name, rtf)}
        )
        assert answer.status_code == 400
        assert "does not convert" in answer.text
    assert standing.get("/api/v1/jobs").json() == before
    named = {each["name"] for each in standing.get("/api/v1/formats").json()["formats"]}
    assert "docx" in named
    assert not named & CONVERTED
