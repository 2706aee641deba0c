"""A small honest SPARQL 1.1 server on loopback, which can be told to misbehave."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions

from zonegraph.store.answers import split_prologue

JSON = "application/sparql-results+json"
Fault = Callable[["Handler"], bool]
"""Answers a request in a way of its own and returns True, or leaves it to the server."""


class SparqlServer(ThreadingHTTPServer):
    """SPARQL 1.1 Query and Update at ``/sparql``, Graph Store Protocol at ``/store``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graph = pyoxigraph.Store()
        self.union_default = False
        self.cap: int | None = None
        self.account: tuple[str, str] | None = None
        self.graph_store_offered = True
        self.fault: Fault | None = None
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        self.scheme = "http"

    @property
    def endpoint(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.server_address[1]}/sparql"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that leave."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16
    server: SparqlServer

    def log_message(self, *message: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._handle()

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - named by the library

    def reply(
        self, status: int, body: bytes = b"", kind: str = "text/plain", **headers: str
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _handle(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.append((self.command, self.path, dict(self.headers)))
        if self.server.fault and self.server.fault(self):
            return
        if self._refuses_account():
            self.reply(401, WWW_Authenticate='Basic realm="graphs"')
            return
        path = urlsplit(self.path).path
        if path == "/store" and self.server.graph_store_offered:
            self._graph_store()
        elif path == "/sparql":
            self._sparql()
        else:
            self.reply(404)

    def _refuses_account(self) -> bool:
        if self.server.account is None:
            return False
        told = base64.b64encode(":".join(self.server.account).encode()).decode()
        return self.headers.get("Authorization") != f"Basic {told}"

    def _graph_store(self) -> None:
        query = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
        graph = DefaultGraph() if "default" in query else NamedNode(query["graph"][0])
        if self.command in {"PUT", "DELETE"}:
            self.server.graph.clear_graph(graph)
        if self.command in {"PUT", "POST"}:
            form = pyoxigraph.RdfFormat.N_TRIPLES
            self.server.graph.load(self.body, form, to_graph=graph)
        self.reply(204)

    def _sparql(self) -> None:
        if self.headers.get("Content-Type") == "application/sparql-update":
            self.server.graph.update(self.body.decode())
            self.reply(204)
            return
        form = parse_qs(self.body.decode() or urlsplit(self.path).query)
        try:
            body, kind = self._answer(form)
        except (SyntaxError, ValueError) as error:
            self.reply(400, str(error).encode())
            return
        self.reply(200, body, kind)

    def _answer(self, form: dict[str, list[str]]) -> tuple[bytes, str]:
        (text,) = form["query"]
        if self.server.cap and split_prologue(text)[1][:6].upper() == "SELECT":
            prologue, query = split_prologue(text)
            text = f"{prologue} SELECT * {{ {{ {query}\n }} }} LIMIT {self.server.cap}"
        default = [NamedNode(name) for name in form.get("default-graph-uri", [])]
        named = [NamedNode(name) for name in form.get("named-graph-uri", [])]
        results = self.server.graph.query(
            text,
            use_default_graph_as_union=self.server.union_default and not (default or named),
            default_graph=[*default] or None,
            named_graphs=[*named] if default or named else None,
        )
        if isinstance(results, QuerySolutions | QueryBoolean):
            return results.serialize(format=QueryResultsFormat.JSON) or b"", JSON
        form_ = pyoxigraph.RdfFormat.N_TRIPLES
        return pyoxigraph.serialize(results, format=form_) or b"", form_.media_type


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[SparqlServer]:
    """Serve until the end of a ``with`` statement."""
    server = SparqlServer()
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.scheme = "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
