"""Parameters are read alike from JSON, forms, several parts and the address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message

from g60translate.server.dialects.parameters import Parameters, read_parameters
from g60translate.server.refusals import Refusal


def read(most: int = 10_000, method: str = "POST", **sent: Any) -> Parameters:
    made = httpx.Request(method, "http://x/y", **sent)
    body = made.read()
    scope = {
        "type": "http",
        "method": method,
        "path": "/y",
        "query_string": made.url.query,
        "headers": [(name.lower(), value) for name, value in made.headers.raw],
    }
    parts: list[Message] = [
        {"type": "http.request", "body": body[:7], "more_body": True},
        {"type": "http.request", "body": body[7:], "more_body": False},
    ]

    async def receive() -> Message:
        return parts.pop(0)

    return asyncio.run(read_parameters(Request(scope, receive), most=most))


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"text": ["a", "ß"], "flag": True, "type": "Target", "ids": ["1", "2"]}},
        {"data": {"text": ["a", "ß"], "flag": "1", "type": "target", "ids": "1,2"}},
        {"params": {"text": ["a", "ß"], "flag": "true", "type": "TARGET", "ids": ["1", "2"]}},
        {
            "files": [
                (name, (None, value))
                for name, value in (
                    ("text", "a"),
                    ("text", "ß"),
                    ("flag", "1"),
                    ("type", "target"),
                    ("ids", "1, 2"),
                )
            ]
        },
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_every_way_says_the_same(sent: dict[str, Any], method: str) -> None:
    said = read(method=method, **sent)
    assert said.texts("text") == ["a", "ß"]
    if "json" not in sent:
        assert said.text("text") == "a"
    assert said.flag("flag") is True
    assert said.choice("type", ("source", "target")) == "target"
    assert said.listed("ids") == ["1", "2"]
    assert said.text("other") is None
    assert said.flag("other") is None
    assert said.texts("other") is None
    assert "other" not in said


def test_json_that_does_not_say_so_is_read() -> None:
    assert read(content=b' {"a": "b"}').text("a") == "b"


@pytest.mark.parametrize(
    "sent",
    [
        {"content": b"{nope", "headers": {"content-type": "application/json"}},
        {"content": b"[1]", "headers": {"content-type": "application/json; charset=utf-8"}},
        {"content": b'{"a": "\xff"}', "headers": {"content-type": "application/json"}},
        {"content": b"[" * 9000, "headers": {"content-type": "application/json"}},
        {"content": b"a=%ff", "headers": {"content-type": "application/x-www-form-urlencoded"}},
        {"content": b"\xff", "headers": {"content-type": "application/x-www-form-urlencoded"}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        {"content": b"x", "headers": {"content-type": "multipart/form-data; boundary=b"}},
        {"files": {"a": ("name.txt", b"a file where none is wanted")}},
    ],
)
def test_what_cannot_be_read_is_a_400(sent: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as caught:
        read(**sent)
    assert caught.value.status == 400


def test_no_more_is_read_than_is_taken() -> None:
    with pytest.raises(Refusal) as caught:
        read(most=10, json={"a": "b" * 20})
    assert caught.value.status == 413


@pytest.mark.parametrize(
    "call",
    [
        lambda said: said.text("number"),
        lambda said: said.texts("mixed"),
        lambda said: said.text("half"),
        lambda said: said.flag("number"),
        lambda said: said.flag("object"),
        lambda said: said.choice("object", ("a",)),
        lambda said: said.choice("yes", ("true",)),
        lambda said: said.listed("mixed"),
    ],
)
def test_wrong_types_are_a_400_that_names_the_parameter(call: Callable[[Parameters], Any]) -> None:
    said = Parameters(
        {"number": 7, "mixed": ["a", 1], "half": "\ud800", "object": {"a": 1}, "yes": True}
    )
    with pytest.raises(Refusal, match=r"Value for '(number|mixed|half|object|yes)'") as caught:
        call(said)
    assert caught.value.status == 400
