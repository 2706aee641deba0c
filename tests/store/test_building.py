from __future__ import annotations

import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from zonegraph.errors import DataError, StoreError
from zonegraph.model import Violation
from zonegraph.store import open_store
from zonegraph.store.building import build
from zonegraph.store.loading import Counts
from zonegraph.workspace import Workspace

HERE = Path(__file__).parent


def accept(_: Workspace) -> Sequence[Violation]:
    return ()


def size(directory: Path) -> int:
    with open_store(str(directory)) as store:
        assert store.query("ASK { ?park ?relation ?firm }")
        return len(store)


def names(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "made" / "store"


@pytest.fixture
def roots(workspace: Workspace, later_workspace: Workspace) -> list[str]:
    return [str(each.ontology.parent) for each in (workspace, later_workspace)]


def test_a_build_leaves_a_store_that_answers_and_nothing_else(
    workspace: Workspace, directory: Path
) -> None:
    counts = build(workspace, directory, door=accept)
    assert size(directory) == counts.quads
    assert names(directory) == {"zonegraph-store.json", "zonegraph.lock", "version-1"}


def test_the_same_input_gives_the_same_manifest(workspace: Workspace, tmp_path: Path) -> None:
    manifests = []
    for name in ("one", "other"):
        build(workspace, tmp_path / name, door=accept)
        manifests.append((tmp_path / name / "zonegraph-store.json").read_bytes())
    assert manifests[0] == manifests[1]


def test_a_later_build_replaces_the_store(
    workspace: Workspace, later_workspace: Workspace, directory: Path
) -> None:
    before, after = (build(each, directory, door=accept) for each in (workspace, later_workspace))
    assert before.quads < after.quads == size(directory)
    assert names(directory) == {"zonegraph-store.json", "zonegraph.lock", "version-2"}


def test_a_reader_keeps_its_version_for_as_long_as_it_reads(
    workspace: Workspace, later_workspace: Workspace, directory: Path
) -> None:
    counts = build(workspace, directory, door=accept)
    with open_store(str(directory)) as reader:
        build(later_workspace, directory, door=accept)
        build(later_workspace, directory, door=accept)
        assert {"version-1", "version-3"} <= names(directory)
        assert len(reader) == counts.quads
    build(workspace, directory, door=accept)
    assert names(directory) == {"zonegraph-store.json", "zonegraph.lock", "version-4"}


def test_a_reader_that_comes_amid_a_swap_opens_the_new_version(
    workspace: Workspace,
    later_workspace: Workspace,
    directory: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from zonegraph.store import oxigraph

    build(workspace, directory, door=accept)
    open_version = oxigraph._open_version
    swapped: list[Counts] = []

    def swap_first(place: Path, version: str) -> oxigraph.OxigraphStore:
        if not swapped:
            swapped.append(build(later_workspace, directory, door=accept))
        return open_version(place, version)

    monkeypatch.setattr(oxigraph, "_open_version", swap_first)
    assert size(directory) == swapped[0].quads


def violations(number: int) -> list[Violation]:
    warning = Violation(Path("w.trig"), 1, "id:w", "rule", "is odd", "look", "warning")
    return [
        warning,
        *(
            Violation(Path("a.trig"), n, f"id:n{n}", "rule", "is wrong", "mend")
            for n in range(number)
        ),
    ]


def test_the_door_stops_a_build_and_names_the_first_violations(
    workspace: Workspace, directory: Path
) -> None:
    with pytest.raises(DataError) as caught:
        build(workspace, directory, door=lambda _: violations(5))
    message = str(caught.value)
    assert "5 violations" in message
    assert "a.trig:2 id:n2: is wrong; and 2 more; run 'zonegraph validate'" in message
    assert not directory.exists()


def test_a_warning_does_not_stop_a_build(workspace: Workspace, directory: Path) -> None:
    build(workspace, directory, door=lambda _: violations(0))
    assert size(directory)


def test_a_build_that_fails_leaves_the_old_store_whole(
    workspace: Workspace, directory: Path
) -> None:
    counts = build(workspace, directory, door=accept)
    evidence = workspace.data[0] / "yunchuan" / "evidence.trig"
    evidence.write_text(evidence.read_text(encoding="utf-8") + "<", encoding="utf-8")
    with pytest.raises(DataError):
        build(workspace, directory, door=accept)
    assert size(directory) == counts.quads
    assert names(directory) == {"zonegraph-store.json", "zonegraph.lock", "version-1"}


def test_a_first_build_that_fails_leaves_no_directory(
    workspace: Workspace, directory: Path
) -> None:
    (workspace.ontology / "rules" / "broken.rq").write_text("CONSTRUCT", encoding="utf-8")
    with pytest.raises(DataError):
        build(workspace, directory, door=accept)
    assert not directory.exists()


def test_a_second_build_at_the_same_time_is_refused(
    workspace: Workspace, later_workspace: Workspace, directory: Path
) -> None:
    def build_meanwhile(_: Workspace) -> Sequence[Violation]:
        with pytest.raises(StoreError, match="another build is running; wait for it to end"):
            build(later_workspace, directory, door=accept)
        return ()

    counts = build(workspace, directory, door=build_meanwhile)
    assert size(directory) == counts.quads


@pytest.mark.parametrize("name", ["notes.txt", "version-1"])
def test_a_directory_with_other_files_is_refused_and_left_alone(
    workspace: Workspace, directory: Path, name: str
) -> None:
    directory.mkdir(parents=True)
    (directory / name).write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="holds files that are not a store's"):
        build(workspace, directory, door=accept)
    assert names(directory) == {name}


def test_a_file_in_the_place_of_the_directory_is_refused(
    workspace: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot build here: not a directory"):
        build(workspace, tmp_path / "file", door=accept)


def test_a_read_only_directory_is_refused_and_its_store_stands(
    workspace: Workspace, mounted: Path, freeze: Callable[[], None]
) -> None:
    counts = build(workspace, mounted / "store", door=accept)
    freeze()
    for name in ("store", "new"):
        with pytest.raises(StoreError, match="cannot build: read-only file system"):
            build(workspace, mounted / name, door=accept)
    assert size(mounted / "store") == counts.quads


@pytest.mark.parametrize("room", [0, 4096, 65_536, 200_000])
def test_a_full_disk_stops_a_build_and_the_old_store_stands(
    workspace: Workspace, later_workspace: Workspace, mounted: Path, room: int
) -> None:
    counts = build(workspace, mounted / "store", door=accept)
    _fill_up(mounted, room)
    with pytest.raises(StoreError, match=r"cannot build: .*no space left") as caught:
        build(later_workspace, mounted / "store", door=accept)
    assert "\n" not in str(caught.value)
    assert size(mounted / "store") == counts.quads
    assert names(mounted / "store") == {"zonegraph-store.json", "zonegraph.lock", "version-1"}


def _fill_up(folder: Path, room: int) -> None:
    """Leave so many bytes free in a file system."""
    with (folder / "ballast").open("wb", buffering=0) as file:
        try:
            while file.write(bytes(4096)):
                pass
        except OSError:
            file.truncate(max(file.tell() - room, 0))


def _interrupt_after(directory: Path, roots: list[str], sent: signal.Signals, delay: float) -> int:
    builder = subprocess.Popen(
        [sys.executable, str(HERE / "endless_builds.py"), str(directory), *roots],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert builder.stdout is not None
    assert builder.stdout.readline() == "built\n"
    time.sleep(delay)
    builder.send_signal(sent)
    builder.communicate()
    return builder.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_build_killed_at_any_moment_leaves_a_store_that_answers(
    workspace: Workspace, later_workspace: Workspace, directory: Path, roots: list[str]
) -> None:
    sizes = {build(each, directory, door=accept).quads for each in (workspace, later_workspace)}
    moments = random.Random(7)
    for _ in range(12):
        killed = _interrupt_after(directory, roots, signal.SIGKILL, moments.uniform(0, 0.15))
        assert killed == -signal.SIGKILL
        assert size(directory) in sizes
    build(workspace, directory, door=accept)
    assert len(names(directory)) == 3, "what killed builds left is removed by the next"


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="compiles what kills, for Linux"
)
@pytest.mark.parametrize("kind", ["first", "full", "resumed", "incremental"])
def test_a_build_killed_at_some_steps_leaves_a_store_that_answers(
    tmp_path: Path, kind: str
) -> None:
    script = [str(HERE / "killed_at_every_step.py"), str(tmp_path / "made"), kind]
    done = subprocess.run(
        [sys.executable, *script, "--every", "331"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(rf"{kind}: [1-9][0-9]* of [0-9]{{3,}} steps\n", done.stdout)


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts as POSIX does")
def test_an_interrupted_build_leaves_the_old_store_and_nothing_else(
    workspace: Workspace, later_workspace: Workspace, directory: Path, roots: list[str]
) -> None:
    sizes = {build(each, directory, door=accept).quads for each in (workspace, later_workspace)}
    moments = random.Random(11)
    for _ in range(6):
        assert _interrupt_after(directory, roots, signal.SIGINT, moments.uniform(0, 0.15)) == 130
        assert size(directory) in sizes
        assert len(names(directory)) == 3
