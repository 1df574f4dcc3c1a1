"""The pages without a browser: what is served, what is refused, and what a review sends."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.conftest import HOST, OTHER, TOKEN, Serve

RELEASE = """# Songjiang

Die **Stadt** lud 48 Gäste ein.

Die Pressestelle gibt Auskunft.

Die Pressestelle gibt Auskunft.
"""
HOUSE = "concept,lang,term,source\ntown,de,Stadt,guide\ntown,en,STADT,guide\n"
PAGE = {"Accept": "text/html", "Accept-Language": "de"}


def sent(client: TestClient, text: str = RELEASE, name: str = "release.md") -> str:
    """Send a document as the form without JavaScript does; the job's id once it is done."""
    answer = client.post(
        "/",
        data={"source": "de", "target": "en", "glossary": "house", "memory": "", "text": ""},
        files={"files": (name, text.encode())},
        follow_redirects=False,
    )
    assert answer.status_code == 303, answer.text
    job = answer.headers["location"].removeprefix("/#")
    for _ in range(400):
        state = client.get(f"/api/v1/jobs/{job}").json()
        if state["state"] in {"done", "failed"}:
            break
        time.sleep(0.02)
    assert state["state"] == "done", state["message"]
    return str(job)


def lines(client: TestClient, job: str) -> list[dict[str, Any]]:
    answer = client.get(f"/review/{job}/segments")
    assert answer.status_code == 200, answer.text
    return [*answer.json()["lines"]]


def decide(
    client: TestClient, job: str, line: dict[str, Any], target: str, *, approved: bool = False
) -> Any:
    return client.put(
        f"/review/{job}/segments/{line['segment']['id']}",
        json={"target": target, "approved": approved, "seen": line["seen"]},
    )


@pytest.mark.parametrize("path", ["/", "/glossary"])
def test_pages_load_nothing_inline_and_nothing_from_elsewhere(serve: Serve, path: str) -> None:
    client = serve()
    answer = client.get(path, headers=PAGE)
    assert answer.status_code == 200
    assert '<html lang="de">' in answer.text
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", answer.text)
    loaded = re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text)
    assert len(loaded) >= 4
    for each in loaded:
        found = client.get(each)
        assert found.status_code == 200
        assert found.headers["content-type"].partition(";")[0] in {
            "text/css",
            "text/javascript",
            "image/svg+xml",
        }
    assert not re.search(r'(?:src|href|action)="(?!/|#|\?)', answer.text)


@pytest.mark.parametrize("name", ["..%2Froom.py", "words.toml", "%2e%2e/words.toml", "nothing.js"])
def test_only_what_pages_load_is_served(serve: Serve, name: str) -> None:
    assert serve().get(f"/static/{name}").status_code == 404


def test_the_language_that_was_chosen_is_kept(serve: Serve) -> None:
    client = serve()
    assert '<html lang="en">' in client.get("/?lang=en", headers=PAGE).text
    assert '<html lang="en">' in client.get("/glossary", headers=PAGE).text


def test_a_text_is_translated_without_javascript(serve: Serve) -> None:
    client = serve()
    fields = {"source": "de", "target": "en", "glossary": "", "memory": "", "text": "Guten Tag."}
    parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    # What a browser sends for a file that nobody chose.
    parts.append('name="files"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n')
    form = "".join(f"--b\r\nContent-Disposition: form-data; {part}\r\n" for part in parts)
    answer = client.post(
        "/",
        content=f"{form}--b--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=b"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    job = answer.headers["location"].removeprefix("/#")
    client.get(f"/api/v1/jobs/{job}/events")
    assert client.get(f"/review/{job}/document").text == "GUTEN TAG."
    assert f"/review/{job}/report" in client.get("/", headers=PAGE).text


def test_an_edit_is_checked_kept_taken_over_and_written(serve: Serve) -> None:
    client = serve()
    job = sent(client)
    _, town, first, second = lines(client, job)
    assert town["target"] == "DIE ⟨1⟩STADT⟨/1⟩ LUD 48 GÄSTE EIN."
    assert town["source"] == "Die ⟨1⟩Stadt⟨/1⟩ lud 48 Gäste ein."
    answer = decide(client, job, town, "The ⟨1⟩town⟨/1⟩ invited.", approved=True)
    assert answer.status_code == 200, answer.text
    (line,) = answer.json()["lines"]
    assert (line["approved"], line["segment"]["edited"]) == (True, True)
    assert any("48" in found["message"] for found in line["segment"]["findings"])
    changed = decide(client, job, first, "The press office tells.").json()["lines"]
    assert [line["segment"]["id"] for line in changed] == [
        first["segment"]["id"],
        second["segment"]["id"],
    ]
    assert client.get(f"/review/{job}/document").text == (
        "# SONGJIANG\n\nThe **town** invited.\n\n"
        "The press office tells.\n\nThe press office tells.\n"
    )
    record = client.get(f"/review/{job}/record").json()
    assert sum(segment["edited"] for segment in record["segments"]) == 3
    report = client.get(f"/review/{job}/report")
    assert "The <" not in report.text
    assert "sandbox" in report.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("The town invited.", "⟨1⟩ is missing"),
        ("The ⟨1⟩town invited.", "⟨/1⟩ is missing"),
        ("The ⟨1⟩⟨1⟩town⟨/1⟩ invited.", "⟨1⟩ stands there once too often"),
        ("The ⟨1⟩town⟨/1⟩ invited ⟨2/⟩.", "⟨2/⟩ stands there once too often"),
        ("The ⟨/1⟩town⟨1⟩ invited.", "stands before"),
    ],
)
def test_a_mark_is_neither_lost_nor_doubled(serve: Serve, target: str, said: str) -> None:
    client = serve()
    job = sent(client)
    town = lines(client, job)[1]
    answer = decide(client, job, town, target)
    assert answer.status_code == 400
    assert said in answer.json()["error"]["message"]
    assert lines(client, job)[1] == town


