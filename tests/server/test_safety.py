"""The attacks that docs/serve.md lists, each tried here on loopback."""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from g60translate.errors import InputError
from g60translate.server.owners import Owners, kept_secret
from g60translate.server.safety import Rate
from g60translate.server.sessions import COOKIE
from g60translate.server.settings import Limits, Settings
from g60translate.server.uploads import plain_name
from tests.server.conftest import HOST, OTHER, TOKEN, Serve
from tests.server.test_api import TEXT, finished, send

ADDRESSES = ("/", "/api/v1/pairs", "/v2/languages", "/v3/glossaries", "/languages", "/nowhere")


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[", "a@b"])
def test_a_name_that_was_made_to_point_here_gets_no_answer(
    standing: TestClient, path: str, host: str
) -> None:
    assert standing.get(path, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8060"])
def test_this_machines_own_names_do(standing: TestClient, host: str) -> None:
    assert standing.get("/api/v1/pairs", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/api/v1/translate", "/v2/translate", "/translate"])
def test_a_page_elsewhere_cannot_make_a_browser_ask(
    standing: TestClient, path: str, headers: dict[str, str]
) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain", "application/json"):
        answer = standing.post(path, content=b"text=x", headers={**headers, "Content-Type": kind})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_a_form_of_another_site_that_hides_its_origin_is_no_json(standing: TestClient) -> None:
    body = b'{"texts": ["x"], "target_lang": "en"}'
    answer = standing.post(
        "/api/v1/translate", content=body, headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 415


def test_a_cookie_alone_changes_nothing(serve: Serve) -> None:
    client = serve(tokens=(TOKEN,))
    owners = Owners((TOKEN,), kept_secret(_data(client)))
    owner = owners.owner_of(TOKEN)
    cookie = {"Cookie": f"{COOKIE}={owner}.{owners.signed('session', owner)}"}
    ours = {**cookie, "Origin": f"http://{HOST}"}
    assert client.get("/api/v1/jobs", headers=cookie).status_code == 200
    fields: dict[str, Any] = {"data": {"target_lang": "en"}, "files": {"file": ("a.txt", TEXT)}}
    assert client.post("/api/v1/jobs", headers=cookie, **fields).status_code == 403
    assert client.post("/api/v1/jobs", headers=ours, **fields).status_code == 201
    for forged in (f"{owner}.{'0' * 64}", f"{owner}.", owner, "", "é.é"):
        headers = {b"Cookie": f"{COOKIE}={forged}".encode()}
        assert client.get("/api/v1/jobs", headers=headers).status_code == 401


@pytest.fixture
def guarded(serve: Serve) -> TestClient:
    return serve(tokens=(TOKEN, OTHER))


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (None, 401),
        ("", 401),
        ("Bearer", 401),
        (f"Basic {TOKEN}", 401),
        (f"Bearer {TOKEN[:-1]}", 403),
        (f"Bearer {TOKEN}x", 403),
        (f"Bearer {TOKEN.upper()}", 403),
        ("Bearer \xff\xfe", 403),
        (f"Bearer {TOKEN}", 200),
        (f"bearer {OTHER}", 200),
    ],
)
def test_only_a_whole_token_opens(
    guarded: TestClient, authorization: str | None, status: int
) -> None:
    headers = {b"Authorization": authorization.encode("latin-1")} if authorization else {}
    assert guarded.get("/api/v1/jobs", headers=headers).status_code == status


def test_every_address_but_health_needs_it(guarded: TestClient) -> None:
    described = guarded.get(
        "/api/v1/openapi.json", headers={"Authorization": f"Bearer {TOKEN}"}
    ).json()
    for path, methods in described["paths"].items():
        for method, about in methods.items():
            answer = guarded.request(method, path.replace("{", "").replace("}", ""))
            assert answer.status_code == (200 if about.get("security") == [] else 401), path


def test_no_token_no_other_machine(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "::", "192.168.1.2", "example.org"):
        with pytest.raises(InputError, match="needs a token"):
            Settings(tmp_path, host=host)
    for token in ("short", "with white space in it", "ünicode-token-of-enough-signs"):
        with pytest.raises(InputError):
            Settings(tmp_path, host="0.0.0.0", tokens=(token,))
    assert Settings(tmp_path, host="::1").loopback


def test_pages_may_load_and_run_nothing_from_elsewhere(standing: TestClient) -> None:
    for path in ADDRESSES:
        headers = standing.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        # Pages may tell our own addresses where they are: else their forms would come from "null".
        assert headers["referrer-policy"] in {"no-referrer", "same-origin"}


def test_a_report_is_shown_in_a_sandbox(serve: Serve) -> None:
    client = serve()
    job = finished(
        client, send(client, "<script>alert(1)</script> Der Rat.\n", source_lang="de").json()["id"]
    )
    for path in (f"/api/v1/jobs/{job['id']}/report", f"/review/{job['id']}/report"):
        report = client.get(path)
        assert "<script>alert" not in report.text
        policy = report.headers["content-security-policy"]
        assert "sandbox" in policy
        assert "allow-" not in policy
        assert "script-src" not in policy


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/shadow", "shadow"),
        ("a\0b\r\nSet-Cookie: x=y.txt", "abSet-Cookie: x=y.txt"),
        ("\u202egpj.exe.txt", "gpj.exe.txt"),
        ("..", ".."),
        ("", "document"),
        ("x" * 5000 + ".txt", "x" * 200 + ".txt"),
        ("Grüße 😀.docx", "Grüße 😀.docx"),
    ],
)
def test_a_files_name_is_a_name(name: str, kept: str) -> None:
    assert plain_name(name) == kept


