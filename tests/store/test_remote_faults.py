"""A server that is down, slow, broken or hostile gets one clear line, and no secret."""

from __future__ import annotations

import datetime as dt
import json
import logging
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from pyoxigraph import DefaultGraph, NamedNode

from zonegraph import vocab
from zonegraph.errors import StoreError
from zonegraph.store import open_store
from zonegraph.store.publishing import publish
from zonegraph.workspace import Workspace

from .sparql_server import JSON, Handler, SparqlServer, serving

SECRET = "hunter-2"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONEGRAPH_TIMEOUT", "0.5")
    monkeypatch.setattr("zonegraph.store.http._pause", lambda attempt: 0.01)


@pytest.fixture
def filled(
    server: SparqlServer, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> SparqlServer:
    monkeypatch.setenv("ZONEGRAPH_TIMEOUT", "60")
    with open_store(workspace=workspace) as store:
        publish(store, server.endpoint)
    monkeypatch.setenv("ZONEGRAPH_TIMEOUT", "0.5")
    server.seen.clear()
    return server


def refused(location: str) -> str:
    with pytest.raises(StoreError) as caught, open_store(location) as store:
        list(store.quads())
    message = str(caught.value)
    assert "\n" not in message
    assert SECRET not in message
    return message


def test_a_server_that_is_down() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/sparql"
    assert refused(address) == (
        f"{address}: no server answers: connection refused; is the server up?"
    )


def sleep(handler: Handler) -> bool:
    time.sleep(1.5)
    return False


def cut_off(handler: Handler) -> bool:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"head":{"vars":["where"]},"results":{"bindings":[')
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True
    return True


def end_early(handler: Handler) -> bool:
    handler.reply(200, b'{"head":{"vars":["where"]},"results":{"bindings":[', JSON)
    return True


def web_page(handler: Handler) -> bool:
    handler.reply(200, b"<html>\x1b[31m", "text/html; charset=utf-8")
    return True


def error_page(handler: Handler) -> bool:
    handler.reply(500, b"out of memory\x1b[31m\nat Secret.java:12")
    return True


def nonsense(handler: Handler) -> bool:
    handler.reply(200, b"nonsense", JSON)
    return True


def drip(handler: Handler) -> bool:
    """Never be silent for long, and never come to an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.end_headers()
    for _ in range(70):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)
    handler.close_connection = True
    return True


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (sleep, "no answer within 0.5 s; ask for less, or set ZONEGRAPH_TIMEOUT (seconds)"),
        (drip, "no answer within 5 s; ask for less, or set ZONEGRAPH_TIMEOUT (seconds)"),
        (cut_off, "the answer was cut off; ask again; is the server well?"),
        (end_early, "the answer is broken or cut off: "),
        (nonsense, "the answer is broken or cut off: "),
        (web_page, "it answers with text/html, which is no SPARQL result; name the address of"),
        (error_page, "500 Internal Server Error: out of memory[31m"),
    ],
)
def test_a_server_that_does_not_answer_well(
    server: SparqlServer, fault: Callable[[Handler], bool], message: str
) -> None:
    server.fault = fault
    assert f"{server.endpoint}: {message}" in refused(server.endpoint)


def test_an_answer_cut_off_after_its_first_rows_is_no_answer(filled: SparqlServer) -> None:
    with open_store(filled.endpoint) as store:
        rows = b",".join([b'{"s":{"type":"uri","value":"urn:x"}}'] * 30_000)

        def cut_late(handler: Handler) -> bool:
            handler.reply(200, b'{"head":{"vars":["s"]},"results":{"bindings":[' + rows, JSON)
            return True

        filled.fault = cut_late
        with pytest.raises(StoreError, match="broken or cut off"):
            list(store.query("SELECT ?s { ?s ?p ?o }"))  # type: ignore[arg-type]


def test_nothing_at_that_address(server: SparqlServer) -> None:
    address = server.endpoint.replace("/sparql", "/other")
    assert refused(address).startswith(f"{address}: nothing is there; name the address")


def test_a_passing_fault_is_tried_again_with_patience(filled: SparqlServer) -> None:
    failures = iter([True, True])

    def busy(handler: Handler) -> bool:
        if next(failures, False):
            handler.reply(503, Retry_After="0")
            return True
        return False

    filled.fault = busy
    with open_store(filled.endpoint) as store:
        assert len(store) > 0
    assert [path for _, path, _ in filled.seen].count("/sparql") >= 4


def test_a_fault_that_does_not_pass_is_given_up(server: SparqlServer) -> None:
    def busy(handler: Handler) -> bool:
        handler.reply(503)
        return True

    server.fault = busy
    assert "503 Service Unavailable" in refused(server.endpoint)
    assert len(server.seen) == 4


def test_what_changes_data_is_sent_once(server: SparqlServer, workspace: Workspace) -> None:
    def busy(handler: Handler) -> bool:
        if handler.command == "PUT":
            handler.reply(503)
            return True
        return False

    server.fault = busy
    with open_store(workspace=workspace) as store:
        publish(store, server.endpoint)
    puts = [path for command, path, _ in server.seen if command == "PUT"]
    assert len(puts) == len(set(puts))


def test_an_answer_too_large_to_be_meant(
    filled: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONEGRAPH_MAX_ANSWER", "0.001")
    assert "set ZONEGRAPH_MAX_ANSWER (MiB)" in refused(filled.endpoint)


@pytest.mark.parametrize("value", ["soon", "0", "-1", "nan", "inf"])
def test_a_limit_that_is_none(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("ZONEGRAPH_TIMEOUT", value)
    assert refused("http://127.0.0.1:9/") == (
        "environment: ZONEGRAPH_TIMEOUT must be a number above zero"
    )


def test_a_cap_that_keeps_what_is_below_it_from_being_had(filled: SparqlServer) -> None:
    """A server that caps each answer at other rows than the last cannot be paged: it is not believed."""
    with open_store(filled.endpoint) as store:
        caps = iter([110, 100, 100, 50, 50, 50])

        def capricious(handler: Handler) -> bool:
            handler.server.cap = next(caps, 50)
            return False

        for number in range(400):
            filled.graph.update(f"INSERT DATA {{ <urn:s:{number}> <urn:p> {number} }}")
        filled.fault = capricious
        with pytest.raises(StoreError, match=r"stopped after .* rows.*ZONEGRAPH_PAGE"):
            list(store.query("SELECT * { ?s <urn:p> ?o }"))  # type: ignore[arg-type]


def test_pages_of_a_chosen_size(filled: SparqlServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONEGRAPH_PAGE", "7")
    filled.cap = 7
    with open_store(filled.endpoint) as store:
        rows = list(store.query("SELECT ?s ?p ?o { ?s ?p ?o }"))  # type: ignore[arg-type]
        known = list(store.quads(graph=DefaultGraph()))
    assert len(known) > 7
    assert sorted(str(row["p"]) for row in rows) == sorted(str(quad.predicate) for quad in known)


def test_the_first_rows_come_before_the_last(filled: SparqlServer) -> None:
    """An answer longer than what is held back is handed on as it comes."""
    row = b'{"s":{"type":"uri","value":"urn:x"}},'
    waiting = {"more": True}
    with open_store(filled.endpoint) as store:

        def slow_end(handler: Handler) -> bool:
            handler.send_response(200)
            handler.send_header("Content-Type", JSON)
            handler.end_headers()
            handler.wfile.write(b'{"head":{"vars":["s"]},"results":{"bindings":[' + row * 40_000)
            handler.wfile.flush()
            while waiting["more"]:
                time.sleep(0.01)
            handler.wfile.write(row.rstrip(b",") + b"]}}")
            handler.close_connection = True
            filled.fault = None
            return True

        filled.fault = slow_end
        rows = iter(store.query("SELECT ?s { ?s ?p ?o }"))  # type: ignore[arg-type]
        assert next(rows)["s"] == NamedNode("urn:x")
        waiting["more"] = False


# Who asks.


def test_credentials_from_the_environment_are_shown_where_they_are_asked_for(
    filled: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.account = ("reader", SECRET)
    assert "asks who you are; set ZONEGRAPH_USER" in refused(filled.endpoint)
    monkeypatch.setenv("ZONEGRAPH_USER", "reader")
    monkeypatch.setenv("ZONEGRAPH_PASSWORD", "wrong")
    assert "does not accept the credentials" in refused(filled.endpoint)
    monkeypatch.setenv("ZONEGRAPH_PASSWORD", SECRET)
    with open_store(filled.endpoint) as store:
        assert len(store) > 0
        assert SECRET not in repr(store) + repr(vars(store))


def test_credentials_from_netrc_go_to_their_host_alone(
    filled: SparqlServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    filled.account = ("reader", SECRET)
    (tmp_path / "netrc").write_text(f"default login reader password {SECRET}\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert "asks who you are" in refused(filled.endpoint)
    (tmp_path / "netrc").write_text(f"machine 127.0.0.1 login reader password {SECRET}\n")
    with open_store(filled.endpoint) as store:
        assert len(store) > 0


def test_a_broken_netrc_is_named_without_what_is_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "netrc").write_text(f"machine here login me {SECRET} {SECRET}\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert "cannot be read as netrc" in refused("http://127.0.0.1:9/")


def test_credentials_in_an_address_are_refused_and_not_repeated() -> None:
    assert refused(f"http://me:{SECRET}@127.0.0.1:9/sparql") == (
        "http://127.0.0.1: credentials do not belong in an address; "
        "set ZONEGRAPH_USER and ZONEGRAPH_PASSWORD, or use ~/.netrc"
    )


def test_a_redirect_to_another_server_is_not_followed(
    server: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONEGRAPH_TOKEN", SECRET)
    with serving() as other:

        def away(handler: Handler) -> bool:
            handler.reply(307, Location=other.endpoint)
            return True

        server.fault = away
        assert f"redirects to another server, {other.endpoint[:-7]}" in refused(server.endpoint)
        assert other.seen == []


def test_a_redirect_within_a_server_is_followed(filled: SparqlServer) -> None:
    def moved(handler: Handler) -> bool:
        if handler.path == "/old":
            handler.reply(308, Location="/sparql")
        return handler.path == "/old"

    filled.fault = moved
    with open_store(filled.endpoint.replace("/sparql", "/old")) as store:
        assert len(store) > 0


def test_a_redirect_without_end(server: SparqlServer) -> None:
    def around(handler: Handler) -> bool:
        handler.reply(307, Location="/sparql")
        return True

    server.fault = around
    assert "redirects without end" in refused(server.endpoint)


def test_a_secret_goes_unencrypted_to_no_other_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZONEGRAPH_TOKEN", SECRET)
    assert refused("http://graphs.invalid/sparql") == (
        "http://graphs.invalid: would send credentials unencrypted; use an https:// address"
    )


def test_a_proxy_never_stands_before_this_machine(
    filled: SparqlServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONEGRAPH_TOKEN", SECRET)
    with serving() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.endpoint)
        with open_store(filled.endpoint) as store:
            assert len(store) > 0
        assert proxy.seen == []


def test_nothing_secret_is_logged(
    filled: SparqlServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ZONEGRAPH_TOKEN", SECRET)
    with caplog.at_level(logging.DEBUG), open_store(f"{filled.endpoint}?key={SECRET}") as store:
        assert SECRET not in store.location
    ours = [record.getMessage() for record in caplog.records if record.name == "zonegraph"]
    assert not [line for line in ours if SECRET in line]
    assert filled.seen[-1][2]["Authorization"] == f"Bearer {SECRET}"


# TLS.


def served_with(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_a_certificate_that_nobody_vouches_for(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    with serving(served_with(authority.issue_cert("127.0.0.1"))) as server:
        message = refused(server.endpoint)
    assert "its certificate is not to be trusted: " in message
    assert "name its authority's file in SSL_CERT_FILE" in message
    assert server.seen == []


def test_a_certificate_that_has_expired(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    expired = authority.issue_cert("127.0.0.1", not_after=past)
    with serving(served_with(expired)) as server:
        assert "not to be trusted: certificate has expired; have it renewed" in refused(
            server.endpoint
        )
    assert server.seen == []


def test_a_certificate_of_a_trusted_authority(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workspace: Workspace
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    monkeypatch.setenv("ZONEGRAPH_TIMEOUT", "60")
    with serving(served_with(authority.issue_cert("127.0.0.1"))) as server:
        with open_store(workspace=workspace) as store:
            publish(store, server.endpoint)
        with open_store(server.endpoint) as there:
            assert len(there) > 0


def test_the_package_that_speaks_http_is_named_where_it_is_missing() -> None:
    script = (
        "import sys; sys.modules['httpx'] = None\n"
        "from zonegraph.cli.main import main\n"
        "main(['--store', 'http://127.0.0.1:9/', 'anchors'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr == (
        "zonegraph: the package httpx is not installed; run: pip install 'zonegraph[remote]'\n"
    )


def test_opening_nothing_but_a_server_brings_no_http() -> None:
    script = "import sys, zonegraph; zonegraph.open().close(); print('httpx' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout.lower()) is False


def test_the_marker_is_no_fact(filled: SparqlServer) -> None:
    with open_store(filled.endpoint) as store:
        mark = NamedNode(vocab.PUBLICATION)
        assert not [quad for quad in store.quads() if mark in (quad.subject, quad.graph_name)]
