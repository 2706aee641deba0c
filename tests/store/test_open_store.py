"""What every kind of store must do, and what the directory must refuse."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from zonegraph import vocab
from zonegraph.errors import QueryError, StoreError
from zonegraph.store import Store, open_store
from zonegraph.store.building import build
from zonegraph.workspace import Workspace

FIRM, BUILT_FOR = NamedNode(vocab.ID("firm")), NamedNode(vocab.ZG("builtFor"))


@pytest.fixture
def directory(tmp_path: Path, workspace: Workspace) -> Path:
    build(workspace, tmp_path / "store", door=lambda _: [])
    return tmp_path / "store"


@pytest.fixture(params=["memory", "directory"])
def store(request: pytest.FixtureRequest, workspace: Workspace) -> Iterator[Store]:
    in_memory = request.param == "memory"
    location = None if in_memory else str(request.getfixturevalue("directory"))
    with open_store(location, workspace) as opened:
        yield opened


def test_it_answers_each_kind_of_query(store: Store) -> None:
    rows = store.query(f"SELECT ?park WHERE {{ ?park <{BUILT_FOR.value}> ?firm }}")
    assert isinstance(rows, QuerySolutions)
    assert [row["park"] for row in rows] == [NamedNode(vocab.ID("park"))]
    assert isinstance(store.query("ASK { ?s ?p ?o }"), QueryBoolean)
    assert isinstance(store.query("CONSTRUCT WHERE { ?s ?p ?o }"), QueryTriples)


def test_it_yields_the_quads_that_match(store: Store) -> None:
    assert len(list(store.quads())) == len(store)
    assert len(list(store.quads(predicate=BUILT_FOR, object=FIRM))) == 3
    assert len(list(store.quads(None, BUILT_FOR, graph=DefaultGraph()))) == 1


def test_it_names_line_and_column_of_a_syntax_error(store: Store) -> None:
    with pytest.raises(QueryError, match="query line 2, column") as caught:
        store.query("SELECT *\nWHERE { ?s ?p }")
    assert (caught.value.line, caught.value.column) == (2, 16)


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    for use in (lambda: store.query("ASK {}"), lambda: list(store.quads()), lambda: len(store)):
        with pytest.raises(StoreError, match="the store is closed"):
            use()


def test_the_seam_offers_no_way_to_change_a_store(store: Store) -> None:
    with pytest.raises(QueryError):
        store.query("DELETE WHERE { ?s ?p ?o }")


def test_memory_and_directory_hold_the_same(directory: Path, workspace: Workspace) -> None:
    with open_store(None, workspace) as memory, open_store(str(directory)) as disk:
        assert (memory.location, disk.location) == ("memory", str(directory))
        triples = [
            {str(quad) for quad in each.quads() if "_:" not in str(quad)} for each in (memory, disk)
        ]
        assert triples[0] == triples[1]
        assert len(memory) == len(disk)


def test_several_processes_open_one_store(directory: Path) -> None:
    code = (
        "import sys; from zonegraph.store import open_store\n"
        "with open_store(sys.argv[1]) as store: print(len(store)); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(directory)]
    with open_store(str(directory)) as store:
        others = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        assert [int(other.stdout.readline()) for other in others if other.stdout] == [
            len(store)
        ] * 2
        for other in others:
            other.communicate()
            assert other.returncode == 0


def test_reading_changes_no_file_of_the_store(directory: Path) -> None:
    def state() -> dict[Path, tuple[int, int]]:
        files = (path for path in directory.rglob("*") if path.is_file())
        return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}

    before = state()
    with open_store(str(directory)) as store:
        store.query("ASK { ?s ?p ?o }")
    assert state() == before


def test_a_store_on_a_read_only_file_system_opens(
    mounted: Path, freeze: Callable[[], None], workspace: Workspace
) -> None:
    counts = build(workspace, mounted / "store", door=lambda _: [])
    freeze()
    with open_store(str(mounted / "store")) as store:
        assert len(store) == counts.quads


@pytest.mark.parametrize(
    "name", ["missing", "empty", "file.txt", "folder", "http://localhost/sparql"]
)
def test_what_is_no_store_directory_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder").mkdir()
    for file in ("file.txt", "folder/CURRENT"):
        (tmp_path / file).write_text("MANIFEST-000001\n", encoding="utf-8")
    location = name if "://" in name else str(tmp_path / name)
    with pytest.raises(StoreError) as caught:
        open_store(location)
    where = str(Path(location))
    assert str(caught.value) == (
        f"{where}: not a store directory; build one: zonegraph build STORE_DIR"
    )


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("{", "the manifest is damaged"),
        ("[]", "the manifest is damaged"),
        ('{"format": 1}', "the manifest is damaged"),
        (
            '{"format": 1, "version": "../x", "files": 1, "quads": 1, "facts": 1, "inferred": {}}',
            "the manifest is damaged",
        ),
        ('{"format": 2}', "built by another version of zonegraph"),
    ],
)
def test_a_manifest_that_is_not_ours_is_refused_and_left_alone(
    directory: Path, workspace: Workspace, manifest: str, message: str
) -> None:
    (directory / "zonegraph-store.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        open_store(str(directory))
    with pytest.raises(StoreError, match=message):
        build(workspace, directory, door=lambda _: [])
    assert (directory / "version-1").is_dir()


def test_a_store_whose_files_are_damaged_is_refused_in_one_line(directory: Path) -> None:
    (directory / "version-1" / "CURRENT").write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be read.*build it again") as caught:
        open_store(str(directory))
    assert "\n" not in str(caught.value)


def test_a_store_whose_files_are_gone_is_refused_in_one_line(directory: Path) -> None:
    shutil.rmtree(directory / "version-1")
    with pytest.raises(StoreError, match=r"cannot be read.*build it again"):
        open_store(str(directory))
