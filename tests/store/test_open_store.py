"""What a store directory bears, and what is refused as one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from zonegraph import vocab
from zonegraph.errors import StoreError
from zonegraph.store import open_store
from zonegraph.store.building import build
from zonegraph.workspace import Workspace

FIRM, BUILT_FOR = NamedNode(vocab.ID("firm")), NamedNode(vocab.ZG("builtFor"))


@pytest.fixture
def directory(tmp_path: Path, workspace: Workspace) -> Path:
    build(workspace, tmp_path / "store", door=lambda _: [])
    return tmp_path / "store"


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


@pytest.mark.parametrize("name", ["missing", "empty", "file.txt", "folder"])
def test_what_is_no_store_directory_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "folder").mkdir()
    for file in ("file.txt", "folder/CURRENT"):
        (tmp_path / file).write_text("MANIFEST-000001\n", encoding="utf-8")
    location = str(tmp_path / name)
    with pytest.raises(StoreError) as caught:
        open_store(location)
    assert str(caught.value) == (
        f"{location}: not a store directory; build one: zonegraph build STORE_DIR"
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
    with pytest.raises(
        StoreError, match=r"is damaged: version-1/CURRENT.*build it again"
    ) as caught:
        open_store(str(directory))
    assert "\n" not in str(caught.value)


def test_a_store_whose_files_are_gone_is_refused_in_one_line(directory: Path) -> None:
    shutil.rmtree(directory / "version-1")
    with pytest.raises(StoreError, match=r"cannot be read.*build it again"):
        open_store(str(directory))
