"""Who may ask, what a browser may do with an answer, and what the log tells."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from zonegraph.errors import OutputError
from zonegraph.web.app import Settings, make_app
from zonegraph.web.log import LOG, JsonLines, open_log

Open = Callable[..., AbstractContextManager[TestClient]]
ASK = "/sparql?query=ASK%20%7B%7D"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_hosts_it_answers_for(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "",
        "[::1",
        "a@localhost:x",
        "127.0.0.2",
    ],
)
def test_hosts_it_does_not_answer_for(client: TestClient, host: str) -> None:
    for path in ("/health", "/", ASK):
        assert client.get(path, headers={"Host": host}).status_code == 421


def test_a_browsers_rights_are_few(client: TestClient) -> None:
    for path in ("/health", ASK, "/", "/questions", "/nix", "/id/kite-park"):
        headers = client.get(path, headers={"Origin": "https://evil.example"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["referrer-policy"] == "no-referrer"
        assert "content-security-policy" in headers
        assert not [name for name in headers if name.startswith("access-control")]


def test_cors_is_opened_by_name(opened: Open) -> None:
    with opened(Settings(workers=1, origins=("https://a.example",))) as client:
        allowed = client.get(ASK, headers={"Origin": "https://a.example"})
        assert allowed.headers["access-control-allow-origin"] == "https://a.example"
        assert "access-control-allow-credentials" not in allowed.headers
        other = client.get(ASK, headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in other.headers
        preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
        assert client.options("/sparql", headers=preflight).status_code == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("", 401),
        ("Bearer wrong", 401),
        ("Bearer", 401),
        ("Basic s3cret", 401),
        ("Bearer s\u00e9cret", 401),
        ("Bearer s3cret", 200),
        ("bearer  s3cret", 200),
    ],
)
def test_a_token(token_client: TestClient, given: str, status: int) -> None:
    headers = {b"Authorization": given.encode("latin-1")} if given else {}
    answered = token_client.get(ASK, headers=headers)
    assert answered.status_code == status
    if status == 401:
        assert answered.headers["www-authenticate"] == "Bearer"
    assert token_client.get("/health").status_code == 200


def test_the_settings_do_not_show_the_token() -> None:
    assert "s3cret" not in repr(Settings(token="s3cret"))


def test_under_a_proxys_path(location: Path) -> None:
    app = make_app(location, Settings(workers=1))
    with TestClient(app, base_url="http://localhost", root_path="/graph") as client:
        assert (
            'href="/graph/editor/pages.css"'
            in client.get("/graph/questions?lang=en", headers={"Accept": "text/html"}).text
        )
        assert client.get("/graph/openapi.json").json()["servers"] == [
            {"url": "http://localhost/graph"}
        ]
        assert client.get("/graph" + ASK).json()["boolean"] is True


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    yield stream
    LOG.removeHandler(handler)


def test_the_log_is_json_without_secrets(client: TestClient, lines: io.StringIO) -> None:
    hidden = {"query": "ASK { ?a ?b 's3cret' }", "token": "s3cret"}
    client.get(
        "/sparql", params=hidden, headers={"Authorization": "Bearer s3cret", "Cookie": "s3cret"}
    )
    client.get("/questions/facts-of", params={"entity": "s3cret", "format": "json"})
    first, second = map(json.loads, lines.getvalue().splitlines())
    assert "s3cret" not in lines.getvalue()
    assert (first["method"], first["path"], first["status"]) == ("GET", "/sparql", 200)
    assert len(first["query"]) == 12
    assert first["bytes"] > 0
    assert first["ms"] > 0
    assert (second["question"], second["status"]) == ("facts-of", 400)


def test_what_nobody_foresaw_is_told_to_the_log_alone(
    client: TestClient, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("/secret/path")

    monkeypatch.setattr("zonegraph.web.rest.list_questions", fail)
    answered = client.get("/questions")
    assert answered.status_code == 500
    assert "RuntimeError" not in answered.text
    assert "/secret" not in answered.text
    (line,) = map(json.loads, lines.getvalue().splitlines())
    assert line["error"].startswith("RuntimeError at test_security.py:")


def test_a_log_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot write the log: is a directory"):
        open_log(tmp_path)
