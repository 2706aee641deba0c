"""A site written by several processes is the site that one writes."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

import zonegraph
from zonegraph.knowledge_graph import KnowledgeGraph
from zonegraph.site import Site
from zonegraph.site.processes import in_processes
from zonegraph.site.writing import MARKER, write_site
from zonegraph.store.building import build
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_folders
from zonegraph.workspace import bundled


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Where a made-up zone is built."""
    write_folders(country(1, 7, 8), tmp_path / "data", tmp_path / "truth.jsonl")
    build(bundled().with_data([tmp_path / "data"]), tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def built(directory: Path) -> Iterator[KnowledgeGraph]:
    """The made-up zone, open from its directory."""
    with zonegraph.open(str(directory)) as graph:
        yield graph


def test_several_processes_write_the_same_site(built: KnowledgeGraph, tmp_path: Path) -> None:
    site, told = Site(built), list[int]()
    write_site(site, tmp_path / "alone")
    assert write_site(site, tmp_path / "site", processes=2, report=told.append) == sum(told)
    paths = {path.relative_to(tmp_path / "site") for path in (tmp_path / "site").rglob("*.*")}
    assert {path.as_posix() for path in paths} == {*site.paths(), MARKER}
    for path in paths:
        assert (tmp_path / "site" / path).read_bytes() == (tmp_path / "alone" / path).read_bytes()


def test_each_process_opens_the_version_that_the_first_has_open(
    built: KnowledgeGraph, directory: Path
) -> None:
    before = built.entities()
    build(bundled(), directory)
    with pickle.loads(pickle.dumps(built)) as again, zonegraph.open(str(directory)) as new:
        assert again.entities() == before
        assert new.entities() != before


def test_a_file_that_cannot_be_written_ends_every_process(
    built: KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        list(in_processes(Site(built), tmp_path / "file", [("index.html",)] * 99, 2))


def test_a_graph_in_memory_stays_in_its_process(kg: KnowledgeGraph) -> None:
    with pytest.raises(TypeError, match="build a store directory"):
        pickle.dumps(Site(kg))


def test_what_is_of_one_thing_is_written_together(built: KnowledgeGraph) -> None:
    site = Site(built)
    shelves = list(site.shelves())
    assert [path for shelf in shelves for path in shelf] == list(site.paths())
    assert len(set(site.paths())) == len(list(site.paths())) == len(site)
    network, chinese, english = next(each for each in shelves if len(each) == 3)
    assert network.startswith("network/")
    assert chinese.removeprefix("zh/") == english.removeprefix("en/")
