"""Every command answers from a SPARQL server as it does from memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from zonegraph.store import open_store
from zonegraph.store.publishing import publish
from zonegraph.workspace import Workspace

from ..store.sparql_server import JSON, Handler, serving
from .conftest import Run

COMMANDS = [
    ("query", "anchors", "--format", "csv"),
    ("query", "surroundings", "-p", "entity=青屿风筝"),
    ("show", "青屿风筝"),
    ("anchors",),
    ("anchors", "--explain", "青屿风筝"),
    ("anchors", "风筝产业集群", "--groups", "--as-of", "2021-08-15"),
    ("gaps",),
    ("gaps", "--lacks"),
    ("audit",),
    ("whatif",),
    ("whatif", "--without", "青屿风筝"),
    ("stats", "--communities"),
    ("compare",),
    ("path", "青屿风筝", "风筝产业集群"),
]
EXPORTS = ["graph.nq", "graph.trig", "graph.ttl", "graph.jsonld", "graph.graphml", "graph.csv"]


@pytest.fixture(scope="module", params=[False, True], ids=["own-default-graph", "union"])
def endpoint(tiny: Workspace, request: pytest.FixtureRequest) -> Iterator[str]:
    with serving() as server, open_store(workspace=tiny) as store:
        server.union_default = request.param
        publish(store, server.endpoint)
        yield server.endpoint


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_server_answers_as_memory_does(run: Run, endpoint: str, command: tuple[str, ...]) -> None:
    memory = run(*command)
    assert memory.out
    assert run("--store", endpoint, *command) == memory


@pytest.mark.parametrize("name", EXPORTS)
def test_a_server_exports_what_memory_exports(
    run: Run, endpoint: str, tiny: Workspace, tmp_path: Path, name: str
) -> None:
    import zonegraph

    assert run("--store", endpoint, "export", str(tmp_path / name)).code == 0
    with zonegraph.open() as graph:
        graph.export(tmp_path / f"memory-{name}")
    assert (tmp_path / name).read_bytes() == (tmp_path / f"memory-{name}").read_bytes()


def test_a_page_of_a_server_is_the_page_of_memory(run: Run, endpoint: str, tmp_path: Path) -> None:
    for path, store in (("one.html", ["--store", endpoint]), ("other.html", [])):
        assert run(*store, "view", "--all", "-o", str(tmp_path / path)).code == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_publish_says_what_it_did_and_what_is_next(
    run: Run, tiny: Workspace, tmp_path: Path, language: str
) -> None:
    from zonegraph.store.building import build

    build(tiny, tmp_path / "store", door=lambda _: [])
    with serving() as server:
        server.union_default = language == "zh"
        outcome = run(
            "--lang", language, "--store", str(tmp_path / "store"), "publish", server.endpoint
        )
        assert (outcome.code, outcome.err) == (0, "")
        assert f"zonegraph --store {server.endpoint} anchors" in outcome.out
        assert "Graph Store Protocol" in outcome.out
        assert ("default-graph-uri=" in outcome.out) == server.union_default
        assert run("--store", server.endpoint, "anchors").err == ""


def test_a_graph_that_is_not_whole_is_warned_of_in_one_line(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    with serving() as server:
        assert run("--store", server.endpoint, "query", "clusters").code == 0
    (line,) = [record.getMessage() for record in caplog.records if record.name == "zonegraph"]
    assert line.startswith(f"{server.endpoint}: does not say that a whole graph was published here")


def test_a_server_that_fails_amid_an_answer_is_told_in_one_line(run: Run, tiny: Workspace) -> None:
    with serving() as server, open_store(workspace=tiny) as store:
        publish(store, server.endpoint)
        asked = iter(range(100))

        def fail(handler: Handler) -> bool:
            if next(asked) > 0:
                handler.reply(200, b'{"head":{"vars":["cluster"]},"results":{"bindings":[{', JSON)
                return True
            return False

        server.fault = fail
        outcome = run("--store", server.endpoint, "query", "clusters")
    assert outcome.code == 1
    assert "the answer is broken or cut off" in outcome.err
    assert outcome.err.count("\n") == 1
