"""Kills a build at each of its steps in turn, and asks the store after each.

`killed_at_every_step.py STORE ONE OTHER` prints the number of steps, and fails at the first kill
after which the store does not answer as one workspace or the other would have it.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from types import FrameType

from zonegraph.store import open_store
from zonegraph.store.building import build
from zonegraph.workspace import Workspace

STEPS_OF = ("building.py", "directory.py", "locking.py", "workspace.py")
SAME_STEP_PER_FILE = "_synchronise"


def main(store: Path, roots: list[Path]) -> None:
    os.fsync = lambda fd: None  # slow, and of no matter to a process that dies on a living system
    workspaces = [Workspace(root / "ontology", (root / "data",)) for root in roots]
    sizes = [_in_child(partial(_build, each, store)) for each in workspaces]
    assert sizes == [0, 0], sizes
    expected = {_size(workspace) for workspace in workspaces}
    for step in count(1):
        # The other workspace each time, so that the swap changes what the store answers.
        status = _in_child(partial(_build_until, workspaces[step % 2], store, step))
        assert _in_child(partial(_ask, store, expected, step)) == 0, step
        if status == 0:
            break
        assert status == -signal.SIGKILL, status
    sys.stdout.write(f"{step}\n")


def _size(workspace: Workspace) -> int:
    with open_store(None, workspace) as store:
        return len(store)


def _in_child(action: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            action()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _build(workspace: Workspace, store: Path) -> None:
    build(workspace, store, door=lambda _: [])


def _build_until(workspace: Workspace, store: Path, step: int) -> None:
    remaining = step

    def kill_when_due(frame: FrameType, event: str, _: object) -> None:
        nonlocal remaining
        code = frame.f_code
        if event not in {"call", "c_call"} or code.co_name == SAME_STEP_PER_FILE:
            return
        if code.co_filename.endswith(STEPS_OF):
            remaining -= 1
            if remaining == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(kill_when_due)
    _build(workspace, store)
    sys.setprofile(None)


def _ask(store: Path, expected: set[int], step: int) -> None:
    with open_store(str(store)) as opened:
        assert len(opened) in expected, (step, len(opened))
        assert opened.query("ASK { ?park ?relation ?firm }"), step


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
