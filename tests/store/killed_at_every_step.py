"""Kills builds at each call by which they change the file system, and looks at what is left.

`killed_at_every_step.py FOLDER [first|full|resumed|incremental]... [--every N] [--at STEP]` needs a C compiler.
A first build of a stream with checkpoints, one beside an older store, one that goes on from a checkpoint
and one that changes a copy of the current version are each killed at every N-th of their steps, those of
the engine included. After each, the directory must open as the old or the new store, and the next build
must leave what a build in an empty directory gives, and nothing else.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count, islice
from pathlib import Path

from zonegraph.rdf import reading
from zonegraph.store import bulk, filling, open_store
from zonegraph.store.building import build
from zonegraph.store.directory import ASSERTED, LOCK, MANIFEST, UNFINISHED
from zonegraph.synthetic import country
from zonegraph.synthetic.writing import write_file, write_folders
from zonegraph.workspace import Workspace, bundled

KINDS = ("first", "full", "resumed", "incremental")
SHIM = Path(__file__).with_name("kill_at_step.c")
LEFT = {MANIFEST, LOCK}


def main(folder: Path, kinds: Sequence[str], every: int, at: int | None) -> None:
    reading._CHUNK, bulk.SEGMENT = 8_000, 30_000  # several checkpoints in little data
    old, new = make_workspaces(folder)
    for kind in kinds:
        kills = Kills(folder / kind, kind, old, new)
        steps = range(1, kills.steps + 1, every) if at is None else (at,)
        for step in steps:
            kills.try_step(step)
        sys.stdout.write(f"{kind}: {len(steps)} of {kills.steps} steps\n")
        sys.stdout.flush()


def make_workspaces(folder: Path) -> tuple[Workspace, Workspace]:
    """Write a zone as a stream and one as a folder, twice: in the other one a name differs."""
    workspaces = []
    for name in ("old", "new"):
        data = folder / name
        write_file(islice(country(2, enterprises=5), 1), data / "zone.nq", folder / "truth.jsonl")
        rest = islice(country(2, enterprises=5), 1, 2)
        write_folders(rest, data / "zones", folder / "truth.jsonl")
        workspaces.append(bundled().with_data([data]))
    changed = next((folder / "new").rglob("entities.ttl"))
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace('"@en', ' renamed"@en', 1), encoding="utf-8")
    return workspaces[0], workspaces[1]


class Kills:
    """Builds of one kind that are killed."""

    def __init__(self, folder: Path, kind: str, old: Workspace, new: Workspace) -> None:
        folder.mkdir()
        self._begin, self._store, self._new = folder / "begin", folder / "store", new
        for name, workspace in (("begin", old), ("clean", new)):
            assert in_child(partial(build, workspace, folder / name)) == 0, name
        if kind == "first":
            shutil.rmtree(self._begin)
            self._begin.mkdir()
        self._held_old, self._held_new = (
            self._told(held, folder / name) for name in ("begin", "clean")
        )
        assert self._held_old != self._held_new
        if kind in {"full", "resumed"}:
            shutil.rmtree(self._begin / "version-1" / ASSERTED)
        if kind == "resumed":
            assert in_child(partial(_die_after_checkpoints, new, self._begin)) == -signal.SIGKILL
            assert (self._begin / UNFINISHED).is_dir()
        self._restore()
        self.steps = int(self._told(partial(_build, self._new, 0), self._store))

    def try_step(self, step: int) -> None:
        """Kill a build at one step, and look at what is left, and at what the next build makes of it."""
        self._restore()
        status = in_child(partial(_build, self._new, step, self._store))
        assert status in {0, -signal.SIGKILL}, (step, status)
        assert in_child(partial(self._look, step)) == 0, step

    def _told(self, ask: Callable[[Path], str], place: Path) -> str:
        """Ask in a process of its own: the engine's threads do not survive a fork."""
        told = self._store.with_name("told")
        assert in_child(lambda: told.write_text(ask(place))) == 0
        return told.read_text()

    def _restore(self) -> None:
        shutil.rmtree(self._store, ignore_errors=True)
        shutil.copytree(self._begin, self._store)

    def _look(self, step: int) -> None:
        assert held(self._store) in (self._held_old, self._held_new), step
        build(self._new, self._store)
        assert held(self._store) == self._held_new, step
        names = {path.name for path in self._store.iterdir()}
        assert names > LEFT, (step, names)
        assert [name[:8] for name in names - LEFT] == ["version-"], (step, names)


def held(directory: Path) -> str:
    """Return a digest of what a store holds but blank nodes, which have other names each time."""
    if not (directory / MANIFEST).exists():
        return "no store"
    with open_store(str(directory)) as store:
        assert store.query("ASK { ?park ?relation ?firm }")
        lines = sorted(str(quad) for quad in store.quads() if "_:" not in str(quad))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def in_child(action: Callable[[], object]) -> int:
    """Do something in a process of its own, and return how that ended."""
    child = os.fork()
    if child == 0:
        try:
            action()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _build(workspace: Workspace, step: int, store: Path) -> str:
    """Build until a step, 0 for never, and return how many there were."""
    shim = ctypes.CDLL(None)
    shim.kill_at_step(ctypes.c_long(step))
    build(workspace, store)
    return str(shim.steps_taken())


def _die_after_checkpoints(workspace: Workspace, store: Path) -> None:
    keep, numbers = filling.Filling._checkpoint, count(1)

    def die(*told: object, **more: object) -> None:
        keep(*told, **more)  # type: ignore[arg-type]
        if next(numbers) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    filling.Filling._checkpoint = die  # type: ignore[method-assign]
    build(workspace, store)


def compiled(folder: Path) -> Path:
    """Compile what counts the steps and kills."""
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / "kill_at_step.so"
    command = ["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SHIM), "-ldl"]
    subprocess.run(command, check=True)
    return library


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--at", type=int)
    given = parser.parse_args()
    if "LD_PRELOAD" not in os.environ:
        os.environ["LD_PRELOAD"] = str(compiled(given.folder))
        os.execv(sys.executable, [sys.executable, *sys.argv])
    main(given.folder, given.kinds or KINDS, given.every, given.at)
