"""A store of the made-up zone, the application over it, and the program as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx2 as httpx
import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.store.building import build
from zonegraph.vocab import ID
from zonegraph.web.app import Settings, make_app
from zonegraph.web.limits import MIB, Limits
from zonegraph.workspace import Workspace, bundled

JSON = "application/sparql-results+json"
LIMITS = Limits(seconds=5, memory=256 * MIB, rows=2_000)
LOCAL = "http://127.0.0.1"


class PaperSite:
    """A site of two pages and a style sheet, made from an open graph."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self._size = len(graph.sparql("SELECT ?e { ?e a zg:Enterprise }"))

    def paths(self) -> Iterator[str]:
        yield from ("index.html", "en/index.html", "zh/entity/qingyu-kites.html", "site.css")

    def render(self, path: str) -> bytes:
        if path not in self.paths():
            raise KeyError(path)
        return f"<!doctype html><p>{path}: {self._size} firms</p>".encode()

    def path_of(self, iri: str, language: str) -> str | None:
        known = iri == ID("qingyu-kites")
        return f"{language}/entity/qingyu-kites.html" if known else None


def build_quickly(workspace: Workspace, location: Path) -> Path:
    """Build a store without its door, which tests of its own look after."""
    build(workspace, location, door=lambda _: [])
    return location


@pytest.fixture(scope="session")
def location(tmp_path_factory: pytest.TempPathFactory, tiny: Workspace) -> Path:
    """A store directory of the made-up zone."""
    return build_quickly(tiny, tmp_path_factory.mktemp("served") / "store")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store directory of the graph that comes with zonegraph."""
    return build_quickly(bundled(), tmp_path_factory.mktemp("bundled") / "store")


@pytest.fixture(scope="module")
def client(location: Path) -> Iterator[TestClient]:
    """The application over the made-up zone, with two workers."""
    app = make_app(location, Settings(limits=LIMITS, workers=2), PaperSite)
    with TestClient(app, base_url=LOCAL, follow_redirects=False) as client:
        yield client


@pytest.fixture
def opened(location: Path) -> Callable[[Settings], AbstractContextManager[TestClient]]:
    """Open the application in another set-up."""

    @contextmanager
    def open_client(settings: Settings) -> Iterator[TestClient]:
        app = make_app(location, settings, PaperSite)
        with TestClient(app, base_url=LOCAL, follow_redirects=False) as client:
            yield client

    return open_client


@pytest.fixture(scope="module")
def token_client(location: Path) -> Iterator[TestClient]:
    """The application behind a token."""
    app = make_app(location, Settings(workers=1, token="s3cret"), PaperSite)
    with TestClient(app, base_url=LOCAL) as client:
        yield client


class Served:
    """The program, serving."""

    def __init__(self, process: subprocess.Popen[str], address: str, log: Path) -> None:
        self.process, self.address, self.log = process, address, log

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=60, trust_env=False)

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Start `zonegraph serve` on a free port; it is stopped at the end."""
    started: list[Served] = []

    def run(location: Path | None, *options: str, **environment: str) -> Served:
        log = tmp_path / f"access-{len(started)}.log"
        store = ["--store", str(location)] if location else []
        logged = [] if "--log" in options else ["--log", str(log)]
        kept = {name: value for name, value in os.environ.items() if name != "ZONEGRAPH_STORE"}
        process = subprocess.Popen(
            [sys.executable, "-m", "zonegraph", *store, "serve", "--port", "0", *logged, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**kept, **environment},
        )
        assert process.stdout is not None
        address = re.match(r"http://\S+", process.stdout.readline())
        assert address, process.communicate()[1]
        started.append(Served(process, address[0].rstrip("/"), log))
        with started[-1].client() as client:
            assert client.get("/health").status_code == 200
        return started[-1]

    yield run
    for served in started:
        served.stop()
        for stream in (served.process.stdout, served.process.stderr):
            assert stream is not None
            stream.close()