def test_two_people_do_not_overwrite_each_other(serve: Serve) -> None:
    client = serve()
    job = sent(client)
    town = lines(client, job)[1]
    assert decide(client, job, town, "The ⟨1⟩town⟨/1⟩ invited.").status_code == 200
    late = decide(client, job, town, "A ⟨1⟩town⟨/1⟩ invited.")
    assert late.status_code == 409
    assert lines(client, job)[1]["target"] == "The ⟨1⟩town⟨/1⟩ invited."


def test_a_change_is_undone_with_what_it_took_along(serve: Serve) -> None:
    client = serve()
    job = sent(client)
    before = lines(client, job)
    changed = decide(client, job, before[2], "The press office tells.", approved=True).json()
    steps = [
        {"id": line["segment"]["id"], "edited": changed["edited"], "approved": False}
        for line in changed["lines"]
    ]
    assert client.post(f"/review/{job}/undo", json={"steps": steps}).status_code == 200
    assert lines(client, job) == before


def test_what_was_decided_goes_into_the_memory(serve: Serve, tmp_path: Path) -> None:
    from g60translate.memory.opening import new_memory, open_memory  # noqa: PLC0415

    path = tmp_path / "house.g60m"
    new_memory(path).close()
    client = serve(memory=path, no_memory=False)
    job = sent(client)
    assert decide(client, job, lines(client, job)[2], "The press office tells.").status_code == 200
    assert client.post(f"/review/{job}/remember").json()["remembered"] == 2
    with open_memory(path) as memory:
        assert {entry.entry.target for entry in memory.entries("origin = 'human'")} == {
            "The press office tells."
        }


def test_a_browser_gives_its_token_once_and_sees_its_own_jobs_only(serve: Serve) -> None:
    client = serve(tokens=(TOKEN, OTHER))
    client.headers["Origin"] = f"http://{HOST}"  # browsers say which page they are on
    page = client.get("/", headers=PAGE)
    assert page.status_code == 401
    assert 'name="token"' in page.text
    wrong = client.post("/enter", data={"token": "x" * 20}, headers=PAGE)
    assert wrong.status_code == 401
    assert client.post("/enter", data={"token": TOKEN}).status_code == 200
    job = sent(client)
    assert client.get(f"/review/{job}", headers=PAGE).status_code == 200
    client.cookies.clear()
    assert client.get(f"/review/{job}/segments").status_code == 401
    client.post("/enter", data={"token": OTHER})
    assert client.get(f"/review/{job}/segments").status_code == 404
    assert client.get(f"/review/{job}", headers=PAGE).status_code == 404
    assert job not in client.get("/", headers=PAGE).text


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.csv"
    path.write_text(HOUSE, "utf-8")
    return path


def test_a_glossary_is_edited_compared_and_saved(serve: Serve, house: Path) -> None:
    client = serve(glossary=house, no_glossary=False)
    job = sent(client)
    loaded = client.get("/glossary/house.csv/table").json()
    rows = [dict(row) for row in loaded["rows"]]
    rows[1]["term"] = "Town"
    checked = client.post("/glossary/house.csv/check", json={"rows": rows}).json()
    assert checked["sound"]
    assert [change["concept"] for change in checked["changes"]] == ["town"]
    asked = {"rows": rows, "jobs": [job]}
    (document,) = client.post("/glossary/house.csv/impact", json=asked).json()["documents"]
    (touched,) = document["segments"]
    assert touched["changes"][0]["effect"] == "reworded"
    assert touched["breaches"] == [{"concept": "town", "wording": "Town", "forbidden": False}]
    saving = {"rows": rows, "base": loaded["rows"], "version": loaded["version"]}
    assert client.post("/glossary/house.csv/save", json=saving).status_code == 200
    assert "Town" in house.read_text("utf-8")
    conflict = client.post("/glossary/house.csv/save", json=saving)
    assert conflict.status_code == 409
    assert conflict.json()["theirs"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "tbx", "utx", "deepl", "omegat"])
def test_every_format_goes_out_and_comes_in(serve: Serve, house: Path, form: str) -> None:
    client = serve(glossary=house, no_glossary=False)
    query = {"format": form, "from": "de", "to": "en"}
    told = client.get("/glossary/house.csv/losses", params=query).json()
    made = client.get("/glossary/house.csv/export", params=query)
    assert told["name"] in made.headers["content-disposition"]
    back = client.post(
        "/glossary/house.csv/import",
        params={"name": told["name"], "from": "de", "to": "en"},
        content=made.content,
    )
    assert [row["term"] for row in back.json()["rows"]] == ["Stadt", "STADT"]


def test_what_ships_with_the_package_is_not_edited(serve: Serve) -> None:
    client = serve(no_glossary=False)
    assert "--glossary FILE" in client.get("/glossary", headers=PAGE).text
    answer = client.get("/glossary/g60.csv/table")
    assert answer.status_code == 400
    assert "edits no glossary" in answer.json()["error"]["message"]


def test_a_wrong_address_is_a_page_for_people_and_json_for_scripts(serve: Serve) -> None:
    client = serve()
    assert "<h1>Das ging nicht</h1>" in client.get("/nowhere", headers=PAGE).text
    assert client.get("/nowhere").json()["error"]["reason"] == "not-found"
