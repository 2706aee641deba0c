"""The program, run in this process over the made-up zone."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import NamedTuple

import pytest

import zonegraph
from zonegraph.cli.main import main
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.store import open_store
from zonegraph.workspace import Workspace


class Outcome(NamedTuple):
    """How a run ended, and what it wrote."""

    code: object
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(
    tiny: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run the program; its bundled graph is the made-up zone."""
    for name in ("ZONEGRAPH_STORE", "ZONEGRAPH_ARTICLE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def open_tiny(location: str | None = None) -> KnowledgeGraph:
        return KnowledgeGraph(open_store(location, tiny))

    monkeypatch.setattr(zonegraph, "open", open_tiny)

    def run_once(*arguments: str, typed: str | bytes = "") -> Outcome:
        raw = typed.encode() if isinstance(typed, str) else typed
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        return Outcome(ended.value.code, *capsys.readouterr())

    return run_once