def test_no_name_and_no_path_of_a_request_reaches_the_disk(serve: Serve) -> None:
    client = serve()
    data = _data(client)
    before = {each for each in data.parent.rglob("*") if data not in each.parents}
    job = finished(client, send(client, name="../../../evil.de.txt").json()["id"])
    assert job["name"] == "evil.de.txt"
    for path in (
        "/api/v1/jobs/..%2f..%2fsecret",
        "/api/v1/jobs/../../secret",
        f"/api/v1/jobs/{job['id']}/..%2f..%2f..%2fsecret",
        f"/api/v1/jobs/{job['id']}/source%00",
        "/static/..%2froom.py",
        "/static/../room.py",
    ):
        assert client.get(path).status_code in {400, 404}, path
    files = {each.name for each in (data / "jobs" / job["id"]).iterdir()}
    assert files == {"source", "target", "record.json", "report.html", "glossary.csv"}
    assert {each for each in data.parent.rglob("*") if data not in each.parents} == before
    for each in (data / "secret", data / "jobs.sqlite"):
        assert each.stat().st_mode & 0o077 == 0


def test_what_is_too_large_is_refused_before_it_is_kept(serve: Serve) -> None:
    client = serve(limits=Limits(upload=10_000, body=20_000, texts=3, characters=100))
    assert send(client, "x" * 10_001).status_code == 413
    assert send(client, TEXT, more="y" * 21_000).status_code == 413
    many = {f"field{n}": "1" for n in range(200)}
    assert send(client, TEXT, **many).status_code == 400

    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1_000

    said = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/translate", content=endless(), headers=said)
    assert answer.status_code == 413
    for texts in (["x"] * 4, ["x" * 101]):
        body = {"texts": texts, "source_lang": "de", "target_lang": "en"}
        assert client.post("/api/v1/translate", json=body).status_code == 413
    assert not [*(_data(client) / "uploads").iterdir()]


@pytest.mark.parametrize(
    "content",
    [b"", b"--x", b"--b\r\nContent-Disposition: form-data\r\n\r\n", b"\0" * 100, b"--b--\r\n"],
)
def test_a_broken_form_is_told(standing: TestClient, content: bytes) -> None:
    for kind in ("multipart/form-data; boundary=b", "multipart/form-data", "text/plain", "\xff"):
        headers = {b"Content-Type": kind.encode("latin-1")}
        answer = standing.post("/api/v1/jobs", content=content, headers=headers)
        assert answer.status_code == 400
        assert answer.json()["error"]["message"]
    assert not [*(_data(standing) / "uploads").iterdir()]


def test_an_archive_that_unpacks_without_end_is_refused(serve: Serve) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * 100_000_000)
    client = serve()
    sent = client.post(
        "/api/v1/jobs",
        data={"target_lang": "en"},
        files={"file": ("bomb.docx", made.getvalue())},
    )
    if sent.status_code == 201:
        job = finished(client, sent.json()["id"])
        assert job["state"] == "failed"
    else:
        assert sent.status_code == 400


def test_one_client_cannot_fill_the_queue(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("g60translate.server.jobs.runner.Runner.wake", lambda _: None)
    client = serve(limits=Limits(waiting_jobs=2))
    assert [send(client).status_code for _ in range(2)] == [201, 201]
    refused = send(client)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0


def test_who_asks_too_often_is_told_when_to_come_again(serve: Serve) -> None:
    client = serve(limits=Limits(rate=5))
    answers = [client.get("/api/v1/pairs") for _ in range(7)]
    assert [each.status_code for each in answers] == [200] * 5 + [429] * 2
    assert int(answers[-1].headers["retry-after"]) >= 1
    rate = Rate(1)
    rate.count("a")
    rate.count("b")


def test_logs_have_no_text_no_token_and_no_line_of_the_clients_making(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    client = serve(tokens=(TOKEN,), token=TOKEN)
    body = {"texts": ["Streng geheim."], "source_lang": "de", "target_lang": "en"}
    assert client.post("/api/v1/translate?q=geheim", json=body).status_code == 200
    finished(client, send(client, "Streng geheim.\n").json()["id"])
    client.get("/api/v1/%0d%0aFAKE 200")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Streng geheim.")

    monkeypatch.setattr("g60translate.server.translating.texts.Texts.lines", fail)
    answer = client.post("/api/v1/translate", json=body)
    assert answer.status_code == 500
    assert "geheim" not in answer.text
    ours = [each for each in caplog.records if not each.name.startswith(("httpx", "asyncio"))]
    told = "\n".join(each.getMessage() for each in ours)
    assert "POST /api/v1/translate 200" in told
    assert "RuntimeError" in told
    assert "eheim" not in told.lower().replace("streng", "")
    assert TOKEN not in told
    assert not any("\n" in each.getMessage() for each in ours)


def test_refusals_have_the_shape_of_their_dialect(standing: TestClient) -> None:
    assert isinstance(standing.get("/v2/nothing").json()["message"], str)
    assert isinstance(standing.post("/translate", content=b"{").json()["error"], str)
    wrong = standing.patch("/api/v1/translate")
    assert wrong.status_code == 405
    assert wrong.headers["allow"] == "POST"
    assert wrong.json()["error"]["reason"] == "wrong-method"


def test_a_data_folder_has_one_server_and_a_whole_secret(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Another server"):
        [serve(), serve()]
    secret = kept_secret(tmp_path)
    assert kept_secret(tmp_path) == secret
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    (tmp_path / "secret").write_bytes(b"")
    with pytest.raises(InputError, match="damaged"):
        kept_secret(tmp_path)


def _data(client: TestClient) -> Path:
    guard = client.app
    settings: Settings = guard._settings  # type: ignore[attr-defined]
    return settings.data
