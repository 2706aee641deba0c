"""Two graphs on disk, each as a store and as a columnar projection."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from zonegraph.exchange import export
from zonegraph.store import open_store
from zonegraph.store.building import build
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_folders
from zonegraph.workspace import Workspace, bundled


class OnDisk(NamedTuple):
    """A graph, twice."""

    store: Path
    projection: Path


@pytest.fixture(scope="session")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OnDisk]:
    """The bundled graph, and a made-up country of two zones."""
    pytest.importorskip("duckdb", reason="needs the extra columnar")
    folder = tmp_path_factory.mktemp("graphs")
    zones = folder / "zones"
    write_folders(country(2, seed=8, enterprises=40), zones, folder / "truth.jsonl")
    workspaces = {"bundled": bundled(), "made up": bundled().with_data([zones])}
    return {name: _on_disk(each, folder / name) for name, each in workspaces.items()}


def _on_disk(workspace: Workspace, folder: Path) -> OnDisk:
    build(workspace, folder / "store", door=lambda _: [])
    with open_store(str(folder / "store")) as store:
        export(store, folder / "graph.parquet")
    return OnDisk(folder / "store", folder / "graph.parquet")


@pytest.fixture(params=["bundled", "made up"])
def graph(request: pytest.FixtureRequest, graphs: dict[str, OnDisk]) -> OnDisk:
    """One of the two after the other."""
    return graphs[request.param]
