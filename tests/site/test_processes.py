"""A site written by several processes is the site that one writes."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
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


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_what_a_killed_writer_leaves_is_removed_by_the_next(
    directory: Path, tmp_path: Path
) -> None:
    script = (
        "import os, signal, sys, zonegraph\n"
        "from pathlib import Path\n"
        "from zonegraph.site import Site\n"
        "from zonegraph.site.writing import write_site\n"
        "if __name__ == '__main__':\n"
        "    kill = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    site = Site(zonegraph.open(sys.argv[1]))\n"
        "    write_site(site, Path(sys.argv[2]), processes=2, report=kill)\n"
    )
    target = tmp_path / "out" / "site"
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, str(tmp_path / "script.py"), str(directory), str(target)]
    # Its output ends only when the processes that it started have ended too.
    killed = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert [path.name[:6] for path in target.parent.iterdir()] == [".site."]
    with zonegraph.open(str(directory)) as graph:
        write_site(Site(graph), target)
    assert [path.name for path in target.parent.iterdir()] == ["site"]
